"""Who may raise an event. Every handler carries ``@requires`` or ``@public``, below
``@rx.event``;
a test refuses one that carries neither. The core checks again: this is the first door, not the
only one.
"""

import functools
import inspect
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

import reflex as rx

from core.kernel.errors import DomainError, Forbidden, SignInRequired
from core.kernel.principal import Principal
from core.ui.errors import SIGN_IN_PATH
from core.ui.urls import address

F = TypeVar("F", bound=Callable[..., Any])
GUARD = "__guard__"
PERSONAL = "__personal__"
SHARED = "__shared__"


class Caller(StrEnum):
    USER = "user"
    VENDOR = "vendor"
    STAFF = "staff"


def public(handler: F) -> F:
    """Anyone may raise this event, signed in or not."""
    setattr(handler, GUARD, "public")
    return handler


def personal(handler: F) -> F:
    """Above ``@public`` on an ``on_load`` handler: it reads what is of one visitor alone, so it
    does not run for a page that is rendered on the server, only once the tab is connected.
    """
    setattr(handler, PERSONAL, True)
    return handler


def requires(caller: Caller = Caller.USER) -> Callable[[F], F]:
    """Only ``caller`` may raise this event. Others are sent to the sign-in page, or told no.

    The state must be a ``SessionState``. Works for plain, async, generating and background
    handlers.
    """

    def decorate(handler: F) -> F:
        guarded = (
            _guarded_generator(handler, caller)
            if _yields(handler)
            else _guarded(handler, caller)
        )
        setattr(guarded, GUARD, caller)
        return guarded  # pyright: ignore[reportReturnType]

    return decorate


def _guarded(handler: Callable[..., Any], caller: Caller) -> Callable[..., Any]:
    @functools.wraps(handler)
    async def checked(self: Any, *args: Any, **kwargs: Any) -> Any:
        if refusal := await _refusal(self, caller):
            return refusal
        result = handler(self, *args, **kwargs)
        return await result if inspect.isawaitable(result) else result

    return checked


def _guarded_generator(handler: Callable[..., Any], caller: Caller) -> Callable[..., Any]:
    @functools.wraps(handler)
    async def checked(self: Any, *args: Any, **kwargs: Any) -> Any:
        if refusal := await _refusal(self, caller):
            yield refusal
            return
        steps = handler(self, *args, **kwargs)
        if inspect.isasyncgen(steps):
            async for step in steps:
                yield step
        else:
            for step in steps:
                yield step

    return checked


async def _refusal(state: Any, caller: Caller) -> rx.event.EventSpec | None:
    principal: Principal = await state._principal()  # noqa: SLF001
    try:
        _ensure(principal, caller)
    except SignInRequired:
        here = state.router.url.path
        return rx.redirect(address(SIGN_IN_PATH, {"next": here if here != "/" else None}))
    except DomainError as refused:
        return rx.toast.error(refused.message, id=refused.code)
    return None


def _ensure(principal: Principal, caller: Caller) -> None:
    principal.require_user()
    if caller is Caller.STAFF:
        principal.require_staff()
    if caller is Caller.VENDOR and principal.vendor_id is None:
        raise Forbidden("This needs a workshop account.")


def _yields(handler: Callable[..., Any]) -> bool:
    return inspect.isasyncgenfunction(handler) or inspect.isgeneratorfunction(handler)
