import { createElement as h } from "react";
import { useLocation } from "react-router";

const plain = (path) => path.replace(/\/+$/, "") || "/";
const sorted = (query) => {
  const parameters = new URLSearchParams(query);
  parameters.sort();
  return parameters.toString();
};

// What a state holds belongs to the address `of`. After a change of page, before the server has
// answered, `waiting` holds the place of the new content. When only the query changed, as by a
// filter, the old content stays and steps back.
export function Fresh({ of, waiting, children }) {
  const { pathname, search } = useLocation();
  const [path, query = ""] = of.split("?");
  if (plain(path) !== plain(pathname)) return waiting;
  const stale = sorted(query) !== sorted(search);
  return h("div", { className: stale ? "is-stale" : undefined, "aria-busy": stale }, children);
}
