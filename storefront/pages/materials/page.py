import reflex as rx

from core.ui.components.button import link_button
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.navigation import breadcrumb
from storefront.components.guides import material_tiles
from storefront.components.states import not_here, page_of
from storefront.listing.components import listing_skeleton
from storefront.pages.materials.state import DESCRIPTION, MaterialsState
from storefront.shell import frame


def materials_page() -> rx.Component:
    return frame(
        page_of(
            MaterialsState,
            rx.el.div(
                breadcrumb([("Home", "/")], "Materials"),
                rx.el.div(page_header("Materials", intro=DESCRIPTION), class_name="mt-4"),
                rx.cond(
                    MaterialsState.tiles,
                    rx.fragment(
                        rx.el.h2("All materials", class_name="visually-hidden"),
                        material_tiles(MaterialsState.tiles),
                    ),
                    empty_state(
                        "Look through everything",
                        "Nobody has described a material yet.",
                        link_button("All pieces", href="/search"),
                        picture="loom",
                    ),
                ),
                class_name="page",
            ),
            waiting=listing_skeleton(),
            missing=not_here("There is nothing here", "Start again from the shop."),
            retry=MaterialsState.load,
        )
    )
