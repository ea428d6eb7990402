"""A state outside of a browser, in a full tree, as one tab would hold it."""

from typing import Any, TypeVar

import reflex as rx
from reflex.state import State
from reflex_base.utils.format import json_dumps

S = TypeVar("S", bound=rx.State)


async def mount(
    kind: type[S],
    *,
    path: str = "/",
    query: dict[str, str] | None = None,
    cookies: dict[str, str] | None = None,
    tab: str = "a-tab",
    **arguments: str,
) -> S:
    """``arguments`` are those of a dynamic route, such as ``slug``. Without a ``tab`` the page
    is
    made for nobody, as a server does that renders it.
    """
    root = State(_reflex_internal_init=True)
    header = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
    root.router_data = root._update_router_vars(
        _facts(path, {**(query or {}), **arguments}, header, tab), {}
    )
    return await root.get_state(kind)


async def sent_to_browser(state: rx.State) -> str:
    """The JSON that a tab gets for all that changed in its tree."""
    root = state
    while root.parent_state is not None:
        root = root.parent_state
    return json_dumps(await root._get_resolved_delta())


def _facts(path: str, query: dict[str, str], cookie: str, tab: str) -> dict[str, Any]:
    return {
        "pathname": path,
        "asPath": path,
        "origin": "http://localhost:3000",
        "query": query,
        "headers": {"cookie": cookie},
        "token": tab,
        "sid": "a-socket",
        "ip": "192.0.2.1",
    }
