import { createElement, useEffect, useRef } from "react";

// A sheet that anything with [data-opens="its id"] opens, that opens by itself when `isCalled`
// becomes true, and on a page whose address has `?parameter=1`. While it is open the address has
// it, so a reload shows it again. The browser traps the focus and gives it back.
export function Drawer({ parameter, isCalled, onOpen, children, ...props }) {
  const element = useRef(null);
  const opened = useRef(onOpen);
  opened.current = onOpen;

  useEffect(() => {
    const dialog = element.current;
    const watch = new MutationObserver(() => {
      mark(parameter, dialog.open);
      if (dialog.open) opened.current?.();
    });
    watch.observe(dialog, { attributeFilter: ["open"] });
    if (new URLSearchParams(location.search).get(parameter) === "1" && !dialog.open) {
      dialog.showModal();
    }
    return () => watch.disconnect();
  }, [parameter]);

  useEffect(() => {
    if (isCalled && !element.current.open) element.current.showModal();
  }, [isCalled]);

  return createElement("dialog", { ...props, ref: element }, children);
}

function mark(parameter, isOpen) {
  const url = new URL(location.href);
  if (isOpen) url.searchParams.set(parameter, "1");
  else url.searchParams.delete(parameter);
  history.replaceState(history.state, "", url);
}
