import reflex as rx

from core.ui.components.button import button, link_button
from core.ui.components.choice import select_field
from core.ui.components.desk_page import notes
from core.ui.components.layout import page_header, panel
from core.ui.components.navigation import breadcrumb
from core.ui.components.text_input import text_field
from vendor_portal.components.states import desk_page
from vendor_portal.pages.product_new.state import NewProductState

errors = NewProductState.errors


def product_new_page() -> rx.Component:
    return desk_page(
        NewProductState,
        breadcrumb([("Products", "/products")], "New"),
        page_header("Add a product", intro="It stays a draft until you publish it."),
        notes(NewProductState),
        panel(
            rx.el.form(
                text_field(
                    "Title",
                    "title",
                    hint="What it is and what sets it apart: “Celadon bottle vase”.",
                    error=errors["title"].to(str),
                    max_length=200,
                    required=True,
                ),
                select_field(
                    "Category",
                    "category",
                    NewProductState.categories,
                    default_value="",
                    optional=True,
                ),
                rx.el.div(
                    button(
                        "Make the draft",
                        type="submit",
                        pending=NewProductState.busy == "create",
                        pending_label="Making…",
                    ),
                    link_button("Cancel", href="/products", variant="secondary"),
                    class_name="cluster",
                ),
                on_submit=NewProductState.create,
                class_name="stack",
            ),
        ),
        current="/products",
    )
