"""What EcoMarket needs from a payment gateway. One module per gateway sits beside this one.

Every call that moves money has one of three results, and they are never mixed up:

- an answer (a value, or ``PaymentDeclined`` / ``ProviderRefused``: a definite no);
- ``ProviderUnavailable``: it certainly did not happen and may be tried again;
- ``OutcomeUnknown``: it may have happened. Ask again with the same idempotency key, or
  reconcile with ``fetch``; never treat it as a decline.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Protocol, runtime_checkable

from core.kernel.errors import Conflict, Forbidden
from core.kernel.money import Money
from core.outbound.errors import OutcomeUnknown, ServiceRefused, ServiceUnavailable

__all__ = ["OutcomeUnknown"]  # raised by gateways, defined for every service

SIGNATURE_TOLERANCE = timedelta(minutes=5)


class ProviderStatus(StrEnum):
    OPEN = "open"
    REQUIRES_ACTION = "requires_action"
    APPROVED = "approved"  # the buyer agreed; ``capture`` takes the money
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    FAILED = "failed"
    EXPIRED = "expired"
    VOIDED = "voided"


class RefundOutcome(StrEnum):
    SUCCEEDED = "succeeded"
    PENDING = "pending"
    FAILED = "failed"


class Way(StrEnum):
    """What a buyer chooses between; which gateway it goes to is decided by the market."""

    CARD = "card"
    PAYPAL = "paypal"
    CRYPTO = "crypto"


class Subject(StrEnum):
    """What a notice is about."""

    PAYMENT = "payment"
    REFUND = "refund"
    DISPUTE = "dispute"


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """``reference`` is our order number; ``capture=False`` only authorizes. ``customer`` is the
    gateway's name for the buyer, with whom ``saves_method`` leaves the card.
    """

    reference: str
    amount: Money
    description: str
    customer_email: str
    return_url: str
    cancel_url: str
    expires_at: datetime
    idempotency_key: str
    metadata: Mapping[str, str]
    capture: bool = True
    way: Way = Way.CARD
    customer: str = ""
    saves_method: bool = False


@dataclass(frozen=True, slots=True)
class ProviderSession:
    """A hosted payment page that waits for the buyer. ``reference`` is the gateway's id."""

    reference: str
    redirect_url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ProviderPayment:
    """A gateway's account of a session, in our words.

    ``reference`` is the session's, ``payment_reference`` the charge's. ``captured`` and
    ``refunded`` are totals so far. ``decline_code`` is the latest refusal, also while the
    session stays open for another try. ``account`` is whose money it is;
    ``merchant_reference`` the order number the gateway knows, where it tells.
    """

    reference: str
    payment_reference: str | None
    status: ProviderStatus
    amount: Money
    captured: Money
    refunded: Money
    decline_code: str | None
    account: str
    merchant_reference: str | None = None


@dataclass(frozen=True, slots=True)
class ProviderRefund:
    """``claim_url`` is where the buyer has to say where the money shall go."""

    reference: str
    status: RefundOutcome
    amount: Money
    failure: str | None
    claim_url: str | None = None


@dataclass(frozen=True, slots=True)
class ProviderNotice:
    """A verified webhook: something about ``reference`` changed. That is the session or the
    payment of ``subject`` payment, else the refund or the dispute.

    Notices come twice, late and out of order, so they carry no state: ``fetch`` it.
    """

    event_id: str
    kind: str
    reference: str
    created_at: datetime
    subject: Subject = Subject.PAYMENT


class PaymentDeclined(Conflict):
    """The payer's bank said no, for good. Retrying the same payment will not help."""

    code: ClassVar[str] = "payment_declined"

    def __init__(self, message: str, *, decline_code: str = "generic_decline") -> None:
        super().__init__(message)
        self.decline_code = decline_code


# The three results, as every service has them.
ProviderRefused = ServiceRefused  # it understood and will not do it
ProviderUnavailable = ServiceUnavailable  # certainly not processed; may be retried


class BadSignature(Forbidden):
    """A webhook that the gateway did not sign, or signed too long ago."""

    code: ClassVar[str] = "bad_signature"


@runtime_checkable
class ChecksCertificates(Protocol):
    """A gateway whose signatures need a certificate that has to be read first."""

    async def prepare_webhook(self, headers: Mapping[str, str]) -> None: ...


class PaymentProvider(Protocol):
    """Adapters raise only the errors above and never see the database.

    References are session references, except in ``fetch_refund``. Amounts given must be in
    the currency of the session. ``account`` is where the money goes: what a payment says of
    itself is compared with it. Only where ``can_hold``, ``capture=False`` may be asked for.
    """

    name: ClassVar[str]
    can_hold: ClassVar[bool]

    @property
    def account(self) -> str: ...

    def ways(self, currency: str) -> frozenset[Way]:
        """How buyers can pay in ``currency``; empty if the gateway does not take it."""
        ...

    async def start(self, request: PaymentRequest) -> ProviderSession: ...

    async def fetch(self, reference: str) -> ProviderPayment: ...

    async def capture(
        self, reference: str, amount: Money, *, idempotency_key: str
    ) -> ProviderPayment:
        """Take ``amount`` of an authorization; what is left of it is released."""
        ...

    async def void(self, reference: str, *, idempotency_key: str) -> ProviderPayment:
        """Release an authorization, or close a session nobody has paid."""
        ...

    async def refund(
        self, reference: str, amount: Money, *, idempotency_key: str
    ) -> ProviderRefund: ...

    async def fetch_refund(self, reference: str) -> ProviderRefund: ...

    def parse_webhook(self, body: bytes, headers: Mapping[str, str]) -> ProviderNotice | None:
        """Verify the signature over the raw bytes, then read; ``None`` for what we ignore."""
        ...
