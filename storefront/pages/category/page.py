from typing import Any

import reflex as rx

from core.ui.components.badge import tag
from core.ui.components.layout import page_header
from core.ui.components.navigation import breadcrumb
from core.ui.values import when
from storefront.components.states import not_here, page_of
from storefront.listing.components import listing, listing_skeleton
from storefront.pages.category.state import CategoryState
from storefront.shell import frame

category = CategoryState.category


def category_page() -> rx.Component:
    return frame(
        page_of(
            CategoryState,
            rx.el.div(
                breadcrumb(category.trail, category.name),
                rx.el.div(
                    page_header(category.name, intro=category.intro),
                    when(
                        category.children,
                        rx.el.nav(
                            rx.foreach(category.children, _child),
                            aria_label="Within this category",
                            class_name="cluster mb-6",
                        ),
                    ),
                    class_name="mt-4",
                ),
                listing(CategoryState.listing, CategoryState.set_price),
                class_name="page",
            ),
            waiting=listing_skeleton(),
            missing=not_here("There is no such category", "It may have been renamed."),
            retry=CategoryState.load,
        )
    )


def _child(child: Any) -> rx.Component:
    return tag(child.label.to(str) + " (" + child.count.to(str) + ")", href=child.href)
