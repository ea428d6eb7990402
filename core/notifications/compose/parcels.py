"""Mails to buyers about parcels on their way."""

from core.notifications.compose.orders import BUYERS_REASON
from core.notifications.compose.parts import contents
from core.notifications.letter import Button, Facts, Letter, Paragraph, Row
from core.notifications.wording import days
from core.orders.read_models import OrderDetail, ParcelDetail, PartDetail


def shipped(detail: OrderDetail, part: PartDetail, parcel: ParcelDetail, link: str) -> Letter:
    arrival = days(part.arrives_from, part.arrives_until)
    rest = sum(part.unpacked.values())
    return Letter(
        kind="parcel_shipped",
        fact=str(parcel.id),
        subject=f"{part.vendor_name} has sent your parcel ({detail.number})",
        heading="Your parcel is on its way",
        summary=f"Expected {arrival}." if arrival else "",
        blocks=(
            Paragraph(
                f"{part.vendor_name} has handed it to {parcel.carrier or 'the carrier'}."
                + (" The rest of your order follows in another parcel." if rest else "")
            ),
            Button("Follow your order", link),
            _tracking(parcel, arrival),
            contents(part, parcel),
        ),
        reason=BUYERS_REASON,
        order_id=detail.id,
    )


def delivered(detail: OrderDetail, part: PartDetail, parcel: ParcelDetail, link: str) -> Letter:
    return Letter(
        kind="parcel_delivered",
        fact=str(parcel.id),
        subject=f"Your parcel from {part.vendor_name} has arrived ({detail.number})",
        heading="Your parcel has arrived",
        blocks=(
            Paragraph(
                "It was reported as delivered. If it is not there, or something is wrong with "
                f"it, write to {part.vendor_name}: the page of your order leads to its address."
            ),
            Button("See your order", link),
            contents(part, parcel),
        ),
        reason=BUYERS_REASON,
        order_id=detail.id,
    )


def _tracking(parcel: ParcelDetail, arrival: str) -> Facts:
    rows = [Row("Carrier", parcel.carrier), Row("Expected", arrival)]
    rows.append(Row("Tracking number", parcel.tracking_number, parcel.tracking_url))
    return Facts(tuple(row for row in rows if row.value))
