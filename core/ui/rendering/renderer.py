"""Ask the Node process for the HTML of a page."""

import asyncio
import logging
import time
from http import HTTPStatus
from pathlib import Path

import httpx

PATIENCE = httpx.Timeout(5.0, connect=0.5)
AT_ONCE = 8  # it has one thread: more would only wait there
MOST_WAITING = 64
PAUSE = 1.0

log = logging.getLogger(__name__)


class RendererUnavailable(Exception):
    """No HTML now: the process is away, overloaded or does not know the page."""


class Renderer:
    """Bounded: pages beyond ``AT_ONCE`` wait, those beyond ``MOST_WAITING`` are refused. After
    a failed connection it is left alone for ``PAUSE`` seconds.
    """

    def __init__(self, socket: Path) -> None:
        transport = httpx.AsyncHTTPTransport(uds=str(socket))
        self._client = httpx.AsyncClient(
            transport=transport, base_url="http://renderer", timeout=PATIENCE, trust_env=False
        )
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0
        self._away_until = 0.0

    async def render(self, url: str, state: str) -> bytes:
        """The HTML of the page at ``url`` with ``state``, a JSON object by state name."""
        if time.monotonic() < self._away_until:
            raise RendererUnavailable("The renderer is away.")
        if self._waiting >= MOST_WAITING:
            raise RendererUnavailable("Too many pages wait for the renderer.")
        self._waiting += 1
        try:
            async with self._slots:
                answer = await self._client.post("/", params={"url": url}, content=state)
        except httpx.HTTPError as error:
            self._away_until = time.monotonic() + PAUSE
            log.warning("The renderer does not answer (%r): plain pages are served.", error)
            raise RendererUnavailable(str(error)) from error
        finally:
            self._waiting -= 1
        if answer.status_code != HTTPStatus.OK:
            log.warning("The renderer failed on %s with %d.", url, answer.status_code)
            raise RendererUnavailable(f"Status {answer.status_code}")
        return answer.content

    async def close(self) -> None:
        await self._client.aclose()
