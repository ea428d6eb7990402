import { createElement as h, useEffect, useId, useRef, useState } from "react";
import { useLocation, useNavigate } from "react-router";

const PAUSE = 120;
const NARROW = "(width < 40rem)";
const MOST_NARROW = 6;
const RECENT = "ecomarket-searches";
const MOST_RECENT = 5;
const MOST_KNOWN = 200;

const HEADINGS = {
  recent: "Recent searches",
  category: "Categories",
  workshop: "Workshops",
  product: "Pieces",
};

// Answers by address: going back a letter asks nobody.
const known = new Map();

const recall = () => {
  try {
    const found = JSON.parse(localStorage.getItem(RECENT)) ?? [];
    return found.filter((term) => typeof term === "string").slice(0, MOST_RECENT);
  } catch {
    return [];
  }
};

const remember = (term) => {
  const others = recall().filter((other) => other.toLowerCase() !== term.toLowerCase());
  try {
    localStorage.setItem(RECENT, JSON.stringify([term, ...others].slice(0, MOST_RECENT)));
  } catch {
    // Storage is off: nothing is remembered.
  }
};

const forget = () => {
  try {
    localStorage.removeItem(RECENT);
  } catch {
    // Storage is off: nothing was remembered.
  }
};

async function ask(address, signal) {
  if (known.has(address)) return known.get(address);
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const { rows } = await answer.json();
  known.set(address, rows);
  if (known.size > MOST_KNOWN) known.delete(known.keys().next().value);
  return rows;
}

