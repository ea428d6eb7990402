import { createElement as h, useEffect, useState } from "react";

// Shows `children` once fewer than `warn` of the `seconds` since `stamp` are left, and `over`
// when none is. Every new `stamp` starts the time again.
export function Expiry({ stamp, seconds, warn, over, children }) {
  const [phase, setPhase] = useState("");

  useEffect(() => {
    setPhase("");
    if (!stamp) return undefined;
    const warning = setTimeout(() => setPhase("warning"), Math.max(0, seconds - warn) * 1000);
    const ending = setTimeout(() => setPhase("over"), seconds * 1000);
    return () => {
      clearTimeout(warning);
      clearTimeout(ending);
    };
  }, [stamp, seconds, warn]);

  const shown = phase === "warning" ? children : phase === "over" ? over : null;
  return h("div", { role: "alert", className: "expiry" }, shown);
}
