"""Show others what is in a bag, by a link. The link carries a copy: what its owner changes
later
does not show, and nobody changes the bag by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart import queries
from core.cart.errors import NoSuchSharedBag, NothingToShare
from core.cart.models import Cart, CartLine, SharedBag
from core.cart.offers import Offer
from core.cart.service import add_line
from core.cart.view import Bag, view_lines
from core.kernel.errors import DomainError
from core.kernel.secrets import random_token, token_hash

LONGEST_TOKEN = 64


@dataclass(frozen=True, slots=True)
class Taken:
    """``units`` came into the bag; ``left_out`` names what could not be had."""

    units: int
    left_out: tuple[str, ...]


async def share_bag(session: AsyncSession, cart: Cart) -> str:
    """The secret of a link that shows this bag as it is now, for 30 days."""
    lines = [line for line in await queries.list_lines(session, cart.id) if not line.is_saved]
    if not lines:
        raise NothingToShare
    token = random_token()
    session.add(
        SharedBag(
            token_hash=token_hash(token),
            lines=[
                {"variant": str(line.variant_id), "quantity": line.quantity} for line in lines
            ],
            expires_at=await queries.days_from_now(session),
        )
    )
    await session.flush()
    return token


async def view_shared_bag(
    session: AsyncSession, token: str, country: str | None, currency: str, today: date
) -> Bag:
    """What the link shows, at today's prices and with today's stock."""
    lines = await _lines(session, token, currency)
    return await view_lines(session, lines, country, currency, today)


async def take_shared_bag(session: AsyncSession, cart: Cart, token: str) -> Taken:
    """Put everything of the link into the caller's own bag, as far as it can be had."""
    units, left_out = 0, list[str]()
    lines = await _lines(session, token, cart.currency)
    offers = await queries.offers(session, [line.variant_id for line in lines], cart.currency)
    for line in lines:
        try:
            async with session.begin_nested():
                change = await add_line(session, cart, line.variant_id, line.quantity)
        except DomainError:
            offer = offers.get(line.variant_id)
            left_out.append(offer.product.title if offer else "A piece")
        else:
            units += min(line.quantity, change.quantity)
    return Taken(units, tuple(left_out))


async def _lines(session: AsyncSession, token: str, currency: str) -> Sequence[CartLine]:
    """Lines of no bag: their price is today's, so that nothing seems to have changed."""
    shared = None
    if 0 < len(token) <= LONGEST_TOKEN:
        shared = await queries.find_shared_bag(session, token_hash(token))
    if shared is None:
        raise NoSuchSharedBag
    wanted = {UUID(line["variant"]): int(line["quantity"]) for line in shared.lines}
    offers = await queries.offers(session, wanted.keys(), currency)
    return [
        CartLine(
            cart_id=shared.id,
            variant_id=variant_id,
            quantity=quantity,
            seen_minor=_price(offers.get(variant_id)),
        )
        for variant_id, quantity in wanted.items()
    ]


def _price(offer: Offer | None) -> int:
    return offer.amount.minor if offer and offer.amount else 0
