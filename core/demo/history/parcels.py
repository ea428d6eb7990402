"""Stock of past orders: holds, promises, parcels, and the movements behind them."""

from collections import Counter
from datetime import datetime
from random import Random
from uuid import UUID

from core.demo.bulk import Bulk
from core.demo.history.plan import PlannedLine, PlannedOrder, PlannedPart, Stage
from core.demo.workshops import Workshops
from core.inventory.models import (
    Allocation,
    MovementKind,
    ReservationStatus,
    StockMovement,
    StockReservation,
)
from core.orders.carriers import tracking_url
from core.orders.models import Fulfillment, FulfillmentLine
from core.orders.numbers import parcel_number
from core.orders.statuses import FulfillmentStatus

CARRIERS = {
    "PT": "CTT", "FR": "La Poste", "NL": "PostNL", "ES": "Correos", "DE": "DHL", "US": "USPS",
}  # fmt: skip
OTHER_CARRIER = "UPS"
PARCEL = {
    Stage.PACKED: FulfillmentStatus.PACKED,
    Stage.SHIPPED: FulfillmentStatus.HANDED_OVER,
    Stage.DELIVERED: FulfillmentStatus.DELIVERED,
    Stage.COMPLETED: FulfillmentStatus.DELIVERED,
}


class Parcels:
    """``sold`` left the house, ``promised`` lies there for open orders, by variant."""

    def __init__(self, bulk: Bulk, workshops: Workshops, random: Random) -> None:
        self._bulk, self._workshops, self._random = bulk, workshops, random
        self.sold: Counter[UUID] = Counter()
        self.promised: Counter[UUID] = Counter()

    def add(
        self,
        order: PlannedOrder,
        part: PlannedPart,
        order_id: UUID,
        vendor_order: tuple[UUID, str],
        line_ids: list[UUID],
        expires_at: datetime,
    ) -> None:
        for line, line_id in zip(part.lines, line_ids, strict=True):
            if line.variant.stock is not None:
                self._settle(order, part, line, order_id, line_id, expires_at)
        if part.stage in PARCEL:
            self._add_parcel(part, vendor_order, line_ids)

    def _settle(
        self,
        order: PlannedOrder,
        part: PlannedPart,
        line: PlannedLine,
        order_id: UUID,
        line_id: UUID,
        expires_at: datetime,
    ) -> None:
        place, units = self._workshops.places[part.vendor], line.quantity
        is_paid = order.is_paid
        self._bulk.add(
            StockReservation,
            at=part.times.created,
            order_id=order_id,
            variant_id=line.variant.id,
            location_id=place,
            quantity=units,
            status=ReservationStatus.ALLOCATED if is_paid else ReservationStatus.EXPIRED,
            expires_at=expires_at,
        )
        buyer, maker = order.buyer.actor, self._workshops.actors[part.vendor]
        times = part.times
        moves = [(times.created, MovementKind.RESERVED, (0, units, 0), order_id, buyer)]
        if not is_paid:
            moves.append((expires_at, MovementKind.EXPIRED, (0, -units, 0), order_id, "system"))
        else:
            moves.append(
                (times.placed, MovementKind.ALLOCATED, (0, -units, units), line_id, "system")
            )
        held = units if is_paid else 0
        if part.stage is Stage.CANCELED:
            moves.append(
                (times.accepted, MovementKind.DEALLOCATED, (0, 0, -units), line_id, buyer)
            )
            held = 0
        elif part.stage >= Stage.SHIPPED:
            moves.append(
                (times.handed_over, MovementKind.SHIPPED, (-units, 0, -units), line_id, maker)
            )
            self.sold[line.variant.id] += units
            held = 0
        self.promised[line.variant.id] += held
        for at, kind, deltas, reference, actor in moves:
            self._move(line.variant.id, place, at, kind, deltas, str(reference), actor)
        if is_paid:
            self._bulk.add(
                Allocation, at=times.placed, order_line_id=line_id,
                variant_id=line.variant.id, location_id=place, quantity=held,
            )  # fmt: skip

    def _move(
        self,
        variant_id: UUID,
        place: UUID,
        at: datetime,
        kind: MovementKind,
        deltas: tuple[int, int, int],
        reference: str,
        actor: str,
    ) -> None:
        on_hand, reserved, allocated = deltas
        self._bulk.add(
            StockMovement,
            at=at,
            variant_id=variant_id,
            location_id=place,
            kind=kind,
            on_hand_delta=on_hand,
            reserved_delta=reserved,
            allocated_delta=allocated,
            reference=reference,
            actor=actor,
        )

    def _add_parcel(
        self, part: PlannedPart, vendor_order: tuple[UUID, str], line_ids: list[UUID]
    ) -> None:
        vendor_order_id, number = vendor_order
        has_left = part.stage >= Stage.SHIPPED
        carrier = CARRIERS.get(self._workshops.country(part.vendor), OTHER_CARRIER)
        tracking = f"{self._random.randrange(10**11, 10**12)}" if has_left else ""
        has_arrived = part.stage >= Stage.DELIVERED
        parcel_id = self._bulk.add(
            Fulfillment,
            at=part.times.packed,
            vendor_order_id=vendor_order_id,
            number=parcel_number(number, 0),
            status=PARCEL[part.stage],
            carrier=carrier if has_left else "",
            tracking_number=tracking,
            tracking_url=tracking_url(carrier, tracking),
            handed_over_at=part.times.handed_over if has_left else None,
            delivered_at=part.times.delivered if has_arrived else None,
        )
        for line, line_id in zip(part.lines, line_ids, strict=True):
            self._bulk.add(
                FulfillmentLine, at=part.times.packed, fulfillment_id=parcel_id,
                order_line_id=line_id, quantity=line.quantity,
            )  # fmt: skip
