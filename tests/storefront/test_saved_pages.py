"""Saving from cards, the pages of one's lists, and the page behind a share link."""

import pytest
from sqlalchemy import update
from sqlmodel import select

from core.catalog.models import Product, VariantPrice
from core.kernel.principal import GUEST
from core.saved.lists import create_list, share_list
from core.saved.models import SavedList
from core.saved.save_piece import save_piece, write_note
from storefront.pages.account_lists.state import ListsState
from storefront.pages.account_saved.state import SavedState
from storefront.pages.shared_list.state import SharedListState
from storefront.state.marks import MarksState
from tests.factories.catalog import a_product, variants_of
from tests.mounting import mount, sent_to_browser
from tests.statements import recorded_statements


async def press(handler):
    """Run a handler that reports progress; what it answered last."""
    answer = None
    async for step in handler:
        answer = step
    return answer


@pytest.fixture
async def vase(session):
    return await a_product(session, title="Celadon vase", price=4800)


async def test_a_card_is_saved_unsaved_and_saved_again_by_undo(session, browser, vase):
    marks = await browser(MarksState, "/c/vases")
    key = vase.slug

    await marks.toggle(key, "", is_wanted=True)
    assert marks.saved == [key]
    await marks.toggle(key, "", is_wanted=False)
    assert marks.saved == []
    await marks.undo()
    assert (marks.saved, marks.refusals) == ([key], 0)


@pytest.mark.parametrize("slug", ["no-such-piece", "", "'; DROP TABLE x", "x" * 5000])
async def test_a_press_that_is_refused_turns_back(browser, slug):
    marks = await browser(MarksState, "/c/vases")

    await marks.toggle(slug, "", is_wanted=True)

    assert (marks.saved, marks.refusals) == ([], 1)


async def test_marks_of_any_number_of_cards_are_one_statement(engine, session, browser):
    marks = await browser(MarksState, "/c/vases")
    for _ in range(5):
        await marks.toggle((await a_product(session)).slug, "", is_wanted=True)

    with recorded_statements(engine) as statements:
        await marks.load()

    assert len([text for text in statements if text.startswith("SELECT")]) == 1
    assert len(marks.saved) == 5


@pytest.mark.bends_rows
async def test_the_price_of_then_stands_beside_the_one_of_now(
    session, browser, vase, bag_secret
):
    await save_piece(session, GUEST, bag_secret, vase.id)
    dearer = await a_product(session, price=1000)
    await save_piece(session, GUEST, bag_secret, dearer.id)
    for product, minor in ((vase, 4000), (dearer, 1200)):
        [variant] = await variants_of(session, product)
        await session.execute(
            update(VariantPrice)
            .where(VariantPrice.variant_id == variant.id)
            .values(amount_minor=minor)
        )

    tab = await browser(SavedState, "/account/saved")

    assert [(p.price, p.was, p.change) for p in tab.pieces] == [
        ("€12.00", "", "was €10.00 when you saved it"),
        ("€40.00", "€48.00", ""),
    ]
    assert [(link.name, link.pieces) for link in tab.links] == [("Saved", "2")]


async def test_what_is_no_longer_for_sale_is_said_and_sold_out_too(
    session, browser, vase, bag_secret
):
    await save_piece(session, GUEST, bag_secret, vase.id)
    none_left = await a_product(session, stock=0)
    await save_piece(session, GUEST, bag_secret, none_left.id)
    await session.execute(update(Product).where(Product.id == vase.id).values(status="paused"))

    tab = await browser(SavedState, "/account/saved")

    assert [(p.stock, p.price, p.can_add) for p in tab.pieces] == [
        ("Sold out", "€24.00", False),
        ("Not for sale at the moment", "", False),
    ]


