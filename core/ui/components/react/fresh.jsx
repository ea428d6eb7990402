import { createElement as h } from "react";
import { useLocation } from "react-router";

const plain = (path) => path.replace(/\/+$/, "") || "/";

// What a state holds belongs to the address `of`. After a change of page, before the server has
// answered, the place of the new content is held by `waiting`.
export function Fresh({ of, waiting, children }) {
  const { pathname } = useLocation();
  return h("div", { className: "contents" }, plain(of) === plain(pathname) ? children : waiting);
}
