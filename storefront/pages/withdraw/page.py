from typing import Any

import reflex as rx

from core.ui.components.button import button, link_button
from core.ui.components.choice import select
from core.ui.components.feedback import banner, loading, skeleton
from core.ui.components.field import field
from core.ui.components.layout import detail, details_of, panel
from core.ui.components.link import text_link
from core.ui.components.media import thumbnail
from core.ui.components.text_input import text_field, textarea_field
from core.ui.values import when
from storefront.components.states import not_here, page_of
from storefront.pages.withdraw.state import WithdrawState
from storefront.shell import frame

State = WithdrawState


def withdraw_page() -> rx.Component:
    return frame(
        page_of(
            State,
            rx.el.div(
                rx.el.h1("Withdraw from a contract", tab_index=-1),
                when(State.refusal, banner(State.refusal, tone="danger", live=True)),
                rx.match(State.step, ("confirm", _confirm()), ("done", _done()), _statement()),
                class_name="page stack measure",
            ),
            waiting=rx.el.div(loading(skeleton(class_name="h-64")), class_name="page"),
            missing=not_here("There is nothing here", "Start again from the shop."),
            retry=State.load,
        )
    )


def _statement() -> rx.Component:
    return rx.el.form(
        rx.el.p(
            "Within 14 days of delivery, or before, you need no reason and no account. ",
            text_link("Your right and what follows", href="/legal/withdrawal"),
        ),
        text_field(
            "Your name",
            "name",
            error=State.errors.get("name", "").to(str),
            default_value=State.name,
            auto_complete="name",
            required=True,
        ),
        text_field(
            "Order number",
            "number",
            error=State.errors.get("number", "").to(str),
            default_value=State.number,
            key="number" + State.number,
            auto_complete="off",
            auto_capitalize="characters",
            spell_check=False,
            required=True,
        ),
        text_field(
            "E-mail of the order",
            "email",
            type="email",
            hint="The receipt of your withdrawal goes there.",
            error=State.errors.get("email", "").to(str),
            default_value=State.email,
            auto_complete="email",
            required=True,
        ),
        textarea_field(
            "Anything to add",
            "note",
            hint="You choose the pieces in the next step.",
            max_length=1000,
            optional=True,
        ),
        button("Go on", type="submit", block=True, pending=State.busy == "check"),
        on_submit=State.check,
        class_name="panel stack",
    )


def _confirm() -> rx.Component:
    sums = State.sums
    return rx.el.form(
        panel(
            rx.el.p("I withdraw from the contract about these pieces:"),
            rx.el.ul(rx.foreach(State.pieces, _line), class_name="rows my-3"),
            details_of(
                detail("Order", State.number),
                detail("Ordered on", State.ordered),
                detail("Name", State.name),
                detail("Receipt to", State.email),
                when(sums.is_any, detail("You get back", rx.el.strong(sums.amount))),
                when(sums.delivery, detail("Of it for the delivery", sums.delivery)),
            ),
            rx.el.ul(
                when(
                    sums.has_canceled,
                    rx.el.li("What has not left is canceled, and its money goes back at once."),
                ),
                when(
                    sums.has_back,
                    rx.el.li(
                        "What has left you send back within 14 days, at your expense. "
                        "Its money follows when the workshop has it; less may come back "
                        "only for a loss in value."
                    ),
                ),
                class_name="stack-tight list-disc pl-5 text-small text-muted mt-3",
                aria_live="polite",
            ),
            rx.el.div(
                button(
                    "Confirm the withdrawal",
                    type="submit",
                    disabled=~sums.is_any,
                    pending=State.busy == "confirm",
                ),
                button("Back", variant="secondary", on_click=State.back),
                class_name="cluster mt-4",
            ),
            title="Confirm your withdrawal",
            data_testid="confirm-withdrawal",
        ),
        on_submit=State.confirm,
    )


def _line(line: Any) -> rx.Component:
    count = field(
        "How many",
        "units",
        lambda wiring: select(
            "units:" + line.id,
            line.choices,
            wiring,
            on_change=lambda value: State.choose(line.id, value),
        ),
        id="units-" + line.id,
    )
    return rx.el.li(
        thumbnail(line.image, "", size=64),
        rx.el.div(
            rx.el.p(line.title),
            rx.el.p(line.about, class_name="text-small text-muted"),
            when(
                line.left == 0,
                rx.el.p("Its time is over, or its money went back.", class_name="text-small"),
            ),
        ),
        when(line.left > 0, count),
        class_name="piece",
        data_testid="withdrawable",
    )


def _done() -> rx.Component:
    return panel(
        banner(
            rx.fragment("We have your withdrawal ", State.receipt),
            rx.fragment("Received ", State.received, " UTC. The receipt is in your mailbox."),
            tone="success",
            live=True,
        ),
        rx.el.p(
            "What has not left is canceled, and its money is on its way. For what has arrived "
            "the mail names the address; you have 14 days to send it.",
            class_name="mt-4",
        ),
        rx.el.div(
            link_button("Go to the shop", href="/", variant="secondary"), class_name="mt-4"
        ),
        title="Done",
    )
