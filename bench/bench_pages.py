"""How fast a shop that runs answers with whole pages.

    .venv/bin/python -m bench.bench_pages --url http://127.0.0.1:3000 [--seconds 5]

Each page is asked for twice: by cold visitors, whose page nobody has seen, so that it is loaded
and rendered, and by visitors who get it from memory. Asks only this machine, and never for
longer than ``--seconds`` a page.
"""

import argparse
import asyncio
import random
from collections.abc import Callable
from itertools import count
from urllib.parse import urlsplit

from bench.measure import repeatedly
from core.demo.source import read_source
from core.kernel.clock import utc_now

HERE = {"127.0.0.1", "localhost", "::1"}
PAGES = {
    "home": "/",
    "product": "/p/{slug}",
    "listing": "/c/{category}",
    "search": "/search?q={word}",
}
WORDS = ("vase", "mug", "blanket", "oak", "linen", "toy")
STRANGERS, READERS, KNOWN = 2, 16, 40


class Reader:
    """One kept connection that says as little as a browser may."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def read(self, path: str) -> None:
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._streams
        head = f"GET {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
        writer.write(f"{head}Accept-Encoding: gzip\r\n\r\n".encode())
        answer = (await reader.readuntil(b"\r\n\r\n")).lower()
        if not answer.startswith(b"http/1.1 200"):
            raise SystemExit(f"{path}: {answer.splitlines()[0].decode()}")
        length = int(answer.split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", required=True)
    parser.add_argument("--seconds", type=float, default=5)
    chosen = parser.parse_args()
    asyncio.run(over_http(chosen.url, chosen.seconds))


async def over_http(url: str, seconds: float) -> None:
    """Documents as a browser first gets them."""
    where = urlsplit(url)
    host, port = where.hostname or "", where.port or 80
    if host not in HERE:
        raise SystemExit("This measures a shop on this machine only.")
    published = [p for p in read_source(utc_now()).products if p["status"] == "active"]
    unseen = count()

    def cold(path: str) -> str:
        return f"{path}{'&' if '?' in path else '?'}unseen={next(unseen)}"

    def any_of(shape: str) -> str:
        return shape.format(**random.choice(published), word=random.choice(WORDS))

    for name, shape in PAGES.items():
        await _measure(
            f"HTTP {name}, rendered anew",
            (host, port),
            lambda shape=shape: cold(any_of(shape)),
            STRANGERS,
            seconds,
        )
        known = [any_of(shape) for _ in range(KNOWN)]
        for path in known:
            await Reader(host, port).read(path)
        await _measure(
            f"HTTP {name}, from memory",
            (host, port),
            lambda known=known: random.choice(known),
            READERS,
            seconds,
        )


async def _measure(
    name: str,
    where: tuple[str, int],
    path: Callable[[], str],
    side_by_side: int,
    seconds: float,
) -> None:
    idle = [Reader(*where) for _ in range(side_by_side)]

    async def ask() -> None:
        reader = idle.pop()
        await reader.read(path())
        idle.append(reader)

    (await repeatedly(ask, seconds=seconds, side_by_side=side_by_side)).report(name)


if __name__ == "__main__":
    main()
