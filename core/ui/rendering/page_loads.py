"""The ``on_load`` handlers of public pages, run as one event.

Each event of a tab takes a lock, reads its state from the cache and writes it back; eight small
handlers a page would spend most of their time on that.
"""

import inspect
from collections.abc import Sequence
from typing import Any

import reflex as rx
from reflex.state import State
from reflex_base.event import EventHandler

from core.ui.errors import show_error
from core.ui.guards import public
from core.ui.rendering.addressing import Pattern

_pages: dict[Pattern, tuple[EventHandler, ...]] = {}


class PageLoads(rx.State):
    @rx.event
    @public
    async def load(self) -> list[Any]:
        """Every handler of the page in turn; one that fails says so and stops no other."""
        told: list[Any] = []
        for handler in handlers_at(self.router.url.path):
            try:
                state = await self.get_state(state_class(handler))
                told += await results_of(handler.fn(state))
            except Exception as error:  # noqa: BLE001  shown and logged as that of any event
                told.append(show_error(error))
        return told


def remember_loads(route: str, handlers: Sequence[EventHandler]) -> Any:
    """Have ``PageLoads`` run them for the pages of ``route``; what the page loads by
    instead.
    """
    _pages[Pattern.of(route)] = tuple(handlers)
    return PageLoads.load


def handlers_at(path: str) -> tuple[EventHandler, ...]:
    """Those of the page at ``path``, () where there is no public page."""
    parts = [part for part in path.split("/") if part]
    matching = [pattern for pattern in _pages if pattern.match(parts) is not None]
    best = min(matching, key=lambda pattern: pattern.is_dynamic, default=None)
    return _pages[best] if best is not None else ()


def state_class(handler: EventHandler) -> type[rx.State]:
    return State.get_class_substate(handler.state_full_name)  # pyright: ignore[reportReturnType]


async def results_of(outcome: Any) -> list[Any]:
    """What a handler returned or yielded, run to its end, as a flat list of events."""
    found: list[Any] = []
    if inspect.isasyncgen(outcome):
        found = [step async for step in outcome]
    elif inspect.isgenerator(outcome):
        found = list(outcome)
    else:
        found = [await outcome if inspect.isawaitable(outcome) else outcome]
    flat: list[Any] = []
    for step in found:
        flat += step if isinstance(step, list | tuple) else [step]
    return [event for event in flat if event is not None]
