"""A month of visits, so that the way from a visit to an order can be seen."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from uuid import UUID

from core.demo.bulk import Bulk
from core.demo.history.plan import PlannedOrder
from core.demo.source import Source
from core.reporting.models import ShopEvent, ShopEventKind

DAYS = 30
VIEWS = (1, 4)  # pages of products that a visit looks at
CURIOUS = 0.6  # share of visits that look at any
CHECKOUTS_PER_ORDER = 1.6


def add_traffic(
    bulk: Bulk, source: Source, orders: Sequence[PlannedOrder], products: Sequence[UUID],
    random: Random,
) -> None:  # fmt: skip
    """Visits around each order of the last month, in the proportions of the specification."""
    since = source.now - timedelta(days=DAYS)
    history = source.history
    for order in orders:
        if order.placed < since:
            continue
        _visit(bulk, order, random, ShopEventKind.ORDER, products)
        bags = history["abandoned_carts_per_order"]
        for _ in range(round(random.expovariate(1 / (CHECKOUTS_PER_ORDER - 1)))):
            _visit(bulk, order, random, ShopEventKind.CHECKOUT_START, products)
        for _ in range(round(random.expovariate(1 / bags))):
            _visit(bulk, order, random, ShopEventKind.BAG_ADD, products)
        for _ in range(round(random.expovariate(1 / history["sessions_per_order"]))):
            _visit(bulk, order, random, ShopEventKind.VISIT, products)


def _visit(
    bulk: Bulk, order: PlannedOrder, random: Random, last: ShopEventKind,
    products: Sequence[UUID],
) -> None:  # fmt: skip
    """One visitor who got as far as ``last``, within half a day of the order."""
    is_order = last is ShopEventKind.ORDER
    ends = order.placed
    if not is_order:
        ends = min(ends + timedelta(hours=random.uniform(-12, 12)), bulk.now)
    visitor = f"{random.getrandbits(80):020x}"
    steps: list[tuple[ShopEventKind, UUID | None]] = [(ShopEventKind.VISIT, None)]
    if last is not ShopEventKind.VISIT or random.random() < CURIOUS:
        views = random.randint(*VIEWS)
        steps += [(ShopEventKind.PRODUCT_VIEW, random.choice(products)) for _ in range(views)]
    path = (ShopEventKind.BAG_ADD, ShopEventKind.CHECKOUT_START, ShopEventKind.ORDER)
    if last in path:
        steps += [(kind, None) for kind in path[: path.index(last) + 1]]
    for back, (kind, product_id) in enumerate(reversed(steps)):
        bulk.add(
            ShopEvent, at=ends - timedelta(seconds=40 * back), kind=kind, visitor=visitor,
            product_id=product_id,
        )  # fmt: skip
