// Which result was opened, and at which place: search gets better by it. The page does not wait.

const opened = (event) => {
  const link = event.target instanceof Element ? event.target.closest("[data-search] a[href]") : null;
  const piece = link?.closest("[data-piece]");
  const list = link?.closest("[data-search]");
  if (!piece || !list.dataset.search) return;
  const position = Number(list.dataset.offset) + [...list.children].indexOf(piece) + 1;
  const told = { search: list.dataset.search, piece: piece.dataset.piece, position };
  navigator.sendBeacon("/api/clicks", new Blob([JSON.stringify(told)], { type: "application/json" }));
};

addEventListener("click", opened, true);
addEventListener("auxclick", (event) => event.button === 1 && opened(event), true);
