"""The whole market, started as a person would, and browsers that visit it."""

import asyncio
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    async_playwright,
    expect,
)

from core.runtime.engines import addresses, embedded
from core.settings import Settings
from tests.find_chromium import installed
from tests.serving import free_port

ROOT = Path(__file__).parents[2]
APPS = ("STOREFRONT", "ADMIN", "VENDOR")
START_WITHIN = 420  # seconds, the three builds included
PATIENCE = 20_000  # milliseconds: the machine also runs the market
expect.set_options(timeout=PATIENCE)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
)


@dataclass(frozen=True)
class Market:
    home: Path
    storefront: str
    admin: str
    vendors: str
    database_url: str


@dataclass
class Visitor:
    """A person with a browser. What the console complains about is kept."""

    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """The bank's page is not ours: a declined card is a 402 there, as it should be."""
        address = str(message.location.get("url", ""))
        if message.type == "error" and "/sandbox-gateway/" not in address:
            self.complaints.append(f"{address}: {message.text}")


@pytest.fixture(scope="session")
async def market() -> AsyncIterator[Market]:
    """``ECOMARKET_JOURNEY_HOME`` names a market that is already open, for working on a
    journey.
    """
    if home := os.environ.get("ECOMARKET_JOURNEY_HOME"):
        yield _open_market(Path(home), [os.environ[f"{name}_PORT"] for name in APPS])
        return
    home = Path(tempfile.mkdtemp(prefix="ecomarket-journey-"))
    ports = {name: str(free_port()) for name in APPS}
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "REDIS_URL", "ECOMARKET_ENV"}
    }
    environment |= {f"{name}_PORT": port for name, port in ports.items()}
    environment["ECOMARKET_HOME"] = str(home)
    log = home.with_suffix(".log")
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "core.cli", "up",
            cwd=ROOT, env=environment, stdout=output, stderr=output,
        )  # fmt: skip
    origins = [f"http://localhost:{port}" for port in ports.values()]
    try:
        await _all_ready(process, origins, log)
        yield _open_market(home, list(ports.values()))
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
            await asyncio.wait_for(process.wait(), 60)
        shutil.rmtree(home, ignore_errors=True)
        log.unlink()


def _open_market(home: Path, ports: list[str]) -> Market:
    origins = (f"http://localhost:{port}" for port in ports)
    chosen = Settings(home=home, database_url="", redis_url="")
    return Market(home, *origins, addresses(chosen, embedded(chosen)).database_url)


async def _all_ready(
    process: asyncio.subprocess.Process, origins: list[str], log: Path
) -> None:
    async with httpx.AsyncClient(timeout=5) as client, asyncio.timeout(START_WITHIN):
        for origin in origins:
            while True:
                assert process.returncode is None, log.read_text()[-4000:]  # noqa: ASYNC240
                try:
                    answer = await client.get(f"{origin}/readyz")
                except httpx.HTTPError:
                    answer = None
                if answer is not None and answer.status_code == 200:
                    break
                await asyncio.sleep(0.5)


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    path = installed()
    assert path, "no Chromium: set ECOMARKET_CHROMIUM"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
async def visit(chromium: Browser) -> AsyncIterator[Callable[..., Awaitable[Visitor]]]:
    """Open a browser of its own, with its own cookies; its console must stay clean."""
    visitors: list[Visitor] = []

    async def come(*, width: int = 1280, dark: bool = False) -> Visitor:
        context = await chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(context, await context.new_page())
        visitor.page.on("console", visitor.hear)
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        visitors.append(visitor)
        return visitor

    yield come
    for visitor in visitors:
        await visitor.context.close()
    assert [text for visitor in visitors for text in visitor.complaints] == []
