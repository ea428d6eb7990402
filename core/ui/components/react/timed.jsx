import { createElement as h, useEffect, useRef } from "react";

// Counts `seconds` from the moment `of` changed and then tells so. The time stands still while
// the pointer or the focus is inside: nobody is hurried.
export function Timed({ of, seconds, onEnd, children }) {
  const element = useRef(null);
  const ended = useRef(onEnd);
  ended.current = onEnd;

  useEffect(() => {
    let left = seconds;
    const timer = setInterval(() => {
      if (element.current?.matches(":hover, :focus-within")) return;
      left -= 1;
      if (left > 0) return;
      clearInterval(timer);
      ended.current?.();
    }, 1000);
    return () => clearInterval(timer);
  }, [of, seconds]);

  return h("div", { ref: element }, children);
}
