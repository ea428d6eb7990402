"""The timelines of past orders, in the words of ``core.orders``."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from core.demo.history.plan import PlannedOrder, Stage
from core.demo.history.sums import PartSums

SYSTEM = "system"
PAYMENT_WINDOW = timedelta(minutes=30)
Row = dict[str, Any]


def order_moves(order: PlannedOrder) -> Iterator[Row]:
    buyer = order.buyer.actor
    yield _row(order.created, "order.created", "You sent the order.", buyer)
    if not order.is_paid:
        yield _row(order.placed, "payment.failed", "The payment did not go through.", SYSTEM)
        yield _row(
            expired_at(order), "order.expired", "No payment arrived in time.", SYSTEM,
            ("pending_payment", "expired"),
        )  # fmt: skip
        return
    yield _row(
        order.placed, "order.placed", "Your payment arrived.", SYSTEM,
        ("pending_payment", "placed"),
    )  # fmt: skip
    if order.is_canceled:
        yield _row(
            order.parts[0].times.accepted, "order.canceled", "Canceled: Changed mind", buyer,
            ("placed", "canceled"),
        )  # fmt: skip


def part_moves(order: PlannedOrder, sums: PartSums, maker: str) -> Iterator[Row]:
    """``maker`` is who works in the workshop, as the timeline names people."""
    part = sums.planned
    if not order.is_paid:
        yield _move(expired_at(order), "No payment arrived in time.", SYSTEM,
                    "pending_payment", "expired")  # fmt: skip
        return
    yield _move(part.times.placed, "The workshop has your order.", SYSTEM,
                "pending_payment", "placed")  # fmt: skip
    if part.stage is Stage.CANCELED:
        yield _move(part.times.accepted, "This part was canceled: Changed mind",
                    order.buyer.actor, "placed", "canceled")  # fmt: skip
    yield from _progress(sums, maker)
    if sums.refunded:
        at = part.refund.at if part.refund else part.times.accepted
        yield _row(at, "refund.succeeded", "The refund has been paid back.", SYSTEM)


def expired_at(order: PlannedOrder) -> datetime:
    return order.created + PAYMENT_WINDOW


def _progress(sums: PartSums, maker: str) -> Iterator[Row]:
    times, stage = sums.planned.times, sums.planned.stage
    if stage >= Stage.ACCEPTED:
        yield _move(times.accepted, "The workshop has accepted your order.", maker,
                    "placed", "accepted")  # fmt: skip
    if stage >= Stage.PACKED:
        yield _row(times.packed, "parcel.packed", "Your parcel is packed.", maker)
    if stage >= Stage.SHIPPED:
        yield _row(times.handed_over, "parcel.handed_over", "Your parcel is on its way.", maker,
                   ("packed", "handed_over"))  # fmt: skip
        yield _move(times.handed_over, "Everything has left the workshop.", maker,
                    "accepted", "fulfilled")  # fmt: skip
    if stage >= Stage.DELIVERED:
        yield _row(times.delivered, "parcel.delivered", "Your parcel was delivered.", SYSTEM,
                   ("handed_over", "delivered"))  # fmt: skip
        yield _move(times.delivered, "Everything has been delivered.", SYSTEM,
                    "fulfilled", "delivered")  # fmt: skip
    if stage is Stage.COMPLETED:
        yield _move(times.completed, "This order is complete.", SYSTEM,
                    "delivered", "completed")  # fmt: skip


def _move(at: datetime, message: str, actor: str, before: str, after: str) -> Row:
    return _row(at, f"vendor_order.{after}", message, actor, (before, after))


def _row(
    at: datetime,
    kind: str,
    message: str,
    actor: str,
    statuses: tuple[str | None, str | None] = (None, None),
) -> Row:
    return {
        "at": at,
        "kind": kind,
        "message": message,
        "actor": actor,
        "from_status": statuses[0],
        "to_status": statuses[1],
    }
