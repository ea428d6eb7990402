"""From a price or a shelf to one mail."""

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest
from httpx import ASGITransport, AsyncClient
from sqlmodel import select

import core.notifications.alert_subscribers
import core.saved.subscribers  # noqa: F401
from core.api.app import build_api
from core.catalog.events import ProductPublished
from core.catalog.inputs import PriceInput
from core.catalog.models import ProductStatus
from core.catalog.publish_product import pause_product, publish_product
from core.catalog.set_prices import set_prices
from core.events.outbox import emit
from core.identity.errors import InvalidEmail, TooManyAttempts
from core.inventory.service import set_on_hand
from core.kernel.clock import utc_now
from core.kernel.errors import Invalid
from core.kernel.money import Money
from core.kernel.principal import GUEST, SYSTEM
from core.notifications import smtp
from core.saved import follow_queries
from core.saved.errors import AlertLinkSpent, AlreadyInStock, NoSuchAlert
from core.saved.follow import follow, list_new_pieces, set_frequency, unfollow
from core.saved.models import Alert, AlertKind, AlertStatus, Frequency
from core.saved.set_alert import MAIL_TO_GUEST, confirm_alert, end_alert, set_alert, set_target
from core.saved.tell_followers import tell_follower, week_of
from core.vendors.queries import get_vendor
from tests.factories.catalog import a_category, a_product, a_vendor, variants_of
from tests.factories.identity import a_user, customer
from tests.factories.shop import a_member

ADA = "ada@example.com"


def eur(minor):
    return Money(minor, "EUR")


async def reprice(session, product, minor):
    [variant] = await variants_of(session, product)
    price = PriceInput(eur(minor), None)
    await set_prices(session, SYSTEM, product.id, {variant.id: [price]})


async def restock(session, product, units):
    owner = await a_member(session, await get_vendor(session, product.vendor_id))
    [variant] = await variants_of(session, product)
    await set_on_hand(session, owner, variant.id, units)


async def delivered(postman):
    """Mails to shoppers, after everything that was told, and what that told in turn."""
    await postman()
    return [mail for mail in await postman() if mail.kind != "low_stock"]


def token_in(mail, path):
    found = re.search(path + r"\?(?:kind=[\w-]+&)?token=([\w-]+)", mail.text)
    assert found is not None
    return found[1]


@pytest.fixture
async def vase(session):
    return await a_product(session, title="Celadon vase", price=4800)


@pytest.fixture
async def vase_id(session, vase):
    return (await variants_of(session, vase))[0].id


async def a_price_alert(session, caller, variant_id, target=4000, email=""):
    return await set_alert(
        session,
        caller,
        variant_id,
        AlertKind.PRICE,
        currency="EUR",
        target=eur(target),
        email=email,
    )


async def test_a_guest_confirms_and_gets_one_mail_when_the_price_is_reached(
    session, vase, vase_id, postman
):
    await a_price_alert(session, GUEST, vase_id, email=" Ada@Example.com ")
    await reprice(session, vase, 3900)
    [asked] = await delivered(postman)
    assert (asked.kind, asked.recipient) == ("confirm_alert", ADA)
    await reprice(session, vase, 4500)

    await confirm_alert(session, token_in(asked, "/alerts/confirm"))
    await delivered(postman)
    for minor in (4001, 4000, 3500, 4700, 3000):
        await reprice(session, vase, minor)
        mails = await delivered(postman)

    assert [mail.kind for mail in mails] == ["confirm_alert", "price_reached"]
    assert mails[1].recipient == ADA
    assert "€40.00" in mails[1].text
    assert "Celadon vase" in mails[1].subject


async def test_what_came_true_before_the_confirmation_is_told_after_it(
    session, vase, vase_id, postman
):
    await a_price_alert(session, GUEST, vase_id, email=ADA)
    [asked] = await delivered(postman)
    await reprice(session, vase, 3900)

    await confirm_alert(session, token_in(asked, "/alerts/confirm"))

    assert [mail.kind for mail in await delivered(postman)] == [
        "confirm_alert",
        "price_reached",
    ]


