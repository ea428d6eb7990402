from typing import Any

import reflex as rx

from core.ui.components.app import push_opt_in
from core.ui.components.badge import badge
from core.ui.components.button import button
from core.ui.components.feedback import empty_state
from core.ui.values import when
from storefront.pages.account.frame import account_page
from storefront.pages.account_devices.state import DevicesState


def account_devices_page() -> rx.Component:
    return account_page(
        "Notices on your devices",
        "/account/devices",
        DevicesState,
        rx.el.p(
            "A device that you turn on here is told when a parcel leaves or arrives, when "
            "somebody answers you, and of the alerts that you set. Once you sign out there, it "
            "is told nothing more.",
            class_name="text-lead mb-6",
        ),
        push_opt_in("Turn on for this device", on_change=DevicesState.show),
        rx.el.div(rx.cond(DevicesState.devices, _devices(), _none()), class_name="mt-6"),
    )


def _devices() -> rx.Component:
    return rx.el.ul(rx.foreach(DevicesState.devices, _device), class_name="rows")


def _device(device: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.strong(device.label),
            " ",
            when(device.is_here, badge("This device", tone="info")),
            rx.el.p(device.since, ", ", device.last, class_name="text-small text-muted"),
        ),
        button(
            "Remove",
            variant="quiet",
            size="small",
            on_click=DevicesState.remove(device.id),
            aria_label="Remove " + device.label,
        ),
        class_name="spread",
        data_testid="device",
    )


def _none() -> rx.Component:
    return empty_state(
        "Turn on notices where you want them",
        "No device is told anything yet. Mails come either way.",
        picture="box",
    )
