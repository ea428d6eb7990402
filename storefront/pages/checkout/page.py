from typing import Any

import reflex as rx

from core.ui.components.button import button, link_button
from core.ui.components.expiry import expiry_warning
from core.ui.components.feedback import banner, empty_state, loading, skeleton
from core.ui.components.icon import icon
from core.ui.components.layout import panel, total_row, totals
from core.ui.components.leave import leave
from core.ui.components.link import outside_link, text_link
from core.ui.components.media import thumbnail
from core.ui.components.menu import disclosure
from core.ui.tax_view import tax_notes, tax_rows
from core.ui.values import when
from storefront.bag.discounts import discount_rows, promo_field
from storefront.components.states import not_here, page_of
from storefront.pages.checkout.form import PAY
from storefront.pages.checkout.sections.contact import contact
from storefront.pages.checkout.sections.delivery import delivery
from storefront.pages.checkout.sections.parcel import packaging
from storefront.pages.checkout.sections.payment import payment
from storefront.pages.checkout.sections.wallet import tender_rows, wallet
from storefront.pages.checkout.state import CheckoutState
from storefront.shell import checkout_frame

bag = CheckoutState.bag
quote = CheckoutState.quote
wallet_view = CheckoutState.wallet


def checkout_page() -> rx.Component:
    return checkout_frame(
        leave(CheckoutState.leave_to),
        page_of(
            CheckoutState,
            rx.el.div(
                rx.cond(bag.parcels, _checkout(), _empty()),
                class_name="page",
            ),
            waiting=_skeleton(),
            missing=not_here("There is nothing to order", "Start again from the shop."),
            retry=CheckoutState.load,
        ),
    )


def _checkout() -> rx.Component:
    return rx.fragment(
        rx.el.h1("Checkout", tab_index=-1, class_name="mb-6"),
        _expiry(),
        rx.el.div(
            rx.el.div(
                when(CheckoutState.express_to, when(quote.total, _express())),
                rx.el.form(
                    _summary_of_errors(),
                    contact(),
                    delivery(),
                    packaging(),
                    payment(),
                    _order_button(),
                    on_submit=CheckoutState.submit,
                    no_validate=True,
                    class_name="stack-loose min-w-0",
                ),
                class_name="stack-loose min-w-0",
            ),
            rx.el.div(_summary(), class_name="sticky-aside min-w-0"),
            class_name="with-aside checkout",
        ),
    )


def _expiry() -> rx.Component:
    return expiry_warning(
        "This page is about to forget what you typed",
        "Nothing happened here for a while. One press keeps it for another half hour.",
        stamp=CheckoutState.stamp,
        seconds=CheckoutState.seconds,
        verb="Keep it",
        on_extend=CheckoutState.extend,
        over=banner(
            "This page was forgotten",
            "Your bag is still there. Nothing was ordered or charged.",
            tone="attention",
            action=outside_link("Begin again", href="/checkout"),
        ),
    )


def _express() -> rx.Component:
    """Only for those it works for: an account with an address that can be delivered to."""
    return rx.el.section(
        rx.el.h2("Pay at once", class_name="panel-header"),
        rx.el.p("To ", CheckoutState.express_to, ", sent and packed as chosen below."),
        button(
            "Order and pay " + wallet_view.due,
            icon_name="lock",
            pending=CheckoutState.is_placing,
            pending_label="Placing your order…",
            on_click=CheckoutState.pay_at_once,
            block=True,
            data_testid="express",
        ),
        rx.el.p("or go on below", class_name="text-small text-muted express-or"),
        class_name="stack-tight express",
        data_testid="express-row",
    )


def _summary_of_errors() -> rx.Component:
    """Takes the focus after a send that was refused; every line leads to its field."""
    lines = rx.el.ul(
        rx.foreach(
            CheckoutState.summary,
            lambda error: rx.el.li(
                outside_link(error.label, href=error.target), ": ", error.message
            ),
        )
    )
    refused = banner(
        CheckoutState.refusal,
        when(CheckoutState.changed, CheckoutState.changed),
        tone="attention",
        action=text_link("Look at your bag", href="/cart"),
    )
    wrong = banner(
        "Please look at these again",
        tone="danger",
        action=rx.el.div(lines, class_name="w-full ps-8"),
    )
    return rx.el.div(
        when(CheckoutState.refusal, refused),
        when(CheckoutState.summary, wrong),
        id="form-summary",
        tab_index=-1,
        role="alert",
        class_name="stack-tight form-summary",
    )


