import { createElement as h, Fragment, useEffect, useRef, useState } from "react";

const FOCUSABLE = "a[href], button:not(:disabled), input, select, summary, [tabindex='0']";

const reachable = (box) => [...box.querySelectorAll(FOCUSABLE)].filter((one) => one.checkVisibility());

// What stands beside a list on a wide screen and fills a narrow one when it is asked for. It is
// one and the same element, so nothing is there twice and links in it keep the focus. Without
// this script the opener is a link to it.
export function Sheet({ id, label, openerLabel, icon, closeIcon, action, actionLabel, children }) {
  const [isOpen, setOpen] = useState(false);
  const box = useRef(null);
  const button = useRef(null);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };

  useEffect(() => {
    if (!isOpen) return undefined;
    document.documentElement.classList.add("is-held");
    box.current.focus();
    const wide = matchMedia("(width >= 64rem)");
    const onWide = () => wide.matches && setOpen(false);
    wide.addEventListener("change", onWide);
    return () => {
      document.documentElement.classList.remove("is-held");
      wide.removeEventListener("change", onWide);
    };
  }, [isOpen]);

  const onKeyDown = (event) => {
    if (!isOpen) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
    if (event.key !== "Tab") return;
    const stops = reachable(box.current);
    const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
    if (document.activeElement === edge || (event.shiftKey && document.activeElement === box.current)) {
      event.preventDefault();
      (event.shiftKey ? stops[stops.length - 1] : stops[0])?.focus();
    }
  };

  return h(
    Fragment,
    null,
    h(
      "a",
      {
        href: `#${id}`,
        ref: button,
        className: "btn btn-secondary sheet-opener",
        role: "button",
        "aria-haspopup": "dialog",
        "aria-expanded": isOpen,
        onClick: (event) => (event.preventDefault(), setOpen(true)),
        onKeyDown: (event) => event.key === " " && (event.preventDefault(), setOpen(true)),
      },
      icon,
      openerLabel,
    ),
    h(
      "div",
      {
        id,
        ref: box,
        tabIndex: -1,
        className: isOpen ? "sheet is-open" : "sheet",
        role: isOpen ? "dialog" : "group",
        "aria-modal": isOpen || undefined,
        "aria-label": label,
        onKeyDown,
      },
      h(
        "div",
        { className: "sheet-head" },
        h("p", null, label),
        h("a", { href: "#main", role: "button", "aria-label": "Close", className: "btn btn-icon", onClick: (event) => (event.preventDefault(), close()) }, closeIcon),
      ),
      h("div", { className: "sheet-body" }, children),
      h(
        "div",
        { className: "sheet-foot" },
        action,
        h("a", { href: "#main", role: "button", className: "btn btn-primary", onClick: (event) => (event.preventDefault(), close()) }, actionLabel),
      ),
    ),
  );
}
