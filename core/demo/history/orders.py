"""Rows of past orders, shaped as the use cases of checkout, orders and refunds leave them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from core.demo.bulk import Bulk
from core.demo.history.books import Books
from core.demo.history.money import MoneyTrail, Part
from core.demo.history.moves import PAYMENT_WINDOW, order_moves, part_moves
from core.demo.history.parcels import Parcels
from core.demo.history.payouts import PayoutTrail
from core.demo.history.plan import Delivered, PlannedOrder, Stage
from core.demo.history.sums import LineSums, PartSums, sums_of
from core.demo.workshops import Workshops, plan_name
from core.kernel.secrets import derived_token, token_hash
from core.orders.models import Order, OrderEvent, OrderLine, VendorOrder
from core.orders.numbers import ALPHABET, vendor_order_number
from core.orders.statuses import (
    OrderFulfillmentStatus,
    OrderPaymentStatus,
    OrderStatus,
    VendorOrderStatus,
)
from core.settings import settings

ACCEPT_WITHIN = timedelta(hours=48)
STATUSES = {
    Stage.EXPIRED: VendorOrderStatus.EXPIRED,
    Stage.CANCELED: VendorOrderStatus.CANCELED,
    Stage.PLACED: VendorOrderStatus.PLACED,
    Stage.ACCEPTED: VendorOrderStatus.ACCEPTED,
    Stage.PACKED: VendorOrderStatus.ACCEPTED,
    Stage.SHIPPED: VendorOrderStatus.FULFILLED,
    Stage.DELIVERED: VendorOrderStatus.DELIVERED,
    Stage.COMPLETED: VendorOrderStatus.COMPLETED,
}
SENT = {
    Stage.CANCELED: OrderFulfillmentStatus.CANCELED,
    Stage.SHIPPED: OrderFulfillmentStatus.FULFILLED,
    Stage.DELIVERED: OrderFulfillmentStatus.DELIVERED,
    Stage.COMPLETED: OrderFulfillmentStatus.DELIVERED,
}


class OrderHistory:
    """Writes orders one by one; ``parcels`` remembers what they mean for the stock."""

    def __init__(
        self, bulk: Bulk, workshops: Workshops, opened: datetime, random: Random
    ) -> None:
        self._bulk, self._workshops, self._random = bulk, workshops, random
        self.parcels = Parcels(bulk, workshops, random)
        self._books = Books(bulk, opened)
        self._money = MoneyTrail(bulk, self._books, random)
        self._secret = settings().secret_key.get_secret_value()
        self._numbers: set[str] = set()
        self.delivered: list[Delivered] = []

    def pay_workshops(self) -> None:
        """What was released is paid out, month by month."""
        PayoutTrail(self._bulk, self._books, self._random).pay(self._workshops.ids)

    def add(self, order: PlannedOrder) -> None:
        sums = sums_of(order, self._workshops)
        expires_at = order.created + PAYMENT_WINDOW
        order_id, number = self._bulk.ids.at(order.created), self._number()
        self._bulk.add(
            Order, at=order.created, id=order_id, number=number, expires_at=expires_at,
            **self._addressed(order, order_id), **_totals(order, sums),
        )  # fmt: skip
        parts: list[Part] = []
        for index, part in enumerate(sums):
            part_number = vendor_order_number(number, index)
            part_id = self._add_part(order, order_id, part_number, part)
            line_ids = self._add_lines(order, order_id, part_id, part)
            self.parcels.add(
                order, part.planned, order_id, (part_id, part_number), line_ids, expires_at
            )
            parts.append((part_id, part, line_ids))
            self._remember_delivered(order, part, part_id, line_ids)
        self._money.add(order, order_id, number, parts, expires_at)
        self._add_events(order, order_id, parts)

    def _remember_delivered(
        self, order: PlannedOrder, part: PartSums, part_id: UUID, line_ids: Sequence[UUID]
    ) -> None:
        """What people with an account have received: they may say how it is."""
        if order.buyer.user_id is None or part.planned.stage < Stage.DELIVERED:
            return
        self.delivered += [
            Delivered(
                line_id, part_id, part.vendor_id, line.variant, order.buyer, part.planned.times
            )
            for line_id, line in zip(line_ids, part.planned.lines, strict=True)
        ]

    def _number(self) -> str:
        while True:
            word = "".join(self._random.choice(ALPHABET) for _ in range(8))
            if word not in self._numbers:
                self._numbers.add(word)
                return f"EM-{word[:4]}-{word[4:]}"

    def _addressed(self, order: PlannedOrder, order_id: UUID) -> dict[str, Any]:
        return {
            "user_id": order.buyer.user_id,
            "email": order.buyer.email,
            "idempotency_scope": "demo",
            "idempotency_key": str(order_id),
            "access_token_hash": token_hash(derived_token(self._secret, "order", order_id)),
            "ship_to": order.buyer.address,
        }

    def _add_part(
        self, order: PlannedOrder, order_id: UUID, number: str, part: PartSums
    ) -> UUID:
        planned = part.planned
        times, stage = planned.times, planned.stage
        making = max((line.variant.lead_time_days or 0 for line in planned.lines), default=0)
        country = order.buyer.address["country"]
        arrival = self._workshops.arrival(planned.vendor, country, order.placed.date(), making)
        return self._bulk.add(
            VendorOrder,
            at=order.created,
            order_id=order_id,
            vendor_id=part.vendor_id,
            number=number,
            status=STATUSES[stage],
            fulfillment_status=SENT.get(stage, OrderFulfillmentStatus.UNFULFILLED),
            currency=part.total.currency,
            items_minor=part.items.minor,
            delivery_minor=part.delivery.minor,
            total_minor=part.total.minor,
            commission_minor=part.commission.minor,
            refunded_minor=part.refunded.minor,
            delivery_refunded_minor=part.delivery_back.minor,
            delivery_name="Standard parcel",
            arrives_from=arrival.first,
            arrives_until=arrival.last,
            accept_by=order.placed + ACCEPT_WITHIN if order.is_paid else None,
            delivered_at=times.delivered if stage >= Stage.DELIVERED else None,
            completed_at=times.completed if stage is Stage.COMPLETED else None,
        )

    def _add_lines(
        self, order: PlannedOrder, order_id: UUID, part_id: UUID, part: PartSums
    ) -> list[UUID]:
        has_left = part.planned.stage >= Stage.SHIPPED
        return [
            self._bulk.add(
                OrderLine,
                at=order.created,
                order_id=order_id,
                vendor_order_id=part_id,
                position=position,
                commission_rule=plan_name(part.bps // 100),
                commission_bps=part.bps,
                quantity_fulfilled=line.planned.quantity if has_left else 0,
                quantity_canceled=line.planned.quantity if order.is_canceled else 0,
                **_line_values(line),
            )
            for position, line in enumerate(part.lines)
        ]

    def _add_events(self, order: PlannedOrder, order_id: UUID, parts: Sequence[Part]) -> None:
        for move in order_moves(order):
            self._bulk.add(OrderEvent, order_id=order_id, **move)
        for part_id, part, _ in parts:
            maker = self._workshops.actors[part.planned.vendor]
            for move in part_moves(order, part, maker):
                self._bulk.add(OrderEvent, order_id=order_id, vendor_order_id=part_id, **move)


def _line_values(line: LineSums) -> dict[str, Any]:
    variant = line.planned.variant
    return {
        "product_id": variant.product_id,
        "variant_id": variant.id,
        "title": variant.title,
        "options": list(variant.options),
        "sku": variant.sku,
        "slug": variant.slug,
        "image_key": variant.image_key,
        "weight_g": variant.weight_g,
        "lead_time_days": variant.lead_time_days,
        "quantity": line.planned.quantity,
        "unit_minor": line.unit.minor,
        "total_minor": line.total.minor,
        "commission_minor": line.commission.minor,
        "quantity_refunded": line.units_back,
        "refunded_minor": line.refunded.minor,
        "commission_refunded_minor": line.commission_back.minor,
    }


def _totals(order: PlannedOrder, parts: Sequence[PartSums]) -> dict[str, Any]:
    """Sums and summary statuses of the parent."""
    items = sum(part.items.minor for part in parts)
    delivery = sum(part.delivery.minor for part in parts)
    refunded = sum(part.refunded.minor for part in parts)
    return {
        "currency": order.buyer.currency,
        "items_minor": items,
        "delivery_minor": delivery,
        "total_minor": items + delivery,
        "refunded_minor": refunded,
        "status": _status(order),
        "payment_status": _payment_status(order, items + delivery, refunded),
        "fulfillment_status": _fulfillment(order),
        "placed_at": order.placed if order.is_paid else None,
        "canceled_at": order.parts[0].times.accepted if order.is_canceled else None,
    }


def _status(order: PlannedOrder) -> OrderStatus:
    if not order.is_paid:
        return OrderStatus.EXPIRED
    return OrderStatus.CANCELED if order.is_canceled else OrderStatus.PLACED


def _payment_status(order: PlannedOrder, total: int, refunded: int) -> OrderPaymentStatus:
    if not order.is_paid:
        return OrderPaymentStatus.NONE
    if not refunded:
        return OrderPaymentStatus.PAID
    is_whole = refunded == total
    return OrderPaymentStatus.REFUNDED if is_whole else OrderPaymentStatus.PARTIALLY_REFUNDED


def _fulfillment(order: PlannedOrder) -> OrderFulfillmentStatus:
    """As ``core.orders.derive.order_fulfillment`` would: the parts of the past die together."""
    if order.is_canceled:
        return OrderFulfillmentStatus.CANCELED
    sent = {SENT.get(p.stage, OrderFulfillmentStatus.UNFULFILLED) for p in order.parts}
    if len(sent) == 1:
        return sent.pop()
    gone = {OrderFulfillmentStatus.FULFILLED, OrderFulfillmentStatus.DELIVERED}
    return OrderFulfillmentStatus.FULFILLED if sent <= gone else OrderFulfillmentStatus.PARTIAL
