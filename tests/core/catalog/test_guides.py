"""Collections and materials."""

import pytest
from sqlmodel import select

from core.catalog import arrange_collections as arrange
from core.catalog.events import CollectionChanged
from core.catalog.guide_models import CollectionItem, Material
from core.catalog.guide_queries import (
    find_collection,
    get_material,
    get_published_collection,
    impact_of,
    list_collections,
    list_items,
    list_materials,
    list_pieces,
)
from core.catalog.models import ProductStatus
from core.events.models import OutboxMessage
from core.kernel.errors import Forbidden, Invalid, NotFound
from tests.factories.catalog import a_product, a_vendor
from tests.factories.principals import an_operator, owner_of

STONEWARE = {"material": ["Stoneware clay"]}


@pytest.fixture
async def clay(session):
    session.add(
        Material(slug="clay", name="Clay", names=["stoneware clay", "Earthenware clay"])
    )
    await session.flush()


async def a_collection(session, *products, title="A table for two", publish=True):
    staff = an_operator()
    made = await arrange.create_collection(session, staff, title)
    await arrange.set_pieces(session, staff, made.id, [p.slug for p in products])
    await arrange.edit_collection(
        session, staff, made.id, title=title, intro="", is_published=publish, position=0
    )
    return made


async def test_pieces_stand_in_the_order_given_and_hidden_ones_are_not_shown(session):
    jug, bowl = await a_product(session, title="Jug"), await a_product(session, title="Bowl")
    draft = await a_product(session, title="Draft", status=ProductStatus.DRAFT)
    made = await a_collection(session, bowl, draft, jug)

    page = await list_pieces(session, made.id, "EUR", number=1, size=24)

    assert [card.title for card in page.items] == ["Bowl", "Jug"]
    assert [title for _, _, title in await list_items(session, made.id)] == [
        "Bowl", "Draft", "Jug",
    ]  # fmt: skip


async def test_setting_pieces_again_replaces_and_reorders_them(session):
    jug, bowl, cup = [await a_product(session, title=t) for t in ("Jug", "Bowl", "Cup")]
    made = await a_collection(session, jug, bowl)

    await arrange.set_pieces(session, an_operator(), made.id, [cup.slug, jug.slug, cup.slug])

    assert [title for _, _, title in await list_items(session, made.id)] == ["Cup", "Jug"]
    assert len((await session.exec(select(CollectionItem))).all()) == 2


async def test_an_unknown_piece_changes_nothing(session):
    jug = await a_product(session, title="Jug")
    made = await a_collection(session, jug)

    with pytest.raises(Invalid, match="There is no piece “nothing”"):
        await arrange.set_pieces(session, an_operator(), made.id, ["nothing"])

    assert [title for _, _, title in await list_items(session, made.id)] == ["Jug"]


async def test_drafts_and_empty_collections_are_for_operators(session):
    jug = await a_product(session)
    await a_collection(session, jug, title="Shown")
    draft = await a_collection(session, jug, title="Draft", publish=False)
    await a_collection(session, title="Empty")

    public = await list_collections(session, "EUR")
    all_of_them = await list_collections(session, "EUR", drafts=True)

    assert [(c.title, c.pieces, len(c.images)) for c in public.items] == [("Shown", 1, 1)]
    assert {c.title for c in all_of_them.items} == {"Shown", "Draft", "Empty"}
    with pytest.raises(NotFound):
        await get_published_collection(session, draft.slug)


async def test_only_staff_arranges_collections(session):
    owner = owner_of(await a_vendor(session))

    with pytest.raises(Forbidden):
        await arrange.create_collection(session, owner, "Mine")

    assert await find_collection(session, "mine") is None


async def test_a_change_is_told_so_that_pages_are_made_anew(session):
    await a_collection(session, await a_product(session))

    told = (await session.exec(select(OutboxMessage.event))).all()
    assert CollectionChanged.__name__ in told


async def test_two_collections_of_one_title_have_two_addresses(session):
    first = await arrange.create_collection(session, an_operator(), "For the desk")
    second = await arrange.create_collection(session, an_operator(), "For the desk")

    assert first.slug == "for-the-desk"
    assert second.slug.startswith("for-the-desk-")


async def test_a_material_gathers_what_workshops_call_by_several_names(session, clay):
    await a_product(session, attributes=STONEWARE)
    await a_product(session, attributes={"material": ["EARTHENWARE CLAY"]})
    await a_product(session, attributes={"material": ["Oak"]})
    await a_product(session, attributes=STONEWARE, status=ProductStatus.PAUSED)

    found = await list_materials(session, "EUR")

    assert [(m.slug, m.pieces, m.image is not None) for m in found] == [("clay", 2, True)]
    assert await list_materials(session, "USD") == []


async def test_the_impact_of_a_material_is_a_range_with_its_coverage(session, clay):
    def carbon(value, evidence):
        return [
            {"measure": "carbon", "label": "Carbon", "unit": "kg", "value": value,
             "evidence": evidence},
            {"measure": "repair", "label": "Repair", "unit": "", "value": "yes",
             "evidence": "statement"},
        ]  # fmt: skip

    for value, evidence in ((1.5, "verified"), (4, "statement"), (None, "missing")):
        made = await a_product(session, attributes=STONEWARE)
        made.impact = carbon(value, evidence)
    await session.flush()

    repair, found = await impact_of(session, "clay", "EUR")

    assert (found.lowest, found.highest, found.unit) == (1.5, 4.0, "kg")
    assert (found.stated, found.verified, found.pieces) == (2, 1, 3)
    assert (repair.measure, repair.lowest, repair.stated) == ("repair", None, 3)


async def test_an_unknown_material_is_not_there(session):
    with pytest.raises(NotFound):
        await get_material(session, "unobtainium")
