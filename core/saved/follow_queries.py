"""Followed workshops, what is new in them, and who has to be told."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, or_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import Product
from core.catalog.offer_queries import has_price_in, visible
from core.kernel.ids import new_id
from core.kernel.pagination import Page, clamp
from core.saved.models import FollowDigest, Frequency, VendorFollow
from core.vendors.models import Vendor


async def add_follow(session: AsyncSession, user_id: UUID, vendor_id: UUID) -> None:
    await session.exec(
        insert(VendorFollow)
        .values(id=new_id(), user_id=user_id, vendor_id=vendor_id)
        .on_conflict_do_nothing()
    )


async def remove_follow(session: AsyncSession, user_id: UUID, vendor_id: UUID) -> None:
    await session.exec(
        delete(VendorFollow).where(
            col(VendorFollow.user_id) == user_id, col(VendorFollow.vendor_id) == vendor_id
        )
    )


async def followed_slugs(session: AsyncSession, user_id: UUID, *, most: int) -> list[str]:
    statement = (
        select(Vendor.slug)
        .join(VendorFollow, col(VendorFollow.vendor_id) == Vendor.id)
        .where(col(VendorFollow.user_id) == user_id)
        .order_by(col(VendorFollow.created_at).desc())
        .limit(most)
    )
    return list(await session.exec(statement))


async def count_followers(session: AsyncSession, vendor_id: UUID) -> int:
    statement = select(func.count()).where(col(VendorFollow.vendor_id) == vendor_id)
    return (await session.exec(statement)).one()


async def count_followed(session: AsyncSession, user_id: UUID) -> int:
    statement = select(func.count()).where(col(VendorFollow.user_id) == user_id)
    return (await session.exec(statement)).one()


async def list_followed(
    session: AsyncSession, user_id: UUID, *, number: int = 1, size: int = 24
) -> Page[Vendor]:
    """In the order of their names, those that closed for a while too."""
    number, size = clamp(number, size)
    statement = (
        select(Vendor)
        .join(VendorFollow, col(VendorFollow.vendor_id) == Vendor.id)
        .where(col(VendorFollow.user_id) == user_id)
        .order_by(col(Vendor.name))
        .limit(size)
        .offset((number - 1) * size)
    )
    total = await count_followed(session, user_id)
    return Page((await session.exec(statement)).all(), total, number, size)


async def list_new_pieces(
    session: AsyncSession, user_id: UUID, currency: str, *, number: int = 1, size: int = 24
) -> Page[UUID]:
    """Of followed workshops, published since each follow began, newest first."""
    number, size = clamp(number, size)
    where = (_is_news(user_id), visible(), has_price_in(currency))
    joined = (
        select(Product.id)
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .join(VendorFollow, col(VendorFollow.vendor_id) == Product.vendor_id)
        .where(*where)
    )
    total = (await session.exec(select(func.count()).select_from(joined.subquery()))).one()
    rows = await session.exec(
        joined.order_by(col(Product.published_at).desc(), col(Product.id))
        .limit(size)
        .offset((number - 1) * size)
    )
    return Page(rows.all(), total, number, size)


async def list_due(session: AsyncSession, week: str, *, most: int) -> Sequence[UUID]:
    """Followers who want the mail and have not been looked at in this week."""
    statement = (
        select(VendorFollow.user_id)
        .outerjoin(FollowDigest, col(FollowDigest.user_id) == VendorFollow.user_id)
        .where(
            or_(
                col(FollowDigest.id).is_(None),
                and_(
                    col(FollowDigest.is_wanted),
                    ~col(FollowDigest.is_at_once),
                    col(FollowDigest.week) < week,
                ),
            )
        )
        .group_by(col(VendorFollow.user_id))
        .order_by(col(VendorFollow.user_id))
        .limit(most)
    )
    return (await session.exec(statement)).all()


async def claim_week(
    session: AsyncSession, user_id: UUID, week: str, until: datetime
) -> tuple[datetime | None] | None:
    """Take the follower's mail of this week; None when it is taken or not wanted. The answer
    holds up to when they were told before. The row stays locked until the end.
    """
    await session.exec(
        insert(FollowDigest)
        .values(id=new_id(), user_id=user_id, is_wanted=True, week="")
        .on_conflict_do_nothing(index_elements=["user_id"])
    )
    statement = (
        select(FollowDigest)
        .where(
            col(FollowDigest.user_id) == user_id,
            col(FollowDigest.is_wanted),
            ~col(FollowDigest.is_at_once),
            col(FollowDigest.week) < week,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    digest = (await session.exec(statement)).first()
    if digest is None:
        return None
    before = digest.told_until
    digest.week, digest.told_until = week, until
    await session.flush()
    return (before,)


async def list_news(
    session: AsyncSession,
    user_id: UUID,
    since: datetime | None,
    until: datetime,
) -> Sequence[UUID]:
    """Pieces to tell of: published after the follow and after the last mail."""
    where = [_is_news(user_id), visible(), col(Product.published_at) <= until]
    if since is not None:
        where.append(col(Product.published_at) > since)
    statement = (
        select(Product.id)
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .join(VendorFollow, col(VendorFollow.vendor_id) == Product.vendor_id)
        .where(*where)
        .order_by(col(Product.published_at).desc(), col(Product.id))
    )
    return (await session.exec(statement)).all()


async def set_frequency(
    session: AsyncSession, user_id: UUID, wanted: Frequency, now: datetime
) -> None:
    """A weekly mail begins with what appears from now on: the rest was told at once, or was
    not wanted.
    """
    values = {
        "is_wanted": wanted is not Frequency.NEVER,
        "is_at_once": wanted is Frequency.AT_ONCE,
        "told_until": now,
    }
    await session.exec(
        insert(FollowDigest)
        .values(id=new_id(), user_id=user_id, week="", **values)
        .on_conflict_do_update(index_elements=["user_id"], set_=values)
    )


async def find_frequency(session: AsyncSession, user_id: UUID) -> Frequency:
    """Weekly for who never said."""
    statement = select(FollowDigest).where(col(FollowDigest.user_id) == user_id)
    found = (await session.exec(statement)).first()
    return found.frequency if found else Frequency.WEEKLY


async def list_told_at_once(session: AsyncSession, product: Product) -> Sequence[UUID]:
    """Followers to whom the piece is news, and who want to hear of it at once."""
    statement = (
        select(VendorFollow.user_id)
        .join(FollowDigest, col(FollowDigest.user_id) == VendorFollow.user_id)
        .where(
            col(VendorFollow.vendor_id) == product.vendor_id,
            col(VendorFollow.created_at) < product.published_at,
            col(FollowDigest.is_wanted),
            col(FollowDigest.is_at_once),
        )
        .order_by(col(VendorFollow.user_id))
    )
    return (await session.exec(statement)).all()


async def list_named(
    session: AsyncSession, product_ids: Collection[UUID]
) -> Sequence[tuple[Product, Vendor]]:
    """For mails: what can still be seen, newest first."""
    statement = (
        select(Product, Vendor)
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .where(col(Product.id).in_(product_ids), visible())
        .order_by(col(Product.published_at).desc(), col(Product.id))
    )
    return (await session.exec(statement)).all()


def _is_news(user_id: UUID) -> ColumnElement[bool]:
    return and_(
        col(VendorFollow.user_id) == user_id,
        col(Product.published_at) > VendorFollow.created_at,
    )
