"""Reads of rules and switches of gateways."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.clock import utc_now
from core.kernel.errors import NotFound
from core.payments.gateway_models import GatewayState, RoutingRule
from core.payments.models import Payment, PaymentStatus


async def switched_off(session: AsyncSession) -> set[str]:
    statement = select(GatewayState.provider).where(col(GatewayState.is_enabled).is_(False))
    return set(await session.exec(statement))


async def find_state(session: AsyncSession, provider: str) -> GatewayState | None:
    return await session.get(GatewayState, provider)


async def list_rules(session: AsyncSession) -> Sequence[RoutingRule]:
    """In the order in which they are read. They are few: staff write them."""
    statement = select(RoutingRule).order_by(col(RoutingRule.position), col(RoutingRule.id))
    return (await session.exec(statement)).all()


async def get_rule(session: AsyncSession, rule_id: UUID) -> RoutingRule:
    found = await session.get(RoutingRule, rule_id)
    if found is None:
        raise NotFound("There is no such rule.")
    return found


async def last_position(session: AsyncSession) -> int:
    statement = select(func.coalesce(func.max(col(RoutingRule.position)), 0))
    return int((await session.exec(statement)).one())


async def count_outcomes(
    session: AsyncSession, *, within: timedelta
) -> dict[tuple[str, PaymentStatus], int]:
    """How many attempts ended how, by gateway."""
    statement = (
        select(Payment.provider, Payment.status, func.count())
        .where(col(Payment.created_at) >= utc_now() - within)
        .group_by(col(Payment.provider), col(Payment.status))
    )
    return {
        (name, PaymentStatus(status)): count
        for name, status, count in await session.exec(statement)
    }