async def test_an_account_waits_for_stock_and_is_told_once_however_often_it_comes_back(
    session, postman
):
    user = await a_user(session)
    vase = await a_product(session, title="Celadon vase", stock=0)
    [variant] = await variants_of(session, vase)
    answer = await set_alert(
        session, customer(user), variant.id, AlertKind.STOCK, currency="EUR"
    )
    assert answer.is_pending is False
    assert await delivered(postman) == []

    for units in (3, 0, 5, 0, 2):
        await restock(session, vase, units)
        mails = await delivered(postman)

    assert [(mail.kind, mail.recipient) for mail in mails] == [("back_in_stock", user.email)]
    alert = await session.get(Alert, answer.id, populate_existing=True)
    assert (alert.status, alert.fired_at is not None) == (AlertStatus.FIRED, True)


async def test_a_hidden_piece_is_no_news_until_it_is_shown_again(session, postman):
    user = await a_user(session)
    vase = await a_product(session, stock=0, category=await a_category(session))
    [variant] = await variants_of(session, vase)
    await set_alert(session, customer(user), variant.id, AlertKind.STOCK, currency="EUR")
    await pause_product(session, SYSTEM, vase.id)
    await restock(session, vase, 3)
    assert await delivered(postman) == []

    await publish_product(session, SYSTEM, vase.id)

    assert [mail.kind for mail in await delivered(postman)] == ["back_in_stock"]


async def test_setting_an_alert_again_changes_its_target(session, vase_id):
    caller = customer(await a_user(session))

    first = await a_price_alert(session, caller, vase_id, target=4000)
    second = await a_price_alert(session, caller, vase_id, target=3000)
    await set_target(session, caller, first.id, eur(2500))

    [alert] = (await session.exec(select(Alert))).all()
    assert (first.id, alert.target) == (second.id, eur(2500))


@pytest.mark.parametrize("target", [0, -1, 4800, 9900])
async def test_a_target_that_is_no_wish_is_refused(session, vase_id, target):
    caller = customer(await a_user(session))

    with pytest.raises(Invalid):
        await a_price_alert(session, caller, vase_id, target=target)

    assert (await session.exec(select(Alert))).all() == []


async def test_what_can_be_bought_needs_no_alert(session, vase_id):
    caller = customer(await a_user(session))

    with pytest.raises(AlreadyInStock):
        await set_alert(session, caller, vase_id, AlertKind.STOCK, currency="EUR")


async def test_a_guest_needs_an_address_and_cannot_flood_somebody_elses(
    session, vase_id, cache
):
    with pytest.raises(InvalidEmail):
        await a_price_alert(session, GUEST, vase_id, email="nobody")

    for _ in range(MAIL_TO_GUEST.free):
        await a_price_alert(session, GUEST, vase_id, email=ADA)
    with pytest.raises(TooManyAttempts):
        await a_price_alert(session, GUEST, vase_id, email=ADA)

    assert len((await session.exec(select(Alert))).all()) == MAIL_TO_GUEST.free


async def test_confirming_twice_is_once_and_late_or_foreign_links_do_nothing(
    session, vase_id, postman
):
    late = await a_price_alert(session, GUEST, vase_id, email=ADA)
    prompt = await a_price_alert(session, GUEST, vase_id, target=3000, email=ADA)
    mails = await delivered(postman)
    (await session.get_one(Alert, late.id)).expires_at = utc_now() - timedelta(minutes=1)
    await session.flush()
    tokens = [token_in(mail, "/alerts/confirm") for mail in mails]

    with pytest.raises(AlertLinkSpent):
        await confirm_alert(session, tokens[0])
    for _ in range(2):
        assert (await confirm_alert(session, tokens[1])).id == prompt.id
    forged = tokens[1][:32] + tokens[0][32:]
    for wrong in ("", "x", forged, tokens[1] + "x", "é" * 80):
        with pytest.raises(AlertLinkSpent):
            await confirm_alert(session, wrong)


async def test_an_alert_that_was_ended_is_silent_and_others_cannot_end_it(
    session, vase, vase_id, postman
):
    caller, other = customer(await a_user(session)), customer(await a_user(session))
    alert = await a_price_alert(session, caller, vase_id)

    with pytest.raises(NoSuchAlert):
        await end_alert(session, other, alert.id)
    with pytest.raises(NoSuchAlert):
        await set_target(session, other, alert.id, eur(1))
    await end_alert(session, caller, alert.id)
    await reprice(session, vase, 1000)

    assert await delivered(postman) == []


