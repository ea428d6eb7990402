"""Reads and locks of orders.

Lock order: the order first, then its vendor orders and lines in ascending id.
A buyer's reads take the buyer's id or the order's token, a vendor's the vendor's id.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, case, cast, exists, func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.pagination import Page, clamp
from core.kernel.secrets import token_hash
from core.ledger.models import EarningHold
from core.orders.errors import NoSuchOrder
from core.orders.models import (
    LEGAL_RETURN_DAYS,
    Fulfillment,
    FulfillmentLine,
    Order,
    OrderEvent,
    OrderLine,
    VendorOrder,
)
from core.orders.statuses import OrderStatus, VendorOrderStatus
from core.vendors.models import Vendor


async def lock_order(session: AsyncSession, order_id: UUID) -> Order:
    statement = (
        select(Order)
        .where(col(Order.id) == order_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    order = (await session.exec(statement)).first()
    if order is None:
        raise NoSuchOrder
    return order


async def lock_vendor_orders(session: AsyncSession, order_id: UUID) -> list[VendorOrder]:
    statement = (
        select(VendorOrder)
        .where(col(VendorOrder.order_id) == order_id)
        .order_by(col(VendorOrder.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(await session.exec(statement))


async def lock_lines(session: AsyncSession, vendor_order_id: UUID) -> list[OrderLine]:
    statement = (
        select(OrderLine)
        .where(col(OrderLine.vendor_order_id) == vendor_order_id)
        .order_by(col(OrderLine.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(await session.exec(statement))


async def lock_own_vendor_order(
    session: AsyncSession, vendor_id: UUID | None, vendor_order_id: UUID
) -> tuple[Order, VendorOrder]:
    """Order and vendor order, locked in this order. ``vendor_id`` None is for staff."""
    found = await session.get(VendorOrder, vendor_order_id)
    if found is None or (vendor_id is not None and found.vendor_id != vendor_id):
        raise NoSuchOrder
    order = await lock_order(session, found.order_id)
    await session.refresh(found, with_for_update=True)
    return order, found


async def get_vendor_order(session: AsyncSession, vendor_order_id: UUID) -> VendorOrder:
    """Unguarded: for the market's own code and staff."""
    return await session.get_one(VendorOrder, vendor_order_id)


async def find_by_idempotency_key(session: AsyncSession, scope: str, key: str) -> Order | None:
    statement = select(Order).where(
        col(Order.idempotency_scope) == scope, col(Order.idempotency_key) == key
    )
    return (await session.exec(statement)).first()


async def find_number(session: AsyncSession, order_id: UUID) -> str:
    """Empty for an order that is not there."""
    found = (await session.exec(select(Order.number).where(Order.id == order_id))).first()
    return found or ""


async def find_by_number(session: AsyncSession, number: str) -> Order | None:
    """Unguarded: for the market's own code and staff."""
    return (await session.exec(select(Order).where(col(Order.number) == number))).first()


async def get_by_token(session: AsyncSession, number: str, token: str) -> Order:
    """A guest's way in: the number and the secret of the link."""
    statement = select(Order).where(
        col(Order.number) == number, col(Order.access_token_hash) == token_hash(token)
    )
    order = (await session.exec(statement)).first()
    if order is None:
        raise NoSuchOrder
    return order


async def get_of_user(session: AsyncSession, user_id: UUID, number: str) -> Order:
    statement = select(Order).where(col(Order.number) == number, col(Order.user_id) == user_id)
    order = (await session.exec(statement)).first()
    if order is None:
        raise NoSuchOrder
    return order


async def find_by_number_and_email(
    session: AsyncSession, number: str, email: str
) -> Order | None:
    statement = select(Order).where(
        col(Order.number) == number.strip().upper(),
        col(Order.email) == email.strip().lower(),
    )
    return (await session.exec(statement)).first()


async def vendor_orders_of(session: AsyncSession, order_id: UUID) -> Sequence[VendorOrder]:
    statement = (
        select(VendorOrder)
        .where(col(VendorOrder.order_id) == order_id)
        .order_by(col(VendorOrder.number))
    )
    return (await session.exec(statement)).all()


async def get_of_vendor(
    session: AsyncSession, vendor_id: UUID, number: str
) -> tuple[VendorOrder, Order]:
    statement = (
        select(VendorOrder, Order)
        .join(Order, col(Order.id) == VendorOrder.order_id)
        .where(
            col(VendorOrder.number) == number,
            col(VendorOrder.vendor_id) == vendor_id,
            col(Order.placed_at).is_not(None),
        )
    )
    found = (await session.exec(statement)).first()
    if found is None:
        raise NoSuchOrder
    return found


