"""Light, dark, or what the device says."""

import reflex as rx

from core.ui.components.icon import icon


def color_mode_button() -> rx.Component:
    return rx.el.button(
        icon("sun_moon"),
        type="button",
        aria_label="Switch between light and dark",
        title="Light or dark",
        on_click=rx.toggle_color_mode,
        class_name="btn btn-icon",
    )
