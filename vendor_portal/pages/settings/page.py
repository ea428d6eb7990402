import reflex as rx

from core.settings import AppName, settings
from core.ui.components.button import link_button
from core.ui.components.desk_page import notes
from core.ui.components.layout import page_header
from vendor_portal.components.shop_forms import (
    business_form,
    delivery_form,
    holiday_form,
    policies_form,
    shop_form,
)
from vendor_portal.components.states import desk_page
from vendor_portal.state.shop import ShopState


def settings_page() -> rx.Component:
    shop = settings().origin(AppName.STOREFRONT)
    return desk_page(
        ShopState,
        page_header(
            "Shop settings",
            link_button(
                "Taxes and invoices", href="/settings/taxes", variant="secondary", size="small"
            ),
            link_button(
                "Look at your shop",
                href=f"{shop}/shop/{ShopState.public_slug}",
                variant="secondary",
                size="small",
                outside=True,
                target="_blank",
            ),
        ),
        notes(ShopState),
        rx.el.div(
            shop_form(),
            delivery_form(),
            holiday_form(),
            policies_form(),
            business_form(),
            class_name="stack",
            key=ShopState.revision,
        ),
        current="/settings",
    )
