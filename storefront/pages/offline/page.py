import reflex as rx

from core.ui.components.app import back_online, kept_bag, kept_pages
from core.ui.components.layout import page_header
from storefront.shell import frame


def offline_page() -> rx.Component:
    """What the service worker shows for a page that needs the network."""
    return frame(
        rx.el.div(
            page_header(
                "There is no network here",
                back_online(),
                intro="This page opens by itself as soon as there is one. Checkout and your "
                "account need it; what you put into the bag meanwhile is not lost.",
            ),
            rx.el.div(kept_bag(), kept_pages(), class_name="stack-loose"),
            class_name="page",
        )
    )
