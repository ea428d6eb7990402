import reflex as rx

from admin.components.marks import mark
from admin.components.states import desk_page
from admin.pages.mail.state import MailState
from core.ui.components.button import button
from core.ui.components.desk_page import notes
from core.ui.components.layout import detail, details_of, page_header, panel
from core.ui.components.menu import disclosure
from core.ui.components.navigation import breadcrumb
from core.ui.values import when

mail = MailState.mail


def mail_page() -> rx.Component:
    return desk_page(
        MailState,
        breadcrumb([("Mail", "/outbox")], mail.subject),
        page_header(mail.subject, _actions()),
        notes(MailState),
        panel(
            details_of(
                detail("To", mail.recipient),
                detail("Occasion", mail.kind),
                detail("When", mail.when),
                when(mail.error, detail("What went wrong", mail.error)),
            )
        ),
        rx.el.div(_letter(), _plain(), class_name="stack mt-4"),
        current="/outbox",
        missing="There is no such mail",
    )


def _actions() -> rx.Component:
    return rx.el.div(
        mark(mail.status),
        when(
            mail.can_send,
            button(
                "Send it again",
                variant="secondary",
                size="small",
                on_click=MailState.send_again,
                pending=MailState.busy == "send_again",
            ),
        ),
        class_name="cluster",
    )


def _letter() -> rx.Component:
    """No scripts, no forms, no cookies of ours; a link opens outside of the frame."""
    return panel(
        rx.el.iframe(
            src_doc=mail.html,
            title="The mail as it looks",
            sandbox="allow-popups allow-popups-to-escape-sandbox",
            class_name="mail-frame",
        ),
        title="As it looks",
    )


def _plain() -> rx.Component:
    return disclosure(
        "As plain text",
        rx.el.pre(mail.text, class_name="mail-text", tab_index=0),
    )
