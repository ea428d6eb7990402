import { createElement as h, useEffect, useState } from "react";
import { Link } from "react-router";

const KEY = "ecomarket-viewed";
const MOST = 12;

const recall = () => {
  try {
    const found = JSON.parse(localStorage.getItem(KEY)) ?? [];
    return found.filter((slug) => typeof slug === "string" && /^[a-z0-9-]{1,160}$/.test(slug));
  } catch {
    return [];
  }
};

const remember = (slug) => {
  try {
    const others = recall().filter((other) => other !== slug);
    localStorage.setItem(KEY, JSON.stringify([slug, ...others].slice(0, MOST + 1)));
  } catch {
    // Storage is off: nothing is remembered.
  }
};

const forget = () => {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is off: nothing was remembered.
  }
};

function Picture({ image, empty }) {
  if (!image) return h("div", { className: "media media-portrait" }, empty);
  return h(
    "div",
    { className: "media media-portrait", style: image.color ? { background: image.color } : undefined },
    h(
      "picture",
      null,
      image.avif && h("source", { srcSet: image.avif, type: "image/avif", sizes: "15rem" }),
      image.webp && h("source", { srcSet: image.webp, type: "image/webp", sizes: "15rem" }),
      h("img", { src: image.src, alt: image.alt, width: image.width, height: image.height, loading: "lazy", decoding: "async" }),
    ),
  );
}

const Card = ({ card }) =>
  h(
    "li",
    null,
    h(
      "article",
      { className: "product-card", "data-testid": "viewed-card" },
      h(Picture, { image: card.image }),
      h("h3", { className: "product-card-name" }, h(Link, { to: card.href }, card.title)),
      h(
        "p",
        { className: "maker-line" },
        h("span", { className: "selvedge", "aria-hidden": true, style: { background: card.selvedge } }),
        h("span", null, card.workshop),
      ),
      h(
        "p",
        { className: card.was ? "price is-reduced" : "price" },
        card.was && h("span", { className: "visually-hidden" }, "Now "),
        h("span", { className: "price-now" }, card.price),
        card.was && [h("span", { className: "visually-hidden", key: "word" }, "before "), h("s", { key: "was" }, card.was)],
      ),
    ),
  );

// What this browser has looked at. It stays in the browser; the pieces themselves come from an
// answer that is the same for everybody. `current` is the piece of this page: noted, not shown.
export function Viewed({ current = "", currency = "EUR", title, source = "/api/cards" }) {
  const [cards, setCards] = useState([]);

  useEffect(() => {
    const slugs = recall().filter((slug) => slug !== current).slice(0, MOST);
    if (current) remember(current);
    if (!slugs.length) {
      setCards([]);
      return undefined;
    }
    const request = new AbortController();
    const query = new URLSearchParams({ currency, ids: slugs.join(",") });
    fetch(`${source}?${query}`, { signal: request.signal })
      .then((answer) => (answer.ok ? answer.json() : { cards: [] }))
      .then((found) => setCards(found.cards))
      .catch(() => {});
    return () => request.abort();
  }, [current, currency, source]);

  if (!cards.length) return null;
  return h(
    "section",
    { className: "viewed", "data-testid": "recently-viewed" },
    h(
      "div",
      { className: "section-header" },
      h("h2", null, title),
      h("button", { type: "button", className: "link", onClick: () => (forget(), setCards([])) }, "Forget these"),
    ),
    h(
      "div",
      { tabIndex: 0, role: "region", "aria-label": title },
      h("ul", { className: "scroll-row" }, cards.map((card) => h(Card, { card, key: card.slug }))),
    ),
  );
}
