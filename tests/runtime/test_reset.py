from pathlib import Path

import pytest

from core.runtime.locks import Locked, exclusive
from core.runtime.paths import Home
from core.runtime.reset import delete_data
from core.settings import Settings


def test_a_reset_deletes_the_data_of_the_market_and_nothing_else(tmp_path: Path):
    for name in ("postgres", "valkey", "media", "search", "imports", "letters"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "content").write_text("kept?")

    delete_data(Settings(home=tmp_path))

    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {"letters"}


def test_a_market_in_use_is_not_reset(tmp_path: Path):
    (tmp_path / "media").mkdir()

    with exclusive(Home(tmp_path).supervisor_lock), pytest.raises(Locked):
        delete_data(Settings(home=tmp_path))

    assert (tmp_path / "media").is_dir()
