"""Mails to buyers and workshops about an order as a whole or a workshop's part of it."""

from collections.abc import Mapping
from uuid import UUID

from core.notifications.compose.parts import address, parcel, sellers, taxes, totals
from core.notifications.letter import Button, Facts, Letter, Line, Paragraph, Parcel, Quote, Row
from core.notifications.wording import count, day, listed, money
from core.orders.read_models import OrderDetail, PartDetail
from core.settings import AppName, settings

BUYERS_REASON = "You get this mail because you ordered on EcoMarket with this address."
MEMBERS_REASON = "You get this mail because you act for {} on EcoMarket."


def placed(detail: OrderDetail, link: str) -> Letter:
    makers = listed([part.vendor_name for part in detail.parts])
    number = len(detail.parts)
    arrive = "It comes" if number == 1 else f"It comes in {number} parcels"
    return Letter(
        kind="order_placed",
        fact=str(detail.id),
        subject=f"Your order {detail.number}",
        heading="Thank you for your order",
        summary=f"{money(detail.total)} paid. {arrive} from {makers}.",
        blocks=(
            Paragraph(
                f"We have your payment of {money(detail.total)}. {arrive}, sent by {makers}; "
                "you hear from us when a workshop accepts and when a parcel leaves."
            ),
            Button("Follow your order", link),
            *(parcel(part) for part in detail.parts),
            totals(detail),
            *taxes(detail),
            sellers(detail),
            address(detail),
        ),
        reason=BUYERS_REASON,
        order_id=detail.id,
    )


def received(detail: OrderDetail, part: PartDetail) -> Letter:
    """To the workshop: a new order."""
    units = count(sum(line.quantity for line in part.lines), "piece")
    deadline = f"Accept it by {day(part.accept_by)}." if part.accept_by else "Accept it soon."
    return Letter(
        kind="order_received",
        fact=str(part.id),
        subject=f"New order {part.number}: {units}",
        heading=f"A new order of {units}",
        summary=deadline,
        blocks=(
            Paragraph(f"It is paid. {deadline}"),
            Button("Open the order", portal_order(part)),
            parcel(part),
            Facts(
                (
                    Row("Order", part.number),
                    Row("The buyer paid", money(part.total)),
                    *subsidy(part),
                    Row("Commission", money(-part.commission)),
                    *(
                        (Row("Tax that EcoMarket pays for you", money(-part.market_tax)),)
                        if part.market_tax
                        else ()
                    ),
                    Row("You earn", money(part.net)),
                )
            ),
            Facts(address(detail).rows[1:]),
        ),
        reason=MEMBERS_REASON.format(part.vendor_name),
        order_id=detail.id,
    )


def message_to_workshop(
    detail: OrderDetail, part: PartDetail, message_id: UUID, body: str
) -> Letter:
    return Letter(
        kind="order_message",
        fact=str(message_id),
        subject=f"A message about order {part.number}",
        heading="The buyer writes",
        blocks=(Quote(body), Button("Answer", portal_order(part))),
        reason=MEMBERS_REASON.format(part.vendor_name),
        order_id=detail.id,
    )


def message_to_buyer(
    detail: OrderDetail, part: PartDetail, message_id: UUID, body: str, link: str
) -> Letter:
    return Letter(
        kind="order_message",
        fact=str(message_id),
        subject=f"{part.vendor_name} writes about your order {detail.number}",
        heading=f"{part.vendor_name} writes",
        blocks=(Quote(body), Button("Answer", link)),
        reason="You get this mail because you ordered from this workshop.",
        order_id=detail.id,
    )


def payment_failed(detail: OrderDetail, payment_id: UUID, link: str) -> Letter:
    return Letter(
        kind="payment_failed",
        fact=str(payment_id),
        subject=f"The payment of order {detail.number} did not go through",
        heading="The payment did not go through",
        summary="No money was taken. You can try again.",
        blocks=(
            Paragraph(
                f"Your bank or card declined the payment of {money(detail.total)} for order "
                f"{detail.number}. No money was taken."
            ),
            Paragraph("Try again, with another card if you like, while the goods last."),
            Button("Try again", link),
        ),
        reason=BUYERS_REASON,
        order_id=detail.id,
    )


def accepted(detail: OrderDetail, part: PartDetail, link: str) -> Letter:
    return Letter(
        kind="part_accepted",
        fact=str(part.id),
        subject=f"{part.vendor_name} has accepted your order {detail.number}",
        heading=f"{part.vendor_name} has accepted your order",
        blocks=(
            Paragraph("The workshop prepares it now. We write again when the parcel leaves."),
            Button("Follow your order", link),
            parcel(part),
        ),
        reason=BUYERS_REASON,
        order_id=detail.id,
    )


