"""The gateway's server API: what a shop's backend calls."""

from collections.abc import Callable, Coroutine
from secrets import compare_digest
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import read_session
from core.kernel.errors import DomainError, Invalid
from core.kernel.money import Money
from core.payments.sandbox_gateway import queries
from core.payments.sandbox_gateway.answer import (
    Answer,
    RefundAnswer,
    SessionAnswer,
    refund_answer,
    refusal,
    session_answer,
)
from core.payments.sandbox_gateway.capture_payment import capture_payment
from core.payments.sandbox_gateway.create_session import NewSession, create_session
from core.payments.sandbox_gateway.errors import KeyMissing, UnknownKey
from core.payments.sandbox_gateway.faults import ordered_fault
from core.payments.sandbox_gateway.idempotency import Work, answer_once
from core.payments.sandbox_gateway.refund_payment import refund_payment
from core.payments.sandbox_gateway.void_session import void_session
from core.settings import settings

MAX_KEY_LENGTH = 255


class AmountIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    amount_minor: int = Field(gt=0, le=2**53)
    currency: str = Field(pattern="^[A-Z]{3}$")

    @property
    def money(self) -> Money:
        return Money(self.amount_minor, self.currency)


class GatewayRoute(APIRoute):
    """Refusals in the gateway's own words, whichever application it is mounted in."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_or_refuse(request: Request) -> Response:
            try:
                return await handle(request)
            except DomainError as error:
                return as_response(refusal(error))
            except RequestValidationError as error:
                first = error.errors()[0]
                where = ".".join(str(part) for part in first["loc"])
                return as_response(refusal(Invalid(f"{where}: {first['msg']}")))

        return handle_or_refuse


def require_api_key(authorization: Annotated[str, Header()] = "") -> None:
    expected = f"Bearer {settings().sandbox_api_key.get_secret_value()}"
    if not compare_digest(authorization.encode(), expected.encode()):
        raise UnknownKey("This API key is not known here.")


def _require_key(idempotency_key: Annotated[str, Header()] = "") -> str:
    if not 0 < len(idempotency_key) <= MAX_KEY_LENGTH:
        raise KeyMissing("Send an Idempotency-Key of at most 255 characters.")
    return idempotency_key


IdempotencyKey = Annotated[str, Depends(_require_key)]
router = APIRouter(
    prefix="/v1", route_class=GatewayRoute, dependencies=[Depends(require_api_key)]
)


@router.post("/sessions")
async def create(wanted: NewSession, key: IdempotencyKey) -> Response:
    async def work(session: AsyncSession) -> SessionAnswer:
        return await session_answer(session, await create_session(session, wanted))

    fault = ordered_fault(wanted.metadata, "create")
    request = f"create {wanted.model_dump_json()}"
    return as_response(await answer_once(key, request, work, fault))


@router.get("/sessions/{reference}")
async def show(reference: str) -> SessionAnswer:
    async with read_session() as session:
        return await session_answer(session, await queries.get_session(session, reference))


@router.post("/sessions/{reference}/capture")
async def capture(reference: str, amount: AmountIn, key: IdempotencyKey) -> Response:
    async def work(session: AsyncSession) -> SessionAnswer:
        payment = await capture_payment(session, reference, amount.money)
        return await session_answer(session, payment)

    return await _change(reference, "capture", amount, key, work)


@router.post("/sessions/{reference}/void")
async def void(reference: str, key: IdempotencyKey) -> Response:
    async def work(session: AsyncSession) -> SessionAnswer:
        return await session_answer(session, await void_session(session, reference))

    return await _change(reference, "void", None, key, work)


@router.post("/sessions/{reference}/refunds")
async def refund(reference: str, amount: AmountIn, key: IdempotencyKey) -> Response:
    async def work(session: AsyncSession) -> RefundAnswer:
        return refund_answer(await refund_payment(session, reference, amount.money))

    return await _change(reference, "refund", amount, key, work)


@router.get("/refunds/{reference}")
async def show_refund(reference: str) -> RefundAnswer:
    async with read_session() as session:
        return refund_answer(await queries.get_refund(session, reference))


async def _change(
    reference: str, operation: str, amount: AmountIn | None, key: str, work: Work
) -> Response:
    async with read_session() as session:
        payment = await queries.get_session(session, reference)
    wanted = amount.model_dump_json() if amount else ""
    fault = ordered_fault(payment.details, operation)
    return as_response(await answer_once(key, f"{operation} {reference} {wanted}", work, fault))


def as_response(answer: Answer) -> Response:
    return Response(
        answer.body,
        status_code=answer.status_code,
        headers=dict(answer.headers),
        media_type="application/json",
    )