// On a phone pieces give way first, and every kind keeps one row.
function fitting(rows) {
  if (!matchMedia(NARROW).matches) return rows;
  const left = [...rows];
  for (const kind of ["suggestion", "category", "product"]) {
    while (left.length > MOST_NARROW && left.filter((row) => row.kind === kind).length > 1) {
      left.splice(left.findLastIndex((row) => row.kind === kind), 1);
    }
  }
  return left.slice(0, MOST_NARROW);
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// What was not typed is bold: it is what a row adds.
function added(label, term) {
  const composed = label.normalize("NFC");
  const start = plain(composed).indexOf(plain(term));
  if (!term || start < 0 || plain(composed).length !== composed.length) return h("b", null, label);
  const end = start + plain(term).length;
  return [
    start > 0 && h("b", { key: "before" }, composed.slice(0, start)),
    h("span", { key: "typed" }, composed.slice(start, end)),
    end < composed.length && h("b", { key: "after" }, composed.slice(end)),
  ];
}

function face(row, term, icons) {
  if (row.kind === "product") {
    const ground = row.color ? { background: row.color } : undefined;
    return [
      h(
        "span",
        { className: "search-thumb", key: "picture", style: ground },
        row.picture && h("img", { src: row.picture, alt: "", width: 40, height: 40 }),
      ),
      h("span", { className: "search-words", key: "words" }, h("span", null, row.label), h("small", null, row.note)),
      h("span", { className: "search-price", key: "price" }, row.price),
    ];
  }
  if (row.kind === "workshop") {
    return [
      h("span", { className: "selvedge", key: "picture", style: { background: row.selvedge } }),
      h("span", { className: "search-words", key: "words" }, h("span", null, row.label), h("small", null, row.note)),
    ];
  }
  const icon = row.kind === "recent" ? icons.recent : row.kind === "category" ? icons.category : icons.search;
  const words = {
    search: () => ["Search for “", h("b", { key: "term" }, row.label), "”"],
    nearest: () => ["Did you mean ", h("b", { key: "term" }, row.label), "?"],
    suggestion: () => added(row.label, term),
    category: () => (row.href.includes("?") ? added(row.label, term) : row.label),
    recent: () => row.label,
  }[row.kind];
  return [
    h("span", { className: "search-icon", key: "icon", "aria-hidden": true }, icon),
    h("span", { className: "search-words", key: "words" }, h("span", null, words())),
    row.note && row.kind === "category" && h("small", { key: "note" }, row.note),
  ];
}

// The search field with its suggestions. Without this script it is a plain form.
export function SearchBox({ words = "", currency = "EUR", label, searchIcon, recentIcon, categoryIcon, action = "/search", source = "/api/suggest" }) {
  const icons = { search: searchIcon, recent: recentIcon, category: categoryIcon };
  const [rows, setRows] = useState([]);
  const [term, setTerm] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [told, setTold] = useState("");
  const field = useRef(null);
  const timer = useRef(null);
  const running = useRef(null);
  const name = useId();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();

  const close = () => {
    clearTimeout(timer.current);
    running.current?.abort();
    setOpen(false);
    setActive(-1);
    setTold("");
  };

  useEffect(() => close, []);
  useEffect(close, [pathname, search]);
  useEffect(() => {
    if (document.activeElement !== field.current) field.current.value = words;
  }, [words, pathname]);

  const show = (typed, found) => {
    const recent = typed ? [] : recall().map((one) => ({ kind: "recent", label: one, href: `${action}?q=${encodeURIComponent(one)}` }));
    const next = fitting([...recent, ...found].slice(0, 8));
    setTerm(typed);
    setRows(next);
    setActive(-1);
    setOpen(next.length > 0);
    setTold(next.length === 1 ? "1 suggestion" : `${next.length} suggestions`);
  };

  const look = async (typed) => {
    running.current?.abort();
    const request = new AbortController();
    running.current = request;
    const query = new URLSearchParams({ currency, q: typed });
    try {
      const found = await ask(`${source}?${query}`, request.signal);
      if (!request.signal.aborted) show(typed, found);
    } catch {
      // Somebody typed on, or the network is gone: the form still works.
      if (!request.signal.aborted) show(typed, typed ? [{ kind: "search", label: typed, href: `${action}?q=${encodeURIComponent(typed)}` }] : []);
    }
  };

  const onInput = () => {
    const typed = field.current.value.trim();
    clearTimeout(timer.current);
    timer.current = setTimeout(() => look(typed), PAUSE);
  };

  const go = (row, elsewhere = false) => {
    const isSearch = ["search", "suggestion", "nearest", "recent"].includes(row.kind);
    if (isSearch) {
      remember(row.label);
      field.current.value = row.label;
    }
    if (elsewhere) {
      open(row.href, "_blank", "noopener");
      return;
    }
    close();
    field.current.blur();
    navigate(row.href);
  };

  const onSubmit = (event) => {
    event.preventDefault();
    const typed = field.current.value.trim();
    if (rows[active]) go(rows[active]);
    else if (typed) go({ kind: "search", label: typed, href: `${action}?q=${encodeURIComponent(typed)}` });
    else go({ kind: "all", href: action });
  };

  const step = (by) => {
    if (!isOpen) {
      look(field.current.value.trim());
      return;
    }
    // From the last row back to the field, and on to the first.
    const next = active + by;
    setActive(next < -1 ? rows.length - 1 : next >= rows.length ? -1 : next);
  };

  const onKeyDown = (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (isOpen) close();
      else field.current.value = "";
    }
  };

  const option = (row, i) =>
    h(
      "li",
      {
        key: `${row.kind}-${row.href}`,
        id: `${name}-${i}`,
        role: "option",
        "aria-selected": i === active,
        className: "search-row",
        "data-kind": row.kind,
        onMouseEnter: () => setActive(i),
        onClick: (event) => go(row, event.ctrlKey || event.metaKey),
        onAuxClick: (event) => event.button === 1 && go(row, true),
      },
      face(row, term, icons),
    );

  const groups = [];
  rows.forEach((row, i) => {
    const heading = HEADINGS[row.kind] ?? "Searches";
    const last = groups[groups.length - 1];
    if (last?.heading === heading) last.options.push(option(row, i));
    else groups.push({ heading, options: [option(row, i)] });
  });

  const panel = h(
    "div",
    // Pressing a row leaves the focus in the field.
    { className: "search-panel", hidden: !isOpen, onMouseDown: (event) => event.preventDefault() },
    h(
      "div",
      { role: "listbox", id: `${name}-rows`, "aria-label": "Suggestions" },
      groups.map(({ heading, options }, i) =>
        h(
          "ul",
          { role: "group", key: heading, "aria-label": heading, className: i ? "search-group" : undefined },
          HEADINGS[rows[0]?.kind] === heading || i ? h("li", { role: "presentation", className: "search-heading", key: "heading" }, heading) : null,
          options,
        ),
      ),
    ),
    rows[0]?.kind === "recent" &&
      h(
        "button",
        { type: "button", className: "search-forget", onClick: () => (forget(), close(), field.current.focus()) },
        "Forget recent searches",
      ),
  );

  return h(
    "form",
    {
      role: "search",
      action,
      method: "get",
      "aria-label": "Site",
      className: "search-box",
      onSubmit,
      onBlur: (event) => event.currentTarget.contains(event.relatedTarget) || close(),
    },
    h(
      "div",
      { className: "search-field" },
      icons.search,
      h("input", {
        ref: field,
        type: "text",
        name: "q",
        id: "search",
        className: "input",
        role: "combobox",
        "aria-label": label,
        "aria-autocomplete": "list",
        "aria-expanded": isOpen,
        "aria-controls": `${name}-rows`,
        "aria-activedescendant": active >= 0 ? `${name}-${active}` : undefined,
        autoComplete: "off",
        autoCapitalize: "none",
        spellCheck: false,
        enterKeyHint: "search",
        maxLength: 200,
        placeholder: label,
        defaultValue: words,
        onInput,
        onKeyDown,
        onFocus: () => field.current.value.trim() || look(""),
        onClick: () => !isOpen && look(field.current.value.trim()),
      }),
    ),
    panel,
    h("p", { role: "status", className: "visually-hidden" }, told),
  );
}