async def test_mails_carry_the_headers_of_one_click_and_the_post_ends_them(
    session, vase, vase_id, postman
):
    await a_price_alert(session, GUEST, vase_id, email=ADA)
    [asked] = await delivered(postman)
    await confirm_alert(session, token_in(asked, "/alerts/confirm"))
    await reprice(session, vase, 3900)
    _, told = await delivered(postman)
    message: EmailMessage = smtp.compose(told)
    address = message["List-Unsubscribe"].strip("<>")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/unsubscribe?kind=alert-end&token=" in address
    assert smtp.compose(asked)["List-Unsubscribe"] is None
    path = address[address.index("/unsubscribe") :]

    transport = ASGITransport(build_api("storefront"))
    async with AsyncClient(transport=transport, base_url="http://localhost") as program:
        click = {"data": {"List-Unsubscribe": "One-Click"}}
        first = await program.post(path, **click)
        again = await program.post(path, **click)
        forged = await program.post(path[:-3] + "AAA", **click)
        unknown = await program.post("/unsubscribe?kind=all&token=x", **click)

    assert (first.status_code, again.status_code) == (200, 200)
    assert (forged.status_code, unknown.status_code) == (404, 404)


async def test_followers_hear_once_a_week_of_what_was_published_since(session, postman):
    user = await a_user(session)
    caller = customer(user)
    workshop = await a_vendor(session, name="Kiln No. 9")
    await a_product(session, vendor=workshop, title="Older than the follow")
    assert (await follow(session, caller, workshop.slug)).count == 1
    assert (await follow(session, caller, workshop.slug)).count == 1
    draft = await a_product(session, vendor=workshop, status=ProductStatus.DRAFT)
    new = await a_product(session, vendor=workshop, title="Speckled jug")
    page = await list_new_pieces(session, caller, "EUR")
    assert [card.id for card in page.items] == [new.id]
    assert draft.id not in [card.id for card in page.items]

    thursday = utc_now() + timedelta(minutes=10)
    assert [await tell_follower(session, user.id, thursday) for _ in range(3)] == [1, 0, 0]
    [mail] = await delivered(postman)
    assert (mail.kind, mail.recipient) == ("followed_news", user.email)
    assert "Speckled jug" in mail.text
    assert "Older than the follow" not in mail.text
    assert await tell_follower(session, user.id, thursday + timedelta(days=7)) == 0
    assert week_of(thursday) < week_of(thursday + timedelta(days=7))

    await a_product(session, vendor=workshop)
    assert (await unfollow(session, caller, workshop.slug)).count == 0
    assert await tell_follower(session, user.id, thursday + timedelta(days=14)) == 0


async def test_the_link_of_the_weekly_mail_ends_it_without_signing_in(session, postman):
    user = await a_user(session)
    workshop = await a_vendor(session)
    await follow(session, customer(user), workshop.slug)
    await a_product(session, vendor=workshop)
    now = utc_now() + timedelta(minutes=10)
    await tell_follower(session, user.id, now)
    [mail] = await delivered(postman)
    path = mail.unsubscribe_url[mail.unsubscribe_url.index("/unsubscribe") :]

    transport = ASGITransport(build_api("storefront"))
    async with AsyncClient(transport=transport, base_url="http://localhost") as shop:
        pressed = await shop.post(path)

    assert pressed.headers["location"] == "/unsubscribe?done=1"
    assert await follow_queries.find_frequency(session, user.id) is Frequency.NEVER
    await a_product(session, vendor=workshop)
    assert await tell_follower(session, user.id, now + timedelta(days=7)) == 0


async def test_who_wants_it_at_once_gets_a_mail_of_each_piece_and_none_on_thursday(
    session, postman
):
    quick, slow = await a_user(session), await a_user(session)
    workshop = await a_vendor(session)
    for user in (quick, slow):
        await follow(session, customer(user), workshop.slug)
    await set_frequency(session, customer(quick), Frequency.AT_ONCE)
    jug = await a_product(session, vendor=workshop, title="Speckled jug")
    await emit(session, ProductPublished(product_id=jug.id, vendor_id=workshop.id))

    [mail] = await delivered(postman)
    await emit(session, ProductPublished(product_id=jug.id, vendor_id=workshop.id))

    assert (mail.kind, mail.recipient) == ("followed_piece", quick.email)
    assert "Speckled jug" in mail.text
    assert mail.unsubscribe_url
    assert len(await delivered(postman)) == 1
    thursday = utc_now() + timedelta(minutes=10)
    assert await tell_follower(session, quick.id, thursday) == 0
    assert await tell_follower(session, slow.id, thursday) == 1
