"""What a guest saved survives signing in."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.principal import GUEST
from core.kernel.secrets import random_token
from core.saved import lists, queries
from core.saved.merge_lists import merge_guest_lists
from core.saved.save_piece import save_piece, saved_marks, write_note
from tests.factories.shop import a_piece, a_shopper


async def contents(session, owner):
    found = await lists.list_lists(session, owner, None)
    return {
        one.name: [
            (piece.product_id, piece.note)
            for piece in (await queries.list_pieces(session, one.id, size=100)).items
        ]
        for one in found
    }


async def test_pieces_join_notes_stay_and_named_lists_change_hands(session: AsyncSession):
    both, theirs, mine = [(await a_piece(session)).product.id for _ in range(3)]
    shopper, token = await a_shopper(session), random_token()
    noted = await save_piece(session, GUEST, token, both)
    await write_note(session, GUEST, token, noted.id, "the blue one")
    await save_piece(session, GUEST, token, theirs)
    gifts = await lists.create_list(session, GUEST, token, "Gifts")
    await save_piece(session, GUEST, token, both, list_id=gifts.id)
    await save_piece(session, shopper, None, both)
    await save_piece(session, shopper, None, mine)

    await merge_guest_lists(session, token, shopper.require_user())
    await merge_guest_lists(session, token, shopper.require_user())

    assert await contents(session, shopper) == {
        "Saved": [(theirs, ""), (mine, ""), (both, "the blue one")],
        "Gifts": [(both, "")],
    }
    assert await saved_marks(session, GUEST, token) == []


async def test_links_that_a_guest_shared_go_on_working(session: AsyncSession):
    mug = await a_piece(session)
    shopper, token = await a_shopper(session), random_token()
    piece = await save_piece(session, GUEST, token, mug.product.id)
    link = await lists.share_list(session, GUEST, token, piece.list_id)

    await merge_guest_lists(session, token, shopper.require_user())

    shared = await lists.get_shared(session, link)
    assert shared.user_id == shopper.user_id
    assert await queries.count_pieces(session, shared.id) == 1


async def test_two_links_keep_two_lists(session: AsyncSession):
    mug, lamp = await a_piece(session), await a_piece(session)
    shopper, token = await a_shopper(session), random_token()
    theirs = await save_piece(session, GUEST, token, mug.product.id)
    mine = await save_piece(session, shopper, None, lamp.product.id)
    one = await lists.share_list(session, GUEST, token, theirs.list_id)
    two = await lists.share_list(session, shopper, None, mine.list_id)

    await merge_guest_lists(session, token, shopper.require_user())

    assert await contents(session, shopper) == {
        "Saved": [(lamp.product.id, "")],
        "Saved before signing in": [(mug.product.id, "")],
    }
    assert (await lists.get_shared(session, one)).id == theirs.list_id
    assert (await lists.get_shared(session, two)).id == mine.list_id
