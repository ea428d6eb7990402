"""The shop as an app: what is kept for offline, the invitation to install, news by push."""

from typing import Any

import reflex as rx

from core.ui.components.react.wrappers import (
    BackOnlineElement,
    BagKeeperElement,
    InstallElement,
    KeptBagElement,
    KeptPagesElement,
    PushOptInElement,
)
from core.ui.values import Text


def bag_keeper(bag: Any) -> rx.Component:
    """Keeps ``bag`` in this browser, to be read without a network: its ``parcels`` have
    ``lines`` with id, href, title, quantity and total; it has a ``subtotal``.
    """
    return BagKeeperElement.create(bag=bag)


def kept_bag() -> rx.Component:
    return KeptBagElement.create(title="Your bag", wished="waits for the network")


def kept_pages() -> rx.Component:
    return KeptPagesElement.create(
        title="Pieces you can look at now",
        none="Pieces that you visit are kept here, to look at without a network.",
    )


def back_online() -> rx.Component:
    return BackOnlineElement.create(label="Try again")


def install_invitation(*, after_order: bool = False) -> rx.Component:
    """Shows nothing unless the browser can install the shop, on the second visit or after an
    order; whoever says no is left alone for 90 days.
    """
    return InstallElement.create(
        after_order=after_order,
        title="Keep the shop at hand",
        sentence="As an app it opens at once, also without a network.",
        hint="Tap Share, then Add to Home Screen: it opens at once, also without a network.",
        verb="Install",
        refuse="Not now",
    )


def push_opt_in(
    ask: Text, *, told: Text = "You are told on this device.", on_change: Any = None
) -> rx.Component:
    """For signed-in people, beside what they may want to hear about. ``ask`` is a button's
    words: "Tell me when it ships". Shows nothing where the browser cannot.
    """
    handlers = {"on_change": on_change} if on_change else {}
    return PushOptInElement.create(ask=ask, told=told, **handlers)
