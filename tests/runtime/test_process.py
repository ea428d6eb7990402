"""A child is kept running, and ends with everything it started."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from core.runtime.process import Child, ChildSpec

STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]).pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def child_of(tmp_path: Path, said: list[str]) -> Callable[[str], Child]:
    def build(script: str) -> Child:
        spec = ChildSpec(
            "test", [sys.executable, "-c", script], tmp_path / "test.log", grace=0.5
        )
        return Child(spec, lambda _name, line: said.append(line))

    return build


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(40):
        while not condition():  # noqa: ASYNC110  another process is what it waits for
            await asyncio.sleep(0.02)


async def test_a_killed_child_is_started_again(child_of, said):
    child = child_of("import time; print('up', flush=True); time.sleep(60)")
    keeping = asyncio.create_task(child.keep_running())
    await until(lambda: said == ["up"])
    first = child.pid

    os.kill(first, signal.SIGKILL)
    await until(lambda: said.count("up") == 2)

    assert said[1] == "ended by signal 9; starting again in 0.5 s"
    assert child.pid != first
    await child.stop()
    await keeping


async def test_the_pause_grows_while_a_child_keeps_failing(child_of, said):
    child = child_of("raise SystemExit(3)")
    keeping = asyncio.create_task(child.keep_running())

    await until(lambda: len(said) == 2)

    assert said == [
        "ended with code 3; starting again in 0.5 s",
        "ended with code 3; starting again in 1 s",
    ]
    await child.stop()
    keeping.cancel()


async def test_a_child_that_does_not_end_is_ended_with_what_it_started(child_of, said):
    child = child_of(STUBBORN)
    keeping = asyncio.create_task(child.keep_running())
    await until(lambda: said)
    grandchild = psutil.Process(int(said[0]))

    await child.stop()
    await keeping

    assert said[1:] == ["did not end in time; ended by force"]
    await until(lambda: not alive(grandchild))


async def test_what_a_child_writes_is_kept_in_its_log(child_of, tmp_path):
    code = await child_of("print('a line')").run_once()

    assert code == 0
    assert (tmp_path / "test.log").read_text() == "a line\n"


def alive(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
