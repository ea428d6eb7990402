"""Collections, kept by staff."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import guide_queries as guides
from core.catalog.events import CollectionChanged
from core.catalog.guide_models import Collection, CollectionItem
from core.catalog.slugs import free_slug, slugify
from core.events.outbox import emit
from core.identity import audit
from core.kernel.errors import Invalid
from core.kernel.principal import Principal
from core.kernel.text import one_line

LONGEST_TITLE, LONGEST_INTRO = 80, 500
MOST_PIECES = 200


async def create_collection(
    session: AsyncSession, staff: Principal, title: str, *, intro: str = ""
) -> Collection:
    """A draft without pieces. The address is made from the title, once."""
    staff.require_staff()
    title = _checked(title)
    base = slugify(title, longest=70)
    collection = Collection(
        slug=free_slug(base, await guides.list_collection_slugs(session, base)),
        title=title,
        intro=one_line(intro, LONGEST_INTRO),
    )
    session.add(collection)
    await session.flush()
    await _tell(session, staff, "create_collection", collection)
    return collection


async def edit_collection(
    session: AsyncSession,
    staff: Principal,
    collection_id: UUID,
    *,
    title: str,
    intro: str,
    is_published: bool,
    position: int,
) -> Collection:
    """The address stays: links to it are out in the world."""
    staff.require_staff()
    collection = await guides.lock_collection(session, collection_id)
    collection.title = _checked(title)
    collection.intro = one_line(intro, LONGEST_INTRO)
    collection.is_published = is_published
    collection.position = max(0, min(position, 9_999))
    await session.flush()
    await _tell(session, staff, "edit_collection", collection)
    return collection


async def set_pieces(
    session: AsyncSession, staff: Principal, collection_id: UUID, slugs: Sequence[str]
) -> None:
    """Exactly these, in this order, by the last part of their address."""
    staff.require_staff()
    collection = await guides.lock_collection(session, collection_id)
    wanted = list(dict.fromkeys(slug.strip() for slug in slugs if slug.strip()))
    if len(wanted) > MOST_PIECES:
        raise Invalid(f"A collection has at most {MOST_PIECES} pieces.", field="pieces")
    ids = await guides.find_product_ids(session, wanted)
    if missing := [slug for slug in wanted if slug not in ids]:
        raise Invalid(f"There is no piece “{missing[0][:80]}”.", field="pieces")
    rows = {row.product_id: row for row in await guides.list_item_rows(session, collection_id)}
    for position, slug in enumerate(wanted):
        row = rows.pop(ids[slug], None)
        if row is None:
            row = CollectionItem(collection_id=collection_id, product_id=ids[slug])
            session.add(row)
        row.position = position
    for row in rows.values():
        await session.delete(row)
    await session.flush()
    await _tell(session, staff, "arrange_collection", collection)


async def delete_collection(
    session: AsyncSession, staff: Principal, collection_id: UUID
) -> None:
    staff.require_staff()
    collection = await guides.lock_collection(session, collection_id)
    await session.delete(collection)
    await session.flush()
    await _tell(session, staff, "delete_collection", collection)


async def _tell(
    session: AsyncSession, staff: Principal, action: str, collection: Collection
) -> None:
    await emit(session, CollectionChanged(slug=collection.slug))
    await audit.record(
        session, staff, f"catalog.{action}", "collection", collection.id, collection.title
    )


def _checked(title: str) -> str:
    title = " ".join(title.split())
    if not title or len(title) > LONGEST_TITLE:
        raise Invalid(f"A title has 1 to {LONGEST_TITLE} characters.", field="title")
    return one_line(title, LONGEST_TITLE)
