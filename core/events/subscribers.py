"""Who listens to what. Each ``core/<domain>/subscribers.py`` registers with ``@on``;
``core.bootstrap`` imports them.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.base import DomainEvent

E = TypeVar("E", bound=DomainEvent)
Subscriber = Callable[[AsyncSession, Any], Awaitable[None]]

_subscribers: dict[str, dict[str, tuple[type[DomainEvent], Subscriber]]] = defaultdict(dict)


def on(
    *events: type[E],
) -> Callable[
    [Callable[[AsyncSession, E], Awaitable[None]]], Callable[[AsyncSession, E], Awaitable[None]]
]:
    """Subscribe ``async def f(session, event)`` to events. It runs in its own transaction,
    once per event.
    """

    def register(
        subscriber: Callable[[AsyncSession, E], Awaitable[None]],
    ) -> Callable[[AsyncSession, E], Awaitable[None]]:
        name = f"{subscriber.__module__}.{subscriber.__name__}"
        for event in events:
            _subscribers[event.name()][name] = (event, subscriber)
        return subscriber

    return register


def subscribers_of(event: str) -> dict[str, tuple[type[DomainEvent], Subscriber]]:
    """Subscriber functions by full name, with the event class each one expects."""
    return _subscribers.get(event, {})
