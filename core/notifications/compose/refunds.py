"""Mails about money on its way back."""

from collections.abc import Sequence

from core.kernel.money import Money
from core.notifications.compose.orders import BUYERS_REASON, MEMBERS_REASON, portal_order
from core.notifications.letter import (
    Button,
    Facts,
    Letter,
    Line,
    Paragraph,
    Parcel,
    Row,
    Totals,
)
from core.notifications.wording import money
from core.orders.read_models import OrderDetail, PartDetail
from core.payments.models import Refund, RefundLine


def refunded(
    detail: OrderDetail,
    part: PartDetail,
    refund: Refund,
    lines: Sequence[RefundLine],
    link: str,
) -> Letter:
    return Letter(
        kind="refunded",
        fact=str(refund.id),
        subject=f"{money(refund.amount)} of order {detail.number} are on their way back to you",
        heading=f"{money(refund.amount)} are on their way back to you",
        summary="Banks take up to ten working days.",
        blocks=(
            Paragraph(
                "We have sent the refund the way you paid. Banks take up to ten working days "
                "to show it."
            ),
            _goods(part, refund, lines),
            Totals((Row("Refunded", money(refund.amount), is_total=True),)),
            Facts((Row("Order", detail.number), Row("Reason", refund.reason))),
            Button("See your order", link),
        ),
        reason=BUYERS_REASON,
        order_id=detail.id,
    )


def charged_back(
    detail: OrderDetail, part: PartDetail, refund: Refund, lines: Sequence[RefundLine]
) -> Letter:
    """To the workshop: what the refund takes from its balance."""
    commission = Money(refund.commission_minor, refund.currency)
    return Letter(
        kind="order_refunded",
        fact=str(refund.id),
        subject=f"{money(refund.amount)} of order {part.number} were refunded",
        heading=f"{money(refund.amount)} of order {part.number} were refunded",
        blocks=(
            _goods(part, refund, lines),
            Totals(
                (
                    Row("Refunded to the buyer", money(refund.amount)),
                    Row("Commission returned to you", money(-commission)),
                    Row(
                        "Taken from your balance",
                        money(refund.amount - commission),
                        is_total=True,
                    ),
                )
            ),
            Facts((Row("Reason", refund.reason),)),
            Button("Open the order", portal_order(part)),
        ),
        reason=MEMBERS_REASON.format(part.vendor_name),
        order_id=detail.id,
    )


def _goods(part: PartDetail, refund: Refund, lines: Sequence[RefundLine]) -> Parcel:
    sold = {detail.id: detail for detail in part.lines}
    delivery = Money(refund.delivery_minor, refund.currency)
    return Parcel(
        selvedge=part.selvedge,
        maker=part.vendor_name,
        lines=tuple(
            Line(
                line.quantity,
                sold[line.order_line_id].title,
                ", ".join(sold[line.order_line_id].options),
                money(Money(line.amount_minor, refund.currency)),
            )
            for line in lines
        ),
        rows=(Row("Delivery", money(delivery)),) if delivery else (),
    )
