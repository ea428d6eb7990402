"""The form of a promotion and its simulator."""

from typing import Any

import reflex as rx

from core.kernel.currencies import CURRENCIES
from core.promotions.models import FundedBy, PromotionKind
from core.promotions.terms import TierBasis
from core.ui.components.badge import badge
from core.ui.components.button import button
from core.ui.components.choice import checkbox, select_field
from core.ui.components.feedback import banner
from core.ui.components.layout import panel, total_row, totals
from core.ui.components.text_input import text_field, textarea_field
from core.ui.promotions.views import KIND_WORDS
from core.ui.values import when

KINDS = [(kind.value, KIND_WORDS[kind]) for kind in PromotionKind]
CURRENCY_CHOICES = [("", "Any"), *((code, code) for code in CURRENCIES)]
FUNDING = [
    (FundedBy.PLATFORM.value, "The market"),
    (FundedBy.VENDOR.value, "The workshops"),
    (FundedBy.SHARED.value, "Both"),
]
BASES = [(TierBasis.QUANTITY.value, "Number of pieces"), (TierBasis.SUM.value, "Sum of goods")]


def promotion_form(state: Any, *, is_market: bool) -> rx.Component:
    return rx.el.form(
        when(
            state.errors.get("form", ""),
            banner(state.errors.get("form", ""), tone="danger", live=True),
        ),
        _names(state),
        _benefit(state),
        _pieces(state, is_market=is_market),
        _conditions(state, is_market=is_market),
        _limits(state),
        *([_money(state)] if is_market else []),
        rx.el.div(
            button(
                "Save",
                type="submit",
                pending=state.busy == "save",
                disabled=state.is_over,
                data_testid="save",
            ),
            class_name="cluster",
        ),
        on_submit=state.save,
        key=state.promotion.id.to(str) + state.revision.to(str),
        class_name="stack-loose",
    )


def _names(state: Any) -> rx.Component:
    return panel(
        rx.el.div(
            _text(state, "name", "Name", hint="For this list only.", required=True),
            _text(state, "label", "What buyers read", hint="Beside the amount.", required=True),
            select_field(
                "Kind",
                "kind",
                KINDS,
                value=state.kind,
                on_change=state.set_kind,
                auto_complete="off",
            ),
            _text(state, "code", "Code", hint="Adds this code. Empty: no further one."),
            class_name="form-grid",
        ),
        checkbox(
            "Applies by itself",
            "is_automatic",
            hint="Without a code, to every bag that meets the conditions.",
            default_checked=state.form.get("is_automatic", "") != "",
        ),
        title="What it is",
    )


def _benefit(state: Any) -> rx.Component:
    kind = state.kind
    has_percent = (
        (kind != PromotionKind.AMOUNT)
        & (kind != PromotionKind.TIER)
        & (kind != PromotionKind.FREE_DELIVERY)
    )
    has_amount = (kind == PromotionKind.AMOUNT) | (kind == PromotionKind.BUNDLE)
    is_tier, is_buy = kind == PromotionKind.TIER, kind == PromotionKind.BUY_GET
    return panel(
        rx.el.div(
            when(has_percent, _number(state, "percent", "Percent off")),
            when(has_amount, _number(state, "amount", "Amount off")),
            when(is_buy, _number(state, "buy", "Buy")),
            when(is_buy, _number(state, "get", "Get, at the lower price")),
            when(
                is_tier,
                select_field(
                    "Steps count",
                    "tier_basis",
                    BASES,
                    default_value=state.form.get("tier_basis", TierBasis.QUANTITY.value),
                ),
            ),
            _number(state, "cap", "At most", hint="An amount; empty for no limit."),
            select_field(
                "Currency",
                "currency",
                CURRENCY_CHOICES,
                default_value=state.form.get("currency", ""),
                error=state.errors.get("currency", ""),
                hint="Needed as soon as there is an amount.",
            ),
            class_name="form-grid",
        ),
        when(is_tier, _lines(state, "tiers", "Steps", hint="One a line: 3: 10 is ten percent "
                             "from three on.")),
        when(is_buy, _lines(state, "rewards", "Reduced pieces", hint="Addresses of products. "
                            "Empty: the cheapest of what was bought.")),
        when(kind == PromotionKind.BUNDLE, _lines(state, "bundle", "Pieces of the set",
             hint="Addresses of products, one a line; two of one: oak-board x2.")),
        title="What it takes off",
    )  # fmt: skip


def _pieces(state: Any, *, is_market: bool) -> rx.Component:
    fields = [
        _lines(state, "products", "Products"),
        _lines(state, "categories", "Categories"),
        _lines(state, "collections", "Collections"),
        _lines(state, "not_products", "Never these products"),
        _lines(state, "not_categories", "Never these categories"),
    ]
    if is_market:
        fields.insert(0, _lines(state, "workshops", "Workshops"))
    return panel(
        rx.el.p(
            "Addresses, one a line: oak-board is the product at /p/oak-board. Empty lists "
            "leave nothing out.",
            class_name="text-small text-muted",
        ),
        rx.el.div(*fields, class_name="form-grid"),
        title="For which pieces",
    )