async def numbers_of_vendor(
    session: AsyncSession, vendor_id: UUID, vendor_order_ids: Collection[UUID]
) -> dict[UUID, str]:
    """Numbers of the vendor's own orders, by id."""
    statement = select(VendorOrder.id, VendorOrder.number).where(
        col(VendorOrder.vendor_id) == vendor_id, col(VendorOrder.id).in_(vendor_order_ids)
    )
    return dict((await session.exec(statement)).all())


async def vendors_of(session: AsyncSession, vendor_ids: Sequence[UUID]) -> dict[UUID, Vendor]:
    statement = select(Vendor).where(col(Vendor.id).in_(vendor_ids))
    return {vendor.id: vendor for vendor in await session.exec(statement)}


async def lines_of_order(session: AsyncSession, order_id: UUID) -> Sequence[OrderLine]:
    statement = (
        select(OrderLine)
        .where(col(OrderLine.order_id) == order_id)
        .order_by(col(OrderLine.vendor_order_id), col(OrderLine.position))
    )
    return (await session.exec(statement)).all()


async def lines_of_vendor_order(
    session: AsyncSession, vendor_order_id: UUID
) -> Sequence[OrderLine]:
    statement = (
        select(OrderLine)
        .where(col(OrderLine.vendor_order_id) == vendor_order_id)
        .order_by(col(OrderLine.position))
    )
    return (await session.exec(statement)).all()


async def parcels_of(
    session: AsyncSession, vendor_order_ids: Sequence[UUID]
) -> Sequence[tuple[Fulfillment, FulfillmentLine]]:
    """Parcels with each of their lines, oldest first."""
    statement = (
        select(Fulfillment, FulfillmentLine)
        .join(FulfillmentLine, col(FulfillmentLine.fulfillment_id) == Fulfillment.id)
        .where(col(Fulfillment.vendor_order_id).in_(vendor_order_ids))
        .order_by(col(Fulfillment.id), col(FulfillmentLine.id))
    )
    return (await session.exec(statement)).all()


async def lock_parcel(
    session: AsyncSession, vendor_order_id: UUID, fulfillment_id: UUID
) -> Fulfillment:
    statement = (
        select(Fulfillment)
        .where(
            col(Fulfillment.id) == fulfillment_id,
            col(Fulfillment.vendor_order_id) == vendor_order_id,
        )
        .with_for_update()
    )
    found = (await session.exec(statement)).first()
    if found is None:
        raise NoSuchOrder
    return found


async def lock_parcels(session: AsyncSession, vendor_order_id: UUID) -> list[Fulfillment]:
    statement = (
        select(Fulfillment)
        .where(col(Fulfillment.vendor_order_id) == vendor_order_id)
        .order_by(col(Fulfillment.id))
        .with_for_update()
    )
    return list(await session.exec(statement))


async def lines_of_parcel(
    session: AsyncSession, fulfillment_id: UUID
) -> Sequence[FulfillmentLine]:
    statement = select(FulfillmentLine).where(
        col(FulfillmentLine.fulfillment_id) == fulfillment_id
    )
    return (await session.exec(statement)).all()


async def timeline(
    session: AsyncSession, order_id: UUID, *, public_only: bool
) -> Sequence[OrderEvent]:
    statement = (
        select(OrderEvent)
        .where(col(OrderEvent.order_id) == order_id)
        .order_by(col(OrderEvent.id))
    )
    if public_only:
        statement = statement.where(col(OrderEvent.is_public))
    return (await session.exec(statement)).all()


async def vendor_timeline(
    session: AsyncSession, order_id: UUID, vendor_order_id: UUID
) -> Sequence[OrderEvent]:
    """What a vendor may see: the events of its own part and those of the order as a whole."""
    statement = (
        select(OrderEvent)
        .where(
            col(OrderEvent.order_id) == order_id,
            col(OrderEvent.vendor_order_id).is_(None)
            | (col(OrderEvent.vendor_order_id) == vendor_order_id),
            col(OrderEvent.is_public) | (col(OrderEvent.vendor_order_id) == vendor_order_id),
        )
        .order_by(col(OrderEvent.id))
    )
    return (await session.exec(statement)).all()


