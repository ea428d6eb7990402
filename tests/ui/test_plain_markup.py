"""Components say what they are by class: a style that is computed would stand in every page."""

import pytest

from core.ui.components.dialog import dialog
from core.ui.components.drawing import drawing
from core.ui.components.icon import icon


@pytest.mark.parametrize("component", [icon("x"), drawing("box"), dialog("bag", "Your bag")])
def test_no_style_is_computed(component):
    assert "css" not in str(component.render())


def test_a_dialog_is_named_by_its_title():
    assert '"aria-labelledby":"bag-title"' in str(dialog("bag", "Your bag").render())
