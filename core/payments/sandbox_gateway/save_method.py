"""Cards that buyers leave with the bank, and charging them while their owners are away."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.clock import utc_now
from core.kernel.errors import Invalid
from core.payments.sandbox_gateway import method_queries as queries
from core.payments.sandbox_gateway.authorization import authorize
from core.payments.sandbox_gateway.cards import Behavior, Card
from core.payments.sandbox_gateway.create_session import Address
from core.payments.sandbox_gateway.errors import CardDeclined, NoSuchMethod
from core.payments.sandbox_gateway.method_models import (
    SandboxCustomer,
    SandboxMethod,
    SandboxSetup,
)
from core.payments.sandbox_gateway.models import ChargeStatus, SandboxCharge, SandboxSession

_ASKING = (Behavior.ASKS,)
_DECLINING = (Behavior.DECLINES, Behavior.BLOCKS, Behavior.PROCESSES_THEN_FAILS)


class NewCustomer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    email: str = Field(min_length=3, max_length=320)


class CustomerAnswer(BaseModel):
    id: str
    email: str


class NewSetup(BaseModel):
    model_config = ConfigDict(extra="forbid")

    customer: str = Field(max_length=64)
    return_url: Address
    cancel_url: Address
    expires_at: datetime


class NewCharge(BaseModel):
    model_config = ConfigDict(extra="forbid")

    customer: str = Field(max_length=64)
    method: str = Field(max_length=64)
    amount_minor: int = Field(gt=0, le=2**53)
    currency: str = Field(pattern="^[A-Z]{3}$")
    reference: str = Field(min_length=1, max_length=64)
    description: str = Field(default="", max_length=500)
    metadata: dict[str, str] = Field(default_factory=dict, max_length=50)


async def create_customer(session: AsyncSession, wanted: NewCustomer) -> CustomerAnswer:
    customer = SandboxCustomer(email=wanted.email)
    session.add(customer)
    await session.flush()
    return CustomerAnswer(id=customer.reference, email=customer.email)


async def create_setup(session: AsyncSession, wanted: NewSetup) -> SandboxSetup:
    await queries.get_customer(session, wanted.customer)
    if wanted.expires_at <= utc_now():
        raise Invalid("expires_at must be a time to come.", field="expires_at")
    setup = SandboxSetup(
        customer_reference=wanted.customer,
        return_url=str(wanted.return_url),
        cancel_url=str(wanted.cancel_url),
        expires_at=wanted.expires_at,
    )
    session.add(setup)
    await session.flush()
    return setup


async def save_method(session: AsyncSession, customer: str, card: Card) -> SandboxMethod:
    """The same card is kept once for each customer."""
    for known in await queries.methods_of(session, customer):
        if (known.last4, known.expiry_month, known.expiry_year) == (
            card.last4,
            card.expiry_month,
            card.expiry_year,
        ):
            return known
    method = SandboxMethod(
        customer_reference=customer,
        brand=card.brand,
        last4=card.last4,
        expiry_month=card.expiry_month,
        expiry_year=card.expiry_year,
        behavior=card.behavior,
        decline_code=card.decline_code,
    )
    session.add(method)
    await session.flush()
    return method


async def finish_setup(session: AsyncSession, page_token: str, card: Card) -> SandboxSetup:
    setup = await queries.lock_setup(session, page_token)
    if not setup.is_done and setup.expires_at > utc_now():
        await save_method(session, setup.customer_reference, card)
        setup.is_done = True
    return setup


async def charge_method(session: AsyncSession, wanted: NewCharge) -> SandboxSession:
    """Nobody is there to be asked: a bank that wants to ask says no."""
    method = await queries.get_method(session, wanted.method)
    if method.is_removed or method.customer_reference != wanted.customer:
        raise NoSuchMethod("This card is not kept for this customer.")
    behavior = Behavior(method.behavior)
    if behavior in _ASKING:
        raise CardDeclined("The bank wants to ask the buyer.", code="authentication_required")
    if behavior in _DECLINING:
        code = method.decline_code or "generic_decline"
        raise CardDeclined("The bank declined this card.", code=code)
    payment = SandboxSession(
        merchant_reference=wanted.reference,
        amount_minor=wanted.amount_minor,
        currency=wanted.currency,
        description=wanted.description,
        customer_email="",
        return_url="",
        cancel_url="",
        expires_at=utc_now(),
        details=wanted.metadata,
        customer_reference=wanted.customer,
    )
    session.add(payment)
    await session.flush()
    charge = SandboxCharge(
        session_id=payment.id,
        amount_minor=payment.amount_minor,
        status=ChargeStatus.PROCESSING,
        card_brand=method.brand,
        card_last4=method.last4,
        behavior=method.behavior,
    )
    session.add(charge)
    await authorize(session, payment, charge)
    await session.flush()
    return payment
