"""Publishing, moderation, pausing, archiving: every pair of states, every guard."""

from itertools import product as pairs

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.editor_queries import get_for_edit, moderation_queue
from core.catalog.errors import NotPublishable, ProductNotFound, WorkshopNotApproved
from core.catalog.inputs import ProductFields
from core.catalog.models import PRODUCT_LIFECYCLE, Product, ProductStatus, ProductStatusChange
from core.catalog.publish_product import (
    approve_product,
    archive_product,
    pause_product,
    publish_product,
    reject_product,
    reopen_product,
)
from core.catalog.update_product import update_product
from core.events.models import OutboxMessage
from core.kernel.errors import Conflict, Forbidden, Invalid
from core.kernel.lifecycle import IllegalMove
from core.kernel.principal import Principal, Role
from core.vendors.models import Vendor, VendorStatus
from tests.factories.catalog import a_category, a_product, a_vendor
from tests.factories.identity import staff
from tests.factories.shop import a_member

DRAFT, REVIEW, PUBLISHED, PAUSED, REJECTED, ARCHIVED = (
    ProductStatus.DRAFT, ProductStatus.IN_REVIEW, ProductStatus.PUBLISHED,
    ProductStatus.PAUSED, ProductStatus.REJECTED, ProductStatus.ARCHIVED,
)  # fmt: skip
OPERATOR = Principal(roles=frozenset({Role.ADMIN}))
ALLOWED = {
    (DRAFT, REVIEW), (DRAFT, ARCHIVED),
    (REVIEW, PUBLISHED), (REVIEW, REJECTED), (REVIEW, DRAFT),
    (REJECTED, DRAFT), (REJECTED, ARCHIVED),
    (PUBLISHED, PAUSED), (PUBLISHED, ARCHIVED),
    (PAUSED, PUBLISHED), (PAUSED, ARCHIVED),
}  # fmt: skip


async def a_draft(session: AsyncSession, **facts) -> Product:
    category = await a_category(session)
    return await a_product(session, category=category, status=DRAFT, **facts)


async def a_member_of(session: AsyncSession, product: Product) -> Principal:
    return await a_member(session, await session.get_one(Vendor, product.vendor_id))


async def events(session: AsyncSession) -> list[str]:
    return [message.event for message in await session.exec(select(OutboxMessage))]


async def history(session: AsyncSession, product: Product) -> list[tuple[str | None, str]]:
    statement = select(ProductStatusChange).where(ProductStatusChange.product_id == product.id)
    return [(row.from_status, row.to_status) for row in await session.exec(statement)]


@pytest.mark.parametrize(("before", "after"), list(pairs(ProductStatus, ProductStatus)))
def test_only_the_moves_of_the_design_are_allowed(before: ProductStatus, after: ProductStatus):
    assert PRODUCT_LIFECYCLE.allows(before, after) == ((before, after) in ALLOWED)


async def test_a_trusted_workshop_publishes_at_once_and_the_history_says_so(
    session: AsyncSession,
):
    made = await a_draft(session)
    vendor_owner = await a_member_of(session, made)

    assert await publish_product(session, vendor_owner, made.id) is PUBLISHED

    assert made.published_at is not None
    assert await history(session, made) == [("draft", "in_review"), ("in_review", "published")]
    assert (await get_for_edit(session, made.id, None)).history[-1].actor == "system"
    assert await events(session) == ["ProductPublished"]


async def test_products_of_other_workshops_wait_for_a_person(session: AsyncSession):
    vendor = await a_vendor(session, is_auto_publish=False)
    made = await a_draft(session, vendor=vendor)
    owner = await a_member(session, vendor)
    operator = await staff(session)

    assert await publish_product(session, owner, made.id) is REVIEW
    queue = await moderation_queue(session, operator, "EUR")
    assert [row.id for row in queue.items] == [made.id]
    assert queue.items[0].submitted_at is not None

    await approve_product(session, operator, made.id)
    assert made.status is PUBLISHED
    assert await events(session) == ["ProductSubmitted", "ProductPublished"]


