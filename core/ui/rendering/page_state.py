"""What a page's own ``on_load`` handlers make of an address, for a stranger without a tab."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

import reflex as rx
from reflex.state import State
from reflex_base.event import EventHandler, EventSpec
from reflex_base.utils.format import json_dumps

from core.identity.preferences import COUNTRY_COOKIE, CURRENCY_COOKIE
from core.kernel.page_tags import MISSING as MISSING_TAG
from core.kernel.page_tags import noting_tags, shows
from core.ui.guards import GUARD, PERSONAL, SHARED
from core.ui.loading import FAILED, MISSING, READY, REFUSED, LoadState
from core.ui.rendering.addressing import Address
from core.ui.rendering.page_cache import Kept
from core.ui.rendering.page_loads import handlers_at, results_of, state_class

PATIENCE = 8.0
OBJECTS_PER_CHARACTER = 5  # bytes that the objects behind a character of JSON take, about
STATUSES = {
    READY: HTTPStatus.OK,
    MISSING: HTTPStatus.NOT_FOUND,
    REFUSED: HTTPStatus.FORBIDDEN,
    FAILED: HTTPStatus.SERVICE_UNAVAILABLE,
}
# Of one connection, or of the one before: the browser knows its own.
_NOT_SERVED = ("rx_router_", "is_hydrated")


@dataclass(slots=True, kw_only=True)
class LoadedPage(Kept):
    """``delta`` is what a tab would get, as JSON. ``head`` is the page's own, if it has one.
    ``moved_to`` is where the content lives now, ``sent_to`` where a handler redirects.
    ``values`` are what ``@shared`` handlers set, by the full name of their state.
    """

    delta: str
    head: Any = None
    moved_to: str = ""
    sent_to: str = ""
    values: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])


async def load_page(address: Address, origin: str) -> LoadedPage:
    """Raises ``TimeoutError`` when the handlers take longer than ``PATIENCE``."""
    root = State(_reflex_internal_init=True)  # pyright: ignore[reportCallIssue]
    facts = _router_facts(address, origin)
    root.router_data = root._update_router_vars(facts, {})  # noqa: SLF001
    root._clean()  # noqa: SLF001
    sent_to = ""
    page: Any = None
    values: dict[str, dict[str, Any]] = {}
    with noting_tags() as tags:
        async with asyncio.timeout(PATIENCE):
            for handler in public_handlers(address.path):
                state = await root.get_state(state_class(handler))
                sent_to = _redirect(await results_of(handler.fn(state))) or sent_to
                if isinstance(state, LoadState):
                    page = state
                if hasattr(handler.fn, SHARED):
                    values[state.get_full_name()] = _values_set(state)
        status = _status(page)
        if status is HTTPStatus.NOT_FOUND:
            shows(MISSING_TAG)
    delta = json_dumps(_served(await root._get_resolved_delta()))  # noqa: SLF001
    return LoadedPage(
        delta=delta,
        values=values,
        size=len(delta) * OBJECTS_PER_CHARACTER,
        status=status,
        tags=frozenset(tags),
        head=getattr(page, "head", None),
        moved_to=getattr(page, "moved_to", ""),
        sent_to=sent_to,
    )


def _values_set(state: rx.State) -> dict[str, Any]:
    """The variables that handlers have set, those that never leave the server included."""
    return {
        name: _without_json_ld(name, state.__dict__[name])
        for name in state.dirty_vars
        if name in state.__dict__ and not name.startswith(_NOT_SERVED)
    }


def public_handlers(path: str) -> Sequence[EventHandler]:
    """Those ``on_load`` handlers of the page at ``path`` that read nothing personal."""
    return [handler for handler in handlers_at(path) if _is_for_everyone(handler.fn)]


def _is_for_everyone(function: Any) -> bool:
    return getattr(function, GUARD, "") == "public" and not hasattr(function, PERSONAL)


def _redirect(events: Sequence[Any]) -> str:
    """The path of the first ``rx.redirect`` among ``events``, or ""."""
    for event in events:
        if isinstance(event, EventSpec) and event.handler.fn.__qualname__ == "_redirect":
            arguments = {str(name): value for name, value in event.args}
            return str(getattr(arguments.get("path"), "_var_value", ""))
    return ""


def _status(page: Any) -> HTTPStatus:
    if page is None:
        return HTTPStatus.OK
    if getattr(page, "is_gone", False):
        return HTTPStatus.GONE
    return STATUSES.get(page.status, HTTPStatus.OK)


def _served(delta: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    kept = {
        state: {
            name: value for name, value in found.items() if not name.startswith(_NOT_SERVED)
        }
        for state, found in delta.items()
    }
    return {state: found for state, found in kept.items() if found}


def _without_json_ld(name: str, value: Any) -> Any:
    """It stands in the head already: the state in the page need not carry it again."""
    is_head = name.startswith("head") and getattr(value, "json_ld", "")
    return replace(value, json_ld="") if is_head else value


def _router_facts(address: Address, origin: str) -> dict[str, Any]:
    chosen = address.chosen
    cookie = f"{CURRENCY_COOKIE}={chosen.currency}; {COUNTRY_COOKIE}={chosen.country}"
    return {
        "pathname": address.path,
        "asPath": address.local,
        "origin": origin,
        "query": {**address.parameters, **address.arguments},
        "headers": {"cookie": cookie, "origin": origin},
        "token": "",
        "sid": "",
        "ip": "",
    }
