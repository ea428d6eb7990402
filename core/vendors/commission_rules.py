"""Staff write the rules: the first that matches a sale decides its commission."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import audit
from core.kernel.principal import Principal
from core.vendors import commission_queries as queries
from core.vendors.errors import CommissionRuleInvalid
from core.vendors.models import CommissionRule


class RuleDetails(BaseModel):
    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="forbid")

    name: str = Field(min_length=1, max_length=80)
    vendor_id: UUID | None = None
    category_id: UUID | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    currency: str = Field(default="", pattern="^([A-Z]{3})?$")
    rate_bps: int = Field(default=0, ge=0, le=10_000)
    fixed_minor: int = Field(default=0, ge=0, le=10**9)
    minimum_minor: int | None = Field(default=None, ge=0, le=10**9)
    maximum_minor: int | None = Field(default=None, ge=0, le=10**9)
    fee_bps: int = Field(default=0, ge=0, le=10_000)
    fee_fixed_minor: int = Field(default=0, ge=0, le=10**9)

    @model_validator(mode="after")
    def _in_order(self) -> "RuleDetails":
        amounts = (self.fixed_minor, self.fee_fixed_minor)
        bounds = (self.minimum_minor, self.maximum_minor)
        if not self.currency and (any(amounts) or any(one is not None for one in bounds)):
            raise CommissionRuleInvalid("Say in which currency.", field="currency")
        if self.maximum_minor is not None and self.maximum_minor < (self.minimum_minor or 0):
            raise CommissionRuleInvalid("The most is below the least.", field="maximum")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise CommissionRuleInvalid("It ends before it begins.", field="ends_on")
        return self


async def add_rule(
    session: AsyncSession, staff: Principal, details: RuleDetails
) -> CommissionRule:
    """At the end of the list, where it takes nothing from the others."""
    staff.require_staff()
    await _ensure_free(session, details.name, None)
    rows = await queries.lock_rules(session)
    rule = CommissionRule(position=len(rows) + 1, **details.model_dump())
    session.add(rule)
    await session.flush()
    await _record(session, staff, "add_rule", rule)
    return rule


async def change_rule(
    session: AsyncSession, staff: Principal, rule_id: UUID, details: RuleDetails
) -> CommissionRule:
    """For orders from now on."""
    staff.require_staff()
    rule = await queries.get_rule(session, rule_id)
    await _ensure_free(session, details.name, rule.id)
    for name, value in details.model_dump().items():
        setattr(rule, name, value)
    await session.flush()
    await _record(session, staff, "change_rule", rule)
    return rule


async def switch_rule(
    session: AsyncSession, staff: Principal, rule_id: UUID, *, is_active: bool
) -> CommissionRule:
    staff.require_staff()
    rule = await queries.get_rule(session, rule_id)
    rule.is_active = is_active
    await _record(session, staff, "switch_on_rule" if is_active else "switch_off_rule", rule)
    return rule


async def move_rule(
    session: AsyncSession, staff: Principal, rule_id: UUID, *, up: bool
) -> list[CommissionRule]:
    """One place up or down; at the end of the list nothing happens."""
    staff.require_staff()
    rows = await queries.lock_rules(session)
    rule = next((row for row in rows if row.id == rule_id), None)
    if rule is None:
        return rows
    at = rows.index(rule)
    to = at + (-1 if up else 1)
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
        await _record(session, staff, "move_rule", rule)
    for position, row in enumerate(rows, start=1):
        row.position = position
    return rows


async def _ensure_free(session: AsyncSession, name: str, own: UUID | None) -> None:
    found = await queries.find_rule_by_name(session, name)
    if found is not None and found.id != own:
        raise CommissionRuleInvalid("There is a rule of this name already.", field="name")


async def _record(
    session: AsyncSession, staff: Principal, verb: str, rule: CommissionRule
) -> None:
    await audit.record(
        session, staff, f"vendors.{verb}", "commission_rule", rule.id,
        f"{rule.name}: {rule.rate_bps} bps at place {rule.position}", rate_bps=rule.rate_bps,
    )  # fmt: skip
