"""Workshops, products, categories, accounts and plans: what operators decide."""

import pytest

from admin.pages.categories.state import CREATE, CategoriesState
from admin.pages.commission.state import CommissionState
from admin.pages.customer.state import CustomerState
from admin.pages.product.state import ProductState
from admin.pages.products.state import ProductsState
from admin.pages.vendor.state import VendorState
from core.catalog.category_queries import list_categories
from core.catalog.models import ProductStatus
from core.catalog.page_queries import get_published
from core.identity.models import App, User
from core.identity.queries import list_live_sessions
from core.kernel.errors import NotFound
from core.kernel.principal import Role
from core.vendors.commission import commission_bps
from core.vendors.models import VendorStatus
from core.vendors.submit_for_review import submit_for_review
from tests.admin.pressing import press
from tests.factories.identity import a_session, a_user
from tests.factories.shop import a_piece
from tests.factories.workshops import a_vendor, joined


async def open_vendor(desk, vendor, **options):
    path = f"/vendors/{vendor.id}"
    return await desk(VendorState, path, vendor_id=str(vendor.id), **options)


async def open_product(desk, product):
    path = f"/products/{product.id}"
    return await desk(ProductState, path, product_id=str(product.id))


async def in_review(session, name):
    vendor = await a_vendor(session, VendorStatus.ONBOARDING, name=name)
    await submit_for_review(session, await joined(session, vendor))
    return vendor


async def test_approving_a_workshop_leads_on_to_the_next_in_the_queue(session, desk):
    first, second = await in_review(session, "First"), await in_review(session, "Second")
    tab = await open_vendor(desk, first)
    assert tab.vendor.is_in_review

    (going,) = await press(tab.approve())

    await session.refresh(first)
    assert first.status is VendorStatus.APPROVED
    assert "First is approved." in str(going[0])
    assert f"/vendors/{second.id}" in str(going[1])


async def test_a_rejection_needs_a_reason_the_workshop_reads(session, desk):
    vendor = await in_review(session, "First")
    tab = await open_vendor(desk, vendor)

    await press(tab.reject({"reason": "  "}))
    assert tab.refusal == "Say why, in a sentence the workshop will read."
    await session.refresh(vendor)
    assert vendor.status is VendorStatus.IN_REVIEW
    await press(tab.reject({"reason": "Not handmade"}))

    await session.refresh(vendor)
    assert vendor.status is VendorStatus.REJECTED
    assert tab.vendor.history[0].note.startswith("Not handmade · by ")


async def test_suspending_hides_the_products_and_reinstating_shows_them(session, desk):
    piece = await a_piece(session)
    tab = await open_vendor(desk, piece.vendor)

    await press(tab.suspend({"reason": "Does not answer"}))
    await session.refresh(piece.vendor)
    with pytest.raises(NotFound):
        await get_published(session, piece.product.slug, "EUR")
    await press(tab.reinstate())
    await session.refresh(piece.vendor)

    assert (await get_published(session, piece.product.slug, "EUR")).title
    assert tab.vendor.can_suspend


async def test_nobody_decides_about_their_own_workshop(session, desk, operator):
    vendor = await in_review(session, "Own")
    await joined(session, vendor, user=operator)
    tab = await open_vendor(desk, vendor)

    await press(tab.approve())

    await session.refresh(vendor)
    assert vendor.status is VendorStatus.IN_REVIEW
    assert tab.refusal == "You act for this workshop: a colleague has to decide about it."


async def test_a_moderated_workshops_products_wait_and_are_let_through(session, desk):
    piece = await a_piece(session, status=ProductStatus.IN_REVIEW)
    vendor = await open_vendor(desk, piece.vendor)
    await press(vendor.moderate())
    queue = await desk(ProductsState, "/products", query={"status": "in_review"})
    assert [row.title for row in queue.rows] == [piece.product.title]

    tab = await open_product(desk, piece.product)
    await press(tab.approve({"note": "Lovely"}))

    await session.refresh(piece.product)
    assert piece.product.status is ProductStatus.PUBLISHED
    await session.refresh(piece.vendor)
    assert piece.vendor.is_auto_publish is False


async def test_a_product_is_rejected_with_a_reason(session, desk):
    piece = await a_piece(session, status=ProductStatus.IN_REVIEW)
    tab = await open_product(desk, piece.product)

    await press(tab.reject({"reason": ""}))
    assert tab.refusal == "Say why, so that the workshop can put it right."
    await press(tab.reject({"reason": "The picture shows another piece"}))

    await session.refresh(piece.product)
    assert piece.product.status is ProductStatus.REJECTED
    assert tab.product.history[0].note.startswith("The picture shows another piece")


