"""Moves along the lifecycles, each with its line in the timeline."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.principal import Principal
from core.orders.models import Fulfillment, Order, OrderEvent, VendorOrder
from core.orders.statuses import (
    FULFILLMENT_LIFECYCLE,
    ORDER_LIFECYCLE,
    VENDOR_ORDER_LIFECYCLE,
    FulfillmentStatus,
    OrderStatus,
    VendorOrderStatus,
)


def move_order(
    session: AsyncSession, order: Order, target: OrderStatus, caller: Principal, message: str
) -> None:
    ORDER_LIFECYCLE.check(order.status, target)
    note(
        session,
        order.id,
        f"order.{target.value}",
        message,
        caller,
        from_status=order.status.value,
        to_status=target.value,
    )
    order.status = target


def move_vendor_order(
    session: AsyncSession,
    vendor_order: VendorOrder,
    target: VendorOrderStatus,
    caller: Principal,
    message: str,
) -> None:
    VENDOR_ORDER_LIFECYCLE.check(vendor_order.status, target)
    note(
        session,
        vendor_order.order_id,
        f"vendor_order.{target.value}",
        message,
        caller,
        vendor_order_id=vendor_order.id,
        from_status=vendor_order.status.value,
        to_status=target.value,
    )
    vendor_order.status = target


def move_parcel(
    session: AsyncSession,
    order_id: UUID,
    parcel: Fulfillment,
    target: FulfillmentStatus,
    caller: Principal,
    message: str,
) -> None:
    FULFILLMENT_LIFECYCLE.check(parcel.status, target)
    note(
        session,
        order_id,
        f"parcel.{target.value}",
        message,
        caller,
        vendor_order_id=parcel.vendor_order_id,
        from_status=parcel.status.value,
        to_status=target.value,
    )
    parcel.status = target


def note(
    session: AsyncSession,
    order_id: UUID,
    kind: str,
    message: str,
    caller: Principal,
    *,
    vendor_order_id: UUID | None = None,
    from_status: str | None = None,
    to_status: str | None = None,
    is_public: bool = True,
) -> None:
    session.add(
        OrderEvent(
            order_id=order_id,
            vendor_order_id=vendor_order_id,
            kind=kind,
            from_status=from_status,
            to_status=to_status,
            message=message,
            actor=caller.actor,
            is_public=is_public,
        )
    )
