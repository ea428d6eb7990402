import { useEffect } from "react";

// Loads the document `to` as soon as it is set. A redirect of the router would stay in the app
// whenever the address is on the same host.
export function Leave({ to }) {
  useEffect(() => {
    if (to) window.location.assign(to);
  }, [to]);
  return null;
}
