"""``ecomarket up`` as people run it, without the apps: their pages take a minute to build."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import LiteralString

import psutil
import psycopg
import pytest

from core.runtime.paths import Home
from core.runtime.postgres import Postgres
from core.settings import ROOT

UP = [sys.executable, "-m", "core.cli", "up", "--headless"]


class Market:
    """One supervisor on a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "REDIS_URL"}
        } | {"ECOMARKET_HOME": str(folder), "ECOMARKET_SEED_DEMO": "false", "COLUMNS": "200"}
        self.output = folder / "output"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                UP, cwd=ROOT, env=self.environment, stdout=output, stderr=output
            )

    @property
    def postmaster(self) -> psutil.Process:
        return self.child("postgres")

    def child(self, name: str) -> psutil.Process:
        """The process under the supervisor whose command line has ``name`` in it."""
        until(lambda: self._children(name))
        return self._children(name)[0]

    def _children(self, name: str) -> list[psutil.Process]:
        children = psutil.Process(self.process.pid).children()
        return [child for child in children if name in " ".join(child.cmdline())]

    def said(self, line: str) -> bool:
        return line in self.output.read_text()

    def answers(self) -> bool:
        try:
            return self.value("SELECT 1") == 1
        except psycopg.OperationalError:
            return False

    def value(self, query: LiteralString) -> object:
        url = Postgres(self.home.postgres, self.home.run / "pg").url()
        with psycopg.connect(url, connect_timeout=2) as connection:
            return connection.execute(query).fetchone()[0]

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "core.cli", *arguments],
            cwd=ROOT,
            env=self.environment | {"ECOMARKET_ADMIN_PASSWORD": "Gartenzaun-77-blau"},
            capture_output=True,
            text=True,
            check=False,
        )


def until(condition: Callable[[], object], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


@pytest.fixture
def market() -> Iterator[Market]:
    # Not in pytest's folder: the database server of a root installation could not reach it.
    with tempfile.TemporaryDirectory(prefix="ecomarket-up-") as folder:
        opened = Market(Path(folder))
        try:
            until(lambda: opened.said("EcoMarket is open"))
            yield opened
        finally:
            if opened.process.poll() is None:
                opened.process.terminate()
                opened.process.wait(40)


def ended(processes: list[psutil.Process]) -> bool:
    return not [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def test_a_second_market_on_the_same_home_is_refused_with_a_sentence(market: Market):
    second = subprocess.run(
        UP, cwd=ROOT, env=market.environment, capture_output=True, text=True, check=False
    )

    assert second.returncode == 1
    assert f"EcoMarket is running already on {market.home.root}" in second.stderr
    assert str(market.process.pid) in second.stderr
    assert "Traceback" not in second.stderr


def test_commands_use_the_engines_of_the_running_market(market: Market):
    made = market.command("create-admin", "--email", "op@example.com", "--name", "Op")
    examined = market.command("doctor")

    assert (made.returncode, made.stderr) == (0, "")
    assert market.value("SELECT email FROM users") == "op@example.com"
    assert "in use by this market" in " ".join(examined.stdout.split())
    assert market.answers()


@pytest.mark.crash
def test_a_killed_worker_and_a_killed_database_server_come_back(market: Market):
    worker, postmaster = market.child("core.runtime.worker"), market.postmaster

    worker.kill()
    postmaster.kill()

    until(lambda: market.said("worker        | ended by signal 9; starting again"))
    until(lambda: market.said("postgres      | ended by signal 9; starting again"))
    until(market.answers)
    until(lambda: market.child("core.runtime.worker").pid != worker.pid)
    assert market.postmaster.pid != postmaster.pid


def test_ctrl_c_ends_everything_in_order(market: Market):
    family = psutil.Process(market.process.pid).children(recursive=True)

    market.process.send_signal(signal.SIGINT)

    assert market.process.wait(40) == 0
    assert ended(family)
    assert market.said("Closed.")
    assert "database system is shut down" in (market.home.logs / "postgres.log").read_text()


@pytest.mark.crash
def test_a_killed_supervisor_leaves_no_orphans(market: Market):
    family = psutil.Process(market.process.pid).children(recursive=True)
    assert {"postgres", "valkey-server"} <= {process.name() for process in family}

    market.process.kill()
    market.process.wait()

    until(lambda: ended(family))
