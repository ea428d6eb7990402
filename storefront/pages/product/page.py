import reflex as rx

from core.ui.components.feedback import empty_state, loading, skeleton, skeleton_lines
from core.ui.components.gallery import gallery
from core.ui.components.navigation import breadcrumb
from storefront.components.product_card import product_row
from storefront.components.recently_viewed import recently_viewed
from storefront.components.states import not_here, page_of
from storefront.pages.product.sections.buy_box import buy_bar, buy_box, chosen
from storefront.pages.product.sections.contents import contents
from storefront.pages.product.sections.facts import about, details
from storefront.pages.product.sections.impact import impact_facts
from storefront.pages.product.sections.price_history import price_history
from storefront.pages.product.sections.questions.section import questions
from storefront.pages.product.sections.report.dialog import report_dialog
from storefront.pages.product.sections.reviews.section import reviews
from storefront.pages.product.sections.trader import trader
from storefront.pages.product.state import ProductState
from storefront.shell import frame


def product_page() -> rx.Component:
    return frame(
        page_of(
            ProductState,
            rx.cond(ProductState.is_gone, _gone(), _product()),
            waiting=_skeleton(),
            missing=not_here(
                "There is no such piece", "The address may be old or was cut short on its way."
            ),
            retry=ProductState.load,
        )
    )


def _product() -> rx.Component:
    product = ProductState.product
    return rx.el.div(
        rx.el.div(
            breadcrumb(product.trail, product.title),
            rx.el.div(
                rx.el.div(
                    gallery(chosen.images, label="Views of " + product.title),
                    class_name="min-w-0",
                ),
                rx.el.div(buy_box(), class_name="sticky-aside min-w-0"),
                class_name="product-head mt-4",
            ),
        ),
        contents(),
        rx.el.div(
            rx.el.div(about(), class_name="min-w-0"),
            rx.el.div(impact_facts(), class_name="min-w-0"),
            class_name="halves",
        ),
        details(),
        price_history(),
        reviews(),
        questions(),
        trader(),
        product_row("More from this workshop", ProductState.more),
        product_row("About the same price and size, elsewhere", ProductState.alike),
        product_row("Similar pieces", ProductState.related),
        recently_viewed(product.slug),
        buy_bar(),
        report_dialog(),
        class_name="page sections",
    )


def _gone() -> rx.Component:
    return rx.el.div(
        rx.el.h1("No longer for sale", class_name="visually-hidden", tab_index=-1),
        empty_state(
            "This piece is no longer for sale",
            "Its workshop took it down. Here is what comes closest.",
            picture="shelf",
        ),
        rx.cond(
            ProductState.has_similar,
            product_row("Similar pieces", ProductState.related),
            product_row("New from the workshops", ProductState.related),
        ),
        class_name="page sections",
    )


def _skeleton() -> rx.Component:
    return loading(
        rx.el.div(
            skeleton(class_name="media-portrait"),
            rx.el.div(
                skeleton(class_name="h-8 w-3/5"),
                skeleton(class_name="h-12"),
                skeleton_lines(4),
                skeleton(class_name="h-12"),
                class_name="stack",
            ),
            class_name="product-head",
        ),
        label="Loading the piece…",
    )
