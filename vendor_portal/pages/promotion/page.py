import reflex as rx

from core.ui.components.desk_page import notes
from core.ui.components.layout import page_header
from core.ui.components.navigation import breadcrumb
from core.ui.promotions.fields import promotion_form, simulator
from core.ui.promotions.listing import standing
from vendor_portal.components.states import desk_page
from vendor_portal.pages.promotion.state import PromotionState

promotion = PromotionState.promotion


def promotion_page() -> rx.Component:
    title = rx.cond(PromotionState.is_new, "Add a promotion", promotion.name)
    return desk_page(
        PromotionState,
        breadcrumb([("Promotions", "/promotions")], title),
        page_header(title),
        notes(PromotionState),
        rx.el.div(
            promotion_form(PromotionState, is_market=False),
            rx.el.div(
                standing(PromotionState),
                simulator(PromotionState),
                class_name="stack min-w-0",
            ),
            class_name="with-aside",
        ),
        current="/promotions",
    )
