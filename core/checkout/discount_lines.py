"""What each promotion took off, kept with the order: by line, and by delivery of a part."""

from collections.abc import Sequence
from uuid import UUID

from core.checkout.quote import Quote
from core.orders.models import OrderLine, VendorOrder
from core.promotions.discount import Discount
from core.promotions.models import DiscountLine


def discount_lines(
    vendor_orders: Sequence[VendorOrder], lines: Sequence[OrderLine], quote: Quote
) -> list[DiscountLine]:
    """``vendor_orders`` and ``lines`` were made of this quote, in its order."""
    made = iter(lines)
    found: list[DiscountLine] = []
    for part, parcel in zip(vendor_orders, quote.parcels, strict=True):
        for line in parcel.lines:
            order_line = next(made)
            found += [_row(part, one, order_line.id) for one in line.discounts]
        found += [_row(part, one, None) for one in parcel.delivery_discounts]
    return found


def _row(part: VendorOrder, discount: Discount, line_id: UUID | None) -> DiscountLine:
    return DiscountLine(
        order_id=part.order_id,
        vendor_order_id=part.id,
        order_line_id=line_id,
        promotion_id=discount.promotion_id,
        label=discount.label,
        code=discount.code,
        currency=discount.amount.currency,
        amount_minor=discount.amount.minor,
        subsidy_minor=discount.subsidy.minor,
    )
