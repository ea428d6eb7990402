"""Every address of the admin app."""

from typing import Any

import reflex as rx

from admin.pages.categories.page import categories_page
from admin.pages.categories.state import CategoriesState
from admin.pages.not_found.page import not_found_page
from admin.pages.order.page import order_page
from admin.pages.order.state import OrderState
from admin.pages.orders.page import orders_page
from admin.pages.orders.state import OrdersState
from admin.pages.overview.page import overview_page
from admin.pages.overview.state import ChartsState, OverviewState
from admin.pages.product.page import product_page
from admin.pages.product.state import ProductState
from admin.pages.products.page import products_page
from admin.pages.products.state import ProductsState
from admin.pages.sign_in.page import forgot_page, reset_page, sign_in_page, verify_page
from admin.pages.sign_in.state import SignInState
from admin.pages.styleguide.page import styleguide_page
from admin.pages.vendor.page import vendor_page
from admin.pages.vendor.state import VendorState
from admin.pages.vendors.page import vendors_page
from admin.pages.vendors.state import VendorsState
from admin.state.shell import ShellState
from core.identity import links
from core.ui.app import Route, register

NAME = "EcoMarket Admin"


def _route(path: str, page: Any, title: Any, *handlers: Any) -> Route:
    """The shell first: it says who asks. Nothing here is for search engines."""
    return Route(path, page, title, [ShellState.load_shell, *handlers], is_indexed=False)


ROUTES = (
    _route("404", not_found_page, "Page not found"),
    _route(links.SIGN_IN, sign_in_page, "Sign in", SignInState.load),
    _route(links.FORGOT, forgot_page, "Forgot your password", SignInState.load),
    _route(links.RESET, reset_page, "Choose a new password", SignInState.load),
    _route(links.VERIFY, verify_page, "Confirm your e-mail", SignInState.load),
    _route("/", overview_page, "Overview", OverviewState.load, ChartsState.load),
    _route("/orders", orders_page, "Orders", OrdersState.load),
    _route("/orders/[number]", order_page, "Order", OrderState.load),
    _route("/vendors", vendors_page, "Vendors", VendorsState.load),
    _route("/vendors/[vendor_id]", vendor_page, "Vendor", VendorState.load),
    _route("/products", products_page, "Products", ProductsState.load),
    _route("/products/[product_id]", product_page, "Product", ProductState.load),
    _route("/categories", categories_page, "Categories", CategoriesState.load),
    _route("/styleguide", styleguide_page, "Style guide"),
)


def register_routes(app: rx.App) -> None:
    register(app, ROUTES, suffix=NAME)
