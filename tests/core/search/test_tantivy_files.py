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


@pytest.mark.parametrize("harm", ["cut", "scrambled", "gone"])
@pytest.mark.parametrize("kind", ["store", "idx", "term", "fast", "fieldnorm", "pos"])
def test_a_broken_file_is_noticed_and_the_index_given_up(
    index: TantivyEngine, search_root: Path, kind: str, harm: str
):
    filled(index, [a_document(f"Vase {n}") for n in range(50)])
    files = list(search_root.rglob(f"*.{kind}"))
    assert files
    for path in files:
        match harm:
            case "cut":
                path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
            case "scrambled":
                path.write_bytes(bytes(byte ^ 0x5A for byte in path.read_bytes()))
            case _:
                path.unlink()
    reader = TantivyEngine(search_root)

    with pytest.raises(IndexNotReady):
        reader.search(SearchQuery('"vase 7"'))

    assert not reader.is_ready()
    filled(reader, [a_document("Again")])
    assert reader.search(SearchQuery("again")).total == 1


def test_a_question_at_fault_does_not_cost_the_index(
    index: TantivyEngine, monkeypatch: pytest.MonkeyPatch
):
    filled(index, [a_document("Vase")])

    def fail(*_: object) -> None:
        raise ValueError("no such thing")

    monkeypatch.setattr("core.search.tantivy_engine.TextQuery", fail)
    with pytest.raises(ValueError, match="no such thing"):
        index.search(SearchQuery("vase"))

    assert index.is_ready()
