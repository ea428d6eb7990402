"""Reads of commission rules."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.vendors.errors import CommissionRuleNotFound
from core.vendors.models import CommissionRule


async def list_rules_of_day(session: AsyncSession, on: date) -> list[CommissionRule]:
    """Active rules that hold on a day, in their order."""
    statement = (
        select(CommissionRule)
        .where(
            col(CommissionRule.is_active),
            or_(col(CommissionRule.starts_on).is_(None), col(CommissionRule.starts_on) <= on),
            or_(col(CommissionRule.ends_on).is_(None), col(CommissionRule.ends_on) >= on),
        )
        .order_by(col(CommissionRule.position), col(CommissionRule.id))
    )
    return list(await session.exec(statement))


async def list_rules(session: AsyncSession) -> list[CommissionRule]:
    """All rules in their order; those that are switched off keep their place."""
    statement = select(CommissionRule).order_by(
        col(CommissionRule.position), col(CommissionRule.id)
    )
    return list(await session.exec(statement))


async def lock_rules(session: AsyncSession) -> list[CommissionRule]:
    """All rules in their order, locked: an editor that moves one sees no other move."""
    statement = (
        select(CommissionRule)
        .order_by(col(CommissionRule.position), col(CommissionRule.id))
        .with_for_update()
    )
    found = await session.exec(statement.execution_options(populate_existing=True))
    return list(found)


async def get_rule(session: AsyncSession, rule_id: UUID) -> CommissionRule:
    rule = await session.get(CommissionRule, rule_id)
    if rule is None:
        raise CommissionRuleNotFound
    return rule


async def find_rule_by_name(session: AsyncSession, name: str) -> CommissionRule | None:
    statement = select(CommissionRule).where(CommissionRule.name == name)
    return (await session.exec(statement)).first()


async def last_position(session: AsyncSession) -> int:
    statement = select(func.coalesce(func.max(CommissionRule.position), 0))
    return (await session.exec(statement)).one()
