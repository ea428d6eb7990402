"""After the purchase: a guest's order becomes the first order of an account.

Whoever holds the order's link may ask for an account with its address, by one password. Nothing
is attached until the mailbox is proved: an address alone never opens an order. The answer is
the same whether the address had an account or not.
"""

from hashlib import sha256
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.checkout import queries
from core.identity.models import App, User
from core.identity.queries import find_user_by_email
from core.identity.sign_up import sign_up
from core.kernel.principal import GUEST
from core.orders import queries as orders
from core.orders.models import OrderEvent


async def claim_order(session: AsyncSession, number: str, token: str, password: str) -> None:
    """Sign up with the address and name of the order; the latest claim counts."""
    found = await orders.get_by_token(session, number, token)
    order = await orders.lock_order(session, found.id)
    if order.user_id is not None:
        return
    await sign_up(session, App.STOREFRONT, order.ship_to["name"], order.email, password)
    user = await find_user_by_email(session, order.email)
    if user is None or user.email_verified_at is not None:
        return
    order.claimed_by = user.id
    session.add(
        OrderEvent(
            order_id=order.id,
            kind=queries.CLAIMED,
            actor=GUEST.actor,
            is_public=False,
            data={"password": _mark(user)},
        )
    )
    await session.flush()


async def hand_over_claimed(session: AsyncSession, user_id: UUID) -> None:
    """The mailbox is proved. An account whose password somebody else has chosen since the claim
    gets nothing: the owner of the mailbox may have followed that person's link.
    """
    for order, user in await queries.lock_claimed(session, user_id):
        claim = await queries.latest_claim(session, order.id)
        if claim is not None and claim.data.get("password") == _mark(user):
            order.user_id = user.id
    await session.flush()


def _mark(user: User) -> str:
    """Tells one password from the next, and nothing about either."""
    return sha256((user.password_hash or "").encode()).hexdigest()
