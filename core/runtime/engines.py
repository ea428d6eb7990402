"""The embedded engines of one home, started for a command or found running."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from core.runtime.children import spawn_options
from core.runtime.locks import Locked, exclusive, shared
from core.runtime.logs import open_log
from core.runtime.paths import Home
from core.runtime.postgres import Postgres
from core.runtime.valkey import Valkey
from core.settings import Settings, settings

START_TIMEOUT = 60.0
STOP_TIMEOUT = 30.0
POLL = 0.05

Engine = Postgres | Valkey


class EngineFailed(Exception):
    def __init__(self, engine: Engine, log: Path, *, code: int | None) -> None:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-5:])
        ended = "did not get ready" if code is None else f"ended with code {code}"
        super().__init__(f"{engine.name} {ended}. The end of {log}:\n{tail}")


@dataclass(frozen=True, slots=True)
class Addresses:
    database_url: str
    redis_url: str

    def publish(self) -> None:
        """Make this process and its children use these engines."""
        os.environ["DATABASE_URL"] = self.database_url
        os.environ["REDIS_URL"] = self.redis_url
        settings.cache_clear()


def embedded(chosen: Settings, *, fast_and_unsafe: bool = False) -> list[Engine]:
    """The engines this installation runs itself: those without an address of their own."""
    home = Home(chosen.home)
    engines: list[Engine] = []
    if not chosen.database_url:
        engines.append(Postgres(home.postgres, home.run / "pg", fast_and_unsafe))
    if not chosen.redis_url:
        engines.append(Valkey(home.valkey, home.run / "valkey.sock"))
    return engines


def addresses(chosen: Settings, engines: list[Engine]) -> Addresses:
    urls = {engine.name: engine.url() for engine in engines}
    return Addresses(
        chosen.database_url or urls["postgres"], chosen.redis_url or urls["valkey"]
    )


@contextmanager
def running_engines(chosen: Settings) -> Iterator[Addresses]:
    """Engines for one command: those that run already, or own ones, which are stopped once the
    last command that found them has finished.
    """
    engines = embedded(chosen)
    found = addresses(chosen, engines)
    if not engines:
        found.publish()
        yield found
        return
    home = Home(chosen.home)
    home.create()
    with ExitStack() as stack:
        try:
            stack.enter_context(exclusive(home.engines_lock))
        except Locked:
            _wait_for(engines)
            stack.enter_context(shared(home.users_lock))
        else:
            stack.enter_context(started(engines, home.logs))
            stack.callback(_wait_for_users, home)
        found.publish()
        yield found


@contextmanager
def started(engines: list[Engine], logs: Path) -> Iterator[None]:
    """Start the engines as children of this process, and stop them in reverse order."""
    with ExitStack() as stack:
        for engine in engines:
            stack.enter_context(_started(engine, logs / f"{engine.name}.log"))
        yield


@contextmanager
def _started(engine: Engine, log: Path) -> Iterator[None]:
    engine.prepare()
    with open_log(log) as output:
        process = subprocess.Popen(
            engine.command(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            **spawn_options(user=engine.user, on_parent_death=engine.stop_signal),
        )
    try:
        deadline = time.monotonic() + START_TIMEOUT
        while not engine.is_ready():
            if process.poll() is not None or time.monotonic() > deadline:
                raise EngineFailed(engine, log, code=process.returncode)
            time.sleep(POLL)
        yield
    finally:
        process.send_signal(engine.stop_signal)
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_TIMEOUT)
        if process.poll() is None:
            process.kill()
            process.wait()


def _wait_for(engines: list[Engine]) -> None:
    """Somebody else is starting them, or has."""
    deadline = time.monotonic() + START_TIMEOUT
    for engine in engines:
        while not engine.is_ready():
            if time.monotonic() > deadline:
                raise TimeoutError(f"The {engine.name} of this home is not answering.")
            time.sleep(POLL)


def _wait_for_users(home: Home) -> None:
    with exclusive(home.users_lock, wait=True):
        pass
