"""What operators put to the top of a query, or give more points in it."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.queries import get_product
from core.identity import audit
from core.kernel.errors import Invalid, NotFound
from core.kernel.principal import Principal
from core.search import queries
from core.search.models import RuleKind, SearchRule
from core.search.tuning import MOST_PINS, Rule
from core.search.words import normal

WEAKEST_BOOST, STRONGEST = 2, 10


class NoSuchRule(NotFound):
    """Somebody else removed it."""

    code = "no_such_search_rule"

    def __init__(self) -> None:
        super().__init__("This pin or boost is not there anymore. Reload the page.")


async def set_rule(session: AsyncSession, staff: Principal, rule: Rule) -> SearchRule:
    """Add the rule, in the place of what was set for the same product in the same query."""
    staff.require_staff()
    checked = check(rule)
    product = await get_product(session, checked.product_id)
    if checked.kind is RuleKind.PIN:
        await _ensure_room(session, checked)
    row = await queries.find_rule(session, checked.text, checked.product_id)
    if row is None:
        row = SearchRule(text=checked.text, product_id=product.id, kind=checked.kind)
    row.kind, row.strength = checked.kind, checked.strength
    row.starts_at, row.ends_at = checked.starts_at, checked.ends_at
    session.add(row)
    await session.flush()
    await audit.record(
        session, staff, f"search.{checked.kind}_set", "product", product.id,
        f"{_verb(checked.kind)} “{product.title}” for “{checked.text}”",
        text=checked.text, strength=checked.strength, starts_at=_written(checked.starts_at),
        ends_at=_written(checked.ends_at),
    )  # fmt: skip
    return row


async def remove_rule(session: AsyncSession, staff: Principal, rule_id: UUID) -> None:
    staff.require_staff()
    row = await session.get(SearchRule, rule_id)
    if row is None:
        raise NoSuchRule
    await session.delete(row)
    await audit.record(
        session, staff, f"search.{row.kind}_removed", "product", row.product_id,
        f"Removed the {row.kind} for “{row.text}”", text=row.text,
    )  # fmt: skip


def check(rule: Rule) -> Rule:
    """The rule as it is kept."""
    text = normal(rule.text)
    if not text:
        raise Invalid("Enter the words of the search.", field="text")
    weakest, word = (1, "place") if rule.kind is RuleKind.PIN else (WEAKEST_BOOST, "boost")
    if not weakest <= rule.strength <= STRONGEST:
        raise Invalid(f"The {word} is from {weakest} to {STRONGEST}.", field="strength")
    if rule.starts_at and rule.ends_at and rule.ends_at <= rule.starts_at:
        raise Invalid("The last day is before the first.", field="ends_at")
    return replace(rule, text=text)


async def _ensure_room(session: AsyncSession, rule: Rule) -> None:
    pins = [
        other for other in await queries.list_rules(session)
        if other.text == rule.text and other.kind is RuleKind.PIN
        and other.product_id != rule.product_id
    ]  # fmt: skip
    if len(pins) >= MOST_PINS:
        raise Invalid(f"A search has at most {MOST_PINS} pins.", field="strength")


def _verb(kind: RuleKind) -> str:
    return "Pinned" if kind is RuleKind.PIN else "Boosted"


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
