"""How many orders a second go from an empty bag to paid, through the core's own services.

    .venv/bin/python -m bench.bench_checkout [--seconds 20] [--buyers 8]

Every order has goods of two workshops: bag, quote, place (stock held), attempt to pay, the
gateway's word (stock promised, books posted), each step in its own transaction. Jobs are
enqueued, not run; the gateway answers at once. In the end all proofs must hold.
"""

import argparse
import asyncio
import random

from bench.measure import database, market_of_its_own, repeatedly
from core.checkout.place_order import place_order
from core.checkout.settle_payment import settle_payment
from core.db.session import transaction
from core.kernel.principal import GUEST
from core.reporting.proofs import prove
from core.reporting.sql import row
from tests.factories.orders import a_bag, a_request, a_shelf, an_attempt, word_of
from tests.factories.shop import Sold

PIECES = 40
PLENTY = 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--buyers", type=int, default=8)
    chosen = parser.parse_args()
    with market_of_its_own():
        asyncio.run(measure(chosen.seconds, chosen.buyers))


async def measure(seconds: float, buyers: int) -> None:
    async with database():
        async with transaction() as session:
            shelf = await a_shelf(session, prices=[1250] * PIECES, stock=PLENTY)
        spread = await repeatedly(
            lambda: buy(random.sample(shelf, 2)), seconds=seconds, side_by_side=buyers
        )
        spread.report(f"checkout, {buyers} buyers, {PIECES} pieces")
        hot = await repeatedly(lambda: buy(shelf[:2]), seconds=seconds / 2, side_by_side=buyers)
        hot.report(f"checkout, {buyers} buyers, the same 2 pieces")
        alone = await repeatedly(
            lambda: buy(random.sample(shelf, 2)), seconds=seconds / 4, side_by_side=1
        )
        alone.report("checkout, 1 buyer")
        await ensure_all_is_well(sum(len(calls.took) for calls in (spread, hot, alone)))


async def buy(pieces: list[Sold]) -> None:
    async with transaction() as session:
        cart, token = await a_bag(session, pieces)
        request = await a_request(session, cart)
    async with transaction() as session:
        order = await place_order(session, GUEST, token, request)
    async with transaction() as session:
        payment = await an_attempt(session, order)
    async with transaction() as session:
        await settle_payment(session, payment, word_of(payment))


async def ensure_all_is_well(bought: int) -> None:
    async with transaction() as session:
        placed = await row(session, "SELECT count(*) AS n FROM orders WHERE status = 'placed'")
        assert placed["n"] == bought
        await prove(session)
    print(f"{'':42} {bought} orders placed and paid; all proofs hold")


if __name__ == "__main__":
    main()
