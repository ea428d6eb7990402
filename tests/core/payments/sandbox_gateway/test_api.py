import asyncio

import httpx
import pytest
from sqlalchemy import func
from sqlmodel import select

from core.db.session import read_session
from core.kernel.clock import utc_now
from core.payments.sandbox_gateway.cards import SANDBOX_CARDS, read_card
from core.payments.sandbox_gateway.faults import Fault, FaultKind, ordered_fault
from core.payments.sandbox_gateway.models import SandboxCharge, SandboxSession
from core.settings import settings

BODY = {
    "reference": "EM-1001",
    "amount_minor": 6490,
    "currency": "EUR",
    "description": "Two parcels",
    "customer_email": "ines@example.com",
    "return_url": "http://shop.example/return",
    "cancel_url": "http://shop.example/cancel",
    "expires_at": "2999-01-01T00:00:00+00:00",
}


async def post(path: str, body: object = None, **headers: str) -> httpx.Response:
    key = settings().sandbox_api_key.get_secret_value()
    given = {"Authorization": f"Bearer {key}", "Idempotency-Key": "k1"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    url = f"{settings().sandbox_gateway_url}/v1{path}"
    async with httpx.AsyncClient() as client:
        return await client.post(url, json=body, headers=given)


async def count(table: type) -> int:
    async with read_session() as session:
        return (await session.exec(select(func.count()).select_from(table))).one()


@pytest.mark.parametrize("key", ["", "Bearer wrong", "bank-key"])
async def test_a_caller_without_the_key_opens_nothing(bank, key):
    answer = await post("/sessions", BODY, Authorization=key)

    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "unknown_api_key"
    assert await count(SandboxSession) == 0


async def test_a_write_without_an_idempotency_key_is_refused(bank):
    answer = await post("/sessions", BODY, Idempotency_Key="")

    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "idempotency_key_missing"
    assert await count(SandboxSession) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"amount_minor": 0},
        {"amount_minor": -1},
        {"amount_minor": 12.5},
        {"currency": "eur"},
        {"return_url": "javascript:alert(1)"},
        {"expires_at": "2020-01-01T00:00:00+00:00"},
        {"expires_at": "2999-01-01T00:00:00"},
        {"surprise": True},
    ],
)
async def test_a_senseless_session_is_refused(bank, change):
    answer = await post("/sessions", BODY | change)

    assert answer.status_code == 422
    assert answer.json()["error"]["message"]
    assert await count(SandboxSession) == 0


async def test_one_key_opens_one_session_however_often_it_is_sent(bank):
    answers = await asyncio.gather(*(post("/sessions", BODY) for _ in range(12)))

    assert [answer.status_code for answer in answers] == [200] * 12
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert await count(SandboxSession) == 1


async def test_a_key_with_another_body_is_refused(bank):
    await post("/sessions", BODY)

    answer = await post("/sessions", BODY | {"amount_minor": 1})

    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "idempotency_key_reused"
    assert await count(SandboxSession) == 1


async def test_a_refund_in_another_currency_is_refused(bank):
    opened = (await post("/sessions", BODY)).json()
    await bank.pay(opened["page_url"])

    answer = await post(
        f"/sessions/{opened['id']}/refunds",
        {"amount_minor": 1, "currency": "USD"},
        Idempotency_Key="k2",
    )

    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "currency_mismatch"


async def test_of_a_card_only_brand_and_last_four_digits_are_kept(bank):
    opened = (await post("/sessions", BODY)).json()
    await bank.pay(opened["page_url"])

    async with read_session() as session:
        charge = (await session.exec(select(SandboxCharge))).one()

    assert (charge.card_brand, charge.card_last4) == ("visa", "4242")
    assert "4242424242424242" not in charge.model_dump_json()


async def test_the_whole_bank_can_be_switched_off(bank, monkeypatch):
    opened = (await post("/sessions", BODY)).json()
    monkeypatch.setattr(settings(), "sandbox_payments", False)

    assert (await post("/sessions", BODY, Idempotency_Key="k2")).status_code == 404
    assert (await bank.pay(opened["page_url"])).status_code == 404


@pytest.mark.parametrize("card", SANDBOX_CARDS, ids=lambda card: card.label)
def test_every_card_on_the_page_can_be_typed_as_it_is_shown(card):
    read = read_card(card.grouped, "04/39", "123", utc_now())

    assert (read.behavior, read.last4) == (card.behavior, card.number[-4:])


@pytest.mark.parametrize(
    ("order", "operation", "fault"),
    [
        ("timeout_after", "create", Fault(FaultKind.TIMEOUT_AFTER)),
        ("timeout_after", "refund", None),
        ("refund:timeout_before:3", "refund", Fault(FaultKind.TIMEOUT_BEFORE, 3)),
        ("void:error_500_after, refund:rate_limited", "refund", Fault(FaultKind.RATE_LIMITED)),
        ("refund:nonsense", "refund", None),
        ("", "create", None),
    ],
)
def test_faults_are_ordered_by_metadata(order, operation, fault):
    assert ordered_fault({"sandbox_fault": order}, operation) == fault
