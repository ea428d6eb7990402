"""Mails to people with accounts and workshops."""

import html
import re

import pytest
from redis.asyncio import Redis
from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import queries as users
from core.identity.confirm_email import confirm_email
from core.identity.events import PasswordChanged
from core.identity.reset_password import complete_reset, request_reset
from core.identity.sign_up import sign_up
from core.kernel.principal import VendorRole
from core.notifications.models import OutgoingMail
from core.vendors.accept_invitation import accept_invitation
from core.vendors.approve_vendor import approve_vendor
from core.vendors.invite_member import invite_member
from core.vendors.models import VendorStatus
from core.vendors.queries import find_member
from core.vendors.reinstate_vendor import reinstate_vendor
from core.vendors.reject_vendor import reject_vendor
from core.vendors.remove_member import remove_member
from core.vendors.request_changes import request_changes
from core.vendors.suspend_vendor import suspend_vendor
from tests.core.notifications.conftest import Postman
from tests.factories.identity import PASSWORD, a_user, staff
from tests.factories.workshops import a_vendor, joined

NEW = "linen thread, waxed twice"


def secret_in(mail: OutgoingMail, page: str) -> str:
    """The secret of the one link to ``page``, the same in both forms of the mail."""
    (in_text,) = set(re.findall(rf"http\S+{page}\?token=([\w-]+)", mail.text))
    in_html = set(re.findall(rf"{page}\?token=([\w-]+)", html.unescape(mail.html)))
    assert in_html == {in_text}
    return in_text


async def test_the_link_that_is_mailed_confirms_the_address(
    session: AsyncSession, postman: Postman
):
    await sign_up(session, "storefront", "Ada <b>Weaver", "ada@example.com", NEW)

    (mail,) = await postman()

    assert mail.recipient == "ada@example.com"
    assert "http://localhost:3000/verify-email?token=" in mail.text
    assert "Ada &lt;b&gt;Weaver" in mail.html
    user = await confirm_email(session, secret_in(mail, "/verify-email"))
    assert user.email_verified_at is not None


async def test_the_owner_of_an_account_hears_that_someone_registered_it_again(
    session: AsyncSession, postman: Postman
):
    await a_user(session, email="ada@example.com")
    await sign_up(session, "storefront", "Eve", "ada@example.com", NEW)
    await sign_up(session, "storefront", "Eve", "ada@example.com", NEW)

    mails = await postman()

    assert [mail.kind for mail in mails] == ["sign_up_repeated"] * 2
    assert "token=" not in mails[0].text
    assert "Eve" not in mails[0].text


@pytest.mark.parametrize(
    ("app", "port"), [("storefront", 3000), ("admin", 3001), ("vendor_portal", 3002)]
)
async def test_the_link_to_a_new_password_leads_to_the_app_that_was_asked(
    session: AsyncSession, postman: Postman, app: str, port: int
):
    user = await a_user(session, email="ada@example.com")
    await request_reset(session, app, "ada@example.com")

    (mail,) = await postman()

    assert f"http://localhost:{port}/reset?token=" in mail.text
    await complete_reset(session, secret_in(mail, "/reset"), NEW)
    assert [m.kind for m in await postman()] == ["reset_password", "password_changed"]
    assert user.email_verified_at is not None


async def test_each_change_of_a_password_is_told_once(session: AsyncSession, postman: Postman):
    user = await a_user(session)
    first, second = PasswordChanged(user_id=user.id), PasswordChanged(user_id=user.id)
    for event in (first, first, second):
        await emit(session, event)

    assert [mail.kind for mail in await postman()] == ["password_changed"] * 2


async def test_the_link_that_is_mailed_opens_the_workshop(
    session: AsyncSession, postman: Postman
):
    vendor = await a_vendor(session, name="Elm")
    owner = await joined(session, vendor)
    await invite_member(session, owner, "new@example.com", VendorRole.ORDERS)

    (mail,) = await postman()

    assert (mail.kind, mail.recipient) == ("invitation", "new@example.com")
    assert "orders and parcels" in mail.text
    assert "Ada Weaver asks you to act for Elm." in mail.text
    member = await accept_invitation(
        session, secret_in(mail, "/invitation"), "Nia", PASSWORD, "192.0.2.1"
    )
    assert member.vendor_id == vendor.id


async def test_an_invitation_that_was_withdrawn_is_not_mailed(
    session: AsyncSession, postman: Postman
):
    vendor = await a_vendor(session)
    owner = await joined(session, vendor)
    await invite_member(session, owner, "new@example.com", VendorRole.ORDERS)
    user = await users.find_user_by_email(session, "new@example.com")
    assert user is not None
    member = await find_member(session, vendor.id, user.id)
    assert member is not None
    await remove_member(session, owner, member.id)

    assert await postman() == []


async def test_decisions_are_told_to_owners_with_their_reasons(
    session: AsyncSession, postman: Postman, cache: Redis
):
    vendor, operator = await a_vendor(session, VendorStatus.IN_REVIEW), await staff(session)
    owner = await joined(session, vendor)
    await joined(session, vendor, VendorRole.ORDERS)
    await request_changes(session, operator, vendor.id, "A picture of the <bench>.")
    vendor.status = VendorStatus.IN_REVIEW
    await reject_vendor(session, operator, vendor.id, "These bowls are not yours.")
    vendor.status = VendorStatus.IN_REVIEW
    await approve_vendor(session, operator, vendor.id)
    for _ in range(2):
        await suspend_vendor(session, operator, vendor.id, "Parcels do not leave.")
        await reinstate_vendor(session, operator, vendor.id)

    mails = await postman()

    assert {mail.recipient for mail in mails} == {owner.email}
    assert [mail.kind for mail in mails] == [
        "vendor_changes_requested",
        "vendor_rejected",
        "vendor_approved",
        "vendor_suspended",
        "vendor_reinstated",
        "vendor_suspended",
        "vendor_reinstated",
    ]
    assert "A picture of the &lt;bench&gt;." in mails[0].html
    assert "These bowls are not yours." in mails[1].text
    assert "Open orders go on" in mails[3].text
