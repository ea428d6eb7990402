"""Take the promotions of a purchase off a quote, line by line and delivery by delivery."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.checkout.quote import Parcel, Quote, QuoteLine
from core.promotions.apply import Result
from core.promotions.discounts import Goods, Purchase, discounts_for
from core.promotions.rules import Delivery, Rule


async def discount_quote(
    session: AsyncSession,
    quote: Quote,
    categories: Mapping[UUID, UUID | None],
    purchase: Purchase,
    *,
    also: tuple[Rule, ...] = (),
) -> Quote:
    """``categories`` are by product. The taxes of the quote are computed after this. Gift cards
    are sold for what they are worth.
    """
    parcels = [parcel for parcel in quote.parcels if not parcel.is_voucher]
    goods = [_goods(line, categories) for parcel in parcels for line in parcel.lines]
    deliveries = [_delivery(parcel) for parcel in parcels]
    result = await discounts_for(session, goods, deliveries, purchase, also=also)
    return discounted(quote, result)


def discounted(quote: Quote, result: Result) -> Quote:
    """``result`` follows the lines of the quote, parcel by parcel, without gift cards."""
    found = iter(result.lines)
    parcels = tuple(
        parcel
        if parcel.is_voucher
        else replace(
            parcel,
            lines=tuple(replace(line, discounts=next(found)) for line in parcel.lines),
            delivery_discounts=result.deliveries.get(parcel.vendor_id, ()),
        )
        for parcel in quote.parcels
    )
    return replace(quote, parcels=parcels, applied=result.applied, refused=result.refused)


def _goods(line: QuoteLine, categories: Mapping[UUID, UUID | None]) -> Goods:
    return Goods(
        variant_id=line.variant_id,
        product_id=line.product_id,
        vendor_id=line.vendor_id,
        category_id=categories.get(line.product_id),
        unit=line.unit,
        quantity=line.quantity,
    )


def _delivery(parcel: Parcel) -> Delivery:
    return Delivery(parcel.vendor_id, parcel.rate.price, parcel.options[0].price)
