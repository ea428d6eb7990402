"""Put pieces on lists and take them off."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.errors import Invalid
from core.kernel.money import Money
from core.kernel.principal import Principal
from core.saved import queries
from core.saved.errors import ListFull, NoSuchPiece
from core.saved.models import MAX_PIECES, NOTE_LENGTH, SavedList, SavedPiece
from core.saved.owner import Owner, find_owner, get_owner

MOST_MARKS = 1000


@dataclass(frozen=True, slots=True)
class RemovedPiece:
    """What was taken off a list, so that it can be put back."""

    list_id: UUID
    product_id: UUID
    variant_id: UUID | None
    note: str
    position: int
    seen: Money | None

    @classmethod
    def of(cls, piece: SavedPiece) -> Self:
        return cls(
            piece.list_id, piece.product_id, piece.variant_id, piece.note, piece.position,
            piece.seen,
        )  # fmt: skip


async def save_piece(
    session: AsyncSession,
    caller: Principal,
    guest_token: str | None,
    product_id: UUID,
    variant_id: UUID | None = None,
    *,
    list_id: UUID | None = None,
    seen: Money | None = None,
    currency: str = "EUR",
    note: str = "",
) -> SavedPiece:
    """Put a product, or exactly one variant of it, on a list (the default one unless named).

    ``seen`` is the price that was seen; without it today's in ``currency`` is kept. A piece
    that is there already stays as it is.
    """
    owner = get_owner(caller, guest_token)
    price = await _ensure_offered(session, product_id, variant_id, currency)
    if list_id is None:
        target = await queries.open_default(session, owner)
    else:
        target = await queries.lock_list(session, owner, list_id)
    await queries.renew(session, owner)
    there = await queries.find_piece(session, target.id, product_id, variant_id)
    if there is not None:
        return there
    await _ensure_room(session, target)
    kept = seen or price
    piece = SavedPiece(
        list_id=target.id,
        product_id=product_id,
        variant_id=variant_id,
        note=_note(note),
        position=await queries.next_position(session, target.id),
        seen_minor=kept.minor if kept else None,
        seen_currency=kept.currency if kept else "",
    )
    session.add(piece)
    await session.flush()
    return piece


async def unsave_product(
    session: AsyncSession, caller: Principal, guest_token: str | None, product_id: UUID
) -> Sequence[RemovedPiece]:
    """Take a product and its variants off every list of the caller."""
    owner = find_owner(caller, guest_token)
    if owner is None:
        return ()
    await queries.lock_lists(session, owner)
    pieces = await queries.pieces_of_product(session, owner, product_id)
    removed = tuple(RemovedPiece.of(piece) for piece in pieces)
    await queries.delete_pieces(session, [piece.id for piece in pieces])
    return removed


async def remove_piece(
    session: AsyncSession, caller: Principal, guest_token: str | None, piece_id: UUID
) -> RemovedPiece:
    _, piece = await _lock_piece(session, get_owner(caller, guest_token), piece_id)
    removed = RemovedPiece.of(piece)
    await queries.delete_pieces(session, [piece.id])
    return removed


async def restore_pieces(
    session: AsyncSession,
    caller: Principal,
    guest_token: str | None,
    removed: Sequence[RemovedPiece],
) -> None:
    """Undo a removal: each piece comes back to its list, at its place, unless it is there."""
    owner = get_owner(caller, guest_token)
    lists = await queries.lock_lists(session, owner, {piece.list_id for piece in removed})
    for piece in removed:
        target = lists.get(piece.list_id)
        if target is None or await queries.find_piece(
            session, target.id, piece.product_id, piece.variant_id
        ):
            continue
        await _ensure_room(session, target)
        session.add(
            SavedPiece(
                list_id=target.id,
                product_id=piece.product_id,
                variant_id=piece.variant_id,
                note=piece.note,
                position=piece.position,
                seen_minor=piece.seen.minor if piece.seen else None,
                seen_currency=piece.seen.currency if piece.seen else "",
            )
        )
    await session.flush()


async def move_piece(
    session: AsyncSession,
    caller: Principal,
    guest_token: str | None,
    piece_id: UUID,
    list_id: UUID,
) -> None:
    """To the top of another list of the caller. If it is there already, the two become one."""
    owner = get_owner(caller, guest_token)
    source = (await queries.get_piece(session, owner, piece_id)).list_id
    lists = await queries.lock_lists(session, owner, {source, list_id})
    target = lists.get(list_id)
    piece = await queries.get_piece(session, owner, piece_id)
    if target is None or piece.list_id not in lists:
        raise NoSuchPiece
    if piece.list_id == target.id:
        return
    there = await queries.find_piece(session, target.id, piece.product_id, piece.variant_id)
    if there is not None:
        there.note = there.note or piece.note
        await session.flush()
        await queries.delete_pieces(session, [piece.id])
        return
    await _ensure_room(session, target)
    piece.position = await queries.next_position(session, target.id)
    piece.list_id = target.id
    await session.flush()


async def shift_piece(
    session: AsyncSession,
    caller: Principal,
    guest_token: str | None,
    piece_id: UUID,
    *,
    is_up: bool,
) -> None:
    """One place up or down its list; at the end of it nothing happens."""
    _, piece = await _lock_piece(session, get_owner(caller, guest_token), piece_id)
    other = await queries.neighbor(session, piece, is_above=is_up)
    if other is None:
        return
    if piece.position == other.position:  # after a merge: only the ids told them apart
        piece.position += 1 if is_up else -1
    else:
        piece.position, other.position = other.position, piece.position
    await session.flush()


async def write_note(
    session: AsyncSession,
    caller: Principal,
    guest_token: str | None,
    piece_id: UUID,
    note: str,
) -> None:
    _, piece = await _lock_piece(session, get_owner(caller, guest_token), piece_id)
    piece.note = _note(note)
    await session.flush()


async def saved_marks(
    session: AsyncSession, caller: Principal, guest_token: str | None
) -> Sequence[str]:
    """Slugs of what the caller has saved, whatever page they look at: one statement."""
    owner = find_owner(caller, guest_token)
    if owner is None:
        return ()
    return await queries.saved_slugs(session, owner, most=MOST_MARKS)


async def get_saveable(
    session: AsyncSession, slug: str, sku: str = ""
) -> tuple[UUID, UUID | None]:
    """Product and variant, as pages name them."""
    found = await queries.find_by_slug(session, slug, sku)
    if found is None:
        raise NoSuchPiece
    return found


async def _lock_piece(
    session: AsyncSession, owner: Owner, piece_id: UUID
) -> tuple[SavedList, SavedPiece]:
    piece = await queries.get_piece(session, owner, piece_id)
    target = await queries.lock_list(session, owner, piece.list_id)
    piece = await queries.get_piece(session, owner, piece_id)
    if piece.list_id != target.id:
        raise NoSuchPiece
    return target, piece


async def _ensure_offered(
    session: AsyncSession, product_id: UUID, variant_id: UUID | None, currency: str
) -> Money | None:
    found = await queries.find_offered(session, product_id, variant_id, currency)
    if found is None:
        raise NoSuchPiece
    return None if found[1] is None else Money(found[1], currency)


async def _ensure_room(session: AsyncSession, target: SavedList) -> None:
    if await queries.count_pieces(session, target.id) >= MAX_PIECES:
        raise ListFull


def _note(text: str) -> str:
    note = " ".join(text.split())
    if len(note) > NOTE_LENGTH:
        raise Invalid(f"A note has up to {NOTE_LENGTH} characters.", field="note")
    return note
