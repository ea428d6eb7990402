"""A bag that nobody has: what would apply to it, and why the rest would not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart import queries
from core.cart.models import Cart, CartLine
from core.cart.view import Bag, price_promotions, view_lines
from core.identity.queries import find_user_by_email
from core.kernel.clock import utc_now
from core.kernel.errors import Invalid
from core.kernel.ids import new_id
from core.kernel.principal import Principal
from core.promotions.buyer_keys import Buyer
from core.promotions.codes import normal_code
from core.promotions.discounts import rule_of
from core.promotions.manage import Author
from core.promotions.manage_queries import find_promotion
from core.promotions.models import PromotionStatus

MOST_LINES = 50


@dataclass(frozen=True, slots=True)
class Case:
    """``lines`` are ``SKU`` or ``SKU x2``; ``email`` says whose bag it would be."""

    lines: tuple[str, ...]
    country: str
    currency: str
    email: str = ""
    codes: tuple[str, ...] = ()


async def simulate(
    session: AsyncSession, caller: Principal, case: Case, promotion_id: UUID | None = None
) -> Bag:
    """With the promotion asked about running, whatever its status: what it would do."""
    author = Author.of(caller)
    wanted = _wanted(case.lines)
    found = await queries.variants_by_sku(session, wanted.keys(), author.vendor_id)
    if missing := [sku for sku in wanted if sku not in found]:
        raise Invalid(f"There is no piece with the number {missing[0]}.", field="lines")
    cart = Cart(
        id=new_id(),
        currency=case.currency,
        codes=[code for typed in case.codes if (code := normal_code(typed))],
        expires_at=utc_now(),
    )
    offers = await queries.offers(session, found.values(), case.currency)
    lines = [
        CartLine(
            cart_id=cart.id,
            variant_id=found[sku],
            quantity=quantity,
            seen_minor=amount.minor
            if (offer := offers.get(found[sku])) and (amount := offer.amount)
            else 0,
        )
        for sku, quantity in wanted.items()
    ]
    bag = await view_lines(session, lines, case.country, case.currency, utc_now().date())
    asked = (
        await find_promotion(session, promotion_id, author.vendor_id) if promotion_id else None
    )
    also = [replace(rule_of(asked), status=PromotionStatus.ACTIVE)] if asked else []
    user = await find_user_by_email(session, case.email.lower()) if case.email else None
    buyer = Buyer(user.id if user else None, (case.email,) if case.email else ())
    result = await price_promotions(session, cart, bag, buyer, also=also)
    return replace(bag, promotions=result)


def _wanted(lines: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines[:MOST_LINES]:
        sku, _, times = line.rpartition(" x") if " x" in line else (line, "", "1")
        if not times.isdecimal() or not 1 <= int(times) <= 999:  # noqa: PLR2004
            raise Invalid(f"“{line}” is no line of a bag.", field="lines")
        found[sku.strip()] = int(times)
    if not found:
        raise Invalid("Put a piece in.", field="lines")
    return found
