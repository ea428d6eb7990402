"""Registering, confirming, choosing a new password, by form post."""

from time import monotonic

import pytest
from httpx import AsyncClient
from redis.asyncio import Redis
from sqlmodel import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.api.form_post import ALIKE_S
from core.identity import queries as users
from core.identity import sessions
from core.identity.models import OneTimeToken, TokenPurpose, User, UserSession
from core.identity.passwords import verify_password
from core.kernel.principal import Role
from core.vendors.models import Vendor, VendorMember, VendorStatus, VendorStatusChange
from tests.factories.identity import PASSWORD, a_session, a_user
from tests.factories.mails import everything_told, mailed_secret

NEW = "linen thread, waxed twice"
FORM = {"name": "Ada Weaver", "email": "ada@example.com", "password": NEW}
APPLICATION = FORM | {"shop_name": "Ada's Loom", "craft": "weaving", "country": "pt"}


async def find(session: AsyncSession, email: str = "ada@example.com") -> User:
    user = await users.find_user_by_email(session, email)
    assert user is not None
    await session.refresh(user)
    return user


async def opens(session: AsyncSession, password: str, email: str = "ada@example.com") -> bool:
    return (await verify_password(password, (await find(session, email)).password_hash)).matches


async def test_an_account_opens_once_its_address_is_confirmed(
    session: AsyncSession, shop: AsyncClient
):
    answer = await shop.post("/auth/sign-up", data=FORM)
    assert answer.headers["location"] == "/signin?notice=check_mail"
    assert "set-cookie" not in answer.headers
    early = await shop.post("/auth/sign-in", data=FORM)
    assert "wrong_credentials" in early.headers["location"]

    secret = await mailed_secret(session, await find(session), TokenPurpose.VERIFY_EMAIL)
    confirmed = await shop.post("/auth/verify", data={"token": secret})
    assert confirmed.headers["location"] == "/signin?notice=email_confirmed"
    assert "set-cookie" not in confirmed.headers

    late = await shop.post("/auth/sign-in", data=FORM)
    assert late.headers["location"] == "/"
    user = await find(session)
    assert (user.name, await users.list_roles(session, user.id)) == (
        "Ada Weaver",
        {Role.CUSTOMER},
    )


async def test_following_the_link_of_a_mail_consumes_nothing(
    session: AsyncSession, shop: AsyncClient
):
    await shop.post("/auth/sign-up", data=FORM)
    secret = await mailed_secret(session, await find(session), TokenPurpose.VERIFY_EMAIL)

    answer = await shop.get("/auth/verify", params={"token": secret})

    assert answer.headers["location"] == f"/verify-email?token={secret}"
    assert (await find(session)).email_verified_at is None
    confirmed = await shop.post("/auth/verify", data={"token": secret})
    assert "email_confirmed" in confirmed.headers["location"]


async def test_registering_a_known_address_answers_the_same_and_changes_nothing(
    session: AsyncSession, shop: AsyncClient
):
    fresh = await shop.post("/auth/sign-up", data=FORM | {"email": "fresh@example.com"})
    await a_user(session, email="ada@example.com", name="The Owner")

    known = await shop.post("/auth/sign-up", data=FORM)

    assert known.status_code == fresh.status_code
    assert known.content == fresh.content
    assert known.headers == fresh.headers
    assert (await find(session)).name == "The Owner"
    assert await opens(session, PASSWORD)
    assert (await everything_told(session))[-1] == "SignUpRepeated"


async def test_until_it_is_confirmed_the_latest_registration_counts(
    session: AsyncSession, shop: AsyncClient
):
    await shop.post("/auth/sign-up", data=FORM | {"password": "what a squatter chose"})
    first = await mailed_secret(session, await find(session), TokenPurpose.VERIFY_EMAIL)

    await shop.post("/auth/sign-up", data=FORM)

    assert await opens(session, NEW)
    refused = await shop.post("/auth/verify", data={"token": first})
    assert "error=link_spent" in refused.headers["location"]


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"password": "too short"}, "password_length", "password"),
        ({"password": "x" * 129}, "password_length", "password"),
        ({"password": "Password2024!"}, "password_too_common", "password"),
        ({"password": "ada@example.com"}, "password_too_common", "password"),
        ({"password": "aaaaaaaaaaab"}, "password_too_common", "password"),
        ({"email": "ada@"}, "invalid_email", "email"),
        ({"email": "ada@example.com\r\nBcc: all@example.com"}, "invalid_email", "email"),
        ({"name": "  "}, "invalid_name", "name"),
        ({"name": "Ada\nWeaver\x00"}, "invalid_name", "name"),
    ],
)
async def test_what_cannot_be_registered_is_named_and_nothing_is_written(
    session: AsyncSession, shop: AsyncClient, change: dict[str, str], code: str, field: str
):
    answer = await shop.post("/auth/sign-up", data=FORM | change)

    location = answer.headers["location"]
    assert location.startswith(f"/signup?error={code}")
    assert f"field={field}" in location
    assert "password=" not in location
    assert (await session.exec(select(func.count()).select_from(User))).one() == 0
    assert await everything_told(session) == []


