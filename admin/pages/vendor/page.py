import reflex as rx

from admin.components.marks import mark
from admin.components.states import desk_page
from admin.pages.vendor.dialogs import APPROVE, ASK, REINSTATE, REJECT, SUSPEND, dialogs
from admin.pages.vendor.sections import commission, history, members, moderation
from admin.pages.vendor.state import VendorState
from core.ui.components.button import button, link_button
from core.ui.components.desk_page import notes
from core.ui.components.feedback import banner
from core.ui.components.layout import details, page_header, panel
from core.ui.components.maker import selvedge
from core.ui.components.navigation import breadcrumb
from core.ui.values import when

vendor = VendorState.vendor


def vendor_page() -> rx.Component:
    return desk_page(
        VendorState,
        breadcrumb([("Vendors", "/vendors")], vendor.name),
        page_header(
            vendor.name, _actions(), intro=when(vendor.selvedge, selvedge(vendor.selvedge))
        ),
        when(VendorState.panel == "", notes(VendorState)),
        _to_decide(),
        rx.el.div(
            rx.el.div(
                panel(details(vendor.facts), title="Workshop"),
                when(
                    vendor.story,
                    panel(rx.el.p(vendor.story, class_name="prose"), title="Its story"),
                ),
                panel(details(vendor.law), title="Who sells"),
                members(),
                class_name="stack min-w-0",
            ),
            rx.el.div(commission(), moderation(), history(), class_name="stack min-w-0"),
            class_name="with-aside",
        ),
        dialogs(),
        current="/vendors",
        missing="There is no such workshop",
    )


def _actions() -> rx.Component:
    return rx.el.div(
        mark(vendor.status, data_testid="vendor-status"),
        link_button(
            "Its products", href=vendor.products_href, variant="secondary", size="small"
        ),
        when(
            vendor.can_suspend,
            button(
                "Suspend",
                variant="secondary",
                size="small",
                on_click=VendorState.open_panel(SUSPEND),
            ),
        ),
        when(
            vendor.can_reinstate,
            button(
                "Reinstate", size="small", on_click=VendorState.open_panel(REINSTATE)
            ),
        ),
        class_name="cluster",
    )  # fmt: skip


def _to_decide() -> rx.Component:
    question = banner(
        "May this workshop sell?",
        "Look at what it says of itself and at who stands behind it.",
        tone="attention",
        action=rx.el.div(
            button("Approve", size="small", on_click=VendorState.open_panel(APPROVE)),
            button(
                "Ask for changes",
                variant="secondary",
                size="small",
                on_click=VendorState.open_panel(ASK),
            ),
            button(
                "Reject",
                variant="secondary",
                size="small",
                on_click=VendorState.open_panel(REJECT),
            ),
            class_name="cluster",
        ),
    )
    return when(vendor.is_in_review, rx.el.div(question, class_name="mb-4"))
