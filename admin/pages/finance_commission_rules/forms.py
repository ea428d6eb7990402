from typing import Any

import reflex as rx

from admin.components.panels import panel_buttons, panel_dialog
from admin.pages.finance_commission_rules.state import EDIT, CommissionRulesState
from core.ui.components.button import button
from core.ui.components.choice import select_field
from core.ui.components.layout import detail, details_of, panel
from core.ui.components.text_input import money_field, text_field
from core.ui.values import when

CURRENCIES = [("EUR", "EUR"), ("USD", "USD")]


def editor() -> rx.Component:
    state, rule = CommissionRulesState, CommissionRulesState.chosen
    errors = state.errors
    form = rx.el.form(
        text_field("Name", "name", id="rule-name", max_length=80, default_value=rule.name,
                   error=errors.get("name", ""), hint="The workshop reads it on statements.",
                   required=True),
        _choice("Workshop", "vendor_id", state.any_vendor, rule.vendor_id),
        _choice("Category", "category_id", state.any_category, rule.category_id),
        _percent("Percent of the line", "rate", rule.rate, errors),
        _percent("Payment fee passed on, percent", "fee_rate", rule.fee_rate, errors),
        select_field("Currency of the amounts", "currency", CURRENCIES, id="rule-currency",
                     default_value=rule.currency),
        _sum("Fixed, a unit", "fixed", rule.fixed, errors),
        _sum("At least, a line", "minimum", rule.minimum, errors),
        _sum("At most, a line", "maximum", rule.maximum, errors),
        _sum("Payment fee passed on, a line", "fee_fixed", rule.fee_fixed, errors),
        text_field("From", "starts_on", id="rule-from", type="date", optional=True,
                   default_value=rule.starts_on, error=errors.get("starts_on", "")),
        text_field("Until", "ends_on", id="rule-until", type="date", optional=True,
                   default_value=rule.ends_on, error=errors.get("ends_on", "")),
        panel_buttons(state, "Save the rule", variant="primary"),
        on_submit=state.save,
        key=rule.id + state.revision.to_string(),
        class_name="stack",
    )  # fmt: skip
    title = rx.cond(rule.id != "", "Change the rule", "Add a rule")
    return panel_dialog(state, EDIT, title, form)


def tester() -> rx.Component:
    state, trial = CommissionRulesState, CommissionRulesState.trial
    errors = state.trial_errors
    form = rx.el.form(
        select_field("Workshop", "vendor_id", state.vendors, id="try-vendor",
                     error=errors.get("vendor_id", "")),
        _choice("Category", "category_id", state.any_category, "", "try"),
        money_field("Price of a piece", "price", id="try-price", currency="",
                    default_value="100", error=errors.get("price", ""), required=True),
        select_field("Currency", "currency", CURRENCIES, id="try-currency"),
        text_field("Pieces", "quantity", id="try-quantity", input_mode="numeric",
                   default_value="1", error=errors.get("quantity", ""), required=True),
        rx.el.div(button("Which rule applies?", type="submit", variant="secondary",
                         pending=state.busy == "test")),
        on_submit=state.test,
        class_name="stack",
    )  # fmt: skip
    answer = rx.el.div(
        details_of(
            detail("Decided by", rx.el.strong(trial.rule, data_testid="deciding-rule")),
            detail("Commission", trial.commission),
            when(trial.fee, detail("Of it the payment fee", trial.fee)),
        ),
        rx.foreach(
            trial.passed_over,
            lambda one: rx.el.p(one.name, ": ", one.why, class_name="text-small text-muted"),
        ),
        role="status",
    )
    return panel(form, when(trial.rule, answer), title="Which rule applies?")


def _choice(label: str, name: str, options: Any, chosen: Any, of: str = "rule") -> rx.Component:
    return select_field(
        label,
        name,
        options,
        id=f"{of}-{name}",
        default_value=chosen,
    )


def _percent(label: str, name: str, value: Any, errors: Any) -> rx.Component:
    return money_field(
        label,
        name,
        id=f"rule-{name}",
        currency="%",
        default_value=value,
        error=errors.get(name, ""),
    )


def _sum(label: str, name: str, value: Any, errors: Any) -> rx.Component:
    return money_field(
        label,
        name,
        id=f"rule-{name}",
        currency="",
        optional=True,
        default_value=value,
        error=errors.get(name, ""),
    )
