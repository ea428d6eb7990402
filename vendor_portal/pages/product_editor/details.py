"""What a product says of itself."""

from typing import Any

import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.choice import checkbox, select_field
from core.ui.components.layout import panel
from core.ui.components.text_input import text_field, textarea_field
from core.ui.countries import countries
from core.ui.values import when
from vendor_portal.pages.product_editor.state import EditorState

view = EditorState.view
errors = EditorState.errors


def details() -> rx.Component:
    return panel(
        rx.el.div(
            _text("Title", "title", wide=True, max_length=200, required=True),
            _text(
                "Summary", "summary", wide=True, hint="One sentence, for cards.", optional=True
            ),
            _long(
                "Description",
                "description_html",
                hint="Paragraphs, lists and bold in HTML. Everything else is taken out.",
                rows=8,
            ),
            _category(),
            _text("Tags", "tags", hint="With commas between them.", optional=True),
            _long("Features", "features", hint="One on each line.", rows=3),
            _text("Technique", "technique", optional=True),
            _country(),
            _long("Care", "care", rows=2),
            class_name="form-grid",
        ),
        title="Details",
        id="details",
    )


def materials() -> rx.Component:
    return panel(
        rx.el.p(
            "Shares of the weight, at most 100 % together.",
            class_name="text-small text-muted mb-3",
        ),
        when(_error("materials"), rx.el.p(_error("materials"), class_name="field-error")),
        rx.el.ul(rx.foreach(view.materials, _material), class_name="stack-tight"),
        rx.el.div(
            _text("Packaging", "packaging_kind", optional=True),
            _text("Packaging in grams", "packaging_grams", optional=True, input_mode="numeric"),
            checkbox(
                "Packed without plastic",
                "packaging_plastic_free",
                default_checked=view.is_plastic_free,
            ),
            class_name="form-grid mt-4",
        ),
        title="Materials and packaging",
    )


def impact() -> rx.Component:
    return panel(
        rx.el.p(
            "What you enter is shown as your own statement; what is verified stays.",
            class_name="text-small text-muted mb-3",
        ),
        rx.el.ul(rx.foreach(view.impact, _impact), class_name="rows"),
        title="Impact facts",
    )


def safety() -> rx.Component:
    """What Regulation (EU) 2023/988 wants shown beside a product."""
    return panel(
        rx.el.p(
            "Shown open on the piece’s page. Leave the manufacturer empty if you make it "
            "yourself; a responsible person is needed when you have no seat in the EU.",
            class_name="text-small text-muted mb-3",
        ),
        when(_error("safety"), rx.el.p(_error("safety"), class_name="field-error mb-3")),
        rx.el.div(
            _text("Manufacturer", "safety_manufacturer", optional=True),
            _text("Its address", "safety_manufacturer_address", optional=True),
            _text("Its e-mail", "safety_manufacturer_email", optional=True),
            _text("Responsible in the EU", "safety_responsible", optional=True),
            _text("Their address", "safety_responsible_address", optional=True),
            _text("Their e-mail", "safety_responsible_email", optional=True),
            _text(
                "Product identifier", "safety_identifier", hint="Type or batch.", optional=True
            ),
            _long("Warnings", "safety_warnings", hint="In plain words.", rows=3),
            class_name="form-grid",
        ),
        title="Product safety",
    )


def search_facts() -> rx.Component:
    return panel(
        rx.el.div(
            _text("Title for search engines", "seo_title", optional=True, wide=True),
            _long("Description for search engines", "seo_description", rows=2),
            _text("Customs code", "hs_code", hint="HS code.", optional=True),
            class_name="form-grid",
        ),
        title="Search and customs",
    )


def _text(label: str, name: str, **props: Any) -> rx.Component:
    return text_field(label, name, error=_error(name), default_value=view.texts[name], **props)


def _long(label: str, name: str, **props: Any) -> rx.Component:
    return textarea_field(
        label,
        name,
        error=_error(name),
        default_value=view.texts[name],
        optional=True,
        **props,
    )


def _error(name: str) -> Any:
    return rx.cond(errors[name], errors[name].to(str), "")


def _category() -> rx.Component:
    return select_field(
        "Category",
        "category",
        EditorState.categories,
        default_value=view.category,
        error=_error("category_id"),
    )


def _country() -> rx.Component:
    return select_field(
        "Made in",
        "origin_country",
        [("", "Not said"), *countries()],
        default_value=view.country,
        optional=True,
    )


def _material(material: Any) -> rx.Component:
    return rx.el.li(
        rx.el.input(
            name=f"material_name:{material.index}",
            default_value=material.name,
            aria_label="Material",
            max_length=80,
            class_name="input flex-1 min-w-0",
        ),
        rx.el.input(
            name=f"material_percent:{material.index}",
            default_value=material.percent,
            input_mode="decimal",
            aria_label="Share in percent",
            class_name="input input-count",
        ),
        rx.el.span("%", class_name="text-muted"),
        class_name="flex items-center gap-2",
    )


def _impact(row: Any) -> rx.Component:
    typed = rx.el.input(
        name=row.name,
        default_value=row.value,
        aria_label=row.label,
        max_length=120,
        class_name="input input-fact",
    )
    return rx.el.li(
        rx.el.span(row.label, class_name="row-main"),
        rx.cond(row.is_verified, rx.el.strong(row.value, class_name="fact-value"), typed),
        rx.el.span(row.unit, class_name="text-small text-muted w-16"),
        badge(row.word, tone=row.tone),
        when(
            errors[row.name],
            rx.el.p(errors[row.name].to(str), class_name="field-error basis-full"),
        ),
    )
