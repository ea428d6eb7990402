from datetime import date

import pytest

from core.catalog.editor_queries import get_for_edit
from core.inventory.queries import on_hand_at_default
from core.kernel.money import Money
from core.kernel.principal import VendorRole
from tests.factories.catalog import a_category, a_product, a_vendor
from tests.factories.shop import a_piece
from tests.vendor_portal.pressing import press
from vendor_portal.pages.product_editor.impact import read_impact
from vendor_portal.pages.product_editor.state import LOOK, EditorState
from vendor_portal.pages.product_editor.views import cell_name
from vendor_portal.pages.product_new.state import NewProductState
from vendor_portal.pages.products.state import ProductsState


@pytest.fixture
async def piece(session):
    return await a_piece(session, stock=10)


async def open_editor(desk, piece, vendor=None, **options):
    key = str(piece.product.id)
    return await desk(
        vendor or piece.vendor, EditorState, f"/products/{key}", product_id=key, **options
    )


def filled(tab, **changes):
    """The form as the page would send it, with some fields typed over."""
    form = {name: value for name, value in tab.view.texts.items() if value}
    form |= {"category": tab.view.category, "origin_country": tab.view.country}
    for row in tab.rows:
        form |= {cell.name: cell.value for cell in row.cells}
        if row.is_made_to_order:
            form[row.made_name] = "on"
    return form | changes


async def stored(session, piece):
    key = piece.product.id
    session.expire_all()
    found = await get_for_edit(session, key, None)
    for row in (piece.product, piece.variant, piece.vendor):
        await session.refresh(row)
    return found


async def test_words_prices_and_stock_are_saved_with_one_press(session, desk, piece):
    tab = await open_editor(desk, piece)
    cell = lambda key: cell_name(key, piece.variant.id)  # noqa: E731

    await press(
        tab.save(
            filled(
                tab,
                title="Oak bowl",
                tags="oak, bowl, ",
                **{cell("EUR"): "55,50", cell("USD"): "60", cell("units"): "7"},
            )
        )
    )

    assert (tab.refusal, tab.errors) == ("", {})
    product = await stored(session, piece)
    assert (product.title, product.tags) == ("Oak bowl", ("oak", "bowl"))
    assert product.variants[0].prices == {"EUR": Money(5550, "EUR"), "USD": Money(6000, "USD")}
    ids = [piece.variant.id]
    assert await on_hand_at_default(session, piece.vendor.id, ids) == {piece.variant.id: 7}


async def test_a_wrong_cell_is_named_and_nothing_is_saved(session, desk, piece):
    tab = await open_editor(desk, piece)
    name, title = cell_name("EUR", piece.variant.id), piece.product.title

    await press(tab.save(filled(tab, title="Changed", **{name: "cheap"})))

    assert tab.refusal == LOOK
    assert tab.errors == {name: "Enter an amount, such as 12.50."}
    wrong = [cell for cell in tab.rows[0].cells if cell.error]
    assert [cell.name for cell in wrong] == [name]
    assert (await stored(session, piece)).title == title


@pytest.mark.parametrize(
    ("key", "typed", "message"),
    [
        ("EUR_before", "1", "The price before must be above the price."),
        ("EUR", "9.999", "EUR has 2 decimal places."),
        ("weight_g", "-4", "Enter a whole number."),
        ("units", "lots", "Enter a whole number."),
        ("sku", "x" * 81, "This has at most 80 characters."),
    ],
)
async def test_each_kind_of_wrong_cell_has_its_sentence(desk, piece, key, typed, message):
    tab = await open_editor(desk, piece)
    name = cell_name(key, piece.variant.id)

    await press(tab.save(filled(tab, **{name: typed})))

    assert tab.errors == {name: message}


async def test_a_price_before_needs_a_price(desk, piece):
    tab = await open_editor(desk, piece)

    await press(tab.save(filled(tab, **{cell_name("USD_before", piece.variant.id): "12"})))

    assert tab.errors == {cell_name("USD", piece.variant.id): "Enter the price too."}


async def test_stock_that_moved_meanwhile_is_not_overwritten(session, desk, piece):
    tab = await open_editor(desk, piece)
    tab._on_hand = {str(piece.variant.id): 12}
    name, title = cell_name("units", piece.variant.id), piece.product.title

    await press(tab.save(filled(tab, title="Changed", **{name: "5"})))

    assert "changed to 10" in tab.errors[name]
    assert (await stored(session, piece)).title == title
    ids = [piece.variant.id]
    assert await on_hand_at_default(session, piece.vendor.id, ids) == {piece.variant.id: 10}


