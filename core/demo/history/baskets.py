"""Who buys what: popular products more often, mostly from one workshop at a time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from uuid import UUID

from core.demo.history.plan import Buyer, PlannedLine
from core.demo.people import address_in
from core.demo.shelves import ShelfVariant
from core.demo.source import Record

# Workshops with a demo sign-in sell a little better, so that their pages are not empty.
FAVORED = {"olaria-ribeira": 1.5, "holzwerk-erzgebirge": 2.0}
SEVERAL_LINES = 0.42  # share of orders that have more than one
# Of the demo shoppers one has ordered a lot, the other not yet.
ORDERS_OF = {"anke@example.com": 4, "sam@example.com": 0}


class Baskets:
    def __init__(
        self,
        history: Record,
        variants: Sequence[ShelfVariant],
        customers: Sequence[Record],
        random: Random,
    ) -> None:
        self._history, self._customers, self._random = history, customers, random
        self._variants: dict[UUID, list[ShelfVariant]] = defaultdict(list)
        for variant in variants:
            if variant.is_for_sale and variant.stock != 0:
                self._variants[variant.product_id].append(variant)
        self._products = list(self._variants)
        random.shuffle(self._products)
        exponent = history["product_popularity"]["exponent"]
        self._popularity = {
            product: rank**-exponent * FAVORED.get(self._variants[product][0].vendor, 1)
            for rank, product in enumerate(self._products, 1)
        }
        self._by_vendor: dict[str, list[UUID]] = defaultdict(list)
        for product in self._products:
            self._by_vendor[self._variants[product][0].vendor].append(product)
        self._day: tuple[object, list[UUID], list[float]] | None = None

    def buyer(self, moment: datetime) -> Buyer:
        """A customer who has joined by then, or a guest."""
        random = self._random
        joined = [person for person in self._customers if person["joined_at"] < moment]
        if joined and random.random() < self._history["returning_buyer_share"]:
            weights = [ORDERS_OF.get(person["email"], 1) for person in joined]
            person = random.choices(joined, weights)[0]
            return Buyer(
                person["user_id"], person["email"], person["address"], person["currency"]
            )
        one, other = random.choice(self._customers), random.choice(self._customers)
        country = _draw(self._history["ship_to"], random)
        name = f"{one['first_name']} {other['last_name']}"
        mailbox = f"guest.{random.getrandbits(32):08x}@example.com"
        currency = _draw(self._history["currency"], random)
        return Buyer(None, mailbox, address_in(country, name, random), currency)

    def lines(self, moment: datetime) -> list[PlannedLine]:
        """Different products; of several, about half are from one workshop alone. None while
        nothing is on sale yet.
        """
        random, history = self._random, self._history
        wanted = int(_draw(history["lines_per_order"], random))
        first = self._pick(moment)
        if first is None:
            return []
        chosen = {first}
        is_mixed = random.random() < history["multi_vendor_share"] / SEVERAL_LINES
        own = self._own(first, moment)
        for _ in range(wanted - 1):
            chosen.add((self._pick(moment) if is_mixed else None) or random.choice(own))
        return [self._line(product) for product in sorted(chosen, key=self._products.index)]

    def _line(self, product: UUID) -> PlannedLine:
        variant = self._random.choice(self._variants[product])
        return PlannedLine(
            variant, int(_draw(self._history["quantity_per_line"], self._random))
        )

    def _own(self, product: UUID, moment: datetime) -> list[UUID]:
        vendor = self._variants[product][0].vendor
        return [p for p in self._by_vendor[vendor] if self._variants[p][0].created < moment]

    def _pick(self, moment: datetime) -> UUID | None:
        if self._day is None or self._day[0] != moment.date():
            self._day = (moment.date(), *self._on_sale(moment))
        _, products, weights = self._day
        return self._random.choices(products, cum_weights=weights)[0] if products else None

    def _on_sale(self, moment: datetime) -> tuple[list[UUID], list[float]]:
        popularity = self._history["product_popularity"]
        new = timedelta(days=popularity["new_product_boost_days"])
        products = [p for p in self._products if self._variants[p][0].created < moment]
        weights = [
            self._popularity[p]
            * (
                popularity["new_product_boost"]
                if moment - self._variants[p][0].created < new
                else 1
            )
            for p in products
        ]
        return products, list(accumulate(weights))


def _draw(shares: Mapping[str, float], random: Random) -> str:
    return random.choices(list(shares), list(shares.values()))[0]
