"""Find the caller's bag, or start one."""

from typing import TypeGuard
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart import queries
from core.cart.errors import BagClosed, NoBagCookie
from core.cart.models import Cart, CartStatus
from core.kernel.currencies import CURRENCIES, ensure_sold_in
from core.kernel.principal import Principal
from core.kernel.secrets import token_hash

TOKEN_LENGTHS = range(32, 129)


async def find_cart(
    session: AsyncSession, caller: Principal, guest_token: str | None
) -> Cart | None:
    """The caller's bag if there is one. Reading starts no bag and writes nothing."""
    if caller.user_id is not None:
        return await queries.find_users_cart(session, caller.user_id)
    if not is_bag_token(guest_token):
        return None
    return await queries.find_guests_cart(session, token_hash(guest_token))


async def open_cart(
    session: AsyncSession,
    caller: Principal,
    guest_token: str | None,
    currency: str = CURRENCIES[0],
) -> Cart:
    """The caller's bag, kept for another 30 days; a new one is in ``currency``.

    An account's bag is found by its user alone: a cookie never opens somebody's bag to
    somebody else.
    """
    cart = await find_cart(session, caller, guest_token)
    if cart is not None:
        await queries.renew(session, cart.id)
        return cart
    ensure_sold_in(currency)
    if caller.user_id is not None:
        return await queries.create_users_cart(session, caller.user_id, currency)
    if not is_bag_token(guest_token):
        raise NoBagCookie
    return await queries.create_guests_cart(session, token_hash(guest_token), currency)


async def lock_open_cart(session: AsyncSession, cart_id: UUID) -> Cart:
    """The bag, locked until the end of the transaction. Refuses one that was closed."""
    cart = await queries.lock_cart(session, cart_id)
    if cart is None or cart.status is not CartStatus.ACTIVE:
        raise BagClosed
    return cart


def is_bag_token(token: str | None) -> TypeGuard[str]:
    """Whether a cookie's value can be one of ours; anything else is no bag, not an error."""
    return token is not None and len(token) in TOKEN_LENGTHS and token.isascii()
