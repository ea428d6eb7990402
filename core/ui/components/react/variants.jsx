import { createElement as h, useId, useMemo, useRef, useSyncExternalStore } from "react";
import { useLocation, useNavigate } from "react-router";

// Which variant was picked since its page was served. A pick is forgotten when the page is.
let pick = { page: "", reference: "" };
const listeners = new Set();
const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const none = () => "";

const keep = (page, reference) => {
  pick = { page, reference };
  listeners.forEach((listener) => listener());
};

const usePage = (product) => {
  const { key } = useLocation();
  return `${product.slug} ${product.served} ${key}`;
};

// The variant to show, with its pictures and its past; what was served until another is picked.
export function useVariant(product) {
  const page = usePage(product);
  const picked = useSyncExternalStore(subscribe, () => (pick.page === page ? pick.reference : ""), none);
  return useMemo(() => {
    const by = (reference) => product.variants.find((variant) => variant.reference === reference);
    const variant = by(picked) ?? by(product.served) ?? product.variants[0];
    return {
      ...variant,
      images: variant.views.map((place) => product.images[place]),
      past: product.histories[variant.history] ?? variant.past,
    };
  }, [product, picked]);
}

const MOST_CHIPS = 10;
const MOST_LISTED = 24;

const hrefOf = (product, combination) => `/p/${product.slug}?variant=${encodeURIComponent(combination.reference)}`;

// The variant that differs from the chosen one in this value alone; where there is none, the
// first that has the value, best one that can be bought.
const targetOf = (product, chosen, axis, value) => {
  const wanted = chosen.options.map((option, i) => (i === axis ? value : option));
  const exact = product.combinations.find((each) => each.options.every((option, i) => option === wanted[i]));
  const having = product.combinations.filter((each) => each.options[axis] === value);
  const target = exact ?? having.find((each) => each.is_buyable) ?? having[0];
  const note = !exact ? "other options only" : exact.is_buyable ? "" : "sold out";
  return { value, target, note };
};

const worded = ({ value, note }) => (note ? `${value} – ${note}` : value);

function Chips({ choices, current, label, take, product }) {
  const list = useRef(null);
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const onKeyDown = (event) => {
    const here = choices.findIndex(({ value }) => value === current);
    if (event.key === " ") event.preventDefault();
    if (!steps[event.key]) return;
    event.preventDefault();
    const next = (here + steps[event.key] + choices.length) % choices.length;
    take(choices[next].target);
    list.current.querySelectorAll("a")[next].focus();
  };
  const chip = (choice) =>
    h(
      "a",
      {
        key: choice.value,
        href: hrefOf(product, choice.target),
        role: "radio",
        "aria-checked": choice.value === current,
        tabIndex: choice.value === current ? 0 : -1,
        className: choice.note ? "choice-link is-unavailable" : "choice-link",
        onClick: (event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          take(choice.target);
        },
      },
      choice.value,
      choice.note && h("span", { className: "choice-gone" }, `– ${choice.note}`),
    );
  return h("div", { className: "choice-links", role: "radiogroup", "aria-labelledby": label, ref: list, onKeyDown }, choices.map(chip));
}

// A plain form, so that the choice works before any script does.
function Listed({ choices, current, label, take, product, isSearched }) {
  const options = choices.map((choice) =>
    h("option", { key: choice.value, value: choice.target.reference }, worded(choice)),
  );
  const chosen = choices.find(({ value }) => value === current)?.target.reference;
  const byReference = (reference) => choices.find(({ target }) => target.reference === reference);
  const list = useId();
  const select = h(
    "span",
    { className: "select" },
    h(
      "select",
      {
        name: "variant",
        className: "input",
        "aria-labelledby": label,
        value: chosen,
        onChange: (event) => take(byReference(event.target.value).target),
      },
      options,
    ),
  );
  const search = [
    h("input", {
      key: current,
      className: "input",
      list,
      "aria-labelledby": label,
      defaultValue: current,
      autoComplete: "off",
      onFocus: (event) => event.target.select(),
      onChange: (event) => {
        const found = choices.find(({ value }) => value === event.target.value);
        if (found && found.value !== current) take(found.target);
      },
      onBlur: (event) => {
        event.target.value = current;
      },
    }),
    h("datalist", { key: "list", id: list }, choices.map((choice) => h("option", { key: choice.value, value: choice.value }, choice.note))),
  ];
  return h(
    "form",
    { action: `/p/${product.slug}`, method: "get", onSubmit: (event) => event.preventDefault() },
    isSearched ? search : select,
    h("noscript", null, h("button", { className: "btn btn-secondary" }, "Show")),
  );
}

// One control for each option: chips for a few values, a list for more, a field for very many.
export function VariantOptions({ product }) {
  const chosen = useVariant(product);
  const page = usePage(product);
  const navigate = useNavigate();
  const id = useId();

  const take = (combination) => {
    if (combination.reference === chosen.reference) return;
    const href = hrefOf(product, combination);
    if (product.variants.some(({ reference }) => reference === combination.reference)) {
      keep(page, combination.reference);
      window.history.replaceState(window.history.state, "", href);
    } else {
      navigate(href, { replace: true, preventScrollReset: true });
    }
  };

  const axis = (option, place) => {
    const choices = option.values.map((value) => targetOf(product, chosen, place, value));
    const current = chosen.options[place];
    const label = `${id}-${place}`;
    const props = { choices, current, label, take, product };
    return h(
      "div",
      { key: option.name, className: "stack-tight" },
      h(
        "p",
        null,
        h("span", { className: "field-label", id: label }, option.name),
        h("span", { className: "text-small text-muted" }, ": ", current),
      ),
      choices.length <= MOST_CHIPS
        ? h(Chips, props)
        : h(Listed, { ...props, isSearched: choices.length > MOST_LISTED }),
    );
  };

  const picked = useSyncExternalStore(subscribe, () => (pick.page === page ? pick.reference : ""), none);
  return h(
    "div",
    { className: "stack" },
    product.options.map(axis),
    h("p", { className: "visually-hidden", role: "status" }, picked && `${chosen.label}: ${chosen.price}, ${chosen.stock}`),
  );
}