async def test_green_words_without_evidence_are_pointed_out(session, desk):
    piece = await a_piece(session, status=ProductStatus.IN_REVIEW)
    piece.product.description_html = "<p>An <b>Eco-friendly</b> bowl in bottle green.</p>"
    await session.flush()

    tab = await open_product(desk, piece.product)

    assert tab.product.generic == "eco, eco friendly"


async def test_the_category_tree_grows_moves_and_refuses_circles(session, desk):
    tab = await desk(CategoriesState, "/categories")
    await press(tab.create({"name": "Pottery", "parent": ""}))
    pottery = tab.rows[0]
    await press(tab.create({"name": "Bowls", "parent": pottery.id}))
    await press(tab.create({"name": "Jugs", "parent": pottery.id}))
    bowls, jugs = tab.rows[1], tab.rows[2]
    assert [(row.name, row.depth) for row in tab.rows] == [
        ("Pottery", 0),
        ("Bowls", 1),
        ("Jugs", 1),
    ]

    await press(tab.move_down(bowls.id))
    assert [row.name for row in tab.rows] == ["Pottery", "Jugs", "Bowls"]
    await tab.open_for("move", pottery.id)
    await press(tab.move({"parent": jugs.id}))

    assert tab.refusal == "“Pottery” cannot be placed below itself."
    assert tab.panel == "move"
    assert {c.name: c.parent_id is None for c in await list_categories(session)} == {
        "Pottery": True,
        "Bowls": False,
        "Jugs": False,
    }


async def test_only_an_empty_category_is_deleted(session, desk):
    tab = await desk(CategoriesState, "/categories")
    await press(tab.create({"name": "Pottery", "parent": ""}))
    await press(tab.create({"name": "Bowls", "parent": tab.rows[0].id}))

    await tab.open_for("delete", tab.rows[0].id)
    await press(tab.delete({}))
    assert "still has 0 products and 1 categories below it" in tab.refusal
    await tab.open_for("delete", tab.rows[1].id)
    await press(tab.delete({}))

    assert [row.name for row in tab.rows] == ["Pottery"]


async def test_a_stranger_to_the_tree_opens_no_dialog(desk):
    tab = await desk(CategoriesState, "/categories")

    await tab.open_for("drop table", "x")
    assert tab.panel == ""
    await tab.open_for(CREATE, "x")

    assert (tab.panel, tab.chosen.id) == (CREATE, "")


async def test_closing_an_account_signs_it_out_everywhere(session, desk):
    user = await a_user(session)
    await a_session(session, user, App.STOREFRONT)
    tab = await desk(CustomerState, f"/customers/{user.id}", user_id=str(user.id))
    assert [row.app for row in tab.customer.sessions] == ["Shop"]

    await press(tab.deactivate({"reason": "Asked for it"}))

    assert await list_live_sessions(session, user.id) == []
    assert (tab.customer.is_active, tab.customer.status.word) == (False, "Closed")


async def test_only_a_super_admin_makes_operators(session, desk):
    user = await a_user(session)
    options = {"path": f"/customers/{user.id}", "user_id": str(user.id)}
    tab = await desk(CustomerState, **options)
    assert not tab.can_grant
    await press(tab.make_operator({}))
    assert tab.refusal == "Only a super admin may do this."

    boss = await a_user(session, roles=(Role.SUPER_ADMIN,))
    tab = await desk(CustomerState, user=boss, **options)
    await press(tab.make_operator({}))

    assert tab.customer.is_operator


async def test_a_plan_of_its_own_changes_what_the_market_takes(session, desk):
    vendor = await a_vendor(session)
    plans = await desk(CommissionState, "/commission")
    await press(plans.create({"name": "Founders", "rate": "7,5"}))
    await press(plans.create({"name": "Too much", "rate": "101"}))
    assert plans.errors == {"rate": "This must be at most 100."}
    tab = await open_vendor(desk, vendor)
    (plan,) = [row for row in plans.rows if row.name == "Founders"]

    await press(tab.assign_plan({"plan": plan.id}))

    assert await commission_bps(session, vendor.id) == 750
    assert tab.vendor.rate == "7.5%"


async def test_a_page_of_nobody_is_missing(desk):
    for state, path, argument in (
        (VendorState, "/vendors/x", "vendor_id"),
        (ProductState, "/products/x", "product_id"),
        (CustomerState, "/customers/x", "user_id"),
    ):
        assert (await desk(state, path, **{argument: "x"})).status == "missing"


async def test_a_shopper_with_an_admin_cookie_decides_nothing(session, desk):
    vendor = await in_review(session, "First")
    shopper: User = await a_user(session)
    tab = await open_vendor(desk, vendor, user=shopper)

    await press(tab.approve())

    assert tab.status == "loading"
    await session.refresh(vendor)
    assert vendor.status is VendorStatus.IN_REVIEW
