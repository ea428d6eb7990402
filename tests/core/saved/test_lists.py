"""Lists: what goes on them, who reaches them, what a share link shows."""

from datetime import timedelta

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import ProductStatus
from core.kernel.clock import utc_now
from core.kernel.errors import Invalid
from core.kernel.ids import new_id
from core.kernel.money import Money
from core.kernel.principal import GUEST
from core.kernel.secrets import random_token
from core.saved import lists, queries
from core.saved import save_piece as module
from core.saved.errors import (
    DefaultListStays,
    ListFull,
    NoListCookie,
    NoSuchList,
    NoSuchPiece,
    TooManyLists,
)
from core.saved.models import SavedList, SavedPiece
from core.saved.save_piece import (
    move_piece,
    remove_piece,
    restore_pieces,
    save_piece,
    saved_marks,
    shift_piece,
    unsave_product,
    write_note,
)
from tests.factories.shop import a_piece, a_shopper


async def pieces_on(session, list_id):
    return (await queries.list_pieces(session, list_id, size=100)).items


async def test_a_guest_saves_under_the_bags_cookie_and_todays_price_is_kept(
    session: AsyncSession,
):
    mug, token = await a_piece(session, prices={"EUR": 4800}), random_token()

    piece = await save_piece(session, GUEST, token, mug.product.id)

    [found] = await lists.list_lists(session, GUEST, token)
    assert (found.name, found.pieces, found.is_default) == ("Saved", 1, True)
    assert piece.seen == Money(4800, "EUR")
    assert await saved_marks(session, GUEST, token) == [mug.product.slug]
    assert await saved_marks(session, GUEST, random_token()) == []


async def test_saving_twice_is_saving_once_and_a_variant_is_a_piece_of_its_own(
    session: AsyncSession,
):
    mug, shopper = await a_piece(session), await a_shopper(session)

    whole = await save_piece(session, shopper, None, mug.product.id)
    again = await save_piece(session, shopper, None, mug.product.id)
    exact = await save_piece(session, shopper, None, mug.product.id, mug.variant.id)

    assert again.id == whole.id
    assert [piece.id for piece in await pieces_on(session, whole.list_id)] == [
        exact.id,
        whole.id,
    ]


async def test_without_a_cookie_a_guest_is_asked_to_sign_in(session: AsyncSession):
    mug = await a_piece(session)

    with pytest.raises(NoListCookie):
        await save_piece(session, GUEST, None, mug.product.id)

    assert (await session.exec(select(SavedPiece))).all() == []


async def test_what_was_never_shown_or_belongs_to_another_product_cannot_be_saved(
    session: AsyncSession,
):
    mug, lamp, shopper = (
        await a_piece(session),
        await a_piece(session),
        await a_shopper(session),
    )
    lamp.product.status, lamp.product.published_at = ProductStatus.DRAFT, None
    await session.flush()

    for product_id, variant_id in (
        (lamp.product.id, None),
        (mug.product.id, lamp.variant.id),
        (new_id(), None),
    ):
        with pytest.raises(NoSuchPiece):
            await save_piece(session, shopper, None, product_id, variant_id)


async def test_nobody_reaches_the_lists_of_others(session: AsyncSession):
    mug = await a_piece(session)
    owner, other = await a_shopper(session), await a_shopper(session)
    piece = await save_piece(session, owner, None, mug.product.id)
    mine = await lists.create_list(session, other, None, "Mine")

    with pytest.raises(NoSuchPiece):
        await remove_piece(session, other, None, piece.id)
    with pytest.raises(NoSuchPiece):
        await move_piece(session, other, None, piece.id, mine.id)
    with pytest.raises(NoSuchPiece):
        await write_note(session, other, None, piece.id, "Mine now")
    with pytest.raises(NoSuchList):
        await save_piece(session, other, None, mug.product.id, list_id=piece.list_id)
    with pytest.raises(NoSuchList):
        await lists.share_list(session, other, None, piece.list_id)

    [kept] = await pieces_on(session, piece.list_id)
    assert (kept.id, kept.note) == (piece.id, "")


