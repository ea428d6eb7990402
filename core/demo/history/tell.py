"""Tell the whole history: plan the orders, write their rows, leave the traffic behind."""

from datetime import timedelta
from random import Random

from core.demo.bulk import Bulk
from core.demo.history.baskets import Baskets
from core.demo.history.orders import OrderHistory
from core.demo.history.timeline import Timeline
from core.demo.history.traffic import add_traffic
from core.demo.people import People
from core.demo.shelves import Shelves
from core.demo.source import Source
from core.demo.workshops import Workshops
from core.settings import settings


def add_history(
    bulk: Bulk,
    source: Source,
    people: People,
    workshops: Workshops,
    shelves: Shelves,
    random: Random,
) -> OrderHistory:
    """Returns what was sold and what arrived. Only the demo's own products were sold."""
    known = {product["slug"] for product in source.products}
    variants = [variant for variant in shelves.variants if variant.slug in known]
    baskets = Baskets(source.history, variants, people.buyers, random)
    window = timedelta(days=settings().earnings_window_days)
    timeline = Timeline(source, baskets, workshops, window, random)
    planned = list(timeline.orders(source.history["orders"]))
    writer = OrderHistory(bulk, workshops, source.now - timedelta(days=500), random)
    for order in planned:
        writer.add(order)
    writer.pay_workshops()
    products = list({variant.product_id: None for variant in variants if variant.is_for_sale})
    add_traffic(bulk, source, planned, products, random)
    return writer