def declined(detail: OrderDetail, part: PartDetail, reason: str, link: str) -> Letter:
    return _ended(
        detail, part, reason, link,
        kind="part_declined",
        heading=f"{part.vendor_name} cannot fulfill your order",
    )  # fmt: skip


def canceled(detail: OrderDetail, part: PartDetail, reason: str, link: str) -> Letter:
    return _ended(
        detail, part, reason, link,
        kind="part_canceled",
        heading=f"Your order with {part.vendor_name} is canceled",
    )  # fmt: skip


def part_lost(detail: OrderDetail, part: PartDetail, reason: str, *, word: str) -> Letter:
    """To the workshop: an order that it does not have to send any more, and in a word why."""
    return Letter(
        kind=f"order_{word}",
        fact=str(part.id),
        subject=f"Order {part.number} is {word}",
        heading=f"Order {part.number} is {word}",
        blocks=(
            Paragraph("Please do not send it. The buyer gets the money back."),
            Quote(reason),
            Button("Open the order", portal_order(part)),
        ),
        reason=MEMBERS_REASON.format(part.vendor_name),
        order_id=detail.id,
    )


def units_lost(
    detail: OrderDetail, part: PartDetail, units: Mapping[UUID, int], reason: str
) -> Letter:
    """To the workshop: pieces that it does not have to send any more; the rest goes on."""
    return Letter(
        kind="units_canceled",
        fact=f"{part.id}:{reason}",
        subject=f"Pieces of order {part.number} are canceled",
        heading=f"Pieces of order {part.number} are canceled",
        blocks=(
            Paragraph("Please do not send these. Everything else goes on as ordered."),
            *unsent_pieces(detail, units),
            Quote(reason),
            Button("Open the order", portal_order(part)),
        ),
        reason=MEMBERS_REASON.format(part.vendor_name),
        order_id=detail.id,
    )


def unsent_pieces(detail: OrderDetail, units: Mapping[UUID, int]) -> list[Parcel]:
    """By workshop, what of its part will not be sent."""
    return [
        Parcel(selvedge=part.selvedge, maker=part.vendor_name, lines=lines)
        for part in detail.parts
        if (lines := tuple(
            Line(units[line.id], line.title, ", ".join(line.options),
                 money(line.total.scale(units[line.id], line.quantity)))
            for line in part.lines if line.id in units
        ))
    ]  # fmt: skip


def delivered(detail: OrderDetail, part: PartDetail, window_days: int) -> Letter:
    """To the workshop: all parcels have arrived."""
    return Letter(
        kind="order_delivered",
        fact=str(part.id),
        subject=f"Order {part.number} is delivered",
        heading=f"Order {part.number} is delivered",
        blocks=(
            Paragraph(
                f"Your earnings of {money(part.net)} become available in "
                f"{count(window_days, 'day')}, when the time to report a problem is over."
            ),
            Button("Open the order", portal_order(part)),
        ),
        reason=MEMBERS_REASON.format(part.vendor_name),
        order_id=detail.id,
    )


def subsidy(part: PartDetail) -> tuple[Row, ...]:
    """What the market adds for the discounts that it pays."""
    return (Row("Discounts paid by the market", money(part.subsidy)),) if part.subsidy else ()


def portal_order(part: PartDetail) -> str:
    return f"{settings().origin(AppName.VENDOR_PORTAL)}/orders/{part.number}"


def _ended(
    detail: OrderDetail, part: PartDetail, reason: str, link: str, *, kind: str, heading: str
) -> Letter:
    is_paid = bool(part.total)
    back = f"{money(part.total)} go back to the way you paid; we write when they are sent."
    return Letter(
        kind=kind,
        fact=str(part.id),
        subject=f"{heading} ({detail.number})",
        heading=heading,
        summary=back if is_paid else "",
        blocks=(
            *((Quote(reason),) if reason else ()),
            *((Paragraph(back),) if is_paid else ()),
            *_others(detail, part),
            parcel(part),
            Button("See your order", link),
        ),
        reason=BUYERS_REASON,
        order_id=detail.id,
    )


def _others(detail: OrderDetail, part: PartDetail) -> tuple[Paragraph, ...]:
    """The rest of the order is not touched."""
    alive = [
        other.vendor_name
        for other in detail.parts
        if other.id != part.id and other.status not in {"canceled", "declined", "expired"}
    ]
    if not alive:
        return ()
    return (Paragraph(f"What you ordered from {listed(alive)} is not affected."),)
