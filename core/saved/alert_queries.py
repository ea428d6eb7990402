"""Alerts: reads for their owners, and the one statement that fires them."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, or_, text, update
from sqlalchemy import select as select_columns
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import Product, ProductVariant, VariantPrice
from core.catalog.offer_queries import units_for_sale, visible
from core.kernel.ids import new_id
from core.kernel.money import Money
from core.kernel.pagination import Page, clamp
from core.kernel.principal import Principal
from core.saved.errors import NoSuchAlert
from core.saved.models import Alert, AlertKind, AlertStatus
from core.vendors.models import Vendor

CONFIRM_WITHIN = timedelta(days=2)
KEPT_AFTER = timedelta(days=90)


def of_variants(variant_ids: Collection[UUID]) -> ColumnElement[bool]:
    return col(Alert.variant_id).in_(variant_ids)


def of_product(product_id: UUID) -> ColumnElement[bool]:
    return col(ProductVariant.product_id) == product_id


def of_vendor(vendor_id: UUID) -> ColumnElement[bool]:
    return col(ProductVariant.vendor_id) == vendor_id


def only(alert_id: UUID) -> ColumnElement[bool]:
    return col(Alert.id) == alert_id


async def fire(
    session: AsyncSession, scope: ColumnElement[bool]
) -> Sequence[tuple[UUID, int | None]]:
    """Mark every waiting alert of the scope whose wish is true now, and return them with the
    price of the variant. One guarded statement: of any number of workers one gets an alert, and
    none a wish that was edited, ended or stopped being true meanwhile.
    """
    units = units_for_sale()
    is_in_stock = and_(col(Alert.kind) == AlertKind.STOCK, or_(units.is_(None), units > 0))
    is_cheap = and_(
        col(Alert.kind) == AlertKind.PRICE,
        col(VariantPrice.amount_minor) <= Alert.target_minor,
    )
    statement = (
        update(Alert)
        .where(
            col(Alert.status) == AlertStatus.ACTIVE,
            col(ProductVariant.id) == Alert.variant_id,
            col(ProductVariant.is_active),
            col(Product.id) == ProductVariant.product_id,
            col(Vendor.id) == ProductVariant.vendor_id,
            visible(),
            # Not sold in the currency it was set in: no news for whoever shops in it.
            col(VariantPrice.variant_id) == Alert.variant_id,
            col(VariantPrice.currency) == Alert.currency,
            or_(is_in_stock, is_cheap),
            scope,
        )
        .values(status=AlertStatus.FIRED, fired_at=func.now())
        .returning(col(Alert.id), col(VariantPrice.amount_minor))
        .execution_options(synchronize_session=False)
    )
    return [(row[0], row[1]) for row in (await session.execute(statement)).all()]


async def arm(
    session: AsyncSession,
    user_id: UUID,
    variant_id: UUID,
    kind: AlertKind,
    *,
    currency: str,
    target: Money | None,
    seen: Money | None,
) -> UUID:
    """An account's alert of this kind for this variant; one that waits gets the new target."""
    values = {
        "currency": currency,
        "target_minor": target.minor if target else None,
        "seen_minor": seen.minor if seen else None,
    }
    statement = (
        insert(Alert)
        .values(
            id=new_id(),
            user_id=user_id,
            email="",
            variant_id=variant_id,
            kind=kind,
            status=AlertStatus.ACTIVE,
            **values,
        )
        .on_conflict_do_update(
            index_elements=["user_id", "variant_id", "kind"],
            index_where=text("status = 'active' AND user_id IS NOT NULL"),
            set_=values,
        )
        .returning(col(Alert.id))
    )
    return (await session.execute(statement)).scalar_one()


async def count_active(session: AsyncSession, user_id: UUID) -> int:
    statement = select(func.count()).where(
        col(Alert.user_id) == user_id, col(Alert.status) == AlertStatus.ACTIVE
    )
    return (await session.exec(statement)).one()


async def find_alert(session: AsyncSession, alert_id: UUID) -> Alert | None:
    return await session.get(Alert, alert_id, populate_existing=True)


