"""Bags and rules as the engine reads them, made by hand or by Hypothesis."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.promotions.models import Coupon, Promotion, PromotionKind, PromotionStatus
from core.promotions.rules import Delivery, Facts, Line, Rule
from core.promotions.terms import Scope, SetPiece, Terms, Tier, TierBasis

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
FACTS = Facts("EUR", NOW, "PT")
CATEGORIES = [UUID(int=500 + n) for n in range(3)]


def vendor(n: int) -> UUID:
    return UUID(int=1000 + n)


def product(n: int) -> UUID:
    return UUID(int=2000 + n)


def a_line(n: int = 0, unit: int = 1000, quantity: int = 1, *, of: int = 0) -> Line:
    """Variant ``n`` of product ``n`` of workshop ``of``."""
    categories = frozenset({CATEGORIES[n % len(CATEGORIES)]})
    return Line(
        UUID(int=3000 + n), product(n), vendor(of), Money(unit, "EUR"), quantity, categories
    )


def a_delivery(of: int = 0, price: int = 450, usual: int | None = None) -> Delivery:
    cheapest = price if usual is None else usual
    return Delivery(vendor(of), Money(price, "EUR"), Money(cheapest, "EUR"))


def a_rule(
    n: int = 0,
    kind: PromotionKind = PromotionKind.PERCENT,
    *,
    terms: Terms | None = None,
    **changes: object,
) -> Rule:
    if terms is None:
        terms = Terms(percent_bps=1000)
    made = Rule(UUID(int=n), f"Rule {n}", kind, terms)
    return replace(made, **changes)


async def a_promotion(
    session: AsyncSession,
    kind: PromotionKind = PromotionKind.PERCENT,
    *,
    code: str = "",
    terms: Terms | None = None,
    use_limit: int | None = None,
    **changes: Any,
) -> Promotion:
    """Running, ten percent at the market's cost; with a ``code`` only for who types it."""
    made = Promotion(
        name="A promotion",
        label="Ten percent",
        status=PromotionStatus.ACTIVE,
        kind=kind,
        is_automatic=not code,
        terms=(terms or Terms(percent_bps=1000)).model_dump(mode="json"),
        **changes,
    )
    session.add(made)
    await session.flush()
    if code:
        session.add(Coupon(promotion_id=made.id, code=code, use_limit=use_limit))
        await session.flush()
    return made


def scopes() -> st.SearchStrategy[Scope]:
    return st.builds(
        Scope,
        vendors=st.frozensets(st.sampled_from([vendor(n) for n in range(4)]), max_size=2),
        products=st.frozensets(st.sampled_from([product(n) for n in range(8)]), max_size=3),
        categories=st.frozensets(st.sampled_from(CATEGORIES), max_size=2),
        not_products=st.frozensets(st.sampled_from([product(n) for n in range(8)]), max_size=2),
    )


def benefits() -> st.SearchStrategy[tuple[PromotionKind, dict[str, object]]]:
    percent, amount = st.integers(1, 10_000), st.integers(1, 20_000)
    steps = st.lists(
        st.builds(Tier, threshold=st.integers(1, 20), percent_bps=percent),
        min_size=1,
        max_size=3,
    ).map(tuple)
    parts = st.lists(
        st.builds(
            SetPiece, product_id=st.integers(0, 7).map(product), quantity=st.integers(1, 2)
        ),
        min_size=1,
        max_size=3,
        unique_by=lambda part: part.product_id,
    ).map(tuple)
    few = st.integers(1, 3)
    return st.one_of(
        st.tuples(
            st.just(PromotionKind.PERCENT), st.fixed_dictionaries({"percent_bps": percent})
        ),
        st.tuples(
            st.just(PromotionKind.AMOUNT), st.fixed_dictionaries({"amount_minor": amount})
        ),
        st.tuples(
            st.just(PromotionKind.FREE_DELIVERY),
            st.fixed_dictionaries({"cap_minor": st.none() | amount}),
        ),
        st.tuples(
            st.just(PromotionKind.BUY_GET),
            st.fixed_dictionaries(
                {
                    "buy_quantity": few,
                    "get_quantity": few,
                    "percent_bps": percent,
                    "reward_products": st.frozensets(
                        st.integers(0, 7).map(product), max_size=2
                    ),
                }
            ),
        ),
        st.tuples(
            st.just(PromotionKind.BUNDLE),
            st.fixed_dictionaries({"bundle": parts, "percent_bps": percent}),
        ),
        st.tuples(
            st.just(PromotionKind.TIER),
            st.fixed_dictionaries({"tiers": steps, "tier_basis": st.just(TierBasis.QUANTITY)}),
        ),
    )


@st.composite
def rules(draw: st.DrawFn, number: int | None = None) -> Rule:
    kind, benefit = draw(benefits())
    scope = draw(scopes())
    terms = Terms.model_validate(
        {
            "scope": scope,
            "minimum_minor": draw(st.none() | st.integers(1, 30_000)),
            **benefit,
        }
    )
    return a_rule(
        draw(st.integers(0, 10**6)) if number is None else number,
        kind,
        terms=terms,
        priority=draw(st.integers(0, 3)),
        stacking_group=draw(st.sampled_from(["", "", "a", "b"])),
        is_exclusive=draw(st.booleans()) and draw(st.booleans()),
        platform_bps=draw(st.sampled_from([0, 10_000, 5_000, 3_333])),
    )


@st.composite
def bags(draw: st.DrawFn) -> tuple[list[Line], list[Delivery]]:
    numbers = draw(st.lists(st.integers(0, 7), min_size=1, max_size=8, unique=True))
    lines = [
        a_line(n, draw(st.integers(0, 30_000)), draw(st.integers(1, 12)), of=n % 4)
        for n in numbers
    ]
    workshops = sorted({n % 4 for n in numbers})
    prices = [(draw(st.integers(0, 2000)), draw(st.integers(0, 2000))) for _ in workshops]
    deliveries = [
        a_delivery(of, max(p), min(p)) for of, p in zip(workshops, prices, strict=True)
    ]
    return lines, deliveries


def many_rules() -> st.SearchStrategy[list[Rule]]:
    return st.lists(rules(), max_size=6, unique_by=lambda rule: rule.id)
