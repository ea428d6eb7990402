"""Reads, locks and writes of lists. A list is locked before its pieces change, so that two tabs
take turns. Every read of a list names its owner, or its share link.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, exists, func, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import Product, ProductStatus, ProductVariant, VariantPrice
from core.kernel.ids import new_id
from core.kernel.pagination import Page, clamp
from core.saved.errors import NoSuchList, NoSuchPiece
from core.saved.models import DEFAULT_NAME, SavedList, SavedPiece
from core.saved.owner import Owner

KEPT_FOR = timedelta(days=30)


def owned_by(owner: Owner) -> ColumnElement[bool]:
    """A guest's lists are gone when their days are over, deleted yet or not."""
    if owner.user_id is not None:
        return col(SavedList.user_id) == owner.user_id
    return and_(
        col(SavedList.token_hash) == owner.token_hash, col(SavedList.expires_at) > func.now()
    )


async def list_lists(session: AsyncSession, owner: Owner) -> list[tuple[SavedList, int]]:
    """With the number of their pieces; the default one first."""
    pieces = (
        select(func.count())
        .where(col(SavedPiece.list_id) == SavedList.id)
        .correlate(SavedList)
        .scalar_subquery()
    )
    statement = (
        select(SavedList, pieces)
        .where(owned_by(owner))
        .order_by(col(SavedList.is_default).desc(), col(SavedList.position), col(SavedList.id))
    )
    return list((await session.exec(statement)).all())


async def count_lists(session: AsyncSession, owner: Owner) -> int:
    statement = select(func.count()).select_from(SavedList).where(owned_by(owner))
    return (await session.exec(statement)).one()


async def find_default(session: AsyncSession, owner: Owner) -> SavedList | None:
    statement = select(SavedList).where(owned_by(owner), col(SavedList.is_default))
    return (await session.exec(statement)).first()


