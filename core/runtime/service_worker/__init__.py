"""Make the shop's service worker: ``worker.js`` with the list of files that one build needs to
open without a network, and a version that changes with any of them.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LARGEST_SHELL = 400 * 1024  # as sent: files of text are counted compressed
TEMPLATE = Path(__file__).with_name("worker.js")
OFFLINE = "/offline"
# Routes that open without a network when they were never visited in this build.
ROUTES = (None, "offline", "p/:slug")
ALWAYS = (
    "/js/kit.js",
    "/js/pwa.js",
    "/fonts/vollkorn-latin.woff2",
    "/fonts/atkinson-hyperlegible-next-latin.woff2",
    "/icons/storefront.svg",
)
_MANIFEST = re.compile(r"window\.__reactRouterManifest=(\{.*\})", re.DOTALL)


class NoShell(Exception):
    """The compiled pages do not look as they did for the bundler of Reflex 0.10.1."""


def write_service_worker(client: Path) -> None:
    """Put ``sw.js`` into the folder of the compiled pages."""
    shell = shell_files(client)
    text = TEMPLATE.read_text(encoding="utf-8")
    digest = hashlib.sha256(text.encode())
    for path in shell:
        digest.update(path.encode() + b"\0" + _file(client, path).read_bytes())
    text = text.replace("{{version}}", digest.hexdigest()[:12])
    text = text.replace("{{shell}}", json.dumps(shell, separators=(",", ":")))
    draft = client / "sw.js.draft"
    draft.write_text(text, encoding="utf-8")
    draft.replace(client / "sw.js")


def shell_files(client: Path) -> list[str]:
    """Most needed first, as many as fit."""
    chosen: list[str] = []
    room = LARGEST_SHELL
    for path in dict.fromkeys(_wanted(client)):
        size = _sent(_file(client, path))
        if size <= room:
            chosen.append(path)
            room -= size
    return chosen


def _wanted(client: Path) -> Iterator[str]:
    document = _file(client, OFFLINE).read_text(encoding="utf-8")
    yield OFFLINE
    yield from ALWAYS
    yield from re.findall(r'href="(/assets/[^"]+\.css)"', document)
    yield from re.findall(r'<link rel="modulepreload" href="([^"]+)"', document)
    manifest = _manifest(client)
    routes = {route.get("path"): route for route in manifest["routes"].values()}
    for path in ROUTES:
        route = routes.get(path)
        if route is None:
            raise NoShell(f"There is no route {path!r} in the compiled pages.")
        yield from (route["module"], *route["imports"], *route["css"])


def _manifest(client: Path) -> dict[str, Any]:
    found = sorted((client / "assets").glob("manifest-*.js"))
    parsed = _MANIFEST.search(found[-1].read_text(encoding="utf-8")) if found else None
    if parsed is None:
        raise NoShell("The list of routes is missing from the compiled pages.")
    return json.loads(parsed[1])


def _file(client: Path, path: str) -> Path:
    name = path.lstrip("/")
    return client / name / "index.html" if path == OFFLINE else client / name


def _sent(file: Path) -> int:
    packed = file.with_name(f"{file.name}.gz")
    return (packed if packed.is_file() else file).stat().st_size