async def test_nobody_registers_in_the_admin_app(browsers: dict[str, AsyncClient]):
    assert (await browsers["admin"].post("/auth/sign-up", data=FORM)).status_code == 404
    assert (await browsers["admin"].post("/auth/apply", data=FORM)).status_code == 404


async def test_a_new_password_ends_every_session(session: AsyncSession, shop: AsyncClient):
    user = await a_user(session, email="ada@example.com")
    tokens = [await a_session(session, user) for _ in range(3)]
    asked = await shop.post("/auth/forgot", data={"email": "Ada@example.com"})
    assert asked.headers["location"] == "/forgot?notice=reset_mailed"
    secret = await mailed_secret(session, user, TokenPurpose.RESET_PASSWORD)

    answer = await shop.post("/auth/reset", data={"token": secret, "password": NEW})

    assert answer.headers["location"] == "/signin?notice=password_changed"
    assert [await sessions.resolve(session, t, app="storefront") for t in tokens] == [None] * 3
    assert await opens(session, NEW)
    assert not await opens(session, PASSWORD)
    assert (await everything_told(session))[-1] == "PasswordChanged"


async def test_a_weak_password_does_not_use_up_the_link(
    session: AsyncSession, shop: AsyncClient
):
    user = await a_user(session, email="ada@example.com")
    await shop.post("/auth/forgot", data={"email": "ada@example.com"})
    secret = await mailed_secret(session, user, TokenPurpose.RESET_PASSWORD)

    weak = await shop.post("/auth/reset", data={"token": secret, "password": "password12"})
    strong = await shop.post("/auth/reset", data={"token": secret, "password": NEW})

    assert weak.headers["location"].startswith("/reset?error=password_too_common")
    assert f"token={secret}" in weak.headers["location"]
    assert strong.headers["location"] == "/signin?notice=password_changed"


async def test_asking_for_a_link_tells_nothing_about_accounts(
    session: AsyncSession, shop: AsyncClient
):
    await a_user(session, email="known@example.com")
    await a_user(session, email="closed@example.com", is_active=False)

    answers = [
        await shop.post("/auth/forgot", data={"email": f"{who}@example.com"})
        for who in ("known", "unknown", "closed")
    ]

    assert len({(a.status_code, a.content, str(a.headers.multi_items())) for a in answers}) == 1
    tokens = (await session.exec(select(OneTimeToken.email))).all()
    assert tokens == ["known@example.com"]


@pytest.mark.parametrize("form", ["forgot", "sign-up", "resend"])
async def test_the_time_of_an_answer_tells_nothing_about_accounts(
    session: AsyncSession, shop: AsyncClient, form: str
):
    await a_user(session, email="known@example.com")

    for who in ("known", "unknown"):
        started = monotonic()
        await shop.post(f"/auth/{form}", data=FORM | {"email": f"{who}@example.com"})
        assert monotonic() - started >= ALIKE_S


async def test_a_mailbox_is_not_flooded_and_the_form_does_not_tell(
    session: AsyncSession, shop: AsyncClient
):
    await a_user(session, email="ada@example.com")

    answers = {
        (await shop.post("/auth/forgot", data={"email": "ada@example.com"})).headers["location"]
        for _ in range(8)
    }

    assert answers == {"/forgot?notice=reset_mailed"}
    assert (await everything_told(session)).count("PasswordResetRequested") == 3


