from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, PlainSerializer
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.clock import utc_now
from core.kernel.errors import Invalid
from core.kernel.money import Money
from core.payments.sandbox_gateway.models import SandboxSession

Address = Annotated[HttpUrl, PlainSerializer(str), Field(max_length=2000)]


class NewSession(BaseModel):
    """What a shop sends to have a payment page opened."""

    model_config = ConfigDict(extra="forbid")

    reference: str = Field(min_length=1, max_length=64)
    amount_minor: int = Field(gt=0, le=2**53)
    currency: str = Field(pattern="^[A-Z]{3}$")
    description: str = Field(max_length=500)
    customer_email: str = Field(max_length=320)
    return_url: Address
    cancel_url: Address
    expires_at: datetime
    capture: bool = True
    metadata: dict[str, str] = Field(default_factory=dict, max_length=50)
    customer: str = Field(default="", max_length=64)
    save_method: bool = False


async def create_session(session: AsyncSession, wanted: NewSession) -> SandboxSession:
    if wanted.expires_at.tzinfo is None or wanted.expires_at <= utc_now():
        raise Invalid("expires_at must be a time to come, with its zone.", field="expires_at")
    amount = Money(wanted.amount_minor, wanted.currency)
    payment = SandboxSession(
        merchant_reference=wanted.reference,
        amount_minor=amount.minor,
        currency=amount.currency,
        description=wanted.description,
        customer_email=wanted.customer_email,
        return_url=str(wanted.return_url),
        cancel_url=str(wanted.cancel_url),
        expires_at=wanted.expires_at,
        is_capture_automatic=wanted.capture,
        details=wanted.metadata,
        customer_reference=wanted.customer,
        saves_method=wanted.save_method and bool(wanted.customer),
    )
    session.add(payment)
    await session.flush()
    return payment
