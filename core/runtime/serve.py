"""Serve one app: its compiled pages, its websocket and its plain routes on one port."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any, Protocol, cast

from granian.constants import Interfaces
from granian.server.embed import Server

from core.runtime.build import web_folder
from core.runtime.children import end_with_parent
from core.runtime.logs import configure_logging
from core.settings import ROOT, AppName, settings

CONNECTIONS = 4096  # open pages: each keeps a websocket
GRACE = 8.0


class ReflexModule(Protocol):
    app: Callable[[], Any]


def serve(name: AppName) -> None:
    """Run until SIGTERM or SIGINT. One event loop: start more processes for more."""
    os.chdir(ROOT)
    os.environ |= serving_environment(name)
    configure_logging()
    end_with_parent()
    module = cast("ReflexModule", import_module(f"{name}.app"))
    asyncio.run(_serve(module.app(), name))


def serving_environment(name: AppName) -> dict[str, str]:
    """What makes Reflex serve the existing build instead of making one."""
    return {
        "ECOMARKET_APP": name,
        "REFLEX_WEB_WORKDIR": str(web_folder(name)),
        "REFLEX_ENV_MODE": "prod",
        "__REFLEX_SKIP_COMPILE": "true",
        "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
    }


async def _serve(target: object, name: AppName) -> None:
    server = Server(
        target,
        address=settings().host,
        port=settings().port(name),
        interface=Interfaces.ASGI,
        backlog=CONNECTIONS,
        log_enabled=False,
    )
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    serving = asyncio.create_task(server.serve())
    ending = asyncio.create_task(ended.wait())
    await asyncio.wait({serving, ending}, return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        ending.cancel()
        serving.result()
        sys.exit(1)  # it never ends by itself, unless its worker has failed
    server.stop()
    with suppress(TimeoutError):  # open websockets do not end by themselves
        await asyncio.wait_for(serving, GRACE)


if __name__ == "__main__":
    serve(AppName(sys.argv[1]))
