import { createElement as h, useEffect, useState } from "react";

// An invitation that shows itself only when the browser can follow it and it is the moment:
// /js/pwa.js knows.
export function Install({ afterOrder, title, sentence, hint, verb, refuse }) {
  const [way, setWay] = useState("");

  useEffect(() => {
    const look = () => setWay(globalThis.ecomarketInstall?.way(afterOrder) ?? "");
    look();
    addEventListener("installable", look);
    return () => removeEventListener("installable", look);
  }, [afterOrder]);

  if (!way) return null;
  const install = globalThis.ecomarketInstall;
  return h(
    "aside",
    { className: "install", "aria-label": title, "data-testid": "install" },
    h("img", { src: "/icons/icon-192.png", alt: "", width: 48, height: 48 }),
    h("div", null, h("strong", null, title), h("p", null, way === "hint" ? hint : sentence)),
    h(
      "div",
      { className: "cluster" },
      way === "prompt" &&
        h("button", { type: "button", className: "btn btn-primary btn-small", onClick: () => install.ask() }, verb),
      h("button", { type: "button", className: "btn btn-quiet btn-small", onClick: () => install.refuse() }, refuse),
    ),
  );
}
