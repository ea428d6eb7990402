"""What it is, how it is made, how it is kept."""

import reflex as rx

from core.ui.components.layout import detail, details_of
from core.ui.components.menu import disclosure
from core.ui.values import Items, when
from storefront.pages.product.state import ProductState

product = ProductState.product


def facts() -> rx.Component:
    return rx.el.section(
        rx.el.h2("About this piece", class_name="mb-3"),
        when(product.description, rx.el.div(rx.html(product.description), class_name="prose")),
        when(
            product.features,
            rx.el.ul(rx.foreach(product.features, rx.el.li), class_name="prose"),
        ),
        disclosure(
            rx.el.h3("Details, material and care"), fact_list(product.details), is_open=True
        ),
        when(
            product.certificates,
            disclosure(rx.el.h3("Certificates"), fact_list(product.certificates)),
        ),
        disclosure(
            rx.el.h3("Returns, repair and dispatch"), fact_list(product.workshop.policies)
        ),
        class_name="stack",
    )


def fact_list(facts: Items) -> rx.Component:
    return details_of(rx.foreach(facts, lambda fact: detail(fact.term, fact.value)))
