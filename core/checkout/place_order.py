"""Turn a bag into an order: priced anew, stock held, nothing charged yet."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from uuid import UUID

from pydantic import BaseModel, ConfigDict, EmailStr, Field, field_validator
from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart import queries as carts
from core.cart.models import MAX_LINES, Cart
from core.cart.open_cart import find_cart, lock_open_cart
from core.checkout.discount_lines import discount_lines
from core.checkout.errors import EmptyBag, QuoteChanged
from core.checkout.quote import Parcel, ParcelChoice, Quote
from core.checkout.quote_bag import quote_bag
from core.inventory.reserve import reserve
from core.kernel import crash
from core.kernel.ids import new_id
from core.kernel.principal import Principal
from core.kernel.secrets import derived_token, token_hash
from core.kernel.text import one_line
from core.orders import queries as orders
from core.orders.history import note
from core.orders.models import Order, OrderLine, VendorOrder
from core.orders.numbers import new_order_number, vendor_order_number
from core.orders.statuses import OrderStatus
from core.prepaid.bag import tenders_of_bag
from core.prepaid.bought import order_cards
from core.prepaid.errors import PrepaidChanged
from core.prepaid.plan import TenderPlan
from core.prepaid.queries import forget_choices
from core.prepaid.tenders import hold_tenders
from core.promotions.buyer_keys import Buyer
from core.promotions.discounts import keys_of
from core.promotions.redeem import redeem
from core.settings import settings
from core.taxes.charge import TaxCharge
from core.taxes.models import TaxLine

LONGEST_GIFT = 300
PAYMENT_WINDOW = timedelta(minutes=30)
IDEMPOTENCY_CONSTRAINT = "uq_orders_idempotency_scope_idempotency_key"


class DeliveryAddress(BaseModel):
    """Where the parcels go; stored as a copy that the order owns."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="forbid")

    name: str = Field(min_length=1, max_length=120)
    line1: str = Field(min_length=1, max_length=120)
    line2: str = Field(default="", max_length=120)
    postcode: str = Field(min_length=1, max_length=16)
    city: str = Field(min_length=1, max_length=80)
    region: str = Field(default="", max_length=80)
    country: str = Field(pattern="^[A-Z]{2}$")
    phone: str = Field(default="", max_length=32)


