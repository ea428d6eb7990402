"""A search folder of its own for every test."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.kernel.ids import new_id
from core.search.engine import SearchEngine
from core.search.meili_client import MeiliClient
from core.search.meili_engine import MeilisearchEngine
from core.search.repair import forget_reports
from core.search.service import engine, forget_tuning
from core.search.tantivy_engine import TantivyEngine
from core.settings import settings
from tests.contract.meilisearch_twin import Twin, running_twin
from tests.contract.openapi import contract
from tests.serving import free_port


@pytest.fixture(autouse=True)
def search_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ECOMARKET_HOME", str(tmp_path))
    settings.cache_clear()
    engine.cache_clear()
    forget_tuning()
    forget_reports()
    yield tmp_path / "search"
    monkeypatch.undo()
    settings.cache_clear()
    engine.cache_clear()
    forget_tuning()
    forget_reports()


@pytest.fixture(scope="session")
def meilisearch_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A real one: that of ``MEILISEARCH_URL``, or the program when it is installed."""
    if url := os.environ.get("MEILISEARCH_URL"):
        yield url, os.environ.get("MEILISEARCH_KEY", "")
        return
    program = shutil.which("meilisearch")
    if program is None:
        pytest.skip("no Meilisearch: set MEILISEARCH_URL or install it")
    folder, port, key = (
        tmp_path_factory.mktemp("meilisearch"),
        free_port(),
        "test-master-key-1234",
    )
    command = [
        program, "--db-path", str(folder / "data"), "--http-addr", f"127.0.0.1:{port}",
        "--master-key", key, "--no-analytics",
    ]  # fmt: skip
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL) as process:
        wait_until_open(port)
        yield f"http://127.0.0.1:{port}", key
        process.terminate()


def wait_until_open(port: int) -> None:
    for _ in range(200):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on {port}")


@pytest.fixture
def twin() -> Iterator[Twin]:
    """A stand-in for Meilisearch whose every exchange is held against its specification."""
    with running_twin() as made:
        yield made
    if path := specification():
        assert broken_rules(made, path) == []


@pytest.fixture(params=["tantivy", "meilisearch", "meilisearch twin"])
def index(request: pytest.FixtureRequest, search_root: Path) -> SearchEngine:
    """Each engine. The twin looks words up plainly: what needs more says ``has_language``."""
    match request.param:
        case "tantivy":
            return TantivyEngine(search_root)
        case "meilisearch":
            url, key = request.getfixturevalue("meilisearch_server")
            prefix = f"test-{new_id().hex[-12:]}"
            return MeilisearchEngine(MeiliClient(url, key, "", prefix), prefix)
        case _:
            if request.node.get_closest_marker("has_language"):
                pytest.skip("the twin of Meilisearch looks words up plainly")
            return twin_engine(request.getfixturevalue("twin"))


def twin_engine(twin: Twin, search_key: str = "") -> MeilisearchEngine:
    client = MeiliClient(twin.url, "master", search_key, "shop")
    return MeilisearchEngine(client, "shop")


def specification() -> Path | None:
    folder = os.environ.get("ECOMARKET_SPECS")
    return Path(folder) / "meilisearch-1.53.json" if folder else None


def broken_rules(twin: Twin, path: Path) -> list[str]:
    meilisearch_says = contract(path, ERRATA)
    found: list[str] = []
    for said in twin.exchanges:
        found += meilisearch_says.body_faults(said.method, said.path, said.body)
        found += meilisearch_says.query_faults(said.method, said.path, said.query)
    return found


# Its own documentation, and every server, takes a plain list of names for ``facets``.
ERRATA = (
    ("components/schemas/AttributePatterns", {"type": "array", "items": {"type": "string"}}),
)
