"""Every address of the storefront."""

import reflex as rx

from core.ui.app import Route, register
from storefront.pages.not_found.page import not_found_page
from storefront.pages.styleguide.page import styleguide_page
from storefront.state.shell import ShellState

NAME = "EcoMarket"

ROUTES = (
    Route("404", not_found_page, "Page not found", ShellState.load_shell, is_indexed=False),
    Route(
        "/styleguide", styleguide_page, "Style guide", ShellState.load_shell, is_indexed=False
    ),
)


def register_routes(app: rx.App) -> None:
    register(app, ROUTES, suffix=NAME)