async def test_a_piece_with_one_variant_goes_into_the_bag_others_have_to_be_chosen(
    session, browser, vase, bag_secret
):
    cups = await a_product(session, options={"Color": ["Oat", "Madder"]}, price=1500)
    oat, _ = await variants_of(session, cups)
    await save_piece(session, GUEST, bag_secret, vase.id)
    await save_piece(session, GUEST, bag_secret, cups.id)
    await save_piece(session, GUEST, bag_secret, cups.id, oat.id)
    tab = await browser(SavedState, "/account/saved")

    exact, whole, single = tab.pieces
    assert [exact.can_add, whole.can_add, single.can_add] == [True, False, True]
    assert (exact.options, exact.href) == ("Oat", f"/p/{cups.slug}?variant={oat.sku}")
    await press(tab.add_to_bag(exact.id))
    assert (tab.done, tab.bag_count) == ("It is in your bag.", 1)
    await press(tab.add_to_bag(whole.id))
    assert (tab.refusal, tab.bag_count) == (
        "Choose the options on the page of the piece.",
        1,
    )


async def test_lists_are_made_named_filled_and_left(session, browser, vase, bag_secret):
    piece = await save_piece(session, GUEST, bag_secret, vase.id)
    tab = await browser(SavedState, "/account/saved")
    tools = await tab.get_state(ListsState)

    await press(tools.create({"name": "Gifts"}))
    gifts = (await session.exec(select(SavedList).where(SavedList.name == "Gifts"))).one()
    await press(tab.note({"piece": str(piece.id), "note": "for Ada"}))
    await press(tab.move({"piece": str(piece.id), "list": str(gifts.id)}))
    assert [(one.name, one.pieces) for one in tab.links] == [("Saved", "0"), ("Gifts", "1")]

    page = await browser(SavedState, f"/account/lists/{gifts.id}", list_id=str(gifts.id))
    assert [(p.title, p.note) for p in page.pieces] == [("Celadon vase", "for Ada")]
    await press(page.remove(page.pieces[0].id))
    assert (page.pieces, page.removed) == ([], "Celadon vase")
    await press(page.undo())
    assert [p.note for p in page.pieces] == ["for Ada"]


async def test_a_stranger_sees_the_list_and_a_first_name_and_nothing_else(
    session, browser, vase, bag_secret
):
    gifts = await create_list(session, GUEST, bag_secret, "Gifts")
    piece = await save_piece(session, GUEST, bag_secret, vase.id, list_id=gifts.id)
    await write_note(session, GUEST, bag_secret, piece.id, "a secret for Ada")
    token = await share_list(session, GUEST, bag_secret, gifts.id, first_name="Inês")

    tab = await mount(SharedListState, path=f"/l/{token}", share=token)
    await tab.load()

    assert (tab.status, tab.name, tab.shared_by) == ("ready", "Gifts", "Inês")
    assert [card.title for card in tab.cards] == ["Celadon vase"]
    assert "secret" not in await sent_to_browser(tab)


async def test_a_wrong_or_revoked_link_leads_nowhere(browser):
    tab = await mount(SharedListState, path="/l/x", share="x" * 500)
    await tab.load()

    assert tab.status == "missing"


async def test_lists_of_others_are_not_there(session, browser, bag_secret):
    theirs = await create_list(session, GUEST, "another-browsers-cookie-" + "x" * 20, "Gifts")

    tab = await browser(SavedState, f"/account/lists/{theirs.id}", list_id=str(theirs.id))

    assert tab.status == "missing"


async def test_a_page_of_saved_pieces_has_a_budget(engine, session, browser, bag_secret):
    for _ in range(6):
        made = await a_product(session, options={"Color": ["Oat"]}, compare_at=3000)
        [variant] = await variants_of(session, made)
        await save_piece(session, GUEST, bag_secret, made.id, variant.id)
    tab = await browser(SavedState, "/account/saved")

    with recorded_statements(engine) as statements:
        await tab.load()

    assert len([text for text in statements if text.startswith(("SELECT", "WITH"))]) <= 9
