"""Let a built page talk to the address it was loaded from.

Reflex writes the backend's address into the bundle. One build has to serve any port, host name
and scheme, so in production pages the address of the page itself takes its place.
"""

from typing import Any

import reflex as rx

STATE_JS = "utils/state.js"
OFFERED = "  return endpoint;\n};\n"
SAME_ORIGIN = """  if (typeof window !== "undefined" && import.meta.env.PROD) {
    const secure = window.location.protocol === "https:" ? "s" : "";
    endpoint.protocol = endpoint.protocol.replace(/s?:$/, secure + ":");
    endpoint.host = window.location.host;
    endpoint.port = window.location.port;
  }
"""


class SameOriginPlugin(rx.plugins.Plugin):
    """Rewrites ``getBackendURL`` in the generated runtime, for Reflex 0.10.1."""

    def pre_compile(self, **context: Any) -> None:
        context["add_modify_task"](STATE_JS, use_page_origin)


def use_page_origin(source: str) -> str:
    if SAME_ORIGIN in source:
        return source
    if source.count(OFFERED) != 1:
        raise RuntimeError("Reflex's getBackendURL has changed; look at core/ui/same_origin.py")
    return source.replace(OFFERED, SAME_ORIGIN + OFFERED)
