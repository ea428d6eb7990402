import { createElement as h, useEffect, useRef } from "react";
import { useNavigate } from "react-router";

// A link to the next page of a list. With a script the list grows in place instead: the address
// follows, the page does not jump, and the focus stays on the link while there is more. When
// there is none left it goes on to the first piece that came.
export function More({ href, longerHref, label, shown, children }) {
  const navigate = useNavigate();
  const box = useRef(null);
  const before = useRef(null);

  useEffect(() => {
    if (before.current === null || before.current >= shown) return;
    const first = before.current;
    before.current = null;
    if (!label) box.current?.parentElement?.querySelectorAll("[data-piece] h3 a")[first]?.focus();
  }, [shown, label]);

  const onClick = (event) => {
    if (!longerHref || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    before.current = shown;
    navigate(longerHref, { replace: true, preventScrollReset: true });
  };

  return h(
    "p",
    { ref: box, className: "mt-8 text-center" },
    label && h("a", { href, onClick, className: "btn btn-secondary", "data-testid": "show-more" }, label),
  );
}
