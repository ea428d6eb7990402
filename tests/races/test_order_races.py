"""What may happen to one order at the same moment. Each race is run twice: as the market is,
and with every row lock taken away, which must go wrong or the race would prove nothing. Three
have a second guard that holds even then.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart.merge_carts import merge_guest_cart
from core.cart.models import CartLine
from core.checkout.expire_order import _expire
from core.checkout.settle_payment import settle_payment
from core.db.session import transaction
from core.kernel.errors import DomainError
from core.kernel.ids import new_id
from core.kernel.principal import SYSTEM
from core.orders import queries as orders
from core.orders.accept_vendor_order import accept_vendor_order
from core.orders.deliver_parcel import deliver_parcel
from core.orders.hand_over_parcel import hand_over_parcel
from core.orders.models import Order, VendorOrder
from core.orders.pack_parcel import pack_parcel
from core.payments.models import Payment
from core.payments.providers.base import ProviderStatus
from core.refunds.cancel_vendor_order import (
    cancel_order,
    cancel_vendor_order,
    decline_vendor_order,
)
from core.refunds.request_refund import request_refund
from core.reporting.proofs import contradictions
from tests.factories.orders import (
    a_bag,
    a_paid_order,
    a_shelf,
    an_attempt,
    an_order,
    word_of,
)
from tests.factories.principals import an_operator, owner_of
from tests.factories.shop import Sold, a_shopper
from tests.races.racing import race, without_row_locks

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("many_connections")]
RACERS = 8
TRIES = 20


@dataclass
class Scene:
    """One order of three pieces of one workshop, and what the racers need to know of it."""

    piece: Sold
    order: Order
    part: VendorOrder
    line_id: UUID
    payments: tuple[Payment, ...] = ()
    parcel_id: UUID | None = None
    token: str = ""
    user_id: UUID | None = None

    @property
    def owner(self) -> Any:
        return owner_of(self.piece.vendor)


Act = Callable[[AsyncSession, Scene, int], Awaitable[Any]]


@dataclass(frozen=True)
class Race:
    """``wins`` is how many racers get through; None where all may and only the rows count.
    ``is_guarded_twice``: the second one is refused even without the row locks.
    """

    name: str
    set_up: Callable[[AsyncSession], Awaitable[Scene]]
    act: Act
    wins: int | None = None
    is_guarded_twice: bool = False


async def paid(session: AsyncSession) -> Scene:
    [piece] = await a_shelf(session, prices=(1250,))
    return await scene(session, piece, await a_paid_order(session, {piece: 3}))


async def scene(session: AsyncSession, piece: Sold, order: Order) -> Scene:
    part = (await orders.vendor_orders_of(session, order.id))[0]
    line = (await orders.lines_of_vendor_order(session, part.id))[0]
    return Scene(piece, order, part, line.id)


async def accepted(session: AsyncSession) -> Scene:
    found = await paid(session)
    await accept_vendor_order(session, found.owner, found.part.id)
    return found


async def packed(session: AsyncSession) -> Scene:
    found = await accepted(session)
    found.parcel_id = (await pack_parcel(session, found.owner, found.part.id)).id
    return found


async def sent(session: AsyncSession) -> Scene:
    found = await packed(session)
    await hand_over(session, found, 0)
    return found


async def unpaid(session: AsyncSession) -> Scene:
    [piece] = await a_shelf(session, prices=(1250,))
    found = await scene(session, piece, await an_order(session, {piece: 3}))
    found.payments = (
        await an_attempt(session, found.order),
        await an_attempt(session, found.order),
    )
    return found


async def overdue(session: AsyncSession) -> Scene:
    found = await unpaid(session)
    await session.execute(text("UPDATE orders SET expires_at = now()"))
    await session.execute(text("UPDATE payments SET status = 'expired'"))
    return found


async def guests_bag(session: AsyncSession) -> Scene:
    found = await paid(session)
    _, found.token = await a_bag(session, {found.piece: 3})
    found.user_id = (await a_shopper(session)).require_user()
    return found


async def accept(session: AsyncSession, at: Scene, _index: int) -> None:
    await accept_vendor_order(session, at.owner, at.part.id)


async def decline(session: AsyncSession, at: Scene, _index: int) -> None:
    await decline_vendor_order(session, at.owner, at.part.id, reason="No clay")


async def cancel_all(session: AsyncSession, at: Scene, _index: int) -> None:
    await cancel_order(session, an_operator(), at.order.id, reason="Changed my mind")


async def cancel_part(session: AsyncSession, at: Scene, _index: int) -> None:
    await cancel_vendor_order(session, at.owner, at.part.id, reason="No clay")


async def pack(session: AsyncSession, at: Scene, _index: int) -> None:
    await pack_parcel(session, at.owner, at.part.id)


async def hand_over(session: AsyncSession, at: Scene, _index: int) -> None:
    assert at.parcel_id is not None
    await hand_over_parcel(session, at.owner, at.part.id, at.parcel_id, carrier="CTT")


async def deliver(session: AsyncSession, at: Scene, _index: int) -> None:
    assert at.parcel_id is not None
    await deliver_parcel(session, SYSTEM, at.part.id, at.parcel_id)


async def refund_all(session: AsyncSession, at: Scene, _index: int) -> None:
    await request_refund(
        session, an_operator(), at.part.id, {at.line_id: 3},
        reason="Race", idempotency_key=f"race-{new_id()}",
    )  # fmt: skip


async def refund_one(session: AsyncSession, at: Scene, _index: int) -> None:
    await request_refund(
        session, an_operator(), at.part.id, {at.line_id: 1},
        reason="Race", idempotency_key=f"race-{new_id()}",
    )  # fmt: skip


async def expire(session: AsyncSession, at: Scene, _index: int) -> None:
    await _expire(session, at.order.id)


async def hear_captured(session: AsyncSession, at: Scene, _index: int) -> None:
    found = await session.get_one(Payment, at.payments[0].id)
    await settle_payment(session, found, word_of(at.payments[0]))


async def hear_captured_twice(session: AsyncSession, at: Scene, index: int) -> None:
    """The two attempts of the buyer are both paid: one of them goes back."""
    payment = at.payments[index % 2]
    found = await session.get_one(Payment, payment.id)
    await settle_payment(session, found, word_of(payment))


async def hear_failed(session: AsyncSession, at: Scene, _index: int) -> None:
    found = await session.get_one(Payment, at.payments[0].id)
    await settle_payment(session, found, word_of(at.payments[0], ProviderStatus.FAILED))


async def merge(session: AsyncSession, at: Scene, _index: int) -> None:
    assert at.user_id is not None
    await merge_guest_cart(session, at.token, at.user_id)


def either(*acts: Act) -> Act:
    """The racers take turns in what they want."""

    async def act(session: AsyncSession, at: Scene, index: int) -> None:
        await acts[index % len(acts)](session, at, index)

    return act


RACES = (
    Race("an order is accepted once", paid, accept, 1),
    Race("an order is accepted or declined", paid, either(accept, decline), 1),
    Race("an order is canceled once", paid, cancel_all, 1, is_guarded_twice=True),
    Race(
        "a part is canceled once, by whomever",
        paid,
        either(cancel_all, cancel_part),
        1,
        is_guarded_twice=True,
    ),
    Race("what is canceled is not packed", accepted, either(pack, cancel_part)),
    Race("a line is packed once", accepted, pack, 1),
    Race("a parcel leaves or is canceled", packed, either(hand_over, cancel_part), 1),
    Race("a parcel leaves once", packed, hand_over, 1),
    Race("a parcel arrives once", sent, deliver, 1, is_guarded_twice=True),
    Race("all is refunded once", sent, refund_all, 1),
    Race("units are refunded as often as they were bought", sent, refund_one, 3),
    Race("a refund and a cancellation share one claim", paid, either(refund_one, cancel_all)),
    Race("an order ends once", overdue, expire),
    Race("an order ends or is paid", overdue, either(expire, hear_captured)),
    Race("good and bad news are one outcome", unpaid, either(hear_captured, hear_failed)),
    Race("of two paid attempts one goes back", unpaid, hear_captured_twice),
    Race("a guest's bag is merged once", guests_bag, merge),
)


async def run(it: Race) -> tuple[int, list[BaseException], list[str], int]:
    """How many got through, what broke, what does not add up, and units in bags."""
    async with transaction() as session:
        at = await it.set_up(session)

    async def racer(index: int) -> bool:
        try:
            async with transaction() as session:
                await it.act(session, at, index)
        except DomainError:
            return False
        return True

    answers = await race(RACERS, racer)
    async with transaction() as session:
        found = [str(item) for item in await contradictions(session)]
        units = sum((await session.exec(select(CartLine.quantity))).all())
    broken = [answer for answer in answers if isinstance(answer, BaseException)]
    return sum(answer is True for answer in answers), broken, found, units


@pytest.mark.parametrize("it", RACES, ids=lambda it: it.name)
async def test_many_at_once(it: Race):
    wins, broken, found, units = await run(it)

    assert (broken, found) == ([], [])
    assert it.wins is None or wins == it.wins
    assert units in {0, 3}


@pytest.mark.bends_rows
@pytest.mark.parametrize(
    "it", [it for it in RACES if not it.is_guarded_twice], ids=lambda it: it.name
)
async def test_without_row_locks_it_goes_wrong(many_connections: AsyncEngine, it: Race):
    """The negative control."""
    with without_row_locks(many_connections):
        for _ in range(TRIES):
            wins, broken, found, units = await run(it)
            if broken or found or units > 3 or (it.wins is not None and wins > it.wins):
                return
    pytest.fail(f"{TRIES} times nothing went wrong: this race proves nothing")
