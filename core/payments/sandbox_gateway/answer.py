"""What the API sends back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import BaseModel
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from core.payments.sandbox_gateway import queries
from core.payments.sandbox_gateway.errors import CardDeclined
from core.payments.sandbox_gateway.models import SandboxRefund, SandboxSession
from core.settings import AppName, settings

ACCOUNT = "sandbox"
_STATUS_CODES = {Invalid: 422, NotFound: 404, Conflict: 409, Forbidden: 401}


@dataclass(frozen=True, slots=True)
class Answer:
    status_code: int
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


class ErrorWords(BaseModel):
    code: str
    message: str


class ErrorAnswer(BaseModel):
    error: ErrorWords


class SessionAnswer(BaseModel):
    id: str
    status: str
    merchant_reference: str
    amount_minor: int
    captured_minor: int
    refunded_minor: int
    currency: str
    charge: str | None
    decline_code: str | None
    account: str
    page_url: str
    expires_at: datetime


class RefundAnswer(BaseModel):
    id: str
    status: str
    amount_minor: int
    currency: str
    failure: str | None


async def session_answer(session: AsyncSession, payment: SandboxSession) -> SessionAnswer:
    charge = await queries.live_charge(session, payment.id)
    return SessionAnswer(
        id=payment.reference,
        status=payment.status,
        merchant_reference=payment.merchant_reference,
        amount_minor=payment.amount_minor,
        captured_minor=charge.captured_minor if charge else 0,
        refunded_minor=await queries.refunded_minor(session, payment.id),
        currency=payment.currency,
        charge=charge.reference if charge else None,
        decline_code=payment.decline_code,
        account=ACCOUNT,
        page_url=page_url(payment),
        expires_at=payment.expires_at,
    )


def refund_answer(refund: SandboxRefund) -> RefundAnswer:
    return RefundAnswer(
        id=refund.reference,
        status=refund.status,
        amount_minor=refund.amount_minor,
        currency=refund.currency,
        failure=refund.failure,
    )


def refusal(error: DomainError) -> Answer:
    status_code = next(code for kind, code in _STATUS_CODES.items() if isinstance(error, kind))
    code = error.code
    if isinstance(error, CardDeclined):
        status_code, code = 402, error.decline_code
    words = ErrorWords(code=code, message=error.message)
    return Answer(status_code, ErrorAnswer(error=words).model_dump_json())


def page_url(payment: SandboxSession) -> str:
    origin = settings().origin(AppName.STOREFRONT)
    return f"{origin}/sandbox-gateway/pay/{payment.page_token}"
