"""How long the discounts of a large bag take to price.

    .venv/bin/python -m bench.bench_promotions [--lines 50] [--vendors 10] [--rules 20]

Pure computation: every kind of promotion, half of them with codes, over a bag of many
workshops. Prints the median and the 95th percentile; exits with 1 above the budget.
"""

import argparse
import sys
from datetime import UTC, datetime
from statistics import median, quantiles
from time import perf_counter_ns
from uuid import UUID

from core.kernel.money import Money
from core.promotions.apply import apply
from core.promotions.models import PromotionKind
from core.promotions.rules import Delivery, Facts, Line, Rule
from core.promotions.terms import Scope, SetPiece, Terms, Tier

ROUNDS = 300
BUDGET_MS = 20.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=50)
    parser.add_argument("--vendors", type=int, default=10)
    parser.add_argument("--rules", type=int, default=20)
    chosen = parser.parse_args()
    lines = [_line(n, chosen.vendors) for n in range(chosen.lines)]
    deliveries = [
        Delivery(_vendor(n), Money(450, "EUR"), Money(450, "EUR"))
        for n in range(chosen.vendors)
    ]
    rules = [_rule(n, chosen.vendors) for n in range(chosen.rules)]
    facts = Facts("EUR", datetime.now(UTC), "PT")
    took: list[float] = []
    for _ in range(ROUNDS):
        started = perf_counter_ns()
        result = apply(lines, deliveries, rules, facts)
        took.append((perf_counter_ns() - started) / 1e6)
    late = quantiles(took, n=20)[-1]
    print(
        f"{chosen.lines} lines of {chosen.vendors} workshops, {chosen.rules} promotions, "
        f"{len(result.applied)} applied: median {median(took):.2f} ms, p95 {late:.2f} ms "
        f"(budget {BUDGET_MS:.0f} ms)"
    )
    sys.exit(0 if median(took) < BUDGET_MS else 1)


def _vendor(n: int) -> UUID:
    return UUID(int=100 + n)


def _product(n: int) -> UUID:
    return UUID(int=1000 + n)


def _line(n: int, vendors: int) -> Line:
    unit = Money(990 + 37 * n, "EUR")
    return Line(UUID(int=5000 + n), _product(n), _vendor(n % vendors), unit, 1 + n % 4)


def _rule(n: int, vendors: int) -> Rule:
    kinds = list(PromotionKind)
    kind = kinds[n % len(kinds)]
    scope = Scope(vendors=frozenset({_vendor(n % vendors)})) if n % 3 == 0 else Scope()
    terms = {
        PromotionKind.PERCENT: Terms(scope=scope, percent_bps=500),
        PromotionKind.AMOUNT: Terms(scope=scope, amount_minor=500),
        PromotionKind.FREE_DELIVERY: Terms(scope=scope, cap_minor=900),
        PromotionKind.BUY_GET: Terms(
            scope=scope, buy_quantity=2, get_quantity=1, percent_bps=10_000
        ),
        PromotionKind.BUNDLE: Terms(
            bundle=(SetPiece(product_id=_product(n)), SetPiece(product_id=_product(n + 1))),
            percent_bps=1000,
        ),
        PromotionKind.TIER: Terms(scope=scope, tiers=(Tier(threshold=3, percent_bps=300),)),
    }[kind]
    return Rule(
        UUID(int=9000 + n),
        f"Promotion {n}",
        kind,
        terms,
        code=f"CODE{n}" if n % 2 else "",
        priority=n % 5,
        stacking_group="season" if n % 7 == 0 else "",
        is_exclusive=n % 10 == 9,
        platform_bps=(10_000, 5_000, 0)[n % 3],
    )


if __name__ == "__main__":
    main()
