"""Who moves a workshop where, and that every other move is refused and leaves no trace."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest
from sqlmodel import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity.models import AuditEntry
from core.kernel.errors import Forbidden, SignInRequired
from core.kernel.lifecycle import IllegalMove
from core.kernel.principal import GUEST, Principal, VendorRole
from core.vendors.approve_vendor import approve_vendor
from core.vendors.errors import OwnWorkshop, ReasonMissing, ShopIncomplete
from core.vendors.events import VendorSuspended
from core.vendors.models import Vendor, VendorMember, VendorStatus, VendorStatusChange
from core.vendors.reinstate_vendor import reinstate_vendor
from core.vendors.reject_vendor import reject_vendor
from core.vendors.request_changes import request_changes
from core.vendors.resume_onboarding import resume_onboarding
from core.vendors.shop import get_shop, is_visible
from core.vendors.submit_for_review import submit_for_review
from core.vendors.suspend_vendor import suspend_vendor
from tests.factories.identity import a_user, customer, staff
from tests.factories.mails import everything_told, told
from tests.factories.workshops import a_vendor, joined

S = VendorStatus
REASON = "The pictures show another workshop's bowls."
Decision = Callable[[AsyncSession, Principal, UUID], Awaitable[Vendor]]


async def reject(session: AsyncSession, principal: Principal, vendor_id: UUID) -> Vendor:
    return await reject_vendor(session, principal, vendor_id, REASON)


async def ask_changes(session: AsyncSession, principal: Principal, vendor_id: UUID) -> Vendor:
    return await request_changes(session, principal, vendor_id, REASON)


async def suspend(session: AsyncSession, principal: Principal, vendor_id: UUID) -> Vendor:
    return await suspend_vendor(session, principal, vendor_id, REASON)


DECISIONS: dict[str, tuple[Decision, VendorStatus, VendorStatus, str]] = {
    "approve": (approve_vendor, S.IN_REVIEW, S.APPROVED, "VendorApproved"),
    "reject": (reject, S.IN_REVIEW, S.REJECTED, "VendorRejected"),
    "request_changes": (ask_changes, S.IN_REVIEW, S.ONBOARDING, "VendorChangesRequested"),
    "suspend": (suspend, S.APPROVED, S.SUSPENDED, "VendorSuspended"),
    "reinstate": (reinstate_vendor, S.SUSPENDED, S.APPROVED, "VendorReinstated"),
}
REFUSED_DECISIONS = [
    (name, status) for name, row in DECISIONS.items() for status in S if status is not row[1]
]
OWNERS_MOVES = {
    "submit": (submit_for_review, S.ONBOARDING, S.IN_REVIEW),
    "resume": (resume_onboarding, S.REJECTED, S.ONBOARDING),
}
REFUSED_MOVES = [
    (name, status) for name, row in OWNERS_MOVES.items() for status in S if status is not row[1]
]


async def count(session: AsyncSession, table: type[VendorStatusChange | AuditEntry]) -> int:
    return (await session.exec(select(func.count()).select_from(table))).one()


@pytest.mark.parametrize("name", DECISIONS)
async def test_a_decision_is_written_explained_and_told(session: AsyncSession, name: str):
    decide, before, after, event = DECISIONS[name]
    vendor, operator = await a_vendor(session, before), await staff(session)

    await decide(session, operator, vendor.id)

    assert vendor.status is after
    (change,) = await session.exec(select(VendorStatusChange))
    assert (change.from_status, change.to_status) == (before.value, after.value)
    assert change.actor == str(operator.user_id)
    (entry,) = await session.exec(select(AuditEntry))
    assert (entry.action, entry.object_id) == (f"vendors.{name}", str(vendor.id))
    assert entry.actor_label == operator.email
    assert await everything_told(session) == [event]


@pytest.mark.parametrize(("name", "status"), REFUSED_DECISIONS)
async def test_a_decision_that_the_table_does_not_allow_leaves_no_trace(
    session: AsyncSession, name: str, status: VendorStatus
):
    vendor, operator = await a_vendor(session, status), await staff(session)

    with pytest.raises(IllegalMove):
        await DECISIONS[name][0](session, operator, vendor.id)

    assert vendor.status is status
    assert await count(session, VendorStatusChange) == 0
    assert await count(session, AuditEntry) == 0
    assert await everything_told(session) == []


@pytest.mark.parametrize("name", OWNERS_MOVES)
async def test_an_owner_moves_the_shop_on(session: AsyncSession, name: str):
    move, before, after = OWNERS_MOVES[name]
    vendor = await a_vendor(session, before)
    owner = await joined(session, vendor)

    await move(session, owner)

    assert vendor.status is after
    (change,) = await session.exec(select(VendorStatusChange))
    assert (change.from_status, change.to_status) == (before.value, after.value)


@pytest.mark.parametrize(("name", "status"), REFUSED_MOVES)
async def test_an_owners_move_that_the_table_does_not_allow_leaves_no_trace(
    session: AsyncSession, name: str, status: VendorStatus
):
    vendor = await a_vendor(session, status)
    owner = await joined(session, vendor)

    with pytest.raises(IllegalMove):
        await OWNERS_MOVES[name][0](session, owner)

    assert vendor.status is status
    assert await count(session, VendorStatusChange) == 0
    assert await everything_told(session) == []


@pytest.mark.parametrize("name", DECISIONS)
async def test_only_staff_decide(session: AsyncSession, name: str):
    decide, before, _, _ = DECISIONS[name]
    vendor = await a_vendor(session, before)
    owner = await joined(session, vendor)
    shopper = customer(await a_user(session))

    for caller, refusal in ((GUEST, SignInRequired), (shopper, Forbidden), (owner, Forbidden)):
        with pytest.raises(refusal):
            await decide(session, caller, vendor.id)

    assert vendor.status is before
    assert await everything_told(session) == []


@pytest.mark.parametrize("name", DECISIONS)
async def test_nobody_decides_about_a_workshop_of_their_own(session: AsyncSession, name: str):
    decide, before, _, _ = DECISIONS[name]
    vendor, operator = await a_vendor(session, before), await staff(session)
    session.add(
        VendorMember(
            vendor_id=vendor.id, user_id=operator.require_user(), role=VendorRole.FINANCE
        )
    )
    await session.flush()

    with pytest.raises(OwnWorkshop):
        await decide(session, operator, vendor.id)

    assert vendor.status is before


@pytest.mark.parametrize("role", [VendorRole.CATALOG, VendorRole.FINANCE, VendorRole.ORDERS])
async def test_only_owners_ask_for_a_review(session: AsyncSession, role: VendorRole):
    vendor = await a_vendor(session, S.ONBOARDING)
    member = await joined(session, vendor, role)

    with pytest.raises(Forbidden):
        await submit_for_review(session, member)

    assert vendor.status is S.ONBOARDING


async def test_a_shop_with_gaps_is_not_reviewed(session: AsyncSession):
    vendor = await a_vendor(session, S.ONBOARDING)
    vendor.story, vendor.line1 = "  ", ""
    owner = await joined(session, vendor)

    with pytest.raises(ShopIncomplete, match="fill in: story, line1") as refusal:
        await submit_for_review(session, owner)

    assert refusal.value.missing == ["story", "line1"]
    assert vendor.status is S.ONBOARDING


@pytest.mark.parametrize("decide", [reject_vendor, request_changes, suspend_vendor])
async def test_a_refusal_without_a_reason_is_refused(session: AsyncSession, decide: ...):
    vendor, operator = await a_vendor(session, S.IN_REVIEW), await staff(session)

    with pytest.raises(ReasonMissing):
        await decide(session, operator, vendor.id, " \n")

    assert vendor.status is S.IN_REVIEW


async def test_a_suspended_workshop_is_out_of_sight_and_its_reason_is_told(
    session: AsyncSession,
):
    vendor, operator = await a_vendor(session), await staff(session)
    assert (await get_shop(session, vendor.slug)).name == "Elm"

    await suspend(session, operator, vendor.id)

    assert not is_visible(vendor)
    (event,) = await told(session, VendorSuspended)
    assert (event.vendor_id, event.reason) == (vendor.id, REASON)


async def test_approval_dates_the_membership_of_the_market_once(session: AsyncSession):
    vendor, operator = await a_vendor(session, S.IN_REVIEW), await staff(session)

    await approve_vendor(session, operator, vendor.id)
    first = vendor.joined_on
    await suspend(session, operator, vendor.id)
    await reinstate_vendor(session, operator, vendor.id)

    assert first is not None
    assert vendor.joined_on == first