def _conditions(state: Any, *, is_market: bool) -> rx.Component:
    fields = [
        _number(state, "minimum", "Goods for at least"),
        _number(state, "minimum_quantity", "Pieces at least"),
        _text(state, "countries", "Delivered to", hint="Codes such as PT, DE."),
        _text(state, "starts_on", "First day", type="date"),
        _text(state, "ends_on", "Last day", type="date"),
    ]
    if is_market:
        fields.append(_text(state, "groups", "Groups of customers", hint="By name."))
    return panel(
        rx.el.div(*fields, class_name="form-grid"),
        checkbox(
            "First order only",
            "is_first_order",
            default_checked=state.form.get("is_first_order", "") != "",
        ),
        title="When it holds",
    )


def _limits(state: Any) -> rx.Component:
    return panel(
        rx.el.div(
            _number(state, "total_limit", "Uses in all"),
            _number(state, "customer_limit", "Uses per person"),
            _number(state, "budget", "Budget", hint="An amount that is never exceeded."),
            _number(state, "priority", "Priority", hint="Higher ones are tried first."),
            _text(
                state,
                "stacking_group",
                "Group",
                hint="Of one group only the best applies.",
            ),
            class_name="form-grid",
        ),
        checkbox(
            "Combines with nothing else",
            "is_exclusive",
            default_checked=state.form.get("is_exclusive", "") != "",
        ),
        title="Limits and combination",
    )


def _money(state: Any) -> rx.Component:
    return panel(
        rx.el.div(
            select_field(
                "Who pays",
                "funded_by",
                FUNDING,
                default_value=state.form.get("funded_by", FundedBy.PLATFORM.value),
                error=state.errors.get("funded_by", ""),
            ),
            _number(
                state,
                "platform_percent",
                "The market's part",
                hint="In percent, where both pay.",
            ),
            class_name="form-grid",
        ),
        title="Who pays for it",
    )


def simulator(state: Any) -> rx.Component:
    shown = state.simulation
    return panel(
        rx.el.p(
            "As if this promotion were running: what applies to a bag, and why the rest "
            "does not.",
            class_name="text-small text-muted",
        ),
        rx.el.form(
            textarea_field(
                "Pieces",
                "lines",
                id="simulate-lines",
                hint="Article numbers, one a line; two of one: MUG-1 x2.",
                default_value=state.simulated.get("lines", ""),
                rows=3,
                required=True,
            ),
            rx.el.div(
                text_field(
                    "Delivered to", "country", id="simulate-country",
                    default_value=state.simulated.get("country", "PT"), max_length=2,
                ),
                select_field(
                    "Currency", "currency", [(code, code) for code in CURRENCIES],
                    id="simulate-currency",
                    default_value=state.simulated.get("currency", CURRENCIES[0]),
                ),
                text_field(
                    "Buyer's e-mail", "email", id="simulate-email", optional=True,
                    default_value=state.simulated.get("email", ""),
                ),
                text_field(
                    "Codes", "codes", id="simulate-codes", optional=True,
                    default_value=state.simulated.get("codes", ""),
                ),
                class_name="form-grid",
            ),
            button(
                "Try it", type="submit", variant="secondary",
                pending=state.busy == "simulate", data_testid="simulate",
            ),
            on_submit=state.simulate,
            class_name="stack",
        ),
        when(shown.total, _simulated(shown)),
        title="Try it on a bag",
    )  # fmt: skip


def _simulated(shown: Any) -> rx.Component:
    return rx.el.div(
        rx.el.ul(rx.foreach(shown.verdicts, _verdict), class_name="rows"),
        totals(
            total_row("Pieces", shown.goods),
            total_row("Delivery", shown.delivery),
            total_row("Discounts", shown.discount),
            total_row("Total", shown.total, final=True),
        ),
        class_name="stack mt-4",
        role="status",
        data_testid="simulation",
    )


def _verdict(one: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(rx.el.strong(one.name)),
            rx.el.p(one.answer, class_name="text-small"),
            when(one.cost, rx.el.p(one.cost, class_name="text-small text-muted")),
            class_name="row-main",
        ),
        rx.cond(
            one.is_applied,
            rx.el.span(one.amount, class_name="numeric"),
            badge("Not applied", shape="blocked"),
        ),
        data_testid="verdict",
    )


def _text(state: Any, name: str, label: str, **props: Any) -> rx.Component:
    return text_field(
        label,
        name,
        error=state.errors.get(name, ""),
        default_value=state.form.get(name, ""),
        **props,
    )


def _number(state: Any, name: str, label: str, **props: Any) -> rx.Component:
    return _text(state, name, label, input_mode="decimal", **props)


def _lines(state: Any, name: str, label: str, **props: Any) -> rx.Component:
    return textarea_field(
        label,
        name,
        error=state.errors.get(name, ""),
        default_value=state.form.get(name, ""),
        rows=2,
        wide=False,
        **props,
    )
