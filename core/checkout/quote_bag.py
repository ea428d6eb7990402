"""Price a bag for a country, in a handful of statements."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart import queries as carts
from core.cart.errors import WorkshopAway
from core.cart.models import Cart, CartLine
from core.cart.offers import Offer
from core.catalog.models import ProductImage
from core.checkout.commission import terms_of
from core.checkout.discount_quote import discount_quote
from core.checkout.errors import EmptyBag, NotForSaleAnymore
from core.checkout.quote import ParcelChoice, Quote, QuoteLine, quote
from core.checkout.tax_quote import net_for_business, with_taxes
from core.kernel.clock import utc_now
from core.kernel.money import Money, total
from core.media.models import MediaAsset
from core.promotions.buyer_keys import Buyer
from core.promotions.discounts import Purchase
from core.shipping.rates import ensure_delivered, parcel_options
from core.taxes.facts import load_facts
from core.taxes.providers.base import TaxPlace
from core.vendors.commission_terms import CommissionTerms

Pictures = Mapping[UUID, list[tuple[ProductImage, MediaAsset]]]


async def quote_bag(
    session: AsyncSession,
    cart: Cart,
    country: str,
    choices: Mapping[UUID, ParcelChoice] | None = None,
    *,
    region: str = "",
    vat_id: str = "",
    email: str = "",
) -> Quote:
    """``choices`` are by workshop; ``vat_id`` is a business buyer's, checked before; ``email``
    tells who buys, where that is typed in. Raises ``EmptyBag``, ``NotForSaleAnymore``,
    ``WorkshopAway`` or ``DeliveryUnavailable``.
    """
    lines = [row for row in await carts.list_lines(session, cart.id) if not row.is_saved]
    if not lines:
        raise EmptyBag
    offers = await carts.offers(session, [row.variant_id for row in lines], cart.currency)
    _ensure_for_sale(lines, offers)
    vendor_ids = {offer.vendor.id for offer in offers.values()}
    today = utc_now().date()
    terms = await terms_of(session, offers.values(), cart.currency, on=today)
    pictures = await carts.images_of(session, {o.product.id for o in offers.values()})
    priced = [_line(row, offers[row.variant_id], terms, pictures) for row in lines]
    goods = {
        vendor_id: total(
            (line.gross for line in priced if line.vendor_id == vendor_id), cart.currency
        )
        for vendor_id in vendor_ids
    }
    options = await parcel_options(session, goods, country, cart.currency)
    ensure_delivered(options, goods.keys(), country, cart.currency)
    asked = quote(cart.currency, country, priced, options, on=today, choices=choices)
    facts = await load_facts(
        session,
        TaxPlace(country, region),
        {offer.vendor.id: offer.vendor for offer in offers.values()}.values(),
        {line.product_id for line in priced},
        on=today,
        vat_id=vat_id,
    )
    categories = {o.product.id: o.product.category_id for o in offers.values()}
    net = net_for_business(asked, facts)
    reduced = await discount_quote(session, net, categories, _purchase(cart, country, email))
    return with_taxes(reduced, facts)


def _purchase(cart: Cart, country: str, email: str) -> Purchase:
    return Purchase(
        currency=cart.currency,
        at=utc_now(),
        country=country,
        codes=tuple(cart.codes),
        buyer=Buyer(cart.user_id, (email,) if email else ()),
    )


def _ensure_for_sale(lines: Sequence[CartLine], offers: Mapping[UUID, Offer]) -> None:
    gone: list[str] = []
    today = utc_now().date()
    for row in lines:
        offer = offers.get(row.variant_id)
        if offer is None or not offer.is_visible or offer.amount is None:
            gone.append(offer.product.title if offer else "A piece")
        elif back_on := offer.vendor.back_on(today):
            raise WorkshopAway(offer.vendor.name, back_on)
    if gone:
        raise NotForSaleAnymore(gone)


def _line(
    row: CartLine, offer: Offer, terms: Mapping[UUID, CommissionTerms], pictures: Pictures
) -> QuoteLine:
    variant, product = offer.variant, offer.product
    return QuoteLine(
        variant_id=variant.id,
        product_id=product.id,
        vendor_id=offer.vendor.id,
        title=product.title,
        slug=product.slug,
        options=variant.options,
        sku=variant.sku,
        image_key=_picture(variant.image_id, variant.option1, pictures.get(product.id, [])),
        weight_g=variant.weight_g,
        lead_time_days=variant.lead_time_days,
        quantity=row.quantity,
        unit=offer.amount or Money.zero("EUR"),
        terms=terms[variant.id],
        is_voucher=offer.vendor.is_platform,
    )


def _picture(
    image_id: UUID | None, option: str | None, pictures: list[tuple[ProductImage, MediaAsset]]
) -> str:
    """The variant's own picture, else the first of its colour, else the first of all."""
    for wanted in (
        lambda image: image.id == image_id,
        lambda image: option is not None and image.option_value == option,
        lambda _image: True,
    ):
        for image, asset in pictures:
            if wanted(image):
                return str(asset.derivatives.get("360.webp", asset.storage_key))
    return ""
