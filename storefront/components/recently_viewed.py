"""Pieces that this browser has looked at; the shop itself does not know them."""

import reflex as rx

from core.ui.components.viewed import viewed
from core.ui.values import Text
from storefront.state.shell import ShellState


def recently_viewed(current: Text = "") -> rx.Component:
    """``current`` is the address part (slug) of the piece of this page, if it is about one."""
    return viewed(current=current, currency=ShellState.currency, title="Recently viewed")
