"""Every address of the admin app."""

import reflex as rx

from admin.pages.not_found.page import not_found_page
from admin.pages.styleguide.page import styleguide_page
from admin.state.shell import ShellState
from core.ui.app import Route, register

NAME = "EcoMarket Admin"

ROUTES = (
    Route("404", not_found_page, "Page not found", ShellState.load_shell, is_indexed=False),
    Route(
        "/styleguide", styleguide_page, "Style guide", ShellState.load_shell, is_indexed=False
    ),
)


def register_routes(app: rx.App) -> None:
    register(app, ROUTES, suffix=NAME)
