"""Pieces that mails about orders share."""

from core.kernel.money import Money
from core.notifications.letter import Facts, Line, Paragraph, Parcel, Row, Totals
from core.notifications.wording import days, money
from core.orders.read_models import LineDetail, OrderDetail, ParcelDetail, PartDetail
from core.taxes.words import notes, rows_on_top


def line(detail: LineDetail) -> Line:
    return Line(detail.quantity, detail.title, ", ".join(detail.options), money(detail.total))


def parcel(part: PartDetail) -> Parcel:
    """Everything of one workshop, with its delivery."""
    arrival = days(part.arrives_from, part.arrives_until)
    return Parcel(
        selvedge=part.selvedge,
        maker=part.vendor_name,
        lines=tuple(line(detail) for detail in part.lines),
        note=f"Arrives {arrival}" if arrival else "",
        rows=_delivery(part),
    )


def _delivery(part: PartDetail) -> tuple[Row, ...]:
    carriage = Row(
        part.delivery_name or "Delivery", amount_or_free(part.delivery - part.packing)
    )
    if not part.packaging:
        return (carriage,)
    return carriage, Row(part.packaging, amount_or_free(part.packing))


def contents(part: PartDetail, sent: ParcelDetail) -> Parcel:
    """What lies in one parcel, without prices."""
    options = {detail.id: ", ".join(detail.options) for detail in part.lines}
    return Parcel(
        selvedge=part.selvedge,
        maker=part.vendor_name,
        lines=tuple(
            Line(quantity, title, options.get(line_id, ""))
            for line_id, title, quantity in sent.units
        ),
        note=f"Parcel {sent.number}",
    )


def totals(detail: OrderDetail) -> Totals:
    sums = [Row("Goods", money(detail.items)), Row("Delivery", amount_or_free(detail.delivery))]
    sums += [Row(one.name, money(-one.amount)) for one in detail.discounts]
    sums += [Row(label, money(amount)) for label, amount in rows_on_top(detail.taxes)]
    return Totals((*sums, Row("Total", money(detail.total), is_total=True)))


def taxes(detail: OrderDetail) -> tuple[Paragraph, ...]:
    """What the total contains of tax, and why none is charged."""
    told = notes(detail.taxes, money)
    return (Paragraph(" ".join(told)),) if told else ()


def sellers(detail: OrderDetail) -> Facts:
    """Every workshop by its name and address: it is the seller, the market is not."""
    return Facts(tuple(Row("Sold by", "\n".join(part.seller)) for part in detail.parts))


def address(detail: OrderDetail) -> Facts:
    to = detail.ship_to
    town = " ".join(part for part in (to.get("postcode", ""), to.get("city", "")) if part)
    lines = [
        to.get("name", ""), to.get("line1", ""), to.get("line2", ""), town,
        to.get("region", ""), to.get("country", ""),
    ]  # fmt: skip
    rows = [Row("Order", detail.number), Row("Delivered to", "\n".join(filter(None, lines)))]
    if detail.note:
        rows.append(Row("Note", detail.note))
    return Facts(tuple(rows))


def part_of(detail: OrderDetail, part_id: object) -> PartDetail:
    return next(part for part in detail.parts if part.id == part_id)


def parcel_of(part: PartDetail, parcel_id: object) -> ParcelDetail:
    return next(sent for sent in part.parcels if sent.id == parcel_id)


def amount_or_free(amount: Money) -> str:
    return money(amount) if amount else "Free"
