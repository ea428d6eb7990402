import reflex as rx

from core.ui.components.button import link_button
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.promotions.listing import promotions_table
from vendor_portal.components.states import desk_page
from vendor_portal.pages.promotions.state import PATH, PromotionsState


def promotions_page() -> rx.Component:
    return desk_page(
        PromotionsState,
        page_header(
            "Promotions",
            link_button("Add a promotion", href=f"{PATH}/new", size="small", icon_name="plus"),
            intro="Discounts on your own pieces, at your own cost.",
        ),
        rx.cond(
            PromotionsState.rows,
            promotions_table(PromotionsState, has_workshops=False),
            empty_state(
                "Write the first one",
                "A percentage, an amount, free delivery, a set, or more for more. Try it on a "
                "bag before it runs.",
                link_button("Add a promotion", href=f"{PATH}/new"),
                picture="ledger",
            ),
        ),
        current=PATH,
    )
