"""A workshop says where it is paid, and when."""

import re
from datetime import timedelta
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import audit
from core.kernel.clock import utc_now
from core.kernel.principal import Principal, VendorRole
from core.payments.providers.registry import payout_providers
from core.payouts import queries
from core.payouts.errors import PayoutAccountInvalid, PayoutPlanInvalid
from core.payouts.events import PayoutAccountChanged
from core.payouts.iban import checked_bic, checked_iban
from core.payouts.models import PayoutAccount, PayoutMethod, PayoutPlan, PayoutSchedule
from core.payouts.schedule import next_day
from core.settings import settings
from core.vendors import queries as vendors
from core.vendors.policies import ensure_may_decide

SHOWN = 4
LAST_WEEKDAY, LAST_MONTH_DAY = 7, 28
CONNECTED = re.compile(r"acct_[A-Za-z0-9]{8,60}")
MAILBOX = re.compile(r"[^@\s]{1,64}@[^@\s]{1,180}\.[a-z]{2,}")
# The sandbox bank does as the word before the account says.
SANDBOX_WORD = re.compile(r"(refuse|fail|return|slow):(?=.)")


class NewAccount(BaseModel):
    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="forbid")

    method: PayoutMethod
    holder: str = Field(min_length=2, max_length=70)
    destination: str = Field(min_length=4, max_length=200)
    bic: str = Field(default="", max_length=20)


class NewPlan(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    schedule: PayoutSchedule
    on_day: int = Field(default=1, ge=1, le=LAST_MONTH_DAY)
    minimum_minor: int = Field(gt=0, le=10**9)


def methods() -> list[PayoutMethod]:
    """What the market can pay with today."""
    names = {provider.name for provider in payout_providers()}
    if settings().sepa_debtor_iban:
        names.add(PayoutMethod.SEPA.value)
    return [method for method in PayoutMethod if method.value in names]


async def save_account(
    session: AsyncSession, caller: Principal, wanted: NewAccount
) -> PayoutAccount:
    """The first account may be used at once; a later one after a rest, told to every owner."""
    vendor_id = caller.require_vendor(VendorRole.FINANCE)
    destination = _checked(wanted)
    await vendors.lock_vendor(session, vendor_id)
    before = await queries.find_account(session, vendor_id)
    now = utc_now()
    rest = timedelta(hours=settings().payout_account_rest_hours if before else 0)
    if before is not None:
        before.replaced_at = now
        await session.flush()
    account = PayoutAccount(
        vendor_id=vendor_id,
        method=wanted.method,
        holder=wanted.holder,
        destination=destination,
        last4=destination[-SHOWN:],
        bic=checked_bic(wanted.bic),
        usable_from=now + rest,
        added_by=caller.actor,
    )
    session.add(account)
    await session.flush()
    await ensure_plan(session, vendor_id)
    await audit.record(
        session, caller, "payouts.save_account", "vendor", vendor_id,
        f"Payouts go to the {account.method.value} account that ends in {account.last4}",
    )  # fmt: skip
    await emit(session, PayoutAccountChanged(vendor_id=vendor_id, last4=account.last4))
    return account


async def ensure_plan(session: AsyncSession, vendor_id: UUID) -> PayoutPlan:
    """Weekly on Mondays until the workshop says otherwise."""
    if plan := await queries.lock_plan(session, vendor_id):
        return plan
    plan = PayoutPlan(
        vendor_id=vendor_id,
        minimum_minor=settings().payout_minimum_minor,
        next_on=next_day(PayoutSchedule.WEEKLY, 1, utc_now().date()),
    )
    session.add(plan)
    await session.flush()
    return plan


async def save_plan(session: AsyncSession, caller: Principal, wanted: NewPlan) -> PayoutPlan:
    vendor_id = caller.require_vendor(VendorRole.FINANCE)
    least = settings().payout_minimum_minor
    if wanted.minimum_minor < least:
        raise PayoutPlanInvalid(
            "This is less than the market pays out at once.", field="minimum"
        )
    if wanted.schedule is PayoutSchedule.WEEKLY and wanted.on_day > LAST_WEEKDAY:
        raise PayoutPlanInvalid("A week has seven days.", field="on_day")
    plan = await ensure_plan(session, vendor_id)
    plan.schedule, plan.on_day = wanted.schedule, wanted.on_day
    plan.minimum_minor = wanted.minimum_minor
    plan.next_on = next_day(wanted.schedule, wanted.on_day, utc_now().date())
    return plan


async def pause_payouts(
    session: AsyncSession, staff: Principal, vendor_id: UUID, *, reason: str
) -> PayoutPlan:
    """With an empty reason they go on."""
    await ensure_may_decide(session, staff, vendor_id)
    plan = await ensure_plan(session, vendor_id)
    plan.paused_reason = reason.strip()[:200]
    await audit.record(
        session, staff, "payouts.pause" if plan.paused_reason else "payouts.resume",
        "vendor", vendor_id, plan.paused_reason or "Payouts go on",
    )  # fmt: skip
    return plan


async def set_reserve(
    session: AsyncSession,
    staff: Principal,
    vendor_id: UUID,
    *,
    bps: int | None,
    days: int | None,
) -> PayoutPlan:
    """Of what is released from now on. None means the rule for new workshops."""
    await ensure_may_decide(session, staff, vendor_id)
    plan = await ensure_plan(session, vendor_id)
    plan.reserve_bps, plan.reserve_days = bps, days
    words = "The usual reserve" if bps is None else f"{bps / 100:g} % for {days or 0} days"
    await audit.record(session, staff, "payouts.set_reserve", "vendor", vendor_id, words)
    return plan


def _checked(wanted: NewAccount) -> str:
    if wanted.method not in methods():
        raise PayoutAccountInvalid("This way to be paid is not offered.", field="method")
    typed = wanted.destination
    match wanted.method:
        case PayoutMethod.SEPA:
            return checked_iban(typed)
        case PayoutMethod.STRIPE if CONNECTED.fullmatch(typed):
            return typed
        case PayoutMethod.PAYPAL if MAILBOX.fullmatch(typed.lower()):
            return typed.lower()
        case PayoutMethod.SANDBOX:
            word = SANDBOX_WORD.match(typed)
            rest = typed[word.end() :] if word else typed
            return (word.group() if word else "") + checked_iban(rest)
        case PayoutMethod.STRIPE:
            raise PayoutAccountInvalid("A Stripe account begins acct_.", field="destination")
        case PayoutMethod.PAYPAL:
            raise PayoutAccountInvalid("Name the PayPal mailbox.", field="destination")
