"""Sends the browser to a document outside of the app, such as a payment page."""

import reflex as rx

from core.ui.components.react.wrappers import LeaveElement


def leave(to: rx.Var[str]) -> rx.Component:
    """Goes to ``to`` when the Var becomes an address; stays while it is empty."""
    return LeaveElement.create(to=to)
