"""Codes in the bag. One that does not apply yet stays there and says why."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart.models import Cart
from core.cart.open_cart import lock_open_cart
from core.identity.throttle import Limit, attempt
from core.promotions.codes import LONGEST, MAX_CODES, normal_code
from core.promotions.errors import TooManyCodes, UnknownCode
from core.promotions.queries import find_coupon

# Nobody mistypes this often; random codes cannot be guessed, but words can be tried.
WRONG_CODES = Limit("promo_code", free=20, pause_s=30)


async def add_code(session: AsyncSession, cart: Cart, typed: str) -> str:
    """Put a code in; twice is once. Raises ``UnknownCode`` or ``TooManyCodes``."""
    code = normal_code(typed)
    if code is None or await find_coupon(session, code) is None:
        await attempt(WRONG_CODES, str(cart.id))
        raise UnknownCode(typed.strip()[:LONGEST])
    locked = await lock_open_cart(session, cart.id)
    if code in locked.codes:
        return code
    if len(locked.codes) >= MAX_CODES:
        raise TooManyCodes(MAX_CODES)
    locked.codes = [*locked.codes, code]
    await session.flush()
    return code


async def remove_code(session: AsyncSession, cart: Cart, code: str) -> None:
    locked = await lock_open_cart(session, cart.id)
    locked.codes = [one for one in locked.codes if one != code]
    await session.flush()
