"""Loading, full, missing or failed: what every page can be, told alike by all of them."""

import functools
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import reflex as rx

from core.kernel.errors import NotFound, SignInRequired

log = logging.getLogger(__name__)

LOADING, READY, MISSING, FAILED = "loading", "ready", "missing", "failed"

Load = Callable[[Any], Awaitable[Any]]


class LoadState(rx.State, mixin=True):
    """``shown_path`` is the address whose content the state holds: a tab that comes back to a
    page by another address must not show what was there before.
    """

    status: str = LOADING
    shown_path: str = ""
    incident: str = ""


def address_of(url: Any) -> str:
    """Path and query of a page, as its links write them."""
    return f"{url.path}?{url.query}" if url.query else url.path


def page_load(load: Load) -> Load:
    """Around an ``on_load`` handler of a ``LoadState``, below its guard."""

    @functools.wraps(load)
    async def checked(self: Any) -> Any:
        path = address_of(self.router.url)
        try:
            result = await load(self)
        except NotFound:
            self.status, self.shown_path = MISSING, path
            return None
        except SignInRequired:
            raise
        except Exception:
            self.incident = secrets.token_hex(4)
            self.status, self.shown_path = FAILED, path
            log.exception("Incident %s while loading %s", self.incident, path)
            return None
        self.status, self.shown_path = READY, path
        return result

    return checked
