"""Loading, ready, missing or failed: what every page can be, told in the same way."""

import functools
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import reflex as rx

from core.kernel.errors import DomainError, NotFound, SignInRequired

log = logging.getLogger(__name__)

LOADING, READY, MISSING, REFUSED, FAILED = "loading", "ready", "missing", "refused", "failed"

Load = Callable[[Any], Awaitable[Any]]


class Moved(Exception):
    """What the page was asked for has another address now."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)


class LoadState(rx.State, mixin=True):
    """``moved_to`` is that other address: a document is answered with 301. ``shown_path`` is
    the address, with its query, whose content the state holds: a tab that
    comes back to a page by another address must not show what was there before.
    """

    status: str = LOADING
    shown_path: str = ""
    moved_to: str = ""
    incident: str = ""
    refused_because: str = ""


def page_load(load: Load) -> Load:
    """Around an ``on_load`` handler of a ``LoadState``, below its guard."""

    @functools.wraps(load)
    async def checked(self: Any) -> Any:
        url = self.router.url
        path = f"{url.path}?{url.query}" if url.query else url.path
        self.moved_to = ""
        try:
            result = await load(self)
        except SignInRequired:
            raise
        except Moved as moved:
            self.status = LOADING
            self.moved_to = f"{moved.path}?{url.query}" if url.query else moved.path
            return rx.redirect(self.moved_to, replace=True)
        except NotFound:
            self.status, self.shown_path = MISSING, path
            return None
        except DomainError as refused:
            self.refused_because = refused.message
            self.status, self.shown_path = REFUSED, path
            return None
        except Exception:
            self.incident = secrets.token_hex(4)
            self.status, self.shown_path = FAILED, path
            log.exception("Incident %s while loading %s", self.incident, path)
            return None
        self.status, self.shown_path = READY, path
        return result

    return checked