async def open_default(session: AsyncSession, owner: Owner) -> SavedList:
    """The owner's default list, locked; also when two requests begin it at once."""
    where = (
        "is_default AND user_id IS NOT NULL"
        if owner.user_id
        else "is_default AND token_hash IS NOT NULL"
    )
    if owner.token_hash is not None:
        await _forget_stale(session, owner.token_hash)
    await session.exec(
        insert(SavedList)
        .values(
            id=new_id(),
            **asdict(owner),
            name=DEFAULT_NAME,
            is_default=True,
            position=0,
            shared_by="",
            expires_at=None if owner.user_id else func.now() + KEPT_FOR,
        )
        .on_conflict_do_nothing(
            index_elements=["user_id" if owner.user_id else "token_hash"],
            index_where=text(where),
        )
    )
    statement = (
        select(SavedList)
        .where(owned_by(owner), col(SavedList.is_default))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    found = (await session.exec(statement)).first()
    if found is None:  # merged into an account between the two statements
        raise NoSuchList
    return found


async def get_list(session: AsyncSession, owner: Owner, list_id: UUID) -> SavedList:
    statement = select(SavedList).where(owned_by(owner), col(SavedList.id) == list_id)
    if found := (await session.exec(statement)).first():
        return found
    raise NoSuchList


async def lock_lists(
    session: AsyncSession, owner: Owner, list_ids: Collection[UUID] | None = None
) -> dict[UUID, SavedList]:
    """Some or all lists of the owner, locked in the order of their ids."""
    statement = (
        select(SavedList)
        .where(owned_by(owner))
        .order_by(col(SavedList.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if list_ids is not None:
        statement = statement.where(col(SavedList.id).in_(list_ids))
    return {found.id: found for found in await session.exec(statement)}


async def lock_list(session: AsyncSession, owner: Owner, list_id: UUID) -> SavedList:
    found = (await lock_lists(session, owner, [list_id])).get(list_id)
    if found is None:
        raise NoSuchList
    return found


async def find_shared(session: AsyncSession, share_hash: bytes) -> SavedList | None:
    statement = select(SavedList).where(
        col(SavedList.share_hash) == share_hash,
        col(SavedList.expires_at).is_(None) | (col(SavedList.expires_at) > func.now()),
    )
    return (await session.exec(statement)).first()


async def renew(session: AsyncSession, owner: Owner) -> None:
    """Keep a guest's lists another 30 days; written once a day at most."""
    if owner.token_hash is None:
        return
    statement = (
        update(SavedList)
        .where(
            owned_by(owner),
            col(SavedList.expires_at) < func.now() + KEPT_FOR - timedelta(days=1),
        )
        .values(expires_at=func.now() + KEPT_FOR)
        .execution_options(synchronize_session=False)
    )
    await session.exec(statement)


async def list_pieces(
    session: AsyncSession, list_id: UUID, *, number: int = 1, size: int = 24
) -> Page[SavedPiece]:
    """The newest first, unless their owner has moved them."""
    number, size = clamp(number, size)
    statement = (
        select(SavedPiece)
        .where(col(SavedPiece.list_id) == list_id)
        .order_by(col(SavedPiece.position).desc(), col(SavedPiece.id).desc())
        .limit(size)
        .offset((number - 1) * size)
    )
    return Page(
        list(await session.exec(statement)), await count_pieces(session, list_id), number, size
    )


async def count_pieces(session: AsyncSession, list_id: UUID) -> int:
    statement = select(func.count()).where(col(SavedPiece.list_id) == list_id)
    return (await session.exec(statement)).one()


async def count_saved(session: AsyncSession, owner: Owner) -> int:
    """Pieces of all lists."""
    statement = (
        select(func.count())
        .select_from(SavedPiece)
        .join(SavedList, col(SavedList.id) == SavedPiece.list_id)
        .where(owned_by(owner))
    )
    return (await session.exec(statement)).one()


async def next_position(session: AsyncSession, list_id: UUID) -> int:
    statement = select(func.coalesce(func.max(SavedPiece.position), 0) + 1).where(
        col(SavedPiece.list_id) == list_id
    )
    return (await session.exec(statement)).one()


async def find_piece(
    session: AsyncSession, list_id: UUID, product_id: UUID, variant_id: UUID | None
) -> SavedPiece | None:
    statement = select(SavedPiece).where(
        col(SavedPiece.list_id) == list_id,
        col(SavedPiece.product_id) == product_id,
        col(SavedPiece.variant_id).is_not_distinct_from(variant_id),
    )
    return (await session.exec(statement)).first()


async def get_piece(session: AsyncSession, owner: Owner, piece_id: UUID) -> SavedPiece:
    statement = (
        select(SavedPiece)
        .join(SavedList, col(SavedList.id) == SavedPiece.list_id)
        .where(owned_by(owner), col(SavedPiece.id) == piece_id)
        .execution_options(populate_existing=True)
    )
    if found := (await session.exec(statement)).first():
        return found
    raise NoSuchPiece


async def neighbor(
    session: AsyncSession, piece: SavedPiece, *, is_above: bool
) -> SavedPiece | None:
    """The piece that is shown before (or after) this one."""
    key = (col(SavedPiece.position), col(SavedPiece.id))
    order = [part.asc() if is_above else part.desc() for part in key]
    place = func.row(*key)
    own = func.row(piece.position, piece.id)
    statement = (
        select(SavedPiece)
        .where(
            col(SavedPiece.list_id) == piece.list_id, place > own if is_above else place < own
        )
        .order_by(*order)
        .limit(1)
    )
    return (await session.exec(statement)).first()


async def pieces_of_product(
    session: AsyncSession, owner: Owner, product_id: UUID
) -> Sequence[SavedPiece]:
    statement = (
        select(SavedPiece)
        .join(SavedList, col(SavedList.id) == SavedPiece.list_id)
        .where(owned_by(owner), col(SavedPiece.product_id) == product_id)
    )
    return (await session.exec(statement)).all()


async def saved_slugs(session: AsyncSession, owner: Owner, *, most: int) -> list[str]:
    """Of products with a piece on some list, those saved last first."""
    statement = (
        select(Product.slug)
        .join(SavedPiece, col(SavedPiece.product_id) == Product.id)
        .join(SavedList, col(SavedList.id) == SavedPiece.list_id)
        .where(owned_by(owner))
        .group_by(col(Product.id))
        .order_by(func.max(SavedPiece.created_at).desc())
        .limit(most)
    )
    return list(await session.exec(statement))


async def find_by_slug(
    session: AsyncSession, slug: str, sku: str
) -> tuple[UUID, UUID | None] | None:
    """A product and its active variant with this SKU, if there is one."""
    variant = and_(
        col(ProductVariant.product_id) == Product.id,
        col(ProductVariant.sku) == sku,
        col(ProductVariant.is_active),
        col(ProductVariant.sku) != "",
    )
    statement = (
        select(Product.id, ProductVariant.id)
        .outerjoin(ProductVariant, variant)
        .where(col(Product.slug) == slug)
    )
    return (await session.exec(statement)).first()


async def delete_pieces(session: AsyncSession, piece_ids: Collection[UUID]) -> None:
    await session.exec(delete(SavedPiece).where(col(SavedPiece.id).in_(piece_ids)))


async def move_all_pieces(session: AsyncSession, source: UUID, target: UUID) -> None:
    """Every piece of ``source`` to the top of ``target``; of one that is there already, only a
    note that it lacks.
    """
    theirs = aliased(SavedPiece)
    same = and_(
        col(SavedPiece.product_id) == theirs.product_id,
        col(SavedPiece.variant_id).is_not_distinct_from(theirs.variant_id),
    )
    await session.exec(
        update(SavedPiece)
        .where(
            col(SavedPiece.list_id) == target, col(SavedPiece.note) == "",
            col(theirs.list_id) == source, same,
        )
        .values(note=theirs.note)
        .execution_options(synchronize_session=False)
    )  # fmt: skip
    mine = aliased(SavedPiece)
    is_there = exists().where(
        col(mine.list_id) == target,
        col(mine.product_id) == SavedPiece.product_id,
        col(mine.variant_id).is_not_distinct_from(SavedPiece.variant_id),
    )
    above = await next_position(session, target)
    await session.exec(
        update(SavedPiece)
        .where(col(SavedPiece.list_id) == source, ~is_there)
        .values(list_id=target, position=col(SavedPiece.position) + above)
        .execution_options(synchronize_session=False)
    )


async def find_offered(
    session: AsyncSession, product_id: UUID, variant_id: UUID | None, currency: str
) -> tuple[UUID, int | None] | None:
    """The product, if it was ever shown and has this variant, and its lowest price."""
    fitting = and_(
        col(ProductVariant.product_id) == Product.id,
        col(ProductVariant.id) == variant_id if variant_id else col(ProductVariant.is_active),
    )
    priced = and_(
        col(VariantPrice.variant_id) == ProductVariant.id,
        col(VariantPrice.currency) == currency,
    )
    statement = (
        select(Product.id, func.min(VariantPrice.amount_minor))
        .join(ProductVariant, fitting)
        .outerjoin(VariantPrice, priced)
        .where(
            col(Product.id) == product_id,
            (col(Product.status) == ProductStatus.PUBLISHED)
            | col(Product.published_at).is_not(None),
        )
        .group_by(col(Product.id))
    )
    return (await session.exec(statement)).first()


async def delete_expired(session: AsyncSession, *, limit: int) -> int:
    """Delete lists of guests who did not come back; how many there were."""
    due = (
        select(SavedList.id)
        .where(col(SavedList.expires_at) <= func.now())
        .order_by(col(SavedList.expires_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    deleted = await session.exec(delete(SavedList).where(col(SavedList.id).in_(due)))
    return deleted.rowcount


async def _forget_stale(session: AsyncSession, token_hash: bytes) -> None:
    """Lists whose days are over give their cookie up."""
    await session.exec(
        delete(SavedList).where(
            col(SavedList.token_hash) == token_hash, col(SavedList.expires_at) <= func.now()
        )
    )


async def titles_of(
    session: AsyncSession, product_ids: Collection[UUID]
) -> dict[UUID, tuple[str, str]]:
    """Title and slug, also of products that cannot be seen any more."""
    if not product_ids:
        return {}
    statement = select(Product.id, Product.title, Product.slug).where(
        col(Product.id).in_(product_ids)
    )
    return {id_: (title, slug) for id_, title, slug in (await session.exec(statement)).all()}
