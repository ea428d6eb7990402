"""A form the browser sends by itself. Reflex's own form cancels a send without a handler."""

from typing import Any, Literal

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML

from core.ui.values import Child, Text


class NativeForm(BaseHTML):
    tag = "form"

    action: rx.Var[str]
    method: rx.Var[str]
    enc_type: rx.Var[str]


def native_form(
    *children: Child,
    action: Text,
    method: Literal["get", "post"] = "post",
    upload: bool = False,
    **props: Any,
) -> rx.Component:
    """Sign-in, sign-out, search and everything that must set a cookie or work without a
    socket.
    """
    if upload:
        props["enc_type"] = "multipart/form-data"
    return NativeForm.create(*children, action=action, method=method, **props)
