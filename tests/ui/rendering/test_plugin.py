import pytest
from reflex_base.constants import Templates

from core.ui.rendering.plugin import (
    REGISTRY_JS,
    hydrate_from_served_state,
    render_with_request_state,
)

GENERATED = """export const initialState = {"a": {"x": 1}}
export const initialStateHashes = []
const serverStateStore = {
  getSnapshot: (substateName) => initialState[substateName],
};
"""


def test_the_compiled_state_is_overlaid_with_the_served_one():
    changed = render_with_request_state(GENERATED)

    assert "const compiledState = {" in changed
    assert changed.index("export const initialState = servedState") < changed.index(
        "export const initialStateHashes"
    )
    assert "globalThis.requestState" in changed


def test_a_reflex_that_generates_something_else_stops_the_build():
    with pytest.raises(RuntimeError, match=r"utils/context\.jsx of Reflex has changed"):
        render_with_request_state("export const somethingElse = {}")


def test_the_registry_starts_from_reflexs_own_copy_each_time():
    own = (Templates.Dirs.WEB_TEMPLATE / REGISTRY_JS).read_text(encoding="utf-8")

    once = hydrate_from_served_state(own)

    assert hydrate_from_served_state(once) == once != own
