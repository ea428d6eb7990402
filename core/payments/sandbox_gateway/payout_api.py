"""The part of the bank's API that pays out."""

from fastapi import APIRouter, Depends, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import read_session
from core.payments.sandbox_gateway import payout_queries as queries
from core.payments.sandbox_gateway.api import (
    AmountIn,
    GatewayRoute,
    IdempotencyKey,
    as_response,
    require_api_key,
)
from core.payments.sandbox_gateway.idempotency import answer_once
from core.payments.sandbox_gateway.send_payout import (
    NewPayout,
    PayoutAnswer,
    reverse_payout,
    send_payout,
)

router = APIRouter(
    prefix="/v1/payouts", route_class=GatewayRoute, dependencies=[Depends(require_api_key)]
)


@router.post("")
async def send(wanted: NewPayout, key: IdempotencyKey) -> Response:
    async def work(session: AsyncSession) -> PayoutAnswer:
        return PayoutAnswer.of(await send_payout(session, wanted))

    return as_response(await answer_once(key, f"payout {wanted.model_dump_json()}", work, None))


@router.get("/{reference}")
async def show(reference: str) -> PayoutAnswer:
    async with read_session() as session:
        return PayoutAnswer.of(await queries.get_payout(session, reference))


@router.post("/{reference}/reversals")
async def reverse(reference: str, amount: AmountIn, key: IdempotencyKey) -> Response:
    async def work(session: AsyncSession) -> PayoutAnswer:
        return PayoutAnswer.of(
            await reverse_payout(session, reference, amount.amount_minor, amount.currency)
        )

    request = f"reverse {reference} {amount.model_dump_json()}"
    return as_response(await answer_once(key, request, work, None))
