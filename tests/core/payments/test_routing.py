"""Which gateway a payment goes to."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import Forbidden, Invalid
from core.kernel.money import Money
from core.kernel.principal import Principal, Role
from core.payments import gateways
from core.payments.gateway_models import RoutingRule
from core.payments.gateways import RuleRequest
from core.payments.providers.base import Way
from core.payments.routing import NoWayToPay, Purchase, chosen_by, holds, offered_ways, route
from core.settings import settings

STAFF = Principal(user_id=uuid4(), roles=frozenset({Role.ADMIN}), email="ada@example.com")
ORDER = Purchase(Money(5000, "EUR"), "DE", frozenset({uuid4()}))


class Named:
    def __init__(self, name):
        self.name = name


def a_rule(*providers, **changes):
    return RoutingRule(position=1, providers=list(providers), **changes)


@pytest.fixture
def keys(monkeypatch):
    def given_keys(**values):
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()

    yield given_keys
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def all_keys(keys):
    keys(
        STRIPE_SECRET_KEY="sk_test_x", STRIPE_STABLECOIN="true",
        PAYPAL_CLIENT_ID="id", PAYPAL_SECRET="secret", PAYPAL_MERCHANT_ID="M1",
        SQUARE_ACCESS_TOKEN="token", SQUARE_LOCATION_ID="L1",
        BTCPAY_URL="https://pay.example", BTCPAY_API_KEY="key", BTCPAY_STORE_ID="S1",
        ECOMARKET_SANDBOX_PAYMENTS="true",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "is_met"),
    [
        ({}, True),
        ({"currency": "EUR"}, True),
        ({"currency": "USD"}, False),
        ({"country": "DE"}, True),
        ({"country": "FR"}, False),
        ({"currency": "EUR", "min_minor": 5000}, True),
        ({"currency": "EUR", "min_minor": 5001}, False),
        ({"currency": "EUR", "max_minor": 5000}, True),
        ({"currency": "EUR", "max_minor": 4999}, False),
        ({"vendor_id": next(iter(ORDER.vendor_ids))}, True),
        ({"vendor_id": uuid4()}, False),
    ],
)
def test_every_condition_of_a_rule_must_hold(changes, is_met):
    assert holds(a_rule("stripe", **changes), ORDER) is is_met


def test_the_first_rule_that_speaks_about_this_way_decides():
    card = [Named("stripe"), Named("square"), Named("sandbox")]
    rules = [
        a_rule("square", country="FR"),
        a_rule("btcpay"),
        a_rule("square", "stripe"),
        a_rule("sandbox"),
    ]

    assert chosen_by(rules, card, ORDER) == ["square", "stripe"]
    assert chosen_by([], card, ORDER) == ["stripe", "square", "sandbox"]
    assert chosen_by(rules[:1], card, ORDER) == ["stripe", "square", "sandbox"]


@given(st.lists(st.sampled_from(["stripe", "square", "paypal", "sandbox"]), unique=True))
def test_a_rule_never_names_what_is_not_offered(providers):
    offered = [Named("stripe"), Named("sandbox")]

    chosen = chosen_by([a_rule(*providers)], offered, ORDER)

    assert set(chosen) <= {"stripe", "sandbox"}
    assert chosen
    assert len(set(chosen)) == len(chosen)


async def test_buyers_choose_between_the_ways_that_are_on(session, all_keys):
    offers = await offered_ways(session, "EUR")
    assert [offer.way for offer in offers] == [Way.CARD, Way.PAYPAL, Way.CRYPTO]
    assert not any(offer.is_test for offer in offers)

    await gateways.switch_gateway(session, STAFF, "paypal", is_enabled=False)
    assert [o.way for o in await offered_ways(session, "EUR")] == [Way.CARD, Way.CRYPTO]


async def test_only_the_sandbox_is_marked_as_a_test(session, keys):
    keys(STRIPE_SECRET_KEY="", ECOMARKET_SANDBOX_PAYMENTS="true")

    assert [(o.way, o.is_test) for o in await offered_ways(session, "EUR")] == [
        (Way.CARD, True)
    ]


async def test_payments_follow_rules_and_switches(session, all_keys):
    assert await route(session, Way.CARD, ORDER) == ["stripe", "square", "sandbox"]
    dollars = Purchase(Money(5000, "USD"), "US", frozenset())
    assert await route(session, Way.CRYPTO, dollars) == ["stripe", "btcpay"]
    assert await route(session, Way.CRYPTO, ORDER) == ["btcpay"]

    await gateways.add_rule(session, STAFF, RuleRequest(("square", "stripe"), currency="EUR"))
    await session.flush()
    assert await route(session, Way.CARD, ORDER) == ["square", "stripe"]

    await gateways.switch_gateway(session, STAFF, "square", is_enabled=False)
    assert await route(session, Way.CARD, ORDER) == ["stripe"]
    for name in ("stripe", "sandbox"):
        await gateways.switch_gateway(session, STAFF, name, is_enabled=False)
    with pytest.raises(NoWayToPay):
        await route(session, Way.CARD, ORDER)


async def test_rules_are_moved_and_removed(session):
    first = await gateways.add_rule(session, STAFF, RuleRequest(("stripe",)))
    second = await gateways.add_rule(session, STAFF, RuleRequest(("square",)))

    await gateways.raise_rule(session, STAFF, second.id)
    await session.flush()
    assert [r.id for r in await gateways.list_rules(session, STAFF)] == [second.id, first.id]

    await gateways.remove_rule(session, STAFF, second.id)
    await session.flush()
    assert [r.id for r in await gateways.list_rules(session, STAFF)] == [first.id]


@pytest.mark.parametrize(
    "request_",
    [
        RuleRequest(()),
        RuleRequest(("nobody",)),
        RuleRequest(("stripe",), min_minor=1),
        RuleRequest(("stripe",), currency="EUR", min_minor=2, max_minor=1),
        RuleRequest(("stripe",), currency="EUR", min_minor=-1),
    ],
)
async def test_rules_that_mean_nothing_are_refused(session, request_):
    with pytest.raises(Invalid):
        await gateways.add_rule(session, STAFF, request_)


async def test_only_staff_may_look_and_change(session, cache):
    buyer = Principal(user_id=uuid4())
    for call in (
        gateways.list_gateways(session, buyer),
        gateways.switch_gateway(session, buyer, "stripe", is_enabled=False),
        gateways.add_rule(session, buyer, RuleRequest(("stripe",))),
        gateways.remove_rule(session, buyer, uuid4()),
        gateways.raise_rule(session, buyer, uuid4()),
    ):
        with pytest.raises(Forbidden):
            await call


async def test_staff_see_every_gateway_with_its_health(session, cache, all_keys):
    await gateways.switch_gateway(session, STAFF, "btcpay", is_enabled=False)

    found = {facts.name: facts for facts in await gateways.list_gateways(session, STAFF)}

    assert list(found) == ["stripe", "paypal", "square", "btcpay", "sandbox"]
    assert not found["btcpay"].is_enabled
    assert found["stripe"].account == "stripe:test"
    assert found["paypal"].pays_out
    assert found["stripe"].health.calls == 0
