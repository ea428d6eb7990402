import { createElement, useEffect, useRef } from "react";

// A <dialog> that follows `open` when it is given, and otherwise opens by [data-opens="its id"].
// The browser traps the focus, closes on Esc and gives the focus back.
export function Dialog({ open, onClose, children, ...props }) {
  const element = useRef(null);

  useEffect(() => {
    const dialog = element.current;
    if (open === undefined || open === dialog.open) return;
    if (open) dialog.showModal();
    else dialog.close();
  }, [open]);

  return createElement("dialog", { ...props, ref: element, onClose: () => onClose?.() }, children);
}
