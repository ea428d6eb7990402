"""What shoppers of the demo shop keep an eye on."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from core.demo.bulk import Bulk
from core.demo.people import People
from core.demo.shelves import ShelfVariant
from core.demo.workshops import Workshops
from core.saved.models import (
    Alert,
    AlertKind,
    AlertStatus,
    SavedList,
    SavedPiece,
    VendorFollow,
)

FOLLOWED, NEW_PIECES = 3, 2
OTHERS_FOLLOW = 2
SAVED = 5
NOTES = ("for the kitchen shelf", "ask Jonas about the color", "")


def add_watching(
    bulk: Bulk, people: People, variants: Sequence[ShelfVariant], workshops: Workshops
) -> None:
    """The first demo shopper has saved pieces, a list of her own, three workshops with news and
    two alerts; everybody else follows a workshop or two.
    """
    user_id: UUID = people.buyers[0]["user_id"]
    first = _first_of_each(variants)
    _add_lists(bulk, user_id, first)
    _add_follows(bulk, user_id, first, workshops)
    _add_alerts(bulk, user_id, variants)
    slugs = sorted(workshops.ids)
    for number, buyer in enumerate(people.buyers[1:], 1):
        for turn in range(OTHERS_FOLLOW):
            vendor = slugs[(number * 5 + turn * (7 + number % 11)) % len(slugs)]
            bulk.add(
                VendorFollow,
                at=buyer["joined_at"] + timedelta(days=turn),
                user_id=buyer["user_id"],
                vendor_id=workshops.ids[vendor],
            )


def _first_of_each(variants: Sequence[ShelfVariant]) -> list[ShelfVariant]:
    """One variant of every product, the newest product first."""
    found: dict[UUID, ShelfVariant] = {}
    for variant in variants:
        found.setdefault(variant.product_id, variant)
    return sorted(found.values(), key=lambda variant: variant.created, reverse=True)


def _add_lists(bulk: Bulk, user_id: UUID, first: Sequence[ShelfVariant]) -> None:
    """One of the saved pieces was dearer then, one cheaper."""
    began = bulk.now - timedelta(days=40)
    default = bulk.add(SavedList, at=began, user_id=user_id, is_default=True)
    kitchen = bulk.add(SavedList, at=began, user_id=user_id, name="New kitchen", position=1)
    chosen = [v for v in first if "EUR" in v.prices and v.stock != 0]
    for place, variant in enumerate(chosen[:SAVED]):
        change = (1 if place == 0 else -1 if place == 1 else 0) * 300
        _save(bulk, default, variant, place, change=change)
    for place, variant in enumerate(chosen[SAVED : SAVED + len(NOTES)]):
        _save(bulk, kitchen, variant, place, note=NOTES[place], is_exact=True)


def _save(
    bulk: Bulk,
    list_id: UUID,
    variant: ShelfVariant,
    place: int,
    *,
    change: int = 0,
    note: str = "",
    is_exact: bool = False,
) -> None:
    bulk.add(
        SavedPiece,
        at=bulk.now - timedelta(days=30 - place),
        list_id=list_id,
        product_id=variant.product_id,
        variant_id=variant.id if is_exact else None,
        note=note,
        position=place + 1,
        seen_minor=variant.prices["EUR"] + change,
        seen_currency="EUR",
    )


def _add_follows(
    bulk: Bulk, user_id: UUID, first: Sequence[ShelfVariant], workshops: Workshops
) -> None:
    """Begun just before the latest pieces of each, so that there is news."""
    shelves: dict[str, list[ShelfVariant]] = defaultdict(list)
    for variant in first:
        shelves[variant.vendor].append(variant)
    stocked = [(v, shelf) for v, shelf in shelves.items() if len(shelf) > NEW_PIECES]
    for vendor, shelf in stocked[:FOLLOWED]:
        bulk.add(
            VendorFollow,
            at=shelf[NEW_PIECES - 1].created - timedelta(hours=1),
            user_id=user_id,
            vendor_id=workshops.ids[vendor],
        )


def _add_alerts(bulk: Bulk, user_id: UUID, variants: Sequence[ShelfVariant]) -> None:
    """One waits for a shelf, one for a price a fifth below today's."""
    priced = [v for v in variants if "EUR" in v.prices]
    gone = next(v for v in priced if v.stock == 0)
    there = next(v for v in priced if v.stock and v.product_id != gone.product_id)
    for kind, variant in ((AlertKind.STOCK, gone), (AlertKind.PRICE, there)):
        price = variant.prices["EUR"]
        bulk.add(
            Alert,
            at=bulk.now - timedelta(days=6),
            user_id=user_id,
            variant_id=variant.id,
            kind=kind,
            status=AlertStatus.ACTIVE,
            currency="EUR",
            target_minor=price * 4 // 5 if kind is AlertKind.PRICE else None,
            seen_minor=price,
        )
