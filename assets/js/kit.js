// Small manners of the pages that need no server: they work before the app has started.

// Whether the question about cookies is asked: pages are the same for everybody, so the page finds
// out. The number is that of core/content/consent.py.
const CONSENT_VERSION = "1";
if (!document.cookie.includes(`ecomarket_choices=${CONSENT_VERSION}.`)) {
  document.documentElement.dataset.consent = "asked";
}

// The answer is sent without leaving the page.
addEventListener("submit", async (event) => {
  if (!event.target.matches("form[data-consent]")) return;
  event.preventDefault();
  const { target, submitter } = event;
  const body = new URLSearchParams(new FormData(target, submitter));
  const answer = await fetch(target.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
  if (!answer || answer.status >= 400) return location.assign("/cookies");
  delete document.documentElement.dataset.consent;
  document.getElementById("main")?.focus({ preventScroll: true });
});

addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (!target) return;

  const opener = target.closest("[data-opens]");
  const isLink = opener instanceof HTMLAnchorElement;
  if (opener && (!isLink || event.defaultPrevented)) {
    document.getElementById(opener.dataset.opens)?.showModal();
  }

  const closer = target.closest("[data-closes], dialog a[href]");
  if (closer) closer.closest("dialog")?.close();

  // A press on the backdrop lands on the dialog itself.
  if (target instanceof HTMLDialogElement && isOutside(target, event)) target.close();

  const copier = target.closest("[data-copies]");
  if (copier) copy(copier);

  const own = target.closest("details.menu");
  const isChosen = target.closest(".menu-list a, .menu-list button");
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== own || isChosen) menu.open = false;
  }
});

// A link whose page can show the same in a dialog opens that. Before the router hears of it.
addEventListener(
  "click",
  (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-opens]") : null;
    const isPlain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (link && isPlain && document.getElementById(link.dataset.opens)) event.preventDefault();
  },
  true,
);

// A form in a dialog that is complete enough to be sent closes it.
addEventListener("submit", ({ target }) => {
  if (target.matches("form[data-sends]")) target.closest("dialog")?.close();
});

addEventListener("keydown", (event) => {
  const menu = document.activeElement?.closest("details.menu[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
  const search = document.getElementById("search");
  if (event.key === "/" && search && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
  }
  // A desk's verbs have a key each: the button says which.
  const isPlain = !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isPlain && !event.repeat && /^[a-z]$/.test(event.key) && !document.querySelector("dialog[open]")) {
    document.querySelector(`button[data-key="${event.key}"]`)?.click();
  }
});

// A menu that would leave the window opens towards the other side.
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (!target.matches?.("details.menu")) return;
    target.classList.remove("is-flipped");
    if (!target.open) return;
    const box = target.querySelector(".menu-list").getBoundingClientRect();
    target.classList.toggle("is-flipped", box.left < 0 || box.right > innerWidth);
  },
  true,
);

function isOutside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  const isWithin = (value, from, to) => value >= from && value <= to;
  return !(
    isWithin(event.clientX, box.left, box.right) && isWithin(event.clientY, box.top, box.bottom)
  );
}

const markOffline = () => document.documentElement.toggleAttribute("data-offline", !navigator.onLine);
addEventListener("online", markOffline);
addEventListener("offline", markOffline);
markOffline();

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

// After a change of page within the app, the heading takes the focus, so that a screen reader says
// where one is and the keyboard starts at the top.
const push = history.pushState;
history.pushState = function (...change) {
  const before = location.pathname;
  push.apply(this, change);
  if (location.pathname !== before) arrive();
};
let path = location.pathname;
addEventListener("popstate", () => location.pathname !== path && arrive());

function arrive() {
  dispatchEvent(new Event("arrived"));
  focusHeading();
}

function focusHeading() {
  path = location.pathname;
  const before = document.querySelector("main h1");
  const until = performance.now() + 3000;
  const look = () => {
    const heading = document.querySelector("main h1");
    if (heading && heading !== before) heading.focus({ preventScroll: true });
    else if (performance.now() < until) setTimeout(look, 50);
  };
  look();
}
