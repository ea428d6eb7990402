"""A search folder of its own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.search.service import engine, forget_tuning
from core.settings import settings


@pytest.fixture(autouse=True)
def search_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ECOMARKET_HOME", str(tmp_path))
    settings.cache_clear()
    engine.cache_clear()
    forget_tuning()
    yield tmp_path / "search"
    monkeypatch.undo()
    settings.cache_clear()
    engine.cache_clear()
    forget_tuning()
