"""The worker is made for one build: it names the build's files and changes with them."""

import json
import re
from pathlib import Path

import pytest

from core.runtime.service_worker import (
    LARGEST_SHELL,
    TEMPLATE,
    shell_files,
    write_service_worker,
)

PAGE = """<link rel="modulepreload" href="/assets/entry-1.js"/>
<link href="/assets/styles-1.css" rel="stylesheet"/>"""
OTHERS = (
    "js/kit.js", "js/pwa.js", "icons/storefront.svg", "fonts/vollkorn-latin.woff2",
    "fonts/atkinson-hyperlegible-next-latin.woff2",
)  # fmt: skip


@pytest.fixture
def client(tmp_path) -> Path:
    """A compiled frontend of three routes."""
    for name in ("home", "offline", "piece"):
        put(tmp_path, f"assets/{name}-1.js", 1000)
    for name in ("assets/entry-1.js", "assets/styles-1.css", *OTHERS):
        put(tmp_path, name, 1000)
    put(tmp_path, "offline/index.html", 0).write_text(PAGE)
    routes = {None: "home", "offline": "offline", "p/:slug": "piece"}
    manifest = {
        "routes": {
            name: {
                "path": path,
                "module": f"/assets/{name}-1.js",
                "imports": ["/assets/entry-1.js"],
                "css": [],
            }
            for path, name in routes.items()
        }
    }
    listed = f"window.__reactRouterManifest={json.dumps(manifest)};"
    put(tmp_path, "assets/manifest-1.js", 0).write_text(listed)
    return tmp_path


def put(folder: Path, name: str, size: int) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)
    return path


def version(client: Path) -> str:
    write_service_worker(client)
    found = re.search(r'const VERSION = "(\w{12})"', (client / "sw.js").read_text())
    assert found is not None
    return found[1]


def test_it_holds_what_the_shell_needs(client):
    assert set(shell_files(client)) == {
        "/offline", "/assets/entry-1.js", "/assets/styles-1.css", "/assets/home-1.js",
        "/assets/offline-1.js", "/assets/piece-1.js", *(f"/{name}" for name in OTHERS),
    }  # fmt: skip


def test_nothing_is_left_to_fill_in(client):
    write_service_worker(client)

    assert "{{" not in (client / "sw.js").read_text()


def test_the_version_changes_with_any_file_of_the_shell(client):
    first = version(client)
    assert version(client) == first

    put(client, "js/kit.js", 1001)

    assert version(client) != first


def test_what_does_not_fit_is_left_out(client):
    put(client, "assets/piece-1.js", LARGEST_SHELL)
    assert "/assets/piece-1.js" not in shell_files(client)

    put(client, "assets/piece-1.js.gz", 2000)
    assert "/assets/piece-1.js" in shell_files(client)


@pytest.mark.parametrize(
    ("path", "is_kept"),
    [
        ("/", True),
        ("/p/cavado-bottle-vase", True),
        ("/c/vases", True),
        ("/shop/olaria-ribeira/", True),
        ("/shops", True),
        ("/cart", False),
        ("/checkout", False),
        ("/checkout/return", False),
        ("/account", False),
        ("/account/orders", False),
        ("/orders/EM-1", False),
        ("/signin", False),
        ("/search", False),
        ("/preferences", False),
        ("/l/secret", False),
        ("/api/suggest", False),
        ("/auth/verify", False),
        ("/_event/", False),
        ("/push/key", False),
        ("/p/a/b", False),
        ("/sandbox-gateway/pay/1", False),
    ],
)
def test_only_public_pages_are_kept(path, is_kept):
    text = TEMPLATE.read_text(encoding="utf-8")
    found = re.search(r"const KEPT_PAGE =\s+/(.+)/;", text)
    assert found is not None

    assert bool(re.search(found[1].replace(r"\/", "/"), path)) is is_kept
