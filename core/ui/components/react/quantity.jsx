import { createElement as h, useEffect, useRef, useState } from "react";

const clamp = (value, min, max) => Math.min(Math.max(value, min), max);

// Counts in the browser at once and tells the server a moment later. A new `revision` (or value)
// from the server replaces what is shown, so a refused quantity jumps back.
export function Quantity({ value, min = 1, max = 99, label, name, revision, minus, plus, onChange }) {
  const [shown, setShown] = useState(String(value));
  const timer = useRef(null);

  useEffect(() => setShown(String(value)), [value, revision]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const current = Number.parseInt(shown, 10) || min;

  const take = (next) => {
    const wanted = clamp(next, min, max);
    setShown(String(wanted));
    clearTimeout(timer.current);
    if (wanted !== value) timer.current = setTimeout(() => onChange?.(wanted), 300);
  };

  const step = (by, icon, verb, limit) =>
    h(
      "button",
      {
        type: "button",
        "aria-label": `${verb} quantity of ${label}`,
        disabled: current === limit,
        onClick: () => take(current + by),
      },
      icon,
    );

  return h(
    "div",
    { className: "quantity", role: "group", "aria-label": `Quantity of ${label}` },
    step(-1, minus, "Decrease", min),
    h("input", {
      type: "number",
      inputMode: "numeric",
      name,
      min,
      max,
      value: shown,
      "aria-label": `Quantity of ${label}`,
      onChange: (event) => setShown(event.target.value),
      onBlur: () => take(current),
      onKeyDown: (event) => event.key === "Enter" && (event.preventDefault(), take(current)),
    }),
    step(1, plus, "Increase", max),
  );
}
