// Small manners of the pages that need no server: they work before the app has started.

addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;

  const opener = target?.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();

  const closer = target?.closest("[data-closes]");
  if (closer) closer.closest("dialog")?.close();

  // A press on the backdrop lands on the dialog itself.
  if (target instanceof HTMLDialogElement && outside(target, event)) target.close();

  const copier = target?.closest("[data-copies]");
  if (copier) copy(copier);

  const inside = target?.closest("details.menu");
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    const chosen = menu === inside && target.closest(".menu-list a, .menu-list button");
    if (menu !== inside || chosen) menu.open = false;
  }

  const link = target?.closest("dialog a[href]");
  if (link) link.closest("dialog").close();
});

addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = document.activeElement?.closest("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.getElementById("search");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
});

function outside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  const within = (value, from, to) => value >= from && value <= to;
  return !(within(event.clientX, box.left, box.right) && within(event.clientY, box.top, box.bottom));
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copies);
  const name = button.getAttribute("aria-label");
  button.classList.add("is-copied");
  button.setAttribute("aria-label", "Copied");
  setTimeout(() => {
    button.classList.remove("is-copied");
    button.setAttribute("aria-label", name);
  }, 2000);
}
