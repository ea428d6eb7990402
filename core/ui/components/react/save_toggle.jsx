import { createElement as h, useEffect, useState } from "react";

// Turns over at once and tells the server, which answers with `pressed`. A press that it refused
// raises `refusals`, and the button turns back.
export function SaveToggle({
  pressed, refusals, subject, variant, label, yes, no, icon, className, testId, onToggle,
}) {
  const [wanted, setWanted] = useState(null);
  useEffect(() => setWanted(null), [pressed, refusals, subject]);

  const shown = wanted ?? Boolean(pressed);
  const press = () => {
    setWanted(!shown);
    onToggle?.(subject, variant ?? "", !shown);
  };

  return h(
    "button",
    {
      type: "button",
      className,
      "aria-label": label,
      "aria-pressed": shown,
      "data-testid": testId,
      onClick: press,
    },
    icon,
    yes && h("span", { "aria-hidden": true }, shown ? yes : no),
  );
}
