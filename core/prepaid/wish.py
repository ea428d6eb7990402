"""Put a gift card in the bag: how much, for whom, and when it is mailed."""

from datetime import date, timedelta

from pydantic import BaseModel, ConfigDict, EmailStr, Field
from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart.models import Cart
from core.cart.open_cart import lock_open_cart
from core.cart.service import LineChange, add_line
from core.catalog.models import ProductVariant, VariantPrice
from core.kernel.clock import utc_now
from core.kernel.errors import Invalid
from core.kernel.ids import new_id
from core.kernel.money import Money
from core.prepaid.cards import ensure_in_bounds
from core.prepaid.models import GiftCardWish
from core.prepaid.seller import gift_card_product

LATEST = timedelta(days=365)
DESIGNS = ("thread", "moss", "dusk")


class WishFields(BaseModel):
    """Without an address the card goes to the buyer, who prints or forwards it."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="forbid")

    recipient_name: str = Field(min_length=1, max_length=120)
    recipient_email: EmailStr | None = None
    sender_name: str = Field(default="", max_length=120)
    message: str = Field(default="", max_length=500)
    design: str = Field(default=DESIGNS[0], pattern=f"^({'|'.join(DESIGNS)})$")
    deliver_on: date | None = None


async def put_gift_card(
    session: AsyncSession, cart: Cart, amount: Money, wish: WishFields
) -> LineChange:
    """Each card is a variant of its own, so that its amount and its words stay with it."""
    await ensure_in_bounds(session, amount)
    _ensure_day(wish.deliver_on)
    cart = await lock_open_cart(session, cart.id)
    product = await gift_card_product(session)
    variant_id = new_id()
    variant = ProductVariant(
        id=variant_id,
        product_id=product.id,
        vendor_id=product.vendor_id,
        sku=f"GC-{variant_id.hex[-12:].upper()}",
        option1=f"{amount.decimal} {amount.currency}",
        option2=f"No. {variant_id.hex[-12:].upper()}",
        is_stock_tracked=False,
        requires_shipping=False,
        weight_g=0,
    )
    session.add(variant)
    await session.flush()
    session.add(
        VariantPrice(variant_id=variant.id, currency=amount.currency, amount_minor=amount.minor)
    )
    session.add(
        GiftCardWish(
            cart_id=cart.id,
            variant_id=variant.id,
            recipient_name=wish.recipient_name,
            recipient_email=(wish.recipient_email or "").lower(),
            sender_name=wish.sender_name,
            message=wish.message,
            design=wish.design,
            deliver_on=wish.deliver_on,
        )
    )
    await session.flush()
    return await add_line(session, cart, variant.id)


def _ensure_day(day: date | None) -> None:
    today = utc_now().date()
    if day is not None and not today <= day <= today + LATEST:
        raise Invalid("Choose a day from today to a year from now.", field="deliver_on")