async def test_a_rejection_has_a_reason_and_the_product_can_come_back(session: AsyncSession):
    vendor = await a_vendor(session, is_auto_publish=False)
    made = await a_draft(session, vendor=vendor)
    owner = await a_member(session, vendor)
    await publish_product(session, owner, made.id)

    with pytest.raises(Invalid):
        await reject_product(session, OPERATOR, made.id, reason=" ")
    await reject_product(session, OPERATOR, made.id, reason="The claim has no evidence.")
    assert made.status is REJECTED

    await publish_product(session, owner, made.id)
    edit = await get_for_edit(session, made.id, vendor.id)
    assert [change.to_status for change in edit.history] == [
        "in_review", "rejected", "draft", "in_review",
    ]  # fmt: skip
    assert edit.history[1].reason == "The claim has no evidence."


async def test_moderation_is_for_staff(session: AsyncSession):
    vendor = await a_vendor(session, is_auto_publish=False)
    made = await a_draft(session, vendor=vendor)
    owner = await a_member(session, vendor)
    await publish_product(session, owner, made.id)

    with pytest.raises(Forbidden):
        await approve_product(session, owner, made.id)
    with pytest.raises(Forbidden):
        await reject_product(session, owner, made.id, reason="No")
    with pytest.raises(Forbidden):
        await moderation_queue(session, owner, "EUR")
    assert made.status is REVIEW


async def test_everything_that_is_missing_is_named_at_once(session: AsyncSession):
    made = await a_product(session, status=DRAFT, price={}, images=0)
    owner = await a_member_of(session, made)

    with pytest.raises(NotPublishable) as refusal:
        await publish_product(session, owner, made.id)

    assert refusal.value.missing == (
        "a category", "a price for at least one variant", "a picture",
    )  # fmt: skip
    assert made.status is DRAFT
    assert await history(session, made) == []


async def test_a_product_without_a_picture_needs_an_explicit_word(session: AsyncSession):
    made = await a_draft(session, images=0)
    owner = await a_member_of(session, made)

    with pytest.raises(NotPublishable):
        await publish_product(session, owner, made.id)
    assert await publish_product(session, owner, made.id, without_image=True) is PUBLISHED


@pytest.mark.parametrize(
    "status", [status for status in VendorStatus if status is not VendorStatus.APPROVED]
)
async def test_a_workshop_that_is_not_approved_publishes_nothing(
    session: AsyncSession, status: VendorStatus
):
    made = await a_draft(session, vendor=await a_vendor(session, status=status))
    owner = await a_member_of(session, made)

    with pytest.raises(WorkshopNotApproved):
        await publish_product(session, owner, made.id)
    assert made.status is DRAFT


async def test_pausing_hides_and_publishing_shows_again_from_the_first_date(
    session: AsyncSession,
):
    made = await a_draft(session)
    owner = await a_member_of(session, made)
    await publish_product(session, owner, made.id)
    first = made.published_at

    await pause_product(session, owner, made.id, reason="Holiday")
    await publish_product(session, owner, made.id)

    assert made.published_at == first
    assert await events(session) == ["ProductPublished", "ProductHidden", "ProductPublished"]


async def test_what_is_archived_stays_archived(session: AsyncSession):
    made = await a_draft(session)
    owner = await a_member_of(session, made)
    await archive_product(session, owner, made.id)

    with pytest.raises(IllegalMove):
        await publish_product(session, owner, made.id)
    with pytest.raises(Conflict):
        await update_product(session, owner, made.id, ProductFields(title="New"))
    assert await events(session) == []


async def test_a_product_is_taken_back_from_review(session: AsyncSession):
    vendor = await a_vendor(session, is_auto_publish=False)
    made = await a_draft(session, vendor=vendor)
    owner = await a_member(session, vendor)
    await publish_product(session, owner, made.id)

    await reopen_product(session, owner, made.id)

    assert made.status is DRAFT


async def test_a_stranger_cannot_move_a_product(session: AsyncSession):
    made = await a_draft(session)
    stranger = await a_member(session, await a_vendor(session))

    for move in (publish_product, pause_product, archive_product, reopen_product):
        with pytest.raises(ProductNotFound):
            await move(session, stranger, made.id)
    assert made.status is DRAFT