class CheckoutRequest(BaseModel):
    """What the buyer agreed to. ``fingerprint`` is of the quote that was on the page."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="forbid")

    email: EmailStr
    address: DeliveryAddress
    fingerprint: str = Field(min_length=64, max_length=64)
    idempotency_key: str = Field(min_length=8, max_length=64)
    note: str = Field(default="", max_length=500)
    wants_news: bool = False
    company: str = Field(default="", max_length=160)
    vat_id: str = Field(default="", max_length=20)
    gifts: dict[UUID, str] = Field(default_factory=dict, max_length=MAX_LINES)
    choices: dict[UUID, ParcelChoice] = Field(default_factory=dict, max_length=MAX_LINES)
    # Of the plan of gift cards, credit and points that was on the page; empty without any.
    prepaid: str = Field(default="", max_length=64)

    @field_validator("email")
    @classmethod
    def _lower(cls, value: str) -> str:
        return value.lower()


@dataclass(frozen=True, slots=True)
class _Parts:
    order: Order
    vendor_orders: list[VendorOrder]
    lines: list[OrderLine]

    def vouchers(self, quote: Quote) -> set[UUID]:
        """The vendor orders that are gift cards."""
        sellers = {parcel.vendor_id for parcel in quote.parcels if parcel.is_voucher}
        return {part.id for part in self.vendor_orders if part.vendor_id in sellers}


async def place_order(
    session: AsyncSession, buyer: Principal, guest_token: str | None, request: CheckoutRequest
) -> Order:
    """Create the order and hold its stock, or raise and leave the bag as it was.

    The bag is locked, so a second submit waits and then finds the first one's order by its key.
    Payment follows in ``start_payment``: a gateway call here would hold stock locks for a
    network round trip.
    """
    found = await find_cart(session, buyer, guest_token)
    if found is None:
        raise EmptyBag
    cart = await lock_open_cart(session, found.id)
    scope = str(cart.id)
    placed = await orders.find_by_idempotency_key(session, scope, request.idempotency_key)
    if placed is not None:
        return placed
    quote = await _quote_as_shown(session, cart, request)
    plan = await tenders_of_bag(session, cart, buyer, quote.total, quote.payable)
    if plan.fingerprint() != request.prepaid:
        raise PrepaidChanged
    expires_at = await orders.db_now(session) + PAYMENT_WINDOW
    order = _order(buyer, cart, quote, request)
    order.expires_at = expires_at
    order.buyer_keys = await keys_of(session, Buyer(buyer.user_id, (request.email,)))
    session.add(order)
    await session.flush()
    parts = _split(order, quote, request.gifts)
    session.add_all(parts.vendor_orders)
    await session.flush()
    session.add_all(parts.lines)
    await orders.freeze_return_terms(session, order.id)
    await session.flush()
    session.add_all(_tax_lines(parts, quote))
    session.add_all(discount_lines(parts.vendor_orders, parts.lines, quote))
    await reserve(
        session, order.id, quote.quantities(), expires_at=expires_at, actor=buyer.actor
    )
    await _keep_value(session, buyer, cart, parts, quote, plan)
    await redeem(session, order.id, quote.applied, order.buyer_keys)
    note(session, order.id, "order.created", "You sent the order.", buyer)
    cart.codes = []
    await _empty_bag(session, cart.id)
    crash.point("checkout.order_written")
    return order


async def _quote_as_shown(session: AsyncSession, cart: Cart, request: CheckoutRequest) -> Quote:
    """The bag's price now, which must be what the buyer agreed to."""
    quote = await quote_bag(
        session,
        cart,
        request.address.country,
        request.choices,
        region=request.address.region,
        vat_id=request.vat_id,
        email=request.email,
    )
    if quote.fingerprint() != request.fingerprint:
        raise QuoteChanged(quote)
    return quote


def _order(buyer: Principal, cart: Cart, quote: Quote, request: CheckoutRequest) -> Order:
    order_id = new_id()
    secret = settings().secret_key.get_secret_value()
    return Order(
        id=order_id,
        number=new_order_number(),
        user_id=buyer.user_id,
        email=request.email,
        cart_id=cart.id,
        idempotency_scope=str(cart.id),
        idempotency_key=request.idempotency_key,
        access_token_hash=token_hash(derived_token(secret, "order", order_id)),
        status=OrderStatus.PENDING_PAYMENT,
        currency=quote.currency,
        items_minor=quote.items.minor,
        delivery_minor=quote.delivery.minor,
        discount_minor=quote.discount.minor,
        tax_minor=quote.tax.minor,
        tax_included_minor=quote.tax_included.minor,
        total_minor=quote.total.minor,
        ship_to=request.address.model_dump(),
        note=request.note,
        wants_news=request.wants_news,
        company=request.company,
        vat_id=request.vat_id,
    )  # pyright: ignore[reportCallIssue]  the deadline is set by the database's clock


def _split(order: Order, quote: Quote, gifts: Mapping[UUID, str]) -> _Parts:
    vendor_orders: list[VendorOrder] = []
    lines: list[OrderLine] = []
    for index, parcel in enumerate(quote.parcels):
        vendor_order = _vendor_order(order, quote, parcel, index)
        vendor_order.gift_message = one_line(gifts.get(parcel.vendor_id, ""), LONGEST_GIFT)
        vendor_orders.append(vendor_order)
        lines += _lines(order, vendor_order, parcel)
    return _Parts(order, vendor_orders, lines)


