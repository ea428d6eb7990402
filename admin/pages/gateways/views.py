"""Gateways, how they do, and the rules between them, for the browser."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from admin.state.mark import Mark
from core.kernel.money import Money
from core.outbound.breaker import BreakerState
from core.payments.gateway_models import RoutingRule
from core.payments.gateways import GatewayFacts
from core.payments.providers.base import Way
from core.ui.countries import country_name
from core.ui.format import money, number, percent, quantity

PATH = "/payments/gateways"
NAMES = {
    "stripe": "Stripe",
    "paypal": "PayPal",
    "square": "Square",
    "btcpay": "BTCPay Server",
    "sandbox": "Sandbox bank",
}
WAYS = {Way.CARD: "Cards", Way.PAYPAL: "PayPal", Way.CRYPTO: "Crypto"}
_BREAKERS = {
    BreakerState.OPEN: ("Not answering", "danger", "blocked"),
    BreakerState.HALF_OPEN: ("Being tried again", "attention", "attention"),
}
POOR_BPS = 9500


@dataclass(frozen=True, slots=True)
class GatewayRow:
    name: str = ""
    label: str = ""
    account: str = ""
    ways: str = ""
    mark: Mark = field(default_factory=Mark)
    success: str = ""
    latency: str = ""
    attempts: str = ""
    can_enable: bool = False
    can_disable: bool = False

    @classmethod
    def of(cls, facts: GatewayFacts) -> Self:
        health = facts.health
        return cls(
            name=facts.name,
            label=NAMES[facts.name],
            account=facts.account if facts.is_set_up else "No keys in the settings",
            ways=_ways(facts),
            mark=_mark(facts),
            success=percent(health.success_bps) if health.calls else "No calls",
            latency=f"95 of 100 within {health.p95_ms} ms, {quantity(health.calls, 'call')}"
            if health.calls
            else "in the last hour",
            attempts=f"{number(facts.captured)} paid, {number(facts.failed)} failed",
            can_enable=facts.is_set_up and not facts.is_enabled,
            can_disable=facts.is_set_up and facts.is_enabled,
        )


@dataclass(frozen=True, slots=True)
class RuleRow:
    id: str = ""
    position: int = 0
    condition: str = ""
    providers: str = ""
    note: str = ""

    @classmethod
    def of(cls, rule: RoutingRule, vendors: Mapping[UUID, str]) -> Self:
        return cls(
            id=str(rule.id),
            position=rule.position,
            condition=_condition(rule, vendors),
            providers=", then ".join(NAMES.get(name, name) for name in rule.providers),
            note=rule.note,
        )


def _ways(facts: GatewayFacts) -> str:
    words = [WAYS[way] for way in facts.ways] + (["payouts"] if facts.pays_out else [])
    return ", ".join(words)


def _mark(facts: GatewayFacts) -> Mark:
    if not facts.is_set_up:
        return Mark("Not set up")
    if not facts.is_enabled:
        return Mark("Off", "neutral", "blocked")
    if found := _BREAKERS.get(facts.health.breaker):
        return Mark(*found)
    if facts.health.success_bps < POOR_BPS:
        return Mark("Fails at times", "attention", "attention")
    return Mark("On", "success", "done")


def _condition(rule: RoutingRule, vendors: Mapping[UUID, str]) -> str:
    parts: list[str] = []
    if rule.country:
        parts.append(f"delivered to {country_name(rule.country)}")
    if rule.min_minor is not None:
        parts.append(f"from {money(Money(rule.min_minor, rule.currency))}")
    if rule.max_minor is not None:
        parts.append(f"up to {money(Money(rule.max_minor, rule.currency))}")
    if rule.currency and rule.min_minor is None and rule.max_minor is None:
        parts.append(f"in {rule.currency}")
    if rule.vendor_id:
        parts.append(f"with pieces of {vendors.get(rule.vendor_id, 'a workshop')}")
    return "Orders " + ", ".join(parts) if parts else "All orders"
