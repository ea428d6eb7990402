import reflex as rx

from core.ui.components.button import button
from core.ui.components.feedback import banner, loading, skeleton
from core.ui.values import when
from storefront.components.states import not_here, page_of
from storefront.pages.review_mails.state import ReviewMailsState
from storefront.shell import frame


def review_mails_page() -> rx.Component:
    state = ReviewMailsState
    stopped = rx.fragment(
        banner("You get no more of these mails.", tone="success", live=True),
        rx.el.div(
            button(
                "Ask me again after all",
                variant="secondary",
                on_click=state.allow,
                pending=state.busy == "allow",
            )
        ),
    )
    asking = rx.el.div(
        button("No more of these mails", on_click=state.stop, pending=state.busy == "stop")
    )
    return frame(
        page_of(
            state,
            rx.el.div(
                rx.el.h1("Mails that ask for a review", tab_index=-1),
                rx.el.p(
                    "Some days after a parcel has arrived we ask ",
                    rx.el.strong(state.address),
                    " once how the pieces are.",
                ),
                when(state.refusal, banner(state.refusal, tone="danger", live=True)),
                rx.cond(state.is_stopped, stopped, asking),
                class_name="page stack measure",
            ),
            waiting=rx.el.div(loading(skeleton(class_name="h-10 w-64")), class_name="page"),
            missing=not_here(
                "This link does not work", "It may be old or was cut short on its way."
            ),
            retry=state.load,
        )
    )
