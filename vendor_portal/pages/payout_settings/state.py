from typing import Annotated, Any

import reflex as rx
from pydantic import BaseModel, Field

from core.db.session import read_session, transaction
from core.kernel.money import Money
from core.payouts import directory
from core.payouts.models import PayoutAccount, PayoutMethod, PayoutSchedule
from core.payouts.payout_account import (
    LAST_MONTH_DAY,
    NewAccount,
    NewPlan,
    methods,
    save_account,
    save_plan,
)
from core.ui.acting import ActState, acts
from core.ui.format import amount_input, day, moment
from core.ui.forms import Amount, parse
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from vendor_portal.state.payout_words import METHOD_WORDS, SCHEDULE_WORDS

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class AccountForm(BaseModel):
    method: PayoutMethod
    holder: Annotated[str, Field(min_length=2, max_length=70)]
    destination: Annotated[str, Field(min_length=4, max_length=200)]
    bic: Annotated[str, Field(max_length=20)] = ""


class PlanForm(BaseModel):
    schedule: PayoutSchedule
    weekday: Annotated[int, Field(ge=1, le=7)] = 1
    month_day: Annotated[int, Field(ge=1, le=LAST_MONTH_DAY)] = 1
    minimum: Annotated[Amount, Field(gt=0, le=1_000_000, decimal_places=2)]

    def plan(self) -> NewPlan:
        is_monthly = self.schedule is PayoutSchedule.MONTHLY
        return NewPlan(
            schedule=self.schedule,
            on_day=self.month_day if is_monthly else self.weekday,
            minimum_minor=Money.from_decimal(self.minimum, "EUR").minor,
        )


class PayoutSettingsState(LoadState, ActState, SessionState):
    """The account is shown by its last four characters, and typed anew to be changed."""

    account: str = ""
    rests_until: str = ""
    methods: list[tuple[str, str]] = []
    method: str = ""
    schedules: list[tuple[str, str]] = []
    schedule: str = ""
    weekdays: list[tuple[str, str]] = []
    month_days: list[tuple[str, str]] = []
    on_day: str = "1"
    minimum: str = ""
    next_on: str = ""
    account_errors: dict[str, str] = {}
    plan_errors: dict[str, str] = {}

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.account_errors, self.plan_errors = {}, {}
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def save_account(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        form, self.account_errors = parse(form_data, AccountForm)
        if form is None:
            return
        async with transaction() as session:
            await save_account(session, caller, NewAccount(**form.model_dump()))
        self.done = "Payouts go to this account from now on."
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def save_plan(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        form, self.plan_errors = parse(form_data, PlanForm)
        if form is None:
            return
        async with transaction() as session:
            plan = await save_plan(session, caller, form.plan())
        self.done = f"Your next pay day is {day(plan.next_on)}."
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    def set_schedule(self, value: str) -> None:
        self.schedule = value if value in set(PayoutSchedule) else PayoutSchedule.WEEKLY

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            facts = await directory.overview(session, caller)
        plan, account = facts.plan, facts.account
        offered = methods()
        self.methods = [(method.value, METHOD_WORDS[method]) for method in offered]
        self.method = account.method.value if account else (offered[0].value if offered else "")
        self.account = _words(account) if account else ""
        self.rests_until = moment(account.usable_from) if account and facts.obstacle else ""
        self.schedules = [(one.value, word) for one, word in SCHEDULE_WORDS.items()]
        self.schedule = (plan.schedule if plan else PayoutSchedule.WEEKLY).value
        self.weekdays = [(str(at), name) for at, name in enumerate(WEEKDAYS, start=1)]
        self.month_days = [(str(at), str(at)) for at in range(1, LAST_MONTH_DAY + 1)]
        self.on_day = str(plan.on_day if plan else 1)
        least = Money(plan.minimum_minor, "EUR") if plan else facts.least
        self.minimum = amount_input(least)
        self.next_on = day(plan.next_on) if plan else ""


def _words(account: PayoutAccount) -> str:
    return f"{METHOD_WORDS[account.method]}, {account.holder}, ends in {account.last4}"
