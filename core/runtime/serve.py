"""Serve one app: its compiled pages, its websocket and its plain routes on one port."""

import asyncio
import logging
import os
import signal
import sys
import time
from importlib import import_module
from typing import Any, NoReturn, Protocol, cast

from granian.constants import Interfaces
from granian.server.embed import Server
from socketio import AsyncServer

from core.runtime.build import web_folder
from core.runtime.children import end_with_parent
from core.runtime.logs import configure_logging
from core.settings import ROOT, AppName, settings

CONNECTIONS = 4096  # open pages: each keeps a websocket
GRACE = 5.0  # for requests under way


class ReflexApp(Protocol):
    """The part of ``rx.App`` that serving needs; only pages import Reflex."""

    sio: AsyncServer

    def __call__(self) -> Any: ...


class AppModule(Protocol):
    app: ReflexApp


def serve(name: AppName) -> None:
    """Run until SIGTERM or SIGINT. One event loop: start more processes for more."""
    os.chdir(ROOT)
    os.environ |= serving_environment(name)
    configure_logging()
    end_with_parent()
    module = cast("AppModule", import_module(f"{name}.app"))
    asyncio.run(_serve(module.app, name))


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


async def _serve(app: ReflexApp, name: AppName) -> None:
    server = Server(
        app(),
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
    await _end_connections(app, serving)


async def _end_connections(app: ReflexApp, serving: asyncio.Task[None]) -> NoReturn:
    """Open pages would keep the server from ending. They are dropped below the level at which
    a page takes it for a farewell, so that it connects again as soon as somebody serves.
    """
    deadline = time.monotonic() + GRACE
    while not serving.done() and time.monotonic() < deadline:
        if app.sio.eio.sockets:  # it cannot drop nobody
            await app.sio.eio.disconnect()
        await asyncio.wait({serving}, timeout=0.2)
    # Everything is closed, or will not close: what the server awaits for the connections that
    # it has dropped cannot even be cancelled.
    logging.shutdown()
    os._exit(0)


if __name__ == "__main__":
    serve(AppName(sys.argv[1]))
