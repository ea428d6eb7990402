"""Reviews as tests need them: of lines that were ordered, paid and delivered."""

from itertools import count
from uuid import UUID

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.clock import utc_now
from core.kernel.principal import SYSTEM, Principal
from core.orders.accept_vendor_order import accept_vendor_order
from core.orders.deliver_parcel import deliver_parcel
from core.orders.hand_over_parcel import hand_over_parcel
from core.orders.models import Fulfillment, Order, OrderLine, VendorOrder
from core.orders.pack_parcel import pack_parcel
from core.reviews.models import ContentStatus, Review
from tests.factories.orders import a_paid_order
from tests.factories.principals import owner_of
from tests.factories.shop import Sold, a_shopper

_numbers = count(1)


async def a_delivered_order(
    session: AsyncSession, pieces: list[Sold], *, buyer: Principal
) -> Order:
    """Paid, accepted, packed, handed over, delivered: every step through its use case."""
    order = await a_paid_order(session, pieces, buyer=buyer)
    for piece in pieces:
        await deliver(session, order, piece)
    return order


async def deliver(session: AsyncSession, order: Order, piece: Sold) -> Fulfillment:
    maker = owner_of(piece.vendor)
    part = (
        await session.exec(
            select(VendorOrder).where(
                VendorOrder.order_id == order.id, VendorOrder.vendor_id == piece.vendor.id
            )
        )
    ).one()
    line = await line_of(session, order, piece)
    await accept_vendor_order(session, maker, part.id)
    parcel = await pack_parcel(session, maker, part.id, {line.id: line.quantity})
    await hand_over_parcel(session, maker, part.id, parcel.id, carrier="DHL")
    return await deliver_parcel(session, SYSTEM, part.id, parcel.id)


async def line_of(session: AsyncSession, order: Order, piece: Sold) -> OrderLine:
    statement = select(OrderLine).where(
        OrderLine.order_id == order.id, OrderLine.variant_id == piece.variant.id
    )
    return (await session.exec(statement)).one()


async def many_lines(
    session: AsyncSession, order: Order, piece: Sold, lines: int
) -> list[OrderLine]:
    """As many lines of the piece in one order: more than a checkout would make."""
    one = await line_of(session, order, piece)
    facts = one.model_dump(exclude={"id", "created_at"})
    more = [OrderLine(**facts) for _ in range(lines - 1)]
    session.add_all(more)
    await session.flush()
    return [one, *more]


async def a_review(
    session: AsyncSession,
    piece: Sold,
    line: OrderLine,
    *,
    rating: int = 5,
    status: ContentStatus = ContentStatus.PUBLISHED,
    user_id: UUID | None = None,
    body: str = "It holds tea well.",
) -> Review:
    """A row as it stands after the service; what may become one is tested with the service."""
    review = Review(
        product_id=piece.product.id,
        vendor_id=piece.vendor.id,
        user_id=user_id or (await a_shopper(session)).require_user(),
        order_line_id=line.id,
        variant_id=piece.variant.id,
        options=list(piece.variant.options),
        author=f"Ada {next(_numbers)}.",
        rating=rating,
        body=body,
        status=status,
        published_at=utc_now() if status is ContentStatus.PUBLISHED else None,
    )
    session.add(review)
    await session.flush()
    return review
