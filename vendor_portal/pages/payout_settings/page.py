import reflex as rx

from core.ui.components.button import button
from core.ui.components.choice import select_field
from core.ui.components.desk_page import notes
from core.ui.components.feedback import banner
from core.ui.components.layout import page_header, panel
from core.ui.components.navigation import breadcrumb
from core.ui.components.text_input import money_field, text_field
from core.ui.values import when
from vendor_portal.components.states import desk_page
from vendor_portal.pages.payout_settings.state import PayoutSettingsState
from vendor_portal.pages.payouts.views import PATH


def payout_settings_page() -> rx.Component:
    state = PayoutSettingsState
    return desk_page(
        state,
        breadcrumb([("Payouts", PATH)], "Payout settings"),
        page_header("Payout settings", intro="Where your money goes, and on which days."),
        notes(state),
        when(
            state.rests_until,
            banner(
                "The payout account is new",
                rx.fragment("It may be used from ", state.rests_until, "."),
                tone="info",
            ),
        ),
        rx.el.div(_account(), _plan(), class_name="stack"),
        current=PATH,
    )


def _account() -> rx.Component:
    state = PayoutSettingsState
    errors = state.account_errors
    form = rx.el.form(
        select_field(
            "Paid by",
            "method",
            state.methods,
            default_value=state.method,
            error=errors.get("method", ""),
        ),
        text_field(
            "Account holder",
            "holder",
            max_length=70,
            auto_complete="off",
            error=errors.get("holder", ""),
            required=True,
        ),
        text_field(
            "IBAN, Stripe account or PayPal mailbox",
            "destination",
            max_length=200,
            auto_complete="off",
            hint="Stored sealed. Afterwards only its last four characters are shown.",
            error=errors.get("destination", ""),
            required=True,
        ),
        text_field("BIC", "bic", max_length=20, optional=True, error=errors.get("bic", "")),
        rx.el.div(
            button("Save the account", type="submit", pending=state.busy == "save_account")
        ),
        on_submit=state.save_account,
        key="account-" + state.revision.to_string(),
        class_name="stack",
    )
    return panel(
        rx.el.p(
            when(state.account, rx.fragment("Now: ", state.account, "."), "No account yet."),
            data_testid="payout-account",
        ),
        form,
        title="Payout account",
    )


def _plan() -> rx.Component:
    state = PayoutSettingsState
    errors = state.plan_errors
    form = rx.el.form(
        select_field(
            "How often",
            "schedule",
            state.schedules,
            value=state.schedule,
            on_change=state.set_schedule,
        ),
        when(
            state.schedule == "weekly",
            select_field("On", "weekday", state.weekdays, default_value=state.on_day),
        ),
        when(
            state.schedule == "monthly",
            select_field("On day", "month_day", state.month_days, default_value=state.on_day),
        ),
        money_field(
            "From an amount of",
            "minimum",
            default_value=state.minimum,
            hint="Less than this waits for the next pay day. It holds for every currency.",
            error=errors.get("minimum", ""),
            required=True,
        ),
        rx.el.div(button("Save the pay day", type="submit", pending=state.busy == "save_plan")),
        on_submit=state.save_plan,
        class_name="stack",
    )
    return panel(
        when(state.next_on, rx.el.p("Your next pay day is ", state.next_on, ".")),
        form,
        title="Pay day",
    )
