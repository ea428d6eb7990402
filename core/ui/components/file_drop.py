"""Handing over files."""

from typing import Any

import reflex as rx

from core.ui.components.icon import icon
from core.ui.components.react.wrappers import UploadElement
from core.ui.values import Text


def file_drop(
    label: str = "Choose a file",
    *,
    action: Text,
    on_uploaded: Any,
    name: str = "file",
    accept: str = "",
    multiple: bool = False,
    max_bytes: int = 0,
    hint: Text = "",
) -> rx.Component:
    """Posts each file to ``action`` with progress. The route answers JSON; a refusal has a
    ``message``. ``on_uploaded`` gets the list of answers.
    """
    return UploadElement.create(
        label=label,
        action=action,
        name=name,
        accept=accept,
        multiple=multiple,
        max_bytes=max_bytes,
        hint=hint,
        icon=icon("upload", size="large"),
        on_uploaded=on_uploaded,
    )


def file_field(label: str, name: str, *, accept: str = "", hint: Text = "") -> rx.Component:
    """The same box inside a ``native_form(upload=True)``: the file goes with the form."""
    return rx.el.label(
        rx.el.input(type="file", name=name, accept=accept),
        icon("upload", size="large"),
        rx.el.span(rx.el.strong(label), " or drop it here"),
        rx.el.span(hint, class_name="field-hint"),
        class_name="file-drop",
    )
