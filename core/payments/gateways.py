"""What staff see of gateways and may change: switches and routing rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import audit
from core.kernel.errors import Invalid
from core.kernel.principal import Principal
from core.outbound.health import Health, health_of
from core.payments import routing_queries as queries
from core.payments.gateway_models import GatewayState, RoutingRule
from core.payments.models import PaymentStatus
from core.payments.providers.base import Way
from core.payments.providers.registry import NAMES, payout_providers, providers

LATELY = timedelta(hours=24)
_GIVEN_UP = (PaymentStatus.FAILED, PaymentStatus.MISMATCH)


@dataclass(frozen=True, slots=True)
class GatewayFacts:
    """``is_set_up``: it has its keys. ``captured`` and ``failed`` are attempts of the last
    24 hours.
    """

    name: str
    account: str
    ways: tuple[Way, ...]
    is_set_up: bool
    is_enabled: bool
    pays_out: bool
    captured: int
    failed: int
    health: Health


@dataclass(frozen=True, slots=True)
class RuleRequest:
    providers: tuple[str, ...]
    currency: str = ""
    country: str = ""
    min_minor: int | None = None
    max_minor: int | None = None
    vendor_id: UUID | None = None
    note: str = ""


async def list_gateways(session: AsyncSession, caller: Principal) -> list[GatewayFacts]:
    """Every gateway we can speak to, also those without keys."""
    caller.require_staff()
    off = await queries.switched_off(session)
    counts = await queries.count_outcomes(session, within=LATELY)
    known = {gateway.name: gateway for gateway in providers()}
    paying = {gateway.name for gateway in payout_providers()}
    found: list[GatewayFacts] = []
    for name in NAMES:
        gateway = known.get(name)
        ways = (
            {way for code in ("EUR", "USD") for way in gateway.ways(code)} if gateway else set()
        )
        found.append(
            GatewayFacts(
                name=name,
                account=gateway.account if gateway else "",
                ways=tuple(way for way in Way if way in ways),
                is_set_up=gateway is not None,
                is_enabled=name not in off,
                pays_out=name in paying,
                captured=counts.get((name, PaymentStatus.CAPTURED), 0),
                failed=sum(counts.get((name, status), 0) for status in _GIVEN_UP),
                health=await health_of(name),
            )
        )
    return found


async def switch_gateway(
    session: AsyncSession, caller: Principal, name: str, *, is_enabled: bool
) -> None:
    """Off means: no new payments. What was begun is finished, refunds go on."""
    caller.require_staff()
    if name not in NAMES:
        raise Invalid("There is no such gateway.")
    state = await queries.find_state(session, name)
    if state is None:
        state = GatewayState(provider=name, changed_by=caller.actor)
        session.add(state)
    state.is_enabled, state.changed_by = is_enabled, caller.actor
    word = "on" if is_enabled else "off"
    await audit.record(
        session, caller, "payments.switch_gateway", "gateway", name, f"{name} switched {word}"
    )


async def list_rules(session: AsyncSession, caller: Principal) -> Sequence[RoutingRule]:
    caller.require_staff()
    return await queries.list_rules(session)


async def add_rule(
    session: AsyncSession, caller: Principal, request: RuleRequest
) -> RoutingRule:
    """The new rule is read last."""
    caller.require_staff()
    _check(request)
    rule = RoutingRule(
        position=await queries.last_position(session) + 1,
        currency=request.currency,
        country=request.country,
        min_minor=request.min_minor,
        max_minor=request.max_minor,
        vendor_id=request.vendor_id,
        providers=list(request.providers),
        note=request.note,
    )
    session.add(rule)
    await session.flush()
    await audit.record(
        session, caller, "payments.add_rule", "routing_rule", rule.id,
        f"Payments go to {', '.join(request.providers)}",
    )  # fmt: skip
    return rule


async def remove_rule(session: AsyncSession, caller: Principal, rule_id: UUID) -> None:
    caller.require_staff()
    rule = await queries.get_rule(session, rule_id)
    await session.delete(rule)
    await audit.record(
        session, caller, "payments.remove_rule", "routing_rule", rule.id,
        f"Rule {rule.position} removed",
    )  # fmt: skip


async def raise_rule(session: AsyncSession, caller: Principal, rule_id: UUID) -> None:
    """One place up: it is read before the one that stood there."""
    caller.require_staff()
    rules = list(await queries.list_rules(session))
    place = next((i for i, rule in enumerate(rules) if rule.id == rule_id), 0)
    if place == 0:
        return
    rules[place - 1], rules[place] = rules[place], rules[place - 1]
    for position, rule in enumerate(rules, start=1):
        rule.position = position
    await audit.record(
        session, caller, "payments.raise_rule", "routing_rule", rule_id, "Rule moved up"
    )


def _check(request: RuleRequest) -> None:
    if not request.providers or any(name not in NAMES for name in request.providers):
        raise Invalid("Name at least one gateway.", field="providers")
    has_bounds = request.min_minor is not None or request.max_minor is not None
    if has_bounds and not request.currency:
        raise Invalid("Amounts need a currency.", field="currency")
    low, high = request.min_minor or 0, request.max_minor
    if low < 0 or (high is not None and high < low):
        raise Invalid("The amounts are the wrong way round.", field="min")