async def test_an_empty_price_ends_the_sale_in_that_currency(session, desk):
    piece = await a_piece(session, prices={"EUR": 1200, "USD": 1500})
    tab = await open_editor(desk, piece)

    await press(tab.save(filled(tab, **{cell_name("USD", piece.variant.id): ""})))

    assert (await stored(session, piece)).variants[0].prices == {"EUR": Money(1200, "EUR")}


async def test_another_workshops_product_is_not_there(session, desk, piece):
    stranger = await a_vendor(session)

    tab = await open_editor(desk, piece, stranger)
    assert tab.status == "missing"
    await press(tab.save({"title": "Mine now"}))
    await press(tab.pause())

    assert tab.refusal == "There is no such product."
    assert (await stored(session, piece)).status.value == "published"


async def test_a_member_for_orders_changes_no_product(session, desk, piece):
    tab = await open_editor(desk, piece, role=VendorRole.ORDERS)

    assert tab.status == "refused"
    await press(tab.pause())
    assert (await stored(session, piece)).status.value == "published"


async def test_options_make_the_grid(desk, piece):
    tab = await open_editor(desk, piece)

    await press(tab.make_variants({"option_name:0": "Size", "option_values:0": "S, M, , M, L"}))

    assert [row.label for row in tab.rows] == ["S", "M", "L"]


async def test_what_is_missing_is_told_before_publishing(session, desk):
    vendor, category = await a_vendor(session), await a_category(session)
    new = await desk(vendor, NewProductState, "/products/new")
    form = {"title": "Elm bowl", "category": str(category.id)}
    (gone,) = await press(new.create(form))
    key = str(gone.args[0][1]).rsplit("/", 1)[-1].strip('"')

    tab = await desk(vendor, EditorState, f"/products/{key}", product_id=key)
    await press(tab.publish())

    assert tab.refusal.startswith("Before this can be published, add a price")
    assert tab.view.missing == ["a price for at least one variant", "a picture"]


async def test_several_products_are_paused_and_each_refusal_is_told(session, desk):
    vendor = await a_vendor(session)
    live = await a_product(session, vendor=vendor, images=1)
    draft = await a_piece(session, vendor)
    draft.product.status = "draft"
    await session.flush()
    tab = await desk(vendor, ProductsState, "/products")

    await press(
        tab.apply_to_picked(
            {f"pick:{live.id}": "on", f"pick:{draft.product.id}": "on", "deed": "pause"}
        )
    )

    assert tab.done == "1 product paused."
    assert [problem.partition(":")[0] for problem in tab.problems] == [draft.product.title]


async def test_the_list_shows_nobody_elses_products(session, desk, piece):
    tab = await desk(await a_vendor(session), ProductsState, "/products")

    assert (tab.status, tab.rows) == ("ready", [])


def test_what_is_verified_cannot_be_typed_over():
    verified = {"measure": "water", "value": 19, "unit": "l", "evidence": "verified"}

    rows = read_impact(
        {"impact:water": "1", "impact:carbon": "3,5"}, [verified], date(2026, 11, 21)
    )

    by_key = {row["measure"]: row for row in rows}
    assert by_key["water"] == verified
    assert (by_key["carbon"]["value"], by_key["carbon"]["evidence"]) == (3.5, "statement")
    assert by_key["labour"]["evidence"] == "missing"


async def test_what_is_sold_by_measure_gets_its_content_and_a_piece_another_address(
    session, desk, piece
):
    tab = await open_editor(desk, piece)
    cell = cell_name("content", piece.variant.id)

    await press(tab.save(filled(tab, **{cell: "0,1 kg"})))
    await session.refresh(piece.variant)
    assert (piece.variant.content_amount, piece.variant.content_unit) == (100, "g")

    await press(tab.save(filled(tab, **{cell: "a lot"})))
    assert list(tab.errors) == [cell]

    await press(tab.readdress({"slug": "olive-soap"}))
    await session.refresh(piece.product)
    assert (piece.product.slug, tab.view.slug) == ("olive-soap", "olive-soap")
