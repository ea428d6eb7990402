"""How the bank tells the shop: once, twice, late, out of order, never, and again."""

import json
from datetime import timedelta

import pytest
from sqlmodel import col, select

from core.db.session import read_session, transaction
from core.kernel.clock import utc_now
from core.payments.providers.base import ProviderStatus
from core.payments.sandbox_gateway.deliver_webhook import deliver_webhook
from core.payments.sandbox_gateway.expire_sessions import expire_sessions
from core.payments.sandbox_gateway.models import SandboxSession, SandboxWebhook

TWICE, LATE, OUT_OF_ORDER, NEVER = (
    "4000000000003014",
    "4000000000003022",
    "4000000000003030",
    "4000000000003048",
)


async def webhooks(kind: str) -> list[SandboxWebhook]:
    async with read_session() as session:
        found = await session.exec(
            select(SandboxWebhook).where(col(SandboxWebhook.kind) == kind)
        )
        return list(found)


async def test_a_payment_is_told_in_the_order_it_happened(bank, a_request):
    opened = await bank.provider.start(a_request())
    await bank.pay(opened.redirect_url, "4000000000000002")
    await bank.pay(opened.redirect_url)

    assert await bank.notices() == [
        "payment.declined",
        "payment.authorized",
        "payment.captured",
    ]


async def test_a_notice_says_whose_payment_it_is_and_what_it_is_worth(bank, a_request):
    opened = await bank.provider.start(a_request())
    await bank.pay(opened.redirect_url)
    await bank.notices()

    data = json.loads(bank.shop.received[-1][0])["data"]

    assert data["session"] == opened.reference
    assert data["merchant_reference"] == "EM-1001"
    assert (data["amount_minor"], data["currency"]) == (6490, "EUR")
    assert data["status"] == "captured"


async def test_a_doubled_webhook_is_the_same_event_twice(bank, a_request):
    opened = await bank.provider.start(a_request())
    await bank.pay(opened.redirect_url, TWICE)

    assert sorted(await bank.notices()) == [
        "payment.authorized",
        "payment.authorized",
        "payment.captured",
        "payment.captured",
    ]
    events = [json.loads(body)["id"] for body, _ in bank.shop.received]
    assert len(set(events)) == 2


async def test_a_late_webhook_comes_after_the_buyer_is_back(bank, a_request, slow):
    opened = await bank.provider.start(a_request())
    assert (await bank.pay(opened.redirect_url, LATE)).status_code == 303

    assert await bank.notices() == []
    assert (await bank.provider.fetch(opened.reference)).status is ProviderStatus.CAPTURED

    await slow()
    assert await bank.notices() == ["payment.authorized", "payment.captured"]


async def test_webhooks_out_of_order_tell_the_capture_first(bank, a_request, slow):
    opened = await bank.provider.start(a_request())
    await bank.pay(opened.redirect_url, OUT_OF_ORDER)

    assert await bank.notices() == ["payment.captured"]

    await slow()
    assert await bank.notices() == ["payment.captured", "payment.authorized"]


async def test_a_lost_webhook_leaves_the_money_to_be_found_by_asking(bank, a_request, slow):
    opened = await bank.provider.start(a_request())
    await bank.pay(opened.redirect_url, NEVER)

    await slow()
    assert await bank.notices() == []
    assert (await bank.provider.fetch(opened.reference)).status is ProviderStatus.CAPTURED
    (kept,) = await webhooks("payment.captured")
    assert (kept.attempts, kept.delivered_at) == (0, None)


async def test_a_shop_that_answers_with_an_error_is_told_again(bank, a_request):
    bank.shop.answers = [503]
    opened = await bank.provider.start(a_request(capture=False))
    await bank.pay(opened.redirect_url)

    assert await bank.notices() == ["payment.authorized"]
    (refused,) = await webhooks("payment.authorized")
    assert (refused.attempts, refused.last_result, refused.delivered_at) == (
        1,
        "HTTP 503",
        None,
    )

    await bank.make_due()
    assert await bank.notices() == ["payment.authorized", "payment.authorized"]
    (told,) = await webhooks("payment.authorized")
    assert (told.attempts, told.last_result) == (2, "delivered")
    assert told.delivered_at is not None
    first, second = (json.loads(body)["id"] for body, _ in bank.shop.received)
    assert first == second


async def test_what_is_delivered_is_not_sent_again(bank, a_request):
    opened = await bank.provider.start(a_request(capture=False))
    await bank.pay(opened.redirect_url)
    await bank.notices()
    (told,) = await webhooks("payment.authorized")

    await deliver_webhook(told.id)

    assert len(bank.shop.received) == 1


async def test_a_page_whose_time_is_over_expires_and_says_so(bank, a_request):
    overdue = await bank.provider.start(a_request())
    current = await bank.provider.start(a_request())
    async with transaction() as session:
        statement = select(SandboxSession).where(
            col(SandboxSession.reference) == overdue.reference
        )
        (await session.exec(statement)).one().expires_at = utc_now() - timedelta(seconds=1)

    async with transaction() as session:
        assert await expire_sessions(session) == 1

    assert (await bank.provider.fetch(overdue.reference)).status is ProviderStatus.EXPIRED
    assert (await bank.provider.fetch(current.reference)).status is ProviderStatus.OPEN
    assert await bank.notices() == ["session.expired"]


async def test_an_overdue_page_takes_no_card_even_before_the_job_ran(bank, a_request):
    opened = await bank.provider.start(a_request())
    async with transaction() as session:
        statement = select(SandboxSession).where(
            col(SandboxSession.reference) == opened.reference
        )
        (await session.exec(statement)).one().expires_at = utc_now() - timedelta(seconds=1)

    assert (await bank.pay(opened.redirect_url)).status_code == 410

    payment = await bank.provider.fetch(opened.reference)
    assert (payment.status, payment.captured.minor) == (ProviderStatus.EXPIRED, 0)


@pytest.mark.parametrize(
    ("card", "ending", "kind", "refunded"),
    [
        ("4000000000007726", "succeeded", "refund.succeeded", 6490),
        ("4000000000005126", "failed", "refund.failed", 0),
    ],
)
async def test_a_slow_refund_ends_later(bank, a_request, slow, card, ending, kind, refunded):
    request = a_request()
    opened = await bank.provider.start(request)
    await bank.pay(opened.redirect_url, card)
    pending = await bank.provider.refund(opened.reference, request.amount, idempotency_key="r1")
    assert pending.status == "pending"
    assert (await bank.provider.fetch(opened.reference)).refunded == request.amount

    await slow()
    await bank.run_jobs()

    assert (await bank.provider.fetch_refund(pending.reference)).status == ending
    assert (await bank.provider.fetch(opened.reference)).refunded.minor == refunded
    assert kind in await bank.notices()
