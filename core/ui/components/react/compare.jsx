import { createElement as h, useEffect, useState } from "react";
import { Link } from "react-router";

const KEY = "ecomarket-compare";
const MOST = 4;
const CHANGED = "ecomarket-compare";

const recall = () => {
  try {
    const found = JSON.parse(localStorage.getItem(KEY)) ?? [];
    return found.filter((slug) => typeof slug === "string" && /^[a-z0-9-]{1,160}$/.test(slug)).slice(0, MOST);
  } catch {
    return [];
  }
};

const keep = (slugs) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(slugs.slice(0, MOST)));
  } catch {
    // Storage is off: the choice lasts as long as nobody looks.
  }
  dispatchEvent(new Event(CHANGED));
};

function useChosen() {
  const [chosen, setChosen] = useState([]);
  useEffect(() => {
    const read = () => setChosen(recall());
    read();
    addEventListener(CHANGED, read);
    addEventListener("storage", read);
    return () => {
      removeEventListener(CHANGED, read);
      removeEventListener("storage", read);
    };
  }, []);
  return chosen;
}

// Up to four pieces to put side by side; the choice stays in the browser.
export function CompareTick({ slug, title }) {
  const chosen = useChosen();
  const isOn = chosen.includes(slug);
  const isFull = !isOn && chosen.length >= MOST;
  const toggle = () => keep(isOn ? chosen.filter((one) => one !== slug) : [...recall(), slug]);
  return h(
    "label",
    { className: "compare-tick", title: isFull ? `At most ${MOST} pieces` : undefined },
    h("input", { type: "checkbox", checked: isOn, disabled: isFull, onChange: toggle, "aria-label": `Compare ${title}` }),
    "Compare",
  );
}

export function CompareBar({ href }) {
  const chosen = useChosen();
  const count = chosen.length;
  return h(
    "div",
    { role: "status", className: count ? "compare-bar" : undefined },
    count > 0 && [
      h("span", { key: "count" }, count === 1 ? "1 piece to compare" : `${count} pieces to compare`),
      h("button", { key: "clear", type: "button", className: "btn btn-quiet btn-small", onClick: () => keep([]) }, "Clear"),
      count > 1
        ? h(Link, { key: "go", to: `${href}?ids=${chosen.join(",")}`, className: "btn btn-primary btn-small" }, "Compare")
        : h("span", { key: "hint", className: "text-small text-muted" }, "Choose one more"),
    ],
  );
}

// On the page that compares, what it shows is what is chosen.
export function CompareKeep({ slugs }) {
  const joined = slugs.join(",");
  useEffect(() => keep(joined ? joined.split(",") : []), [joined]);
  return null;
}
