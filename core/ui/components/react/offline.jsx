import { createElement as h, useEffect, useState } from "react";

const SNAPSHOT = "bag-snapshot";

// Leaves what the bag holds where the offline page finds it. Of one person, so it stays in this
// browser; an empty bag clears it.
export function BagKeeper({ bag }) {
  useEffect(() => {
    const lines = bag.parcels.flatMap((parcel) => parcel.lines);
    const kept = lines.map(({ id, href, title, quantity, total }) => ({ id, href, title, quantity, total }));
    try {
      if (kept.length) {
        const snapshot = { lines: kept, subtotal: bag.subtotal, at: Date.now() };
        localStorage.setItem(SNAPSHOT, JSON.stringify(snapshot));
      } else localStorage.removeItem(SNAPSHOT);
    } catch {
      // A browser that keeps nothing has no bag without a network.
    }
  }, [bag]);
  return null;
}

const moment = (at) =>
  new Intl.DateTimeFormat("en-IE", { dateStyle: "medium", timeStyle: "short" }).format(at);

// The bag as it was when it was last seen, and what was wished for since.
export function KeptBag({ title, wished }) {
  const [bag, setBag] = useState(null);
  const [wishes, setWishes] = useState([]);

  useEffect(() => {
    const look = async () => {
      try {
        setBag(JSON.parse(localStorage.getItem(SNAPSHOT)));
      } catch {
        setBag(null);
      }
      setWishes(await waitingWishes());
    };
    look();
    addEventListener("wishes", look);
    return () => removeEventListener("wishes", look);
  }, []);

  if (!bag && !wishes.length) return null;
  return h(
    "section",
    { className: "panel", "data-testid": "kept-bag" },
    h("div", { className: "panel-header" }, h("h2", null, title)),
    wishes.length > 0 &&
      h(
        "ul",
        { className: "kept-wishes", "aria-label": wished },
        wishes.map((wish) =>
          h("li", { key: wish.key }, `${wish.quantity} × ${wish.title ?? "a piece"}, ${wished}`),
        ),
      ),
    bag && h("p", { className: "text-small text-muted" }, `As it was on ${moment(bag.at)}`),
    bag &&
      h(
        "ul",
        { className: "rows" },
        bag.lines.map((line) =>
          h(
            "li",
            { key: line.id, className: "spread" },
            h("a", { href: line.href, className: "link" }, `${line.quantity} × ${line.title}`),
            h("span", { className: "price" }, line.total),
          ),
        ),
      ),
    bag &&
      h("p", { className: "spread kept-total" }, h("span", null, "Pieces"), h("strong", null, bag.subtotal)),
  );
}

// Pieces that were visited and can be read now.
export function KeptPages({ title, none }) {
  const [pieces, setPieces] = useState(null);

  useEffect(() => {
    keptPieces().then(setPieces, () => setPieces([]));
  }, []);

  if (!pieces) return null;
  if (!pieces.length) return h("p", { className: "text-muted" }, none);
  return h(
    "section",
    { "data-testid": "kept-pages" },
    h("h2", { className: "mb-3" }, title),
    h(
      "ul",
      { className: "kept-pages" },
      pieces.map((piece) =>
        h(
          "li",
          { key: piece.href },
          piece.image
            ? h("img", { src: piece.image, alt: "", width: 72, height: 90, className: "media" })
            : h("span", { className: "media", "aria-hidden": true }),
          h("a", { href: piece.href, className: "link" }, piece.title),
        ),
      ),
    ),
  );
}

// Goes back to where one wanted to go, as soon as there is a network.
export function BackOnline({ label }) {
  const [from, setFrom] = useState("/");

  useEffect(() => {
    const wanted = new URLSearchParams(location.search).get("from") ?? "/";
    const target = /^\/(?![/\\])/.test(wanted) ? wanted : "/";
    setFrom(target);
    const leave = () => location.replace(target);
    addEventListener("online", leave);
    return () => removeEventListener("online", leave);
  }, []);

  return h("a", { className: "btn btn-primary", href: from, "data-testid": "try-again" }, label);
}

async function keptPieces() {
  const names = (await caches.keys()).filter((name) => name.startsWith("pages-"));
  const found = new Map();
  for (const name of names) {
    const cache = await caches.open(name);
    for (const request of (await cache.keys()).reverse()) {
      const url = new URL(request.url);
      if (!url.pathname.startsWith("/p/") || found.has(url.pathname)) continue;
      const page = new DOMParser().parseFromString(
        await (await cache.match(request)).text(),
        "text/html",
      );
      const title = page.querySelector("main h1")?.textContent || page.title.split(" · ")[0];
      if (!title) continue;
      found.set(url.pathname, {
        href: url.pathname + url.search,
        title,
        image: await keptImage(page),
      });
    }
  }
  return [...found.values()].slice(0, 24);
}

// Of all the forms a picture has, the one that this browser has fetched.
async function keptImage(page) {
  const forms = page.querySelectorAll("main .gallery source, main .gallery img");
  for (const form of forms) {
    const sources = `${form.getAttribute("srcset") ?? ""},${form.getAttribute("src") ?? ""}`;
    for (const source of sources.split(",")) {
      const address = source.trim().split(" ")[0];
      if (address && (await caches.match(address, { cacheName: "images", ignoreVary: true }))) {
        return address;
      }
    }
  }
  return null;
}

function waitingWishes() {
  return new Promise((resolve) => {
    const opening = indexedDB.open("ecomarket", 1);
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => resolve([]);
    opening.onsuccess = () => {
      const asked = opening.result.transaction("wishes").objectStore("wishes").getAll();
      asked.onsuccess = () => resolve(asked.result.sort((one, other) => one.at - other.at));
      asked.onerror = () => resolve([]);
    };
  });
}
