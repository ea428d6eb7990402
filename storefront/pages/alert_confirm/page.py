import reflex as rx

from core.ui.components.button import button, link_button
from core.ui.components.feedback import banner, loading, skeleton
from core.ui.components.layout import panel
from core.ui.components.native_form import native_form
from core.ui.values import Child
from storefront.components.states import not_here, page_of
from storefront.pages.alert_confirm.state import MailLinkState
from storefront.shell import frame


def alert_confirm_page() -> rx.Component:
    return _page(
        "Confirm your alert",
        rx.el.p("Press the button, and we write to you once when it is so."),
        native_form(
            rx.el.input(type="hidden", name="token", value=MailLinkState.secret),
            button("Yes, tell me", type="submit"),
            action="/alerts/confirm",
            class_name="mt-4",
        ),
        done="Your alert is set. We write to you once.",
    )


def unsubscribe_page() -> rx.Component:
    return _page(
        "Stop these mails",
        rx.el.p("Press the button, and no more of them are sent."),
        native_form(
            button("Stop these mails", type="submit"),
            action=MailLinkState.unsubscribe_action,
            class_name="mt-4",
        ),
        done="No more of these mails are sent.",
    )


def _page(title: str, *form: Child, done: str) -> rx.Component:
    """The button does it: mail programs open links to look at them."""
    return frame(
        page_of(
            MailLinkState,
            rx.el.div(
                rx.el.h1(title, tab_index=-1, class_name="mb-6"),
                rx.cond(
                    MailLinkState.is_done,
                    banner(done, tone="success"),
                    rx.cond(
                        MailLinkState.problem,
                        banner(MailLinkState.problem, tone="danger"),
                        panel(*form),
                    ),
                ),
                rx.el.p(
                    link_button("Go to the shop", href="/", variant="secondary"),
                    class_name="mt-6",
                ),
                class_name="page page-narrow",
            ),
            waiting=rx.el.div(loading(skeleton(class_name="h-40")), class_name="page"),
            missing=not_here("There is nothing here", "The link may be cut short."),
            retry=MailLinkState.load,
        )
    )
