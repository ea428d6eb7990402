"""``ecomarket up``: the whole market under one process."""

import asyncio
import signal
import time
from contextlib import ExitStack, suppress

import httpx

from core.demo.accounts import ACCOUNTS, DEMO_PASSWORD
from core.runtime.build import is_built
from core.runtime.console import Progress
from core.runtime.engines import START_TIMEOUT, Engine, addresses, embedded
from core.runtime.locks import Locked, exclusive
from core.runtime.paths import Home
from core.runtime.plan import (
    engine_child,
    renderer_child,
    server_child,
    task_child,
    worker_child,
)
from core.runtime.ports import ensure_ports_free
from core.runtime.process import Child, ChildSpec, StartFailed
from core.settings import AppName, Settings, ensure_safe

READY_TIMEOUT = 60.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
COMMAND_PATIENCE = 600.0


class Supervisor:
    """``apps``: those to build and serve here; none, when they run elsewhere."""

    def __init__(
        self, chosen: Settings, progress: Progress, apps: tuple[AppName, ...] = tuple(AppName)
    ) -> None:
        self._apps = apps
        self._settings = chosen
        self._home = Home(chosen.home)
        self._progress = progress
        self._children: list[tuple[Child, asyncio.Task[None]]] = []
        self._once: Child | None = None

    async def run(self) -> None:
        """Start everything, keep it running, and end it in order when asked to."""
        ensure_safe(self._settings)
        ensure_ports_free(self._settings, self._apps)
        self._home.create()
        with ExitStack() as stack:
            self._take(stack)
            starting = asyncio.create_task(self._start())
            asked = asyncio.Event()
            for number in STOP_SIGNALS:
                asyncio.get_running_loop().add_signal_handler(number, asked.set)
            asking = asyncio.create_task(asked.wait())
            try:
                await asyncio.wait({starting, asking}, return_when=asyncio.FIRST_COMPLETED)
                if starting.done():
                    starting.result()
                    await asking
            finally:
                starting.cancel()
                asking.cancel()
                await self._stop()

    def _take(self, stack: ExitStack) -> None:
        try:
            stack.enter_context(exclusive(self._home.supervisor_lock))
        except Locked as lock:
            raise StartFailed(
                f"EcoMarket is running already on {self._home.root} (process {lock.holder}). "
                "Stop it there with Ctrl-C, or choose another folder with ECOMARKET_HOME."
            ) from lock
        try:
            stack.enter_context(exclusive(self._home.engines_lock))
        except Locked as lock:
            raise StartFailed(
                f"An ecomarket command (process {lock.holder}) is using the database in "
                f"{self._home.root}. Start again when it has finished."
            ) from lock

    async def _start(self) -> None:
        started = time.monotonic()
        engines = embedded(self._settings)
        for engine in engines:
            with self._progress.step(f"Starting {engine.name}"):
                await self._start_engine(engine)
        addresses(self._settings, engines).publish()
        with self._progress.step("Preparing the database"):
            await self._run_task("prepare", "core.runtime.prepare")
        for app in self._apps:
            if not is_built(app):
                with self._progress.step(f"Building the pages of {app}"):
                    await self._run_task(f"build-{app}", "core.runtime.build", app)
        if AppName.STOREFRONT in self._apps:
            self._keep(renderer_child(self._home))
        with self._progress.step("Starting the apps"):
            for app in self._apps:
                self._keep(server_child(app, self._home))
            unready = await asyncio.gather(*(self._wait_until_ready(app) for app in self._apps))
        # After the apps: people wait for those, and all of them start with a second of imports.
        self._keep(worker_child(self._home))
        self._show_addresses(time.monotonic() - started)
        for line in filter(None, unready):
            self._progress.note(line)

    def _keep(self, spec: ChildSpec) -> Child:
        child = Child(spec, self._progress.say)
        self._children.append((child, asyncio.create_task(child.keep_running())))
        return child

    async def _start_engine(self, engine: Engine) -> None:
        spec = engine_child(engine, self._home)
        self._keep(spec)
        deadline = time.monotonic() + START_TIMEOUT
        while not await asyncio.to_thread(engine.is_ready):
            if time.monotonic() > deadline:
                raise StartFailed(f"{engine.name} does not start. See {spec.log}.")
            await asyncio.sleep(0.05)

    async def _run_task(self, name: str, module: str, *arguments: str) -> None:
        spec = task_child(name, module, *arguments, home=self._home)
        self._once = Child(spec, self._progress.say)
        code = await self._once.run_once()
        self._once = None
        if code:
            raise StartFailed(f"The step '{name}' failed. See {spec.log}.")

    async def _wait_until_ready(self, app: AppName) -> str | None:
        """What is still missing when the patience is at its end, as a line for a person."""
        url = f"http://{self._settings.host}:{self._settings.port(app)}/readyz"
        answer = "no answer"
        deadline = time.monotonic() + READY_TIMEOUT
        async with httpx.AsyncClient(timeout=5, trust_env=False) as client:
            while time.monotonic() < deadline:
                with suppress(httpx.HTTPError):
                    response = await client.get(url)
                    if response.is_success:
                        return None
                    answer = response.text
                await asyncio.sleep(0.2)
        return f"{app} is not ready: {answer}. See {self._home.logs / app}.log."

    def _show_addresses(self, seconds: float) -> None:
        title = f"EcoMarket is open after {seconds:.0f} s. Ctrl-C closes it."
        rows = [(_spoken(app), self._settings.origin(app)) for app in self._apps]
        self._progress.table(title, ("app", "address"), rows)
        if self._settings.seed_demo and self._apps:
            title = f"Demo sign-ins, all with the password {DEMO_PASSWORD}"
            people = [
                (_spoken(who.app), who.email, f"{who.name}, {who.note}") for who in ACCOUNTS
            ]
            self._progress.table(title, ("app", "e-mail", "who"), people)

    async def _stop(self) -> None:
        self._progress.note("Closing ...")
        if self._once is not None:
            await self._once.stop()
        engines = {engine.name for engine in embedded(self._settings)}
        servers = [pair for pair in self._children if pair[0].spec.name not in engines]
        stores = [pair for pair in self._children if pair[0].spec.name in engines]
        await asyncio.gather(*(child.stop() for child, _ in servers))
        for child, _ in reversed(stores):
            await child.stop()
        for _, keeping in self._children:
            keeping.cancel()
        await asyncio.gather(*(task for _, task in self._children), return_exceptions=True)
        self._progress.note("Closed.")


def _spoken(app: AppName) -> str:
    return app.replace("_", " ")
