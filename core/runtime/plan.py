"""Which processes a market consists of."""

import sys

from core.runtime.engines import Engine
from core.runtime.paths import Home
from core.runtime.process import ChildSpec
from core.runtime.render import renderer_command, renderer_environment
from core.settings import AppName

# A web server ends its open pages and connections; the worker also finishes its jobs.
SERVER_GRACE = 12.0
WORKER_GRACE = 30.0
ENGINE_GRACE = 30.0


def engine_child(engine: Engine, home: Home) -> ChildSpec:
    return ChildSpec(
        name=engine.name,
        command=engine.command(),
        log=home.logs / f"{engine.name}.log",
        user=engine.user,
        stop_signal=engine.stop_signal,
        grace=ENGINE_GRACE,
        prepare=engine.prepare,
        is_quiet=True,
    )


def task_child(name: str, module: str, *arguments: str, home: Home) -> ChildSpec:
    """A step of the start that runs once, as a process of its own so that it can be ended."""
    return ChildSpec(
        name=name,
        command=[sys.executable, "-m", module, *arguments],
        log=home.logs / f"{name}.log",
    )


def server_child(app: AppName, home: Home) -> ChildSpec:
    return ChildSpec(
        name=app,
        command=[sys.executable, "-m", "core.runtime.serve", app],
        log=home.logs / f"{app}.log",
        grace=SERVER_GRACE,
    )


def renderer_child(home: Home) -> ChildSpec:
    return ChildSpec(
        name="renderer",
        command=renderer_command(),
        log=home.logs / "renderer.log",
        environment=renderer_environment(home),
    )


def worker_child(home: Home) -> ChildSpec:
    return ChildSpec(
        name="worker",
        command=[sys.executable, "-m", "core.runtime.worker"],
        log=home.logs / "worker.log",
        grace=WORKER_GRACE,
    )