async def test_only_the_newest_link_works(session: AsyncSession, shop: AsyncClient):
    user = await a_user(session, email="ada@example.com")
    await shop.post("/auth/forgot", data={"email": "ada@example.com"})
    first = await mailed_secret(session, user, TokenPurpose.RESET_PASSWORD)
    await shop.post("/auth/forgot", data={"email": "ada@example.com"})

    answer = await shop.post("/auth/reset", data={"token": first, "password": NEW})

    assert answer.headers["location"] == "/forgot?error=link_spent"
    assert await opens(session, PASSWORD)


@pytest.mark.parametrize("page", ["verify", "reset"])
async def test_a_link_for_one_purpose_serves_no_other(
    session: AsyncSession, shop: AsyncClient, page: str
):
    user = await a_user(session, email="ada@example.com", is_confirmed=False)
    await shop.post("/auth/resend", data={"email": "ada@example.com"})
    await shop.post("/auth/forgot", data={"email": "ada@example.com"})
    other = TokenPurpose.RESET_PASSWORD if page == "verify" else TokenPurpose.VERIFY_EMAIL
    secret = await mailed_secret(session, user, other)

    answer = await shop.post(f"/auth/{page}", data={"token": secret, "password": NEW})

    assert "error=link_spent" in answer.headers["location"]


async def test_a_maker_applies_and_has_a_workshop_to_set_up(
    session: AsyncSession, browsers: dict[str, AsyncClient]
):
    portal = browsers["vendor_portal"]
    answer = await portal.post("/auth/apply", data=APPLICATION)
    assert answer.headers["location"] == "/signin?notice=check_mail"

    vendor = (await session.exec(select(Vendor))).one()
    assert (vendor.name, vendor.slug, vendor.country) == ("Ada's Loom", "ada-s-loom", "PT")
    assert vendor.status is VendorStatus.ONBOARDING
    (change,) = await session.exec(select(VendorStatusChange))
    assert (change.from_status, change.to_status) == ("applied", "onboarding")
    assert vendor.selvedge.startswith("repeating-linear-gradient(90deg, var(--thread-")

    secret = await mailed_secret(session, await find(session), TokenPurpose.VERIFY_EMAIL)
    await portal.post("/auth/verify", data={"token": secret})
    entered = await portal.post("/auth/sign-in", data=FORM)
    assert entered.headers["location"] == "/"
    token = portal.cookies["ecomarket_vendor_portal"]
    principal = await sessions.resolve(session, token, app="vendor_portal")
    assert principal is not None
    assert principal.vendor_id == vendor.id


async def test_applying_with_a_known_address_needs_its_password_and_answers_the_same(
    session: AsyncSession, browsers: dict[str, AsyncClient]
):
    portal = browsers["vendor_portal"]
    fresh = await portal.post("/auth/apply", data=APPLICATION | {"email": "new@example.com"})
    user = await a_user(session, email="ada@example.com")

    wrong = await portal.post("/auth/apply", data=APPLICATION)
    right = await portal.post("/auth/apply", data=APPLICATION | {"password": PASSWORD})

    assert wrong.headers == fresh.headers == right.headers
    assert await opens(session, PASSWORD)
    owned = await session.exec(select(VendorMember).where(VendorMember.user_id == user.id))
    assert len(list(owned)) == 1
    assert (await session.exec(select(func.count()).select_from(Vendor))).one() == 2


async def test_an_application_with_gaps_leads_back_with_what_was_typed(
    session: AsyncSession, browsers: dict[str, AsyncClient]
):
    portal = browsers["vendor_portal"]

    answer = await portal.post("/auth/apply", data=APPLICATION | {"shop_name": " "})

    location = answer.headers["location"]
    assert location.startswith("/apply?error=shop_details_invalid&name=Ada+Weaver")
    assert location.endswith("field=shop_name")
    assert (await session.exec(select(func.count()).select_from(User))).one() == 0


async def test_a_form_may_be_sent_only_so_often(shop: AsyncClient, cache: Redis):
    for _ in range(61):
        answer = await shop.post("/auth/verify", data={"token": "guess"})

    assert "error=too_many_attempts" in answer.headers["location"]


async def test_no_session_comes_of_any_form_but_sign_in(
    session: AsyncSession, shop: AsyncClient
):
    await shop.post("/auth/sign-up", data=FORM)
    secret = await mailed_secret(session, await find(session), TokenPurpose.VERIFY_EMAIL)
    await shop.post("/auth/verify", data={"token": secret})

    assert (await session.exec(select(UserSession))).all() == []
