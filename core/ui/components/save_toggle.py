"""The bookmark: turns over at once in the browser, the server confirms."""

from typing import Any

import reflex as rx

from core.ui.components.icon import icon
from core.ui.components.react.wrappers import SaveToggleElement
from core.ui.values import Flag, Number, Text


def save_disc(
    label: Text,
    *,
    subject: Text,
    pressed: Flag,
    on_toggle: Any,
    variant: Text = "",
    refusals: Number = 0,
    test_id: str = "save",
) -> rx.Component:
    """For the corner of a card. ``on_toggle`` gets ``subject``, ``variant`` and whether it is
    wanted; raise ``refusals`` to make a refused press turn back.
    """
    return SaveToggleElement.create(
        label=label,
        subject=subject,
        variant=variant,
        pressed=pressed,
        refusals=refusals,
        icon=icon("bookmark"),
        class_name="disc",
        test_id=test_id,
        on_toggle=on_toggle,
    )


def save_button(
    label: Text,
    *,
    subject: Text,
    pressed: Flag,
    on_toggle: Any,
    variant: Text = "",
    refusals: Number = 0,
    yes: str = "Saved",
    no: str = "Save",
    icon_name: str = "bookmark",
    test_id: str = "save",
) -> rx.Component:
    """The same with words, as a secondary button."""
    return SaveToggleElement.create(
        label=label,
        subject=subject,
        variant=variant,
        pressed=pressed,
        refusals=refusals,
        yes=yes,
        no=no,
        icon=icon(icon_name),
        class_name="btn btn-secondary btn-toggle",
        test_id=test_id,
        on_toggle=on_toggle,
    )
