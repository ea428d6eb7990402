"""Which gateway a payment goes to: the first rule that holds names them in their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from redis.exceptions import RedisError
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.errors import Conflict
from core.kernel.money import Money
from core.outbound.breaker import BreakerState
from core.outbound.health import worst_breaker
from core.payments import routing_queries as queries
from core.payments.gateway_models import RoutingRule
from core.payments.providers.base import PaymentProvider, Way
from core.payments.providers.registry import available

SANDBOX = "sandbox"


class NoWayToPay(Conflict):
    def __init__(self) -> None:
        super().__init__("This way to pay is not possible right now. Choose another one.")


@dataclass(frozen=True, slots=True)
class Purchase:
    """What rules look at."""

    amount: Money
    country: str
    vendor_ids: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Offer:
    """``is_test``: nobody would really pay."""

    way: Way
    is_test: bool


async def offered_ways(session: AsyncSession, currency: str) -> list[Offer]:
    """What the buyer may choose between: ways for which a gateway is on."""
    gateways = await _switched_on(session, currency)
    return [
        Offer(way, is_test=all(gateway.name == SANDBOX for gateway in takers))
        for way in Way
        if (takers := [gateway for gateway in gateways if way in gateway.ways(currency)])
    ]


async def route(session: AsyncSession, way: Way, purchase: Purchase) -> list[str]:
    """Names of gateways to try, in this order. Those that fail at the moment come last:
    they may be the only ones.
    """
    currency = purchase.amount.currency
    gateways = [g for g in await _switched_on(session, currency) if way in g.ways(currency)]
    names = chosen_by(await queries.list_rules(session), gateways, purchase)
    if not names:
        raise NoWayToPay
    healthy = [name for name in names if not await _is_failing(name)]
    return [*healthy, *(name for name in names if name not in healthy)]


def chosen_by(
    rules: Sequence[RoutingRule], gateways: Sequence[PaymentProvider], purchase: Purchase
) -> list[str]:
    """A rule speaks only about ways to pay that one of its gateways offers; without a rule
    that does, all gateways are tried in their usual order.
    """
    offered = [gateway.name for gateway in gateways]
    for rule in rules:
        named = [name for name in rule.providers if name in offered]
        if named and holds(rule, purchase):
            return named
    return offered


def holds(rule: RoutingRule, purchase: Purchase) -> bool:
    minor = purchase.amount.minor
    return (
        rule.currency in ("", purchase.amount.currency)
        and rule.country in ("", purchase.country)
        and (rule.min_minor is None or minor >= rule.min_minor)
        and (rule.max_minor is None or minor <= rule.max_minor)
        and (rule.vendor_id is None or rule.vendor_id in purchase.vendor_ids)
    )


async def _switched_on(session: AsyncSession, currency: str) -> list[PaymentProvider]:
    off = await queries.switched_off(session)
    return [gateway for gateway in available(currency) if gateway.name not in off]


async def _is_failing(name: str) -> bool:
    try:
        return await worst_breaker(name) is BreakerState.OPEN
    except (RedisError, RuntimeError, OSError):
        return False
