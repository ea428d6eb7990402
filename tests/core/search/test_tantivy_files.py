"""The folder of the index in this process: generations, harm, other processes."""

from pathlib import Path

import pytest

from core.search.engine import IndexNotReady, SearchQuery
from core.search.tantivy_engine import CURRENT, TantivyEngine
from tests.core.search.filling import filled
from tests.factories.search import a_document


@pytest.fixture
def index(search_root: Path) -> TantivyEngine:
    return TantivyEngine(search_root)


def test_another_process_sees_what_was_written_at_once(index: TantivyEngine):
    vase, bowl = a_document("Vase"), a_document("Bowl")
    filled(index, [vase, bowl])
    reader = TantivyEngine(index._root)
    assert reader.search(SearchQuery("bowl")).total == 1

    index.apply([vase], [bowl.id])

    assert reader.search(SearchQuery("bowl")).total == 0
    assert reader.search(SearchQuery()).total == 1


def test_old_generations_are_removed(index: TantivyEngine, search_root: Path):
    for _ in range(5):
        filled(index, [a_document()])

    assert len([path for path in search_root.iterdir() if path.is_dir()]) == 2


@pytest.mark.parametrize("harm", ["no folder", "no name", "older schema", "no meta", "garbage"])
def test_an_index_that_cannot_be_read_is_not_ready(
    index: TantivyEngine, search_root: Path, harm: str
):
    if harm != "no folder":
        filled(index, [a_document()])
        name = search_root / CURRENT
        folder = search_root / name.read_text()
        match harm:
            case "no name":
                name.unlink()
            case "older schema":
                name.write_text("v0-1")
            case "no meta":
                (folder / "meta.json").unlink()
            case _:
                (folder / "meta.json").write_text("{")

    assert not index.is_ready()
    with pytest.raises(IndexNotReady):
        index.search(SearchQuery())
    with pytest.raises(IndexNotReady):
        index.apply([a_document()], [])
    filled(index, [a_document("Again")])
    assert index.search(SearchQuery()).total == 1
