"""At sign-in, the bag filled as a guest becomes part of the account's bag."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart import queries
from core.cart.models import MAX_LINES, MAX_QUANTITY, Cart, CartLine, CartStatus
from core.cart.open_cart import is_bag_token, lock_open_cart
from core.kernel.ids import new_id
from core.kernel.secrets import token_hash
from core.promotions.codes import MAX_CODES


async def merge_guest_cart(
    session: AsyncSession, guest_token: str | None, user_id: UUID
) -> Cart | None:
    """Move the guest's lines over: quantities of the same variant add up, nothing is lost, and
    doing it twice adds nothing. Lines beyond the limit are saved for later.

    Locks the guest's bag before the account's. Returns the account's bag, None without a
    guest's.
    """
    if not is_bag_token(guest_token):
        return None
    guest = await queries.find_guests_cart(session, token_hash(guest_token))
    if guest is None or await _was_closed(session, guest.id):
        return None
    cart = await queries.find_users_cart(session, user_id)
    if cart is None:
        cart = await queries.create_users_cart(session, user_id, guest.currency)
    await lock_open_cart(session, cart.id)
    theirs = await queries.list_lines(session, guest.id)
    mine = await queries.list_lines(session, cart.id)
    prices = {} if guest.currency == cart.currency else await _prices(session, theirs, cart)
    await queries.upsert_lines(session, _merged(cart.id, mine, theirs, prices))
    await queries.delete_lines(session, [line.id for line in theirs])
    cart.codes = list(dict.fromkeys([*cart.codes, *guest.codes]))[:MAX_CODES]
    guest.status = CartStatus.MERGED
    guest.token_hash = None
    await queries.renew(session, cart.id)
    await session.flush()
    return cart


async def _was_closed(session: AsyncSession, cart_id: UUID) -> bool:
    """Locks the guest's bag; a second sign-in finds it merged already."""
    locked = await queries.lock_cart(session, cart_id)
    return locked is None or locked.status is not CartStatus.ACTIVE


async def _prices(
    session: AsyncSession, lines: Sequence[CartLine], cart: Cart
) -> dict[UUID, int]:
    """A price seen in another currency says nothing here: today's takes its place."""
    offers = await queries.offers(session, [line.variant_id for line in lines], cart.currency)
    return {id_: offer.amount.minor for id_, offer in offers.items() if offer.amount}


def _merged(
    cart_id: UUID,
    mine: Sequence[CartLine],
    theirs: Sequence[CartLine],
    prices: Mapping[UUID, int],
) -> list[dict[str, object]]:
    there = {line.variant_id: line for line in mine}
    room = MAX_LINES - sum(not line.is_saved for line in mine)
    rows: list[dict[str, object]] = []
    for line in theirs:
        before = there.get(line.variant_id)
        is_saved = line.is_saved and (before is None or before.is_saved)
        if not is_saved and (before is None or before.is_saved):
            is_saved = room <= 0
            room -= 1
        rows.append(
            {
                "id": new_id(),
                "cart_id": cart_id,
                "variant_id": line.variant_id,
                "quantity": min(
                    MAX_QUANTITY, line.quantity + (before.quantity if before else 0)
                ),
                "seen_minor": prices.get(line.variant_id, line.seen_minor),
                "is_saved": is_saved,
            }
        )
    return rows
