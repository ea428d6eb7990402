"""What a public page shows is the same for everyone at its address: it is loaded once, for a
stranger, and every tab and every document gets it from there until an event says that it
changed.
"""

import functools
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from core.identity.preferences import Preferences
from core.settings import AppName, settings
from core.ui.guards import SHARED
from core.ui.rendering.addressing import Address, Pattern, address_of
from core.ui.rendering.page_cache import Page, PageCache, follow_purges
from core.ui.rendering.page_state import LoadedPage, load_page

LARGEST_CACHE = 96 * 1024 * 1024
Load = Callable[[Any], Awaitable[Any]]

_current: "SharedLoads | None" = None


class SharedLoads:
    """For the pages of ``routes``."""

    def __init__(self, routes: Sequence[str]) -> None:
        self.patterns = sorted(map(Pattern.of, routes), key=lambda found: found.is_dynamic)
        self.cache: PageCache[LoadedPage] = PageCache(LARGEST_CACHE)
        self.origin = settings().origin(AppName.STOREFRONT)

    async def at(self, address: Address) -> LoadedPage:
        """What ``address`` shows now; raises what loading it raises."""

        async def make() -> LoadedPage:
            return await load_page(address, self.origin)

        found = self.cache.find(address.key)
        if found is None or found.is_stale:
            return await self.cache.made(address.key, make)
        return found


async def keep_pages(loads: SharedLoads, pages: PageCache[Page]) -> None:
    """Lifespan task of the storefront: shares what was loaded for as long as it hears what
    changes.
    """
    share(loads)
    await follow_purges((pages, loads.cache))


def share(loads: SharedLoads | None) -> None:
    """From now on the tabs of this process get what ``loads`` has."""
    global _current  # noqa: PLW0603  one app a process
    _current = loads


def shared(load: Load) -> Load:
    """Around an ``on_load`` handler, below ``@public``: what it sets depends on address,
    currency and country alone, and it does nothing else. A tab then gets a copy.
    """

    @functools.wraps(load)
    async def taken(self: Any) -> Any:
        values = await _values_for(self) if self.router.session.client_token else None
        if values is None:
            return await load(self)
        for name, value in values.items():
            setattr(self, name, _copied(value))
        if "shown_path" in values:  # the same address may be spelled in many ways
            url = self.router.url
            self.shown_path = f"{url.path}?{url.query}" if url.query else url.path
        return None

    setattr(taken, SHARED, True)
    return taken


async def _values_for(state: Any) -> dict[str, Any] | None:
    """None: this tab has to load for itself."""
    chosen = Preferences.of(state.router.headers.cookie)
    if _current is None or chosen != Preferences(chosen.currency, chosen.country):
        return None
    url = state.router.url
    address = address_of(unquote(url.path), url.query.encode(), _current.patterns, chosen)
    if address is None:
        return None
    try:
        found = await _current.at(address)
    except TimeoutError:
        return None
    if found.moved_to or found.sent_to or found.status not in {HTTPStatus.OK, HTTPStatus.GONE}:
        return None
    return found.values.get(state.get_full_name())


def _copied(value: Any) -> Any:
    """Handlers change lists and dictionaries in place; everything below is frozen."""
    return value.copy() if isinstance(value, list | dict | set) else value
