"""Every component in every state, on one page: for people, for axe and for screenshots."""

import reflex as rx

from core.ui.components.layout import page_header
from core.ui.styleguide import controls, data, feedback, shop, text


def styleguide() -> rx.Component:
    return rx.fragment(
        page_header("Style guide", intro="Every part of the kit, in every state."),
        text.type_scale(),
        text.colors(),
        controls.buttons(),
        controls.fields(),
        controls.choices(),
        controls.files(),
        shop.words(),
        shop.prices(),
        shop.products(),
        data.navigation(),
        data.tables(),
        data.figures(),
        feedback.banners(),
        feedback.states(),
        feedback.overlays(),
    )
