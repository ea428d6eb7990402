import reflex as rx

from core.ui.styleguide.page import styleguide
from admin.shell import frame


def styleguide_page() -> rx.Component:
    return frame(styleguide())
