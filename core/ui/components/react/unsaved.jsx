import { createElement as h, useEffect, useRef, useState } from "react";
import { useBlocker } from "react-router";

// Knows whether something was typed since `revision`; asks before the page is left, and saves
// with Ctrl or Cmd and S.
export function Unsaved({ revision, question, children }) {
  const [isDirty, setDirty] = useState(false);
  const element = useRef(null);

  useEffect(() => setDirty(false), [revision]);

  useEffect(() => {
    if (!isDirty) return;
    const ask = (event) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isDirty]);

  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isDirty && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    if (confirm(question)) blocker.proceed();
    else blocker.reset();
  }, [blocker, question]);

  const onKeyDown = (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    element.current.querySelector("form").requestSubmit();
  };

  return h(
    "div",
    {
      ref: element,
      className: isDirty ? "unsaved is-dirty" : "unsaved",
      onInput: () => setDirty(true),
      onKeyDown,
    },
    children,
  );
}
