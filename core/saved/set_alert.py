"""Alerts of a variant: set, confirmed, changed, ended."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart.errors import NoPrice, NotForSale
from core.cart.queries import offers
from core.events.outbox import emit
from core.identity import throttle
from core.identity.emails import normal_email
from core.identity.throttle import Limit
from core.inventory import queries as inventory
from core.kernel.clock import utc_now
from core.kernel.currencies import ensure_sold_in
from core.kernel.errors import Invalid
from core.kernel.money import Money
from core.kernel.principal import Principal
from core.saved import alert_queries, links
from core.saved.errors import AlertLinkSpent, AlreadyInStock, NoSuchAlert, TooManyAlerts
from core.saved.events import AlertArmed, AlertConfirmationRequested
from core.saved.models import MAX_ALERTS, Alert, AlertKind, AlertStatus

MAIL_TO_GUEST = Limit("alert_mail", free=5, pause_s=600)


@dataclass(frozen=True, slots=True)
class AlertSet:
    """``is_pending``: the address was asked by mail first."""

    id: UUID
    is_pending: bool


async def set_alert(
    session: AsyncSession,
    caller: Principal,
    variant_id: UUID,
    kind: AlertKind,
    *,
    currency: str,
    target: Money | None = None,
    email: str = "",
) -> AlertSet:
    """Be told once when the variant can be bought again, or costs ``target`` or less. A guest's
    waits for the link in a mail, so that nobody signs others up.
    """
    ensure_sold_in(currency)
    price = await _ensure_waiting_makes_sense(session, variant_id, kind, currency, target)
    if caller.user_id is None:
        return await _ask(session, variant_id, kind, currency, target, price, email)
    if await alert_queries.count_active(session, caller.user_id) >= MAX_ALERTS:
        raise TooManyAlerts
    alert_id = await alert_queries.arm(
        session, caller.user_id, variant_id, kind, currency=currency, target=target, seen=price
    )
    await emit(session, AlertArmed(alert_id=alert_id))
    return AlertSet(alert_id, is_pending=False)


async def confirm_alert(session: AsyncSession, token: str) -> Alert:
    """By the link in the mail; pressing it again does no harm. Takes the place of an older
    alert of the address for the same thing.
    """
    alert_id = links.read_token(links.CONFIRM, token)
    found = await alert_queries.find_alert(session, alert_id) if alert_id else None
    if found is None:
        raise AlertLinkSpent
    alike = await alert_queries.lock_alike(session, found)
    alert = next((one for one in alike if one.id == found.id), None)
    if alert is not None and alert.status is AlertStatus.ACTIVE:
        return alert
    if (
        alert is None
        or alert.status is not AlertStatus.PENDING
        or not await alert_queries.is_open(session, alert.id)
    ):
        raise AlertLinkSpent
    for other in alike:
        if other.status is AlertStatus.ACTIVE:
            other.move_to(AlertStatus.ENDED)
    await session.flush()
    alert.move_to(AlertStatus.ACTIVE)
    alert.expires_at = None
    await session.flush()
    await emit(session, AlertArmed(alert_id=alert.id))
    return alert


async def set_target(
    session: AsyncSession, caller: Principal, alert_id: UUID, target: Money
) -> None:
    """Another price to wait for, in the currency of the alert."""
    alert = await alert_queries.lock_own(session, caller, alert_id)
    if alert.kind is not AlertKind.PRICE or alert.status is not AlertStatus.ACTIVE:
        raise NoSuchAlert
    await _ensure_waiting_makes_sense(
        session, alert.variant_id, alert.kind, alert.currency, target
    )
    alert.target_minor = target.minor
    await session.flush()
    await emit(session, AlertArmed(alert_id=alert.id))


async def end_alert(session: AsyncSession, caller: Principal, alert_id: UUID) -> None:
    await _end(session, await alert_queries.lock_own(session, caller, alert_id))


async def end_by_link(session: AsyncSession, token: str) -> None:
    """Without signing in; pressing the link again does no harm."""
    alert_id = links.read_token(links.END_ALERT, token)
    if alert_id is None:
        raise NoSuchAlert
    await _end(session, await alert_queries.lock_alert(session, alert_id))


async def _end(session: AsyncSession, alert: Alert) -> None:
    if alert.status in {AlertStatus.PENDING, AlertStatus.ACTIVE}:
        alert.move_to(AlertStatus.ENDED)
        await session.flush()


async def _ask(
    session: AsyncSession,
    variant_id: UUID,
    kind: AlertKind,
    currency: str,
    target: Money | None,
    price: Money | None,
    email: str,
) -> AlertSet:
    address = normal_email(email)
    await throttle.attempt(MAIL_TO_GUEST, address)
    alert = Alert(
        email=address,
        variant_id=variant_id,
        kind=kind,
        status=AlertStatus.PENDING,
        currency=currency,
        target_minor=target.minor if target else None,
        seen_minor=price.minor if price else None,
        expires_at=utc_now() + alert_queries.CONFIRM_WITHIN,
    )
    session.add(alert)
    await session.flush()
    await emit(session, AlertConfirmationRequested(alert_id=alert.id))
    return AlertSet(alert.id, is_pending=True)


async def _ensure_waiting_makes_sense(
    session: AsyncSession,
    variant_id: UUID,
    kind: AlertKind,
    currency: str,
    target: Money | None,
) -> Money | None:
    """Today's price of the variant."""
    offer = (await offers(session, [variant_id], currency)).get(variant_id)
    if offer is None or not offer.is_visible:
        raise NotForSale
    if offer.amount is None:
        raise NoPrice(currency)
    if kind is AlertKind.STOCK:
        left = (await inventory.available(session, [variant_id])).get(variant_id, 0)
        if left is None or left > 0:
            raise AlreadyInStock
        return offer.amount
    if target is None or target.minor <= 0 or target.currency != currency:
        raise Invalid("Enter the price you are waiting for.", field="target")
    if target >= offer.amount:
        raise Invalid("Choose a price below today’s.", field="target")
    return offer.amount
