import reflex as rx

from core.ui.styleguide.page import styleguide
from storefront.shell import frame


def styleguide_page() -> rx.Component:
    return frame(rx.el.div(styleguide(), class_name="page"))
