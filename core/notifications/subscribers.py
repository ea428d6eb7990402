"""Who hears of what by mail."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import Product, ProductVariant
from core.checkout.urls import order_link, payment_urls
from core.events.subscribers import on
from core.identity import events as identity_events
from core.identity import queries as users
from core.inventory.events import StockRanLow
from core.kernel.clock import utc_now
from core.kernel.principal import VendorRole
from core.notifications.compose import accounts, orders, parcels, refunds, vendors
from core.notifications.compose.parts import parcel_of, part_of
from core.notifications.letter import Letter
from core.notifications.outbox import post
from core.notifications.recipients import tell_workshop
from core.orders import events as order_events
from core.orders.models import Order
from core.orders.read_models import OrderDetail, order_detail
from core.payments import queries as payments
from core.payments.events import PaymentFailed, RefundSucceeded
from core.settings import settings
from core.vendors import events as vendor_events
from core.vendors import queries as vendor_queries
from core.vendors.models import Vendor, VendorMember


@on(identity_events.EmailConfirmationRequested)
async def mail_confirmation(
    session: AsyncSession, event: identity_events.EmailConfirmationRequested
) -> None:
    user = await users.get_user(session, event.user_id)
    await post(session, accounts.confirm_email(user, event.token_id, event.app), user.email)


@on(identity_events.SignUpRepeated)
async def mail_repeated_sign_up(
    session: AsyncSession, event: identity_events.SignUpRepeated
) -> None:
    user = await users.get_user(session, event.user_id)
    letter = accounts.sign_up_repeated(user, event.app, str(event.fact_id))
    await post(session, letter, user.email)


@on(identity_events.PasswordResetRequested)
async def mail_password_reset(
    session: AsyncSession, event: identity_events.PasswordResetRequested
) -> None:
    user = await users.get_user(session, event.user_id)
    await post(session, accounts.reset_password(user, event.token_id, event.app), user.email)


@on(identity_events.PasswordChanged)
async def mail_password_change(
    session: AsyncSession, event: identity_events.PasswordChanged
) -> None:
    user = await users.get_user(session, event.user_id)
    await post(session, accounts.password_changed(user, str(event.fact_id)), user.email)


@on(order_events.OrderPlaced)
async def mail_order(session: AsyncSession, event: order_events.OrderPlaced) -> None:
    """To the buyer, and to each workshop its own part."""
    detail, link = await _order(session, event.order_id)
    await post(session, orders.placed(detail, link), detail.email)
    for part in detail.parts:
        await tell_workshop(session, part.vendor_id, orders.received(detail, part))


@on(PaymentFailed)
async def mail_failed_payment(session: AsyncSession, event: PaymentFailed) -> None:
    detail, _ = await _order(session, event.order_id)
    retry = payment_urls(await session.get_one(Order, event.order_id)).back
    letter = orders.payment_failed(detail, event.payment_id, retry)
    await post(session, letter, detail.email)


@on(order_events.VendorOrderAccepted)
async def mail_acceptance(
    session: AsyncSession, event: order_events.VendorOrderAccepted
) -> None:
    detail, link = await _order(session, event.order_id)
    part = part_of(detail, event.vendor_order_id)
    await post(session, orders.accepted(detail, part, link), detail.email)


@on(order_events.VendorOrderDeclined)
async def mail_decline(session: AsyncSession, event: order_events.VendorOrderDeclined) -> None:
    detail, link = await _order(session, event.order_id)
    part = part_of(detail, event.vendor_order_id)
    await post(session, orders.declined(detail, part, event.reason, link), detail.email)
    lost = orders.part_lost(detail, part, event.reason, word="declined")
    await tell_workshop(session, part.vendor_id, lost)


@on(order_events.VendorOrderCanceled)
async def mail_cancellation(
    session: AsyncSession, event: order_events.VendorOrderCanceled
) -> None:
    detail, link = await _order(session, event.order_id)
    part = part_of(detail, event.vendor_order_id)
    await post(session, orders.canceled(detail, part, event.reason, link), detail.email)
    lost = orders.part_lost(detail, part, event.reason, word="canceled")
    await tell_workshop(session, part.vendor_id, lost)


@on(order_events.UnitsCanceled)
async def mail_canceled_units(session: AsyncSession, event: order_events.UnitsCanceled) -> None:
    detail, _ = await _order(session, event.order_id)
    part = part_of(detail, event.vendor_order_id)
    letter = orders.units_lost(detail, part, event.units, event.reason)
    await tell_workshop(session, part.vendor_id, letter)


@on(order_events.ParcelHandedOver)
async def mail_shipment(session: AsyncSession, event: order_events.ParcelHandedOver) -> None:
    detail, link = await _order(session, event.order_id)
    part = part_of(detail, event.vendor_order_id)
    parcel = parcel_of(part, event.fulfillment_id)
    await post(session, parcels.shipped(detail, part, parcel, link), detail.email)


@on(order_events.ParcelDelivered)
async def mail_arrival(session: AsyncSession, event: order_events.ParcelDelivered) -> None:
    detail, link = await _order(session, event.order_id)
    part = part_of(detail, event.vendor_order_id)
    parcel = parcel_of(part, event.fulfillment_id)
    await post(session, parcels.delivered(detail, part, parcel, link), detail.email)


@on(order_events.VendorOrderDelivered)
async def mail_delivery_to_workshop(
    session: AsyncSession, event: order_events.VendorOrderDelivered
) -> None:
    detail, _ = await _order(session, event.order_id)
    part = part_of(detail, event.vendor_order_id)
    letter = orders.delivered(detail, part, settings().earnings_window_days)
    await tell_workshop(session, part.vendor_id, letter)


@on(RefundSucceeded)
async def mail_refund(session: AsyncSession, event: RefundSucceeded) -> None:
    """To the buyer, and to the workshop that it concerns."""
    detail, link = await _order(session, event.order_id)
    part = part_of(detail, event.vendor_order_id)
    refund = await payments.get_refund(session, event.refund_id)
    lines = await payments.refund_lines_of(session, [refund.id])
    await post(session, refunds.refunded(detail, part, refund, lines, link), detail.email)
    charged = refunds.charged_back(detail, part, refund, lines)
    await tell_workshop(session, part.vendor_id, charged, VendorRole.FINANCE)


@on(vendor_events.VendorMemberInvited)
async def mail_invitation(
    session: AsyncSession, event: vendor_events.VendorMemberInvited
) -> None:
    """Nothing if the invitation was withdrawn meanwhile."""
    member = await vendor_queries.find_invitation(session, event.member_id)
    if member is None:
        return
    vendor = await vendor_queries.get_vendor(session, event.vendor_id)
    invited = await users.get_user(session, member.user_id)
    inviter = await _inviter(session, member, vendor)
    letter = vendors.invitation(vendor, member.id, member.role, inviter)
    await post(session, letter, invited.email)


@on(vendor_events.VendorApplied)
async def mail_application(session: AsyncSession, event: vendor_events.VendorApplied) -> None:
    vendor = await vendor_queries.get_vendor(session, event.vendor_id)
    await _tell_owners(session, vendor, vendors.applied(vendor))


@on(vendor_events.VendorApproved)
async def mail_approval(session: AsyncSession, event: vendor_events.VendorApproved) -> None:
    vendor = await vendor_queries.get_vendor(session, event.vendor_id)
    await _tell_owners(session, vendor, vendors.approved(vendor, event.fact_id))


@on(vendor_events.VendorReinstated)
async def mail_reinstatement(
    session: AsyncSession, event: vendor_events.VendorReinstated
) -> None:
    vendor = await vendor_queries.get_vendor(session, event.vendor_id)
    await _tell_owners(session, vendor, vendors.reinstated(vendor, event.fact_id))


@on(vendor_events.VendorRejected)
async def mail_rejection(session: AsyncSession, event: vendor_events.VendorRejected) -> None:
    vendor = await vendor_queries.get_vendor(session, event.vendor_id)
    letter = vendors.rejected(vendor, event.fact_id, event.reason)
    await _tell_owners(session, vendor, letter)


@on(vendor_events.VendorChangesRequested)
async def mail_requested_changes(
    session: AsyncSession, event: vendor_events.VendorChangesRequested
) -> None:
    vendor = await vendor_queries.get_vendor(session, event.vendor_id)
    letter = vendors.changes_requested(vendor, event.fact_id, event.reason)
    await _tell_owners(session, vendor, letter)


@on(vendor_events.VendorSuspended)
async def mail_suspension(session: AsyncSession, event: vendor_events.VendorSuspended) -> None:
    vendor = await vendor_queries.get_vendor(session, event.vendor_id)
    letter = vendors.suspended(vendor, event.fact_id, event.reason)
    await _tell_owners(session, vendor, letter)


@on(StockRanLow)
async def mail_low_stock(session: AsyncSession, event: StockRanLow) -> None:
    """At most once a day for a variant at a place, however often it crosses its threshold."""
    variant = await session.get_one(ProductVariant, event.variant_id)
    product = await session.get_one(Product, variant.product_id)
    vendor = await vendor_queries.get_vendor(session, variant.vendor_id)
    letter = vendors.stock_ran_low(
        vendor,
        f"{variant.id}:{event.location_id}:{utc_now():%Y%m%d}",
        vendors.LowStock(
            product.title, ", ".join(variant.options), variant.sku or "", event.available
        ),
    )
    await tell_workshop(session, vendor.id, letter, VendorRole.CATALOG)


async def _order(session: AsyncSession, order_id: UUID) -> tuple[OrderDetail, str]:
    order = await session.get_one(Order, order_id)
    return await order_detail(session, order), order_link(order)


async def _tell_owners(session: AsyncSession, vendor: Vendor, letter: Letter) -> None:
    await tell_workshop(session, vendor.id, letter, VendorRole.OWNER)


async def _inviter(session: AsyncSession, member: VendorMember, vendor: Vendor) -> str:
    if member.invited_by is None:
        return vendor.name
    return (await users.get_user(session, member.invited_by)).name
