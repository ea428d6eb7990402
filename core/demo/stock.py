"""Stock levels and the movements that explain them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from core.demo.bulk import Bulk
from core.demo.shelves import ShelfVariant
from core.inventory.models import MovementKind, StockLevel, StockMovement


def add_stock(
    bulk: Bulk,
    variants: Iterable[ShelfVariant],
    places: Mapping[str, UUID],
    sold: Mapping[UUID, int],
    promised: Mapping[UUID, int],
) -> None:
    """What a level shows is what the file says is free; what was ``sold`` came in before that,
    and what is ``promised`` to open orders still lies there.
    """
    for variant in variants:
        if variant.stock is None:
            continue
        gone, held = sold.get(variant.id, 0), promised.get(variant.id, 0)
        place = places[variant.vendor]
        bulk.add(
            StockLevel,
            at=variant.created,
            variant_id=variant.id,
            location_id=place,
            on_hand=variant.stock + held,
            allocated=held,
        )
        received = variant.stock + held + gone
        if received:
            bulk.add(
                StockMovement,
                at=variant.created,
                variant_id=variant.id,
                location_id=place,
                kind=MovementKind.RECEIVED,
                on_hand_delta=received,
                actor="system",
                reason="First count",
            )
