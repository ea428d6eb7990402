"""A media folder of its own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.settings import settings


@pytest.fixture(autouse=True)
def media_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ECOMARKET_HOME", str(tmp_path))
    settings.cache_clear()
    yield tmp_path / "media"
    monkeypatch.undo()
    settings.cache_clear()