async def lock_alert(session: AsyncSession, alert_id: UUID) -> Alert:
    statement = (
        select(Alert)
        .where(col(Alert.id) == alert_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found := (await session.exec(statement)).first():
        return found
    raise NoSuchAlert


async def lock_alike(session: AsyncSession, alert: Alert) -> list[Alert]:
    """Every alert of one address for the same thing, locked in the order of their ids."""
    statement = (
        select(Alert)
        .where(
            col(Alert.email) == alert.email,
            col(Alert.variant_id) == alert.variant_id,
            col(Alert.kind) == alert.kind,
        )
        .order_by(col(Alert.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(await session.exec(statement))


def owned_by(caller: Principal) -> ColumnElement[bool]:
    """Also what was set as a guest with the account's own, confirmed address."""
    own = col(Alert.user_id) == caller.require_user()
    if not caller.email:
        return own
    return or_(own, and_(col(Alert.user_id).is_(None), col(Alert.email) == caller.email))


async def list_alerts(
    session: AsyncSession, caller: Principal, *, number: int = 1, size: int = 24
) -> Page[tuple[Alert, ProductVariant, Product]]:
    """Those that wait first, then those that have fired lately."""
    number, size = clamp(number, size)
    where = (
        owned_by(caller),
        or_(
            col(Alert.status) == AlertStatus.ACTIVE,
            and_(
                col(Alert.status) == AlertStatus.FIRED,
                col(Alert.fired_at) > func.now() - KEPT_AFTER,
            ),
        ),
    )
    statement = (
        select(Alert, ProductVariant, Product)
        .join(ProductVariant, col(ProductVariant.id) == Alert.variant_id)
        .join(Product, col(Product.id) == ProductVariant.product_id)
        .where(*where)
        .order_by(col(Alert.status), col(Alert.id).desc())
        .limit(size)
        .offset((number - 1) * size)
    )
    total = (await session.exec(select(func.count()).select_from(Alert).where(*where))).one()
    return Page((await session.exec(statement)).all(), total, number, size)


async def count_waiting(session: AsyncSession, caller: Principal) -> int:
    statement = (
        select(func.count())
        .select_from(Alert)
        .where(owned_by(caller), col(Alert.status) == AlertStatus.ACTIVE)
    )
    return (await session.exec(statement)).one()


async def lock_own(session: AsyncSession, caller: Principal, alert_id: UUID) -> Alert:
    statement = (
        select(Alert)
        .where(owned_by(caller), col(Alert.id) == alert_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found := (await session.exec(statement)).first():
        return found
    raise NoSuchAlert


async def waiting_kinds(
    session: AsyncSession, user_id: UUID, variant_id: UUID
) -> dict[AlertKind, Alert]:
    statement = select(Alert).where(
        col(Alert.user_id) == user_id,
        col(Alert.variant_id) == variant_id,
        col(Alert.status) == AlertStatus.ACTIVE,
    )
    return {alert.kind: alert for alert in await session.exec(statement)}


async def subject_of(
    session: AsyncSession, alert: Alert
) -> tuple[Product, ProductVariant, Vendor]:
    """What a mail about the alert names."""
    statement = (
        select(Product, ProductVariant, Vendor)
        .join(ProductVariant, col(ProductVariant.product_id) == Product.id)
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .where(col(ProductVariant.id) == alert.variant_id)
    )
    return (await session.exec(statement)).one()


async def delete_unconfirmed(session: AsyncSession, *, limit: int) -> int:
    """Addresses that did not answer are forgotten; how many there were."""
    due = (
        select_columns(col(Alert.id))
        .where(
            col(Alert.status) == AlertStatus.PENDING,
            col(Alert.expires_at) <= func.now(),
        )
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    deleted = await session.exec(delete(Alert).where(col(Alert.id).in_(due)))
    return deleted.rowcount


async def is_open(session: AsyncSession, alert_id: UUID) -> bool:
    """Whether the days to confirm it are not over, by the database's clock."""
    statement = select(Alert.id).where(
        col(Alert.id) == alert_id, col(Alert.expires_at) > func.now()
    )
    return (await session.exec(statement)).first() is not None