def _order_button() -> rx.Component:
    go_on = button("Go on", type="submit", size="large", block=True, data_testid="go-on")
    ready = button(
        rx.cond(
            wallet_view.is_paid,
            "Order, nothing left to pay",
            "Order and pay " + wallet_view.due,
        ),
        type="submit",
        size="large",
        icon_name="lock",
        pending=CheckoutState.is_placing,
        pending_label="Placing your order…",
        block=True,
        data_testid="order-and-pay",
    )
    blocked = rx.el.div(
        button("Order and pay", size="large", disabled=True, block=True),
        rx.el.p(
            "Something in your bag cannot be ordered to this country as it is. ",
            text_link("Look at your bag", href="/cart"),
            class_name="text-small mt-2",
        ),
    )
    last = rx.fragment(
        rx.cond(quote.total, ready, blocked),
        rx.el.p(
            "Encrypted. You pay on the page of the bank.",
            class_name="text-small text-muted text-center",
        ),
    )
    return rx.el.div(
        rx.el.p(
            "Total ",
            rx.cond(quote.total, wallet_view.due, bag.total),
            class_name="price pay-total",
            data_testid="bar-total",
        ),
        rx.el.div(rx.cond(CheckoutState.step == PAY, last, go_on), class_name="stack-tight"),
        class_name="pay-bar",
    )


def _summary() -> rx.Component:
    """Beside the form; on a phone folded above it, with the total in sight."""
    total = rx.cond(quote.total, quote.total, bag.total)
    small = rx.el.div(
        disclosure(
            rx.fragment("Your order, ", bag.pieces, ": ", total),
            _lines_and_sums("folded-total"),
        ),
        class_name="panel lg:hidden",
    )
    wide = panel(
        _lines_and_sums("checkout-total"),
        title="Your order",
        actions=text_link("Change", href="/cart"),
    )
    return rx.fragment(
        small,
        rx.el.div(wide, class_name="max-lg:hidden", data_testid="order-summary"),
        when(quote.total, rx.el.div(wallet(), class_name="mt-4")),
    )


def _lines_and_sums(total_id: str) -> rx.Component:
    return rx.fragment(
        rx.foreach(bag.parcels, _parcel),
        totals(
            total_row("Pieces", rx.cond(quote.goods, quote.goods, bag.subtotal)),
            total_row("Delivery", rx.cond(quote.delivery, quote.delivery, bag.delivery)),
            when(quote.packing, total_row("Packaging", quote.packing)),
            discount_rows(rx.cond(quote.total, quote.discounts, bag.discounts)),
            tax_rows(quote.taxes),
            total_row(
                "Total",
                rx.el.span(rx.cond(quote.total, quote.total, bag.total), data_testid=total_id),
                final=True,
            ),
            tender_rows(),
        ),
        tax_notes(quote.taxes),
        promo_field(
            CheckoutState,
            rx.cond(quote.total, quote.discounts, bag.discounts),
            rx.cond(quote.total, quote.problems, bag.problems),
            name=total_id,
        ),
    )


def _parcel(part: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(rx.el.strong(part.workshop)),
        rx.el.p(
            when(part.arrival, rx.el.span(part.arrival, ", delivery ", part.delivery)),
            class_name="text-small text-muted",
        ),
        when(
            part.problem,
            rx.el.p(
                icon("circle_alert", size="small"),
                rx.el.span(part.problem),
                class_name="field-error",
            ),
        ),
        rx.el.ul(rx.foreach(part.lines, _line), class_name="rows"),
        class_name="mb-4",
    )


def _line(line: Any) -> rx.Component:
    return rx.el.li(
        thumbnail(line.image, line.alt, size=56),
        rx.el.div(
            rx.el.p(line.title),
            rx.el.p(
                when(line.options, rx.el.span(line.options, ", ")),
                line.quantity,
                " × ",
                line.unit,
                class_name="text-small text-muted",
            ),
            when(line.problem, rx.el.p(line.problem, class_name="field-error")),
        ),
        rx.el.span(line.total, class_name="numeric"),
        class_name="piece",
    )


def _empty() -> rx.Component:
    return rx.fragment(
        rx.el.h1("Checkout", class_name="visually-hidden", tab_index=-1),
        empty_state(
            "Fill your bag first",
            "There is nothing in it to order.",
            link_button("Look around", href="/"),
            picture="box",
        ),
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        loading(
            skeleton(class_name="h-10 w-48"),
            rx.el.div(
                skeleton(class_name="h-96"),
                skeleton(class_name="h-64"),
                class_name="with-aside mt-6",
            ),
            label="Loading checkout…",
        ),
        class_name="page",
    )
