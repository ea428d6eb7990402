import reflex as rx

from admin.shell import frame
from core.ui.styleguide.page import styleguide


def styleguide_page() -> rx.Component:
    return frame(styleguide())
