"""Every address of the storefront."""

from typing import Any

import reflex as rx

from core.ui.app import Route, register
from storefront.pages.cart.page import cart_page
from storefront.pages.cart.state import CartState
from storefront.pages.category.page import category_page
from storefront.pages.category.state import CategoryState
from storefront.pages.checkout.page import checkout_page
from storefront.pages.checkout.state import CheckoutState
from storefront.pages.checkout_return.page import checkout_return_page
from storefront.pages.checkout_return.state import ReturnState
from storefront.pages.home.page import home_page
from storefront.pages.home.state import HomeState
from storefront.pages.not_found.page import not_found_page
from storefront.pages.order.page import order_page
from storefront.pages.order.state import OrderState
from storefront.pages.order_confirmed.page import order_confirmed_page
from storefront.pages.preferences.page import preferences_page
from storefront.pages.preferences.state import PreferencesState
from storefront.pages.product.page import product_page
from storefront.pages.product.state import ProductState
from storefront.pages.search.page import search_page
from storefront.pages.search.state import SearchState
from storefront.pages.shop.page import shop_page
from storefront.pages.shop.state import ShopState
from storefront.pages.shops.page import shops_page
from storefront.pages.shops.state import ShopsState
from storefront.pages.styleguide.page import styleguide_page
from storefront.state.shell import ShellState

NAME = "EcoMarket"
DESCRIPTION = "Handmade pieces from workshops that show the evidence behind what they say."


def _loads(*handlers: Any) -> list[Any]:
    """The shell first: it says who asks and where they shop."""
    return [ShellState.load_shell, *handlers]


ROUTES = (
    Route("/", home_page, NAME, _loads(HomeState.load), description=DESCRIPTION),
    Route(
        "/c/[slug]",
        category_page,
        rx.cond(CategoryState.category.name, CategoryState.category.name, "Category"),
        _loads(CategoryState.load),
        description=CategoryState.category.intro,
    ),
    Route("/search", search_page, "Search", _loads(SearchState.load), is_indexed=False),
    Route("/shops", shops_page, "Workshops", _loads(ShopsState.load)),
    Route(
        "/shop/[slug]",
        shop_page,
        rx.cond(ShopState.shop.card.name, ShopState.shop.card.name, "Workshop"),
        _loads(ShopState.load),
        description=ShopState.shop.card.story,
    ),
    Route(
        "/preferences",
        preferences_page,
        "Where you shop",
        _loads(PreferencesState.load),
        is_indexed=False,
    ),
    Route("404", not_found_page, "Page not found", _loads(), is_indexed=False),
    Route(
        "/p/[slug]",
        product_page,
        rx.cond(ProductState.product.title, ProductState.product.title, "Piece"),
        _loads(ProductState.load),
        description=ProductState.product.summary,
    ),
    Route("/cart", cart_page, "Your bag", _loads(CartState.load), is_indexed=False),
    Route("/checkout", checkout_page, "Checkout", _loads(CheckoutState.load), is_indexed=False),
    Route(
        "/checkout/return",
        checkout_return_page,
        "Finishing your order",
        _loads(ReturnState.load),
        is_indexed=False,
    ),
    Route(
        "/orders/[number]/confirmation",
        order_confirmed_page,
        "Thank you",
        _loads(OrderState.load),
        is_indexed=False,
    ),
    Route(
        "/orders/[number]", order_page, "Your order", _loads(OrderState.load), is_indexed=False
    ),
    Route("/styleguide", styleguide_page, "Style guide", _loads(), is_indexed=False),
)


def register_routes(app: rx.App) -> None:
    register(app, ROUTES, suffix=NAME)
