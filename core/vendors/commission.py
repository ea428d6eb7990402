"""What the market takes: which plan applies to a workshop, and the plans themselves."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import audit
from core.kernel.principal import Principal
from core.settings import settings
from core.vendors import queries
from core.vendors.commission_terms import CommissionTerms
from core.vendors.errors import CommissionPlanInvalid, VendorNotFound
from core.vendors.models import CommissionPlan, Vendor
from core.vendors.policies import ensure_may_decide

WHOLE_BPS = 10_000
LONGEST_NAME = 80


async def commission_bps(session: AsyncSession, vendor_id: UUID) -> int:
    """The rate that a sale made now is charged, in ten-thousandths of the line."""
    return (await commission_rates(session, [vendor_id]))[vendor_id]


async def commission_rates(
    session: AsyncSession, vendor_ids: Iterable[UUID]
) -> dict[UUID, int]:
    """Rates of several workshops in one statement: their own plan, else the default plan, else
    the setting ``default_commission_bps``.
    """
    terms = await plan_terms(session, vendor_ids)
    return {vendor_id: found.rate_bps for vendor_id, found in terms.items()}


async def plan_terms(
    session: AsyncSession, vendor_ids: Iterable[UUID]
) -> dict[UUID, CommissionTerms]:
    """What holds for several workshops where no rule matches, in one statement."""
    wanted = set(vendor_ids)
    plans = await queries.list_vendor_plans(session, wanted)
    if wanted - plans.keys():
        raise VendorNotFound
    usual = CommissionTerms("Standard", settings().default_commission_bps)
    return {
        vendor_id: CommissionTerms(*plan) if plan else usual
        for vendor_id, plan in plans.items()
    }


async def list_plans(session: AsyncSession, principal: Principal) -> list[CommissionPlan]:
    principal.require_staff()
    return await queries.list_plans(session)


async def create_plan(
    session: AsyncSession, principal: Principal, name: str, rate_bps: int
) -> CommissionPlan:
    principal.require_staff()
    plan = CommissionPlan(name=_checked_name(name), rate_bps=_checked_rate(rate_bps))
    if await queries.find_plan_by_name(session, plan.name) is not None:
        raise CommissionPlanInvalid("There is a plan of this name already.", field="name")
    session.add(plan)
    await session.flush()
    await _record(session, principal, "create_plan", plan)
    return plan


async def change_rate(
    session: AsyncSession, principal: Principal, plan_id: UUID, rate_bps: int
) -> CommissionPlan:
    """For sales from now on: orders keep the rate they were made with."""
    principal.require_staff()
    plan = await queries.get_plan(session, plan_id)
    before, plan.rate_bps = plan.rate_bps, _checked_rate(rate_bps)
    await _record(session, principal, "change_rate", plan, before_bps=before)
    return plan


async def make_default_plan(
    session: AsyncSession, principal: Principal, plan_id: UUID
) -> CommissionPlan:
    principal.require_staff()
    plan = await queries.get_plan(session, plan_id)
    await queries.clear_default_plan(session)
    plan.is_default = True
    await session.flush()
    await _record(session, principal, "make_default_plan", plan)
    return plan


async def assign_plan(
    session: AsyncSession, principal: Principal, vendor_id: UUID, plan_id: UUID | None
) -> Vendor:
    """Give a workshop a plan of its own, or with None the default again."""
    await ensure_may_decide(session, principal, vendor_id)
    vendor = await queries.lock_vendor(session, vendor_id)
    plan = await queries.get_plan(session, plan_id) if plan_id else None
    vendor.commission_plan_id = plan.id if plan else None
    words = f"{vendor.name} has {plan.name if plan else 'the default plan'}"
    await audit.record(
        session, principal, "vendors.assign_plan", "vendor", vendor.id, words,
        plan_id=str(plan.id) if plan else None,
    )  # fmt: skip
    return vendor


async def _record(
    session: AsyncSession, principal: Principal, verb: str, plan: CommissionPlan, **data: int
) -> None:
    summary = f"{plan.name}: {plan.rate_bps} bps"
    await audit.record(
        session, principal, f"vendors.{verb}", "commission_plan", plan.id, summary,
        rate_bps=plan.rate_bps, **data,
    )  # fmt: skip


def _checked_rate(rate_bps: int) -> int:
    if not 0 <= rate_bps <= WHOLE_BPS:
        raise CommissionPlanInvalid("A rate is from 0 to 100 percent.", field="rate_bps")
    return rate_bps


def _checked_name(typed: str) -> str:
    name = " ".join(typed.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise CommissionPlanInvalid("Name the plan in at most 80 characters.", field="name")
    return name
