"""What every button that changes something does: spin, and say why when the core refuses."""

import functools
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import reflex as rx

from core.kernel.errors import DomainError, SignInRequired

Act = Callable[..., Awaitable[Any]]


class ActState(rx.State, mixin=True):
    """``busy`` is the handler at work; ``refusal`` and ``done`` the answer to the last press;
    ``revision`` grows with every success, so that forms begin anew.
    """

    busy: str = ""
    refusal: str = ""
    done: str = ""
    revision: int = 0

    def _quiet(self) -> None:
        self.busy = self.refusal = self.done = ""


def acts(act: Act) -> Callable[..., AsyncIterator[Any]]:
    """Around a handler of an ``ActState``, below its guard."""

    @functools.wraps(act)
    async def acting(self: Any, *args: Any, **sent: Any) -> AsyncIterator[Any]:
        self.busy, self.refusal, self.done = act.__name__, "", ""
        yield None
        answer = None
        try:
            answer = await act(self, *args, **sent)
            self.revision += 1
        except SignInRequired:
            raise
        except DomainError as refused:
            self.refusal = refused.message
        finally:
            self.busy = ""
        yield answer

    return acting