def _vendor_order(order: Order, quote: Quote, parcel: Parcel, index: int) -> VendorOrder:
    arrival = parcel.rate.arrival(quote.quoted_on, lead_time_days=parcel.lead_time_days)
    return VendorOrder(
        order_id=order.id,
        vendor_id=parcel.vendor_id,
        number=vendor_order_number(order.number, index),
        currency=quote.currency,
        items_minor=parcel.items.minor,
        delivery_minor=parcel.delivery.minor,
        discount_minor=parcel.discount.minor,
        subsidy_minor=parcel.subsidy.minor,
        delivery_discount_minor=parcel.delivery_discount.minor,
        delivery_subsidy_minor=parcel.delivery_subsidy.minor,
        tax_minor=parcel.tax.minor,
        tax_included_minor=parcel.tax_included.minor,
        delivery_tax_minor=parcel.delivery_tax.minor,
        market_tax_minor=parcel.market_tax.minor,
        total_minor=parcel.total.minor,
        commission_minor=parcel.commission.minor,
        delivery_name=parcel.rate.name,
        delivery_g_co2e=parcel.footprint_g(),
        packaging=parcel.packaging.code,
        packaging_minor=parcel.packing.minor,
        packaging_g=parcel.packaging.grams,
        arrives_from=arrival.first,
        arrives_until=arrival.last,
    )


def _lines(order: Order, vendor_order: VendorOrder, parcel: Parcel) -> list[OrderLine]:
    copied = ("variant_id", "product_id", "title", "slug", "sku", "image_key", "weight_g",
              "lead_time_days", "quantity")  # fmt: skip
    return [
        OrderLine(
            order_id=order.id,
            vendor_order_id=vendor_order.id,
            position=position,
            options=list(line.options),
            unit_minor=line.unit.minor,
            discount_minor=line.discount.minor,
            subsidy_minor=line.subsidy.minor,
            tax_minor=line.tax.minor,
            tax_included_minor=line.tax_included.minor,
            market_tax_minor=line.market_tax.minor,
            total_minor=line.charged.minor,
            commission_rule=line.terms.name,
            commission_rule_id=line.terms.rule_id,
            commission_bps=line.terms.rate_bps,
            commission_minor=line.commission.minor,
            commission_fee_minor=line.charge.fee.minor,
            **{name: value for name, value in asdict(line).items() if name in copied},
        )
        for position, line in enumerate(parcel.lines)
    ]


def _tax_lines(parts: _Parts, quote: Quote) -> list[TaxLine]:
    """The taxes as charged, of every line and of every delivery."""
    lines = {(line.vendor_order_id, line.position): line.id for line in parts.lines}
    rows: list[TaxLine] = []
    for part, parcel in zip(parts.vendor_orders, quote.parcels, strict=True):
        for position, line in enumerate(parcel.lines):
            rows += [_tax_line(part, lines[part.id, position], tax) for tax in line.taxes]
        rows += [_tax_line(part, None, tax) for tax in parcel.delivery_taxes]
    return rows


def _tax_line(part: VendorOrder, line_id: UUID | None, tax: TaxCharge) -> TaxLine:
    return TaxLine(
        order_id=part.order_id,
        vendor_order_id=part.id,
        order_line_id=line_id,
        jurisdiction=tax.jurisdiction,
        treatment=tax.treatment,
        goods=tax.goods,
        rate_ppm=tax.rate_ppm,
        currency=tax.amount.currency,
        base_minor=tax.base.minor,
        amount_minor=tax.amount.minor,
        is_included=tax.is_included,
        owed_by=tax.owed_by,
    )


async def _keep_value(
    session: AsyncSession,
    buyer: Principal,
    cart: Cart,
    parts: _Parts,
    quote: Quote,
    plan: TenderPlan,
) -> None:
    """Make the gift cards that are bought, and hold what the order is paid with in advance."""
    order = parts.order
    vouchers = parts.vouchers(quote)
    if vouchers:
        bought = [line for line in parts.lines if line.vendor_order_id in vouchers]
        await order_cards(session, buyer, order.currency, bought)
    if plan.tenders:
        payable = [part for part in parts.vendor_orders if part.id not in vouchers]
        await hold_tenders(session, order, payable, plan, buyer)
        await forget_choices(session, cart.id)


async def _empty_bag(session: AsyncSession, cart_id: UUID) -> None:
    """What was ordered leaves the bag; what was saved for later stays."""
    lines = await carts.list_lines(session, cart_id)
    await carts.delete_lines(session, [line.id for line in lines if not line.is_saved])
