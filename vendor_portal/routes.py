"""Every address of the vendor portal."""

import reflex as rx

from core.ui.app import Route, register
from vendor_portal.pages.not_found.page import not_found_page
from vendor_portal.pages.styleguide.page import styleguide_page
from vendor_portal.state.shell import ShellState

NAME = "EcoMarket Workshop"

ROUTES = (
    Route("404", not_found_page, "Page not found", ShellState.load_shell, is_indexed=False),
    Route(
        "/styleguide", styleguide_page, "Style guide", ShellState.load_shell, is_indexed=False
    ),
)


def register_routes(app: rx.App) -> None:
    register(app, ROUTES, suffix=NAME)