async def test_lists_are_named_ordered_and_deleted_but_saved_stays(session: AsyncSession):
    shopper = await a_shopper(session)
    a, b = [await lists.create_list(session, shopper, None, name) for name in (" Gifts ", "B")]
    await lists.rename_list(session, shopper, None, b.id, "Kitchen")
    await lists.shift_list(session, shopper, None, b.id, is_up=True)

    found = await lists.list_lists(session, shopper, None)
    assert [one.name for one in found] == ["Saved", "Kitchen", "Gifts"]

    await lists.delete_list(session, shopper, None, a.id)
    with pytest.raises(DefaultListStays):
        await lists.delete_list(session, shopper, None, found[0].id)
    with pytest.raises(Invalid):
        await lists.create_list(session, shopper, None, "   ")
    assert [one.name for one in await lists.list_lists(session, shopper, None)] == [
        "Saved",
        "Kitchen",
    ]


async def test_pieces_move_between_lists_change_places_and_come_back(session: AsyncSession):
    shopper = await a_shopper(session)
    shelf = [await a_piece(session) for _ in range(3)]
    one, two, three = [
        await save_piece(session, shopper, None, piece.product.id) for piece in shelf
    ]
    gifts = await lists.create_list(session, shopper, None, "Gifts")

    await shift_piece(session, shopper, None, one.id, is_up=True)
    await shift_piece(session, shopper, None, three.id, is_up=True)
    assert [p.id for p in await pieces_on(session, one.list_id)] == [three.id, one.id, two.id]

    await write_note(session, shopper, None, two.id, "for  Ada")
    await move_piece(session, shopper, None, two.id, gifts.id)
    assert [p.note for p in await pieces_on(session, gifts.id)] == ["for Ada"]

    removed = await remove_piece(session, shopper, None, two.id)
    await restore_pieces(session, shopper, None, [removed])
    assert [(p.product_id, p.note) for p in await pieces_on(session, gifts.id)] == [
        (shelf[1].product.id, "for Ada")
    ]

    taken = await unsave_product(session, shopper, None, shelf[1].product.id)
    assert [piece.list_id for piece in taken] == [gifts.id]
    assert shelf[1].product.slug not in await saved_marks(session, shopper, None)


async def test_limits_hold(session: AsyncSession, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MAX_PIECES", 1)
    monkeypatch.setattr(lists, "MAX_LISTS", 2)
    shopper = await a_shopper(session)
    await save_piece(session, shopper, None, (await a_piece(session)).product.id)
    await lists.create_list(session, shopper, None, "Second")

    with pytest.raises(ListFull):
        await save_piece(session, shopper, None, (await a_piece(session)).product.id)
    with pytest.raises(TooManyLists):
        await lists.create_list(session, shopper, None, "Third")


async def test_a_share_link_works_until_it_is_revoked_and_never_again(session: AsyncSession):
    shopper = await a_shopper(session)
    gifts = await lists.create_list(session, shopper, None, "Gifts")

    first = await lists.share_list(session, shopper, None, gifts.id, first_name="Ada")
    assert await lists.share_list(session, shopper, None, gifts.id, first_name="") == first
    assert (await lists.get_shared(session, first)).id == gifts.id
    assert len(first) >= 43
    assert gifts.share_hash is not None
    assert first.encode() not in gifts.share_hash

    await lists.unshare_list(session, shopper, None, gifts.id)
    with pytest.raises(NoSuchList):
        await lists.get_shared(session, first)
    second = await lists.share_list(session, shopper, None, gifts.id)
    assert second != first
    with pytest.raises(NoSuchList):
        await lists.get_shared(session, first)


async def test_a_guests_lists_end_with_their_days(session: AsyncSession):
    mug, token = await a_piece(session), random_token()
    await save_piece(session, GUEST, token, mug.product.id)
    [kept] = (await session.exec(select(SavedList))).all()
    assert kept.expires_at is not None
    kept.expires_at = utc_now() - timedelta(days=1)
    await session.flush()

    assert await saved_marks(session, GUEST, token) == []
    await save_piece(session, GUEST, token, mug.product.id)
    assert await saved_marks(session, GUEST, token) == [mug.product.slug]
