"""A thousand people in the shop at once: how long an event takes, and what a tab costs.

    .venv/bin/python -m bench.bench_load [--shoppers 1000] [--seconds 60] [--think 30]

Starts a shop of its own (one process, as ``ecomarket up`` does) and connects as browsers do:
a Socket.IO websocket, the page's hydrate event in its CONNECT packet, then one page after the
other with time to think in between. An event counts from when it is sent until the page says
that all of it has loaded. Shoppers come within the first third of the time and stay. The shop
has been open for a while: each of its pages was asked for once before.
"""

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote_plus
from uuid import uuid4

import aiohttp
import httpx
import psutil
import psycopg
from redis import Redis

from bench.measure import database, market_of_its_own, report
from core.demo.seed import seed
from core.kernel.secrets import random_token
from core.runtime.build import build, web_folder
from core.settings import ROOT, AppName, settings

PORT = 3790
PATIENCE = 30.0
ROOT_STATE = "reflex___state____state"
LOAD = f"{ROOT_STATE}.reflex___state____on_load_internal_state.on_load_internal"
LOADED = '"is_hydrated_rx_state_":true'
# What people look at: half of the pages are pieces.
SHARES = {"/": 1, "/c/": 3, "/p/": 5, "/search": 1}
WORDS = ("vase", "bowl", "linen", "wool throw", "oak", "cup", "soap", "basket")


@dataclass(frozen=True, slots=True)
class Shelf:
    pieces: list[str]
    categories: list[str]

    def page(self) -> tuple[str, dict[str, str]]:
        """An address, and what the router says of it."""
        kind = random.choices(list(SHARES), list(SHARES.values()))[0]
        if kind == "/search":
            return "/search", {"q": random.choice(WORDS)}
        if kind == "/":
            return "/", {}
        slug = random.choice(self.pieces if kind == "/p/" else self.categories)
        return f"{kind}{slug}", {"slug": slug}


@dataclass(slots=True)
class Tally:
    loads: list[float] = field(default_factory=list[float])
    connects: list[float] = field(default_factory=list[float])
    received: int = 0
    failures: int = 0
    connected: int = 0


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a compiled page knows of the states, so that it is sent only what differs."""

    hashes: list[str]
    schema: str

    @classmethod
    def read(cls) -> "Compiled":
        text = (web_folder(AppName.STOREFRONT) / "utils" / "context.jsx").read_text()
        hashes = re.search(r"initialStateHashes = (\[.*?\])", text, re.DOTALL)
        schema = re.search(r'stateSchema = "(\w+)"', text)
        assert hashes
        assert schema
        return cls(json.loads(hashes[1]), schema[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shoppers", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=30, help="seconds, on average")
    chosen = parser.parse_args()
    build(AppName.STOREFRONT)
    with market_of_its_own():
        asyncio.run(fill())
        with storefront() as process, states() as valkey:
            run = Run(chosen.shoppers, chosen.seconds, chosen.think, process, valkey)
            asyncio.run(run.measure())


async def fill() -> None:
    async with database():
        await seed(progress=lambda _said: None)


@contextmanager
def storefront() -> Iterator[psutil.Process]:
    environment = os.environ | {"STOREFRONT_PORT": str(PORT)}
    command = [sys.executable, "-m", "core.runtime.serve", AppName.STOREFRONT]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            _wait_until_ready(process)
            yield psutil.Process(process.pid)
        finally:
            process.terminate()


@contextmanager
def states() -> Iterator[Redis]:
    """The database that holds the states of the shop's tabs."""
    path = settings().redis_url.removeprefix("unix://").partition("?")[0]
    with Redis(unix_socket_path=path, db=list(AppName).index(AppName.STOREFRONT)) as client:
        yield client


def shelf() -> Shelf:
    with psycopg.connect(settings().database_url) as connection:
        pieces = connection.execute("SELECT slug FROM products WHERE status = 'published'")
        categories = connection.execute("SELECT slug FROM categories")
        return Shelf([row[0] for row in pieces], [row[0] for row in categories])


