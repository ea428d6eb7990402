"""A child that the supervisor keeps running: started again, after a pause, whenever it ends."""

import asyncio
import os
import signal
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from core.runtime.children import spawn_options
from core.runtime.logs import open_log
from core.settings import ROOT

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
HEALTHY_AFTER = 30.0
LAST_WORDS = 2.0
LONGEST_LINE = 64 * 1024

Report = Callable[[str, str], None]


class StartFailed(Exception):
    """A step of the start did not succeed. The message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class ChildSpec:
    """``prepare`` runs before every start; ``is_quiet`` keeps the output in the log only."""

    name: str
    command: list[str]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    user: str | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 12.0
    prepare: Callable[[], None] | None = None
    is_quiet: bool = False


class Child:
    def __init__(self, spec: ChildSpec, report: Report) -> None:
        self.spec = spec
        self._report = report
        self._process: Process | None = None
        self._is_stopping = False

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    async def run_once(self) -> int:
        """Start it and wait for its end; the code it ended with."""
        if self.spec.prepare is not None:
            await asyncio.to_thread(self.spec.prepare)
        if self._is_stopping:
            return 0
        process = self._process = await asyncio.create_subprocess_exec(
            *self.spec.command,
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=asyncio.subprocess.STDOUT,
            limit=LONGEST_LINE,
            cwd="/" if self.spec.user else ROOT,
            env=os.environ | self.spec.environment,
            **spawn_options(user=self.spec.user, on_parent_death=self.spec.stop_signal),
        )
        if self._is_stopping:  # asked to while it was being started
            process.send_signal(self.spec.stop_signal)
        copying = asyncio.create_task(self._copy_output(process))
        code = await process.wait()
        self._end_group(process.pid, signal.SIGKILL)  # whatever it may have left behind
        with suppress(TimeoutError):
            await asyncio.wait_for(copying, LAST_WORDS)
        return code

    async def keep_running(self) -> None:
        """Until ``stop``. The pause doubles while it keeps ending soon after its start."""
        pause = FIRST_PAUSE
        while not self._is_stopping:
            started = time.monotonic()
            try:
                ended = _described(await self.run_once())
            except (OSError, RuntimeError) as error:
                ended = f"could not start: {error}"
            if self._is_stopping:
                return
            pause = FIRST_PAUSE if time.monotonic() - started > HEALTHY_AFTER else pause
            self._report(self.spec.name, f"{ended}; starting again in {pause:g} s")
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def stop(self) -> None:
        """Ask it to end; after its grace, end it and whatever it has started."""
        self._is_stopping = True
        process = self._process
        if process is None or process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.send_signal(self.spec.stop_signal)
        try:
            await asyncio.wait_for(process.wait(), self.spec.grace)
        except TimeoutError:
            self._report(self.spec.name, "did not end in time; ended by force")
        self._end_group(process.pid, signal.SIGKILL)
        await process.wait()

    async def _copy_output(self, process: Process) -> None:
        if process.stdout is None:
            return
        with open_log(self.spec.log) as log:
            while True:
                try:
                    line = await process.stdout.readline()
                except ValueError:  # longer than the limit: the buffer has been dropped
                    continue
                if not line:
                    return
                text = line.decode(errors="replace").rstrip()
                log.write(text + "\n")
                log.flush()
                if text and not self.spec.is_quiet:
                    self._report(self.spec.name, text)

    @staticmethod
    def _end_group(group: int, number: signal.Signals) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, number)


def _described(code: int) -> str:
    return f"ended by signal {-code}" if code < 0 else f"ended with code {code}"
