import pytest
from sqlmodel import select

from core.inventory.models import StockLevel
from tests.factories.shop import a_piece, set_stock
from tests.vendor_portal.pressing import press
from vendor_portal.pages.inventory.state import InventoryState
from vendor_portal.pages.stock.state import StockState


@pytest.fixture
async def piece(session):
    return await a_piece(session, stock=10)


async def level_of(session, piece):
    statement = select(StockLevel).where(StockLevel.variant_id == piece.variant.id)
    level = (await session.exec(statement)).one()
    await session.refresh(level)
    return level


def form(piece, units, expected):
    return {
        "variant": str(piece.variant.id),
        "units": units,
        "expected": str(expected),
        "low_at": "4",
    }


async def test_a_count_is_kept_with_its_movement(session, desk, piece):
    tab = await desk(piece.vendor, InventoryState, "/inventory")

    await press(tab.set_stock(form(piece, "7", 10)))

    assert (tab.refusal, tab.rows[0].on_hand, tab.rows[0].low_at) == ("", 7, 4)
    assert (await level_of(session, piece)).on_hand == 7
    moved = await desk(
        piece.vendor, StockState, f"/inventory/{piece.variant.id}",
        variant_id=str(piece.variant.id),
    )  # fmt: skip
    assert [row.on_hand for row in moved.rows] == ["−3", "+10"]


@pytest.mark.bends_rows
async def test_a_count_that_moved_meanwhile_is_told_and_not_overwritten(session, desk, piece):
    tab = await desk(piece.vendor, InventoryState, "/inventory")
    await set_stock(session, piece, 9)

    await press(tab.set_stock(form(piece, "7", 10)))

    assert "changed to 9" in tab.refusal
    assert (tab.wrong_row, tab.rows[0].on_hand) == (str(piece.variant.id), 9)
    level = await level_of(session, piece)
    assert (level.on_hand, level.low_stock_at) == (9, 3)


async def test_the_stock_of_others_does_not_exist(session, desk, piece):
    stranger = await a_piece(session)
    tab = await desk(stranger.vendor, InventoryState, "/inventory")

    await press(tab.set_stock(form(piece, "0", 10)))

    assert tab.refusal
    assert (await level_of(session, piece)).on_hand == 10
    assert str(piece.variant.id) not in [row.id for row in tab.rows]
    moved = await desk(
        stranger.vendor, StockState, f"/inventory/{piece.variant.id}",
        variant_id=str(piece.variant.id),
    )  # fmt: skip
    assert moved.status == "missing"


async def test_only_what_runs_low_is_listed_on_request(session, desk, piece):
    low = await a_piece(session, piece.vendor, stock=2)
    tab = await desk(piece.vendor, InventoryState, "/inventory?low=1")

    assert [row.sku for row in tab.rows] == [low.variant.sku]