@dataclass(slots=True)
class Run:
    shoppers: int
    seconds: float
    think: float
    process: psutil.Process
    valkey: Redis
    tally: Tally = field(default_factory=Tally)

    async def measure(self) -> None:
        stock, compiled = shelf(), Compiled.read()
        await self._warm(stock)
        memory, kept, busy = self._memory(), self._kept(), self._busy()
        known = self._tabs()
        began = time.monotonic()
        ends = began + self.seconds
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=connector) as browser:
            shopping = [
                asyncio.create_task(self.shop(browser, stock, compiled, number, ends))
                for number in range(self.shoppers)
            ]
            await asyncio.sleep(self.seconds - 2)
            # Everybody is there, and nobody has left.
            connected = self.tally.connected
            grown, stored = self._memory() - memory, self._kept() - kept
            tabs = self._tabs() - known
            await asyncio.gather(*shopping)
        used = self._busy() - busy
        events = len(self.tally.loads) + len(self.tally.connects)
        for name, took in (
            ("connect and first page", self.tally.connects),
            ("next page", self.tally.loads),
        ):
            if took:
                report(name, took, self.seconds)
        print(f"{connected} connected, {self.tally.failures} failed, {events} pages loaded")
        each = grown / 1024 / max(connected, 1)
        print(
            f"memory of the shop's process: {memory >> 20} MB before, {grown >> 10} KB more, "
            f"{each:.1f} KB for each tab"
        )
        each = stored / 1024 / max(tabs, 1)
        print(f"Valkey: {stored >> 10} KB more, {each:.1f} KB for each of {tabs} tabs")
        print(f"sent: {self.tally.received / events / 1024:.1f} KB for each page")
        print(f"processor: {used / self.seconds:.0%} of one core, ", end="")
        print(f"{used / events * 1000:.1f} ms for each page")

    async def _warm(self, stock: Shelf) -> None:
        """What only the first visitor pays for is no cost of a tab."""
        async with aiohttp.ClientSession() as browser:
            await _ask_for_all(browser, stock)
            compiled = Compiled.read()
            soon = time.monotonic() + 8
            warmed = Run(20, 8, 0.2, self.process, self.valkey)
            await asyncio.gather(
                *(warmed.shop(browser, stock, compiled, 0, soon) for _ in range(20))
            )
        await asyncio.sleep(1)

    async def shop(
        self, browser: aiohttp.ClientSession, stock: Shelf, compiled: Compiled, number: int,
        ends: float,
    ) -> None:  # fmt: skip
        """One tab, until the end."""
        await asyncio.sleep(number / max(self.shoppers, 1) * self.seconds / 3)
        address = f"http://127.0.0.1:{PORT}/_event/?token={uuid4()}&EIO=4&transport=websocket"
        cookie = {"Cookie": f"ecomarket_bag={random_token()}"}
        try:
            began = time.perf_counter()
            async with browser.ws_connect(address, headers=cookie, max_msg_size=0) as socket:
                await socket.receive_str()
                await socket.send_str(_connect(stock.page(), compiled))
                await self._loaded(socket)
                self.tally.connects.append(time.perf_counter() - began)
                self.tally.connected += 1
                await self._browse(socket, stock, ends)
        except (aiohttp.ClientError, OSError, TimeoutError, TypeError):
            self.tally.failures += 1

    async def _browse(
        self, socket: aiohttp.ClientWebSocketResponse, stock: Shelf, ends: float
    ) -> None:
        while True:
            pause = random.uniform(0.5, 1.5) * self.think
            if time.monotonic() + pause > ends:
                await self._wait(socket, ends)
                return
            await self._wait(socket, time.monotonic() + pause)
            began = time.perf_counter()
            path, query = stock.page()
            event = {"name": LOAD, "router_data": _router(path, query)}
            await socket.send_str(f"42/_event,{json.dumps(['event', event])}")
            await self._loaded(socket)
            self.tally.loads.append(time.perf_counter() - began)

    async def _loaded(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async with asyncio.timeout(PATIENCE):
            while LOADED not in await self._next(socket):
                pass

    async def _wait(self, socket: aiohttp.ClientWebSocketResponse, until: float) -> None:
        """Think; the connection is kept alive meanwhile."""
        try:
            async with asyncio.timeout(max(until - time.monotonic(), 0)):
                while True:
                    await self._next(socket)
        except TimeoutError:
            return

    async def _next(self, socket: aiohttp.ClientWebSocketResponse) -> str:
        frame = await socket.receive_str()
        self.tally.received += len(frame)
        if frame == "2":
            await socket.send_str("3")
        return frame

    def _memory(self) -> int:
        return self.process.memory_info().rss

    def _busy(self) -> float:
        times = self.process.cpu_times()
        return times.user + times.system

    def _kept(self) -> int:
        found: dict[str, int] = self.valkey.info("memory")  # pyright: ignore[reportAssignmentType]
        return found["used_memory"]

    def _tabs(self) -> int:
        return sum(1 for _ in self.valkey.scan_iter(f"*_{ROOT_STATE}", count=5000))


async def _ask_for_all(browser: aiohttp.ClientSession, stock: Shelf) -> None:
    searches = [f"/search?q={quote_plus(word)}" for word in WORDS]
    pieces = [f"/p/{slug}" for slug in stock.pieces]
    categories = [f"/c/{slug}" for slug in stock.categories]
    waiting = ["/", *searches, *categories, *pieces]

    async def ask() -> None:
        while waiting:
            async with browser.get(f"http://127.0.0.1:{PORT}{waiting.pop()}") as answer:
                await answer.read()

    await asyncio.gather(*(ask() for _ in range(4)))


def _connect(page: tuple[str, dict[str, str]], compiled: Compiled) -> str:
    event = {
        "name": f"{ROOT_STATE}.hydrate_and_load",
        "payload": {"hashes": compiled.hashes},
        "router_data": _router(*page),
    }
    return f"40/_event,{json.dumps({'event': event, 'state_schema': compiled.schema})}"


def _router(path: str, query: dict[str, str]) -> dict[str, object]:
    own = f"?q={quote_plus(query['q'])}" if "q" in query else ""
    return {"pathname": path, "asPath": path + own, "query": query}


def _wait_until_ready(process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends and process.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{PORT}/readyz").status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    raise SystemExit("the shop did not start")


if __name__ == "__main__":
    main()