async def list_of_user(
    session: AsyncSession, user_id: UUID, *, page: int = 1, size: int = 20
) -> Page[Order]:
    page, size = clamp(page, size)
    where = (
        col(Order.user_id) == user_id,
        col(Order.status) != OrderStatus.EXPIRED,
    )
    total = (await session.exec(select(func.count(col(Order.id))).where(*where))).one()
    rows = await session.exec(
        select(Order)
        .where(*where)
        .order_by(col(Order.id).desc())
        .limit(size)
        .offset((page - 1) * size)
    )
    return Page(rows.all(), total, page, size)


async def list_of_vendor(
    session: AsyncSession,
    vendor_id: UUID,
    *,
    statuses: Sequence[VendorOrderStatus] = (),
    text: str = "",
    page: int = 1,
    size: int = 50,
) -> Page[tuple[VendorOrder, Order]]:
    """A vendor's placed orders, newest first."""
    page, size = clamp(page, size)
    where = [col(VendorOrder.vendor_id) == vendor_id, col(Order.placed_at).is_not(None)]
    if statuses:
        where.append(col(VendorOrder.status).in_(statuses))
    if text:
        where.append(
            col(VendorOrder.number).icontains(text, autoescape=True)
            | col(Order.ship_to)["name"].astext.icontains(text, autoescape=True)
        )
    joined = (
        select(VendorOrder, Order)
        .join(Order, col(Order.id) == VendorOrder.order_id)
        .where(*where)
    )
    total = (
        await session.exec(
            select(func.count(col(VendorOrder.id)))
            .join(Order, col(Order.id) == VendorOrder.order_id)
            .where(*where)
        )
    ).one()
    rows = await session.exec(
        joined.order_by(col(VendorOrder.id).desc()).limit(size).offset((page - 1) * size)
    )
    return Page(rows.all(), total, page, size)


async def count_of_vendor_by_status(
    session: AsyncSession, vendor_id: UUID
) -> dict[VendorOrderStatus, int]:
    statement = (
        select(VendorOrder.status, func.count(col(VendorOrder.id)))
        .where(col(VendorOrder.vendor_id) == vendor_id)
        .group_by(col(VendorOrder.status))
    )
    return {VendorOrderStatus(s): n for s, n in (await session.exec(statement)).all()}


async def list_due(session: AsyncSession, *, limit: int = 100) -> Sequence[UUID]:
    """Unpaid orders whose deadline has passed by the database's clock."""
    statement = (
        select(Order.id)
        .where(
            col(Order.status) == OrderStatus.PENDING_PAYMENT,
            col(Order.expires_at) <= func.now(),
        )
        .limit(limit)
    )
    return (await session.exec(statement)).all()


async def list_unaccepted(session: AsyncSession, *, limit: int = 100) -> Sequence[UUID]:
    """Vendor orders that nobody accepted in time."""
    statement = (
        select(VendorOrder.id)
        .where(
            col(VendorOrder.status) == VendorOrderStatus.PLACED,
            col(VendorOrder.accept_by) <= func.now(),
        )
        .limit(limit)
    )
    return (await session.exec(statement)).all()


async def list_to_complete(
    session: AsyncSession, delivered_before: datetime, *, limit: int = 100
) -> Sequence[UUID]:
    """Delivered long enough ago, and nothing about them is undecided."""
    statement = (
        select(VendorOrder.id)
        .where(
            col(VendorOrder.status) == VendorOrderStatus.DELIVERED,
            col(VendorOrder.delivered_at) <= delivered_before,
            ~exists().where(
                col(EarningHold.vendor_order_id) == VendorOrder.id,
                col(EarningHold.lifted_at).is_(None),
            ),
        )
        .limit(limit)
    )
    return (await session.exec(statement)).all()


async def freeze_return_terms(session: AsyncSession, order_id: UUID) -> None:
    """Copy onto each part how long its workshop takes pieces back: never less than the law."""
    days = col(Vendor.policies)["returns_days"]
    stated = case((func.jsonb_typeof(days) == "number", cast(days.astext, Integer)), else_=0)
    statement = (
        update(VendorOrder)
        .where(col(VendorOrder.order_id) == order_id, col(VendorOrder.vendor_id) == Vendor.id)
        .values(return_days=func.greatest(LEGAL_RETURN_DAYS, func.least(stated, 365)))
        .execution_options(synchronize_session=False)
    )
    await session.exec(statement)


async def db_now(session: AsyncSession) -> datetime:
    """The database's clock, which all deadlines go by."""
    return (await session.exec(select(func.now()))).one()
