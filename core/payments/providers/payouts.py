"""Sending money to vendors: a port beside that of the gateways, with the same three results.

- an answer: ``ProviderPayout``, or ``ProviderRefused`` for a definite no;
- ``ProviderUnavailable``: certainly not sent, may be tried again;
- ``OutcomeUnknown``: perhaps sent. Ask again with the same key; never send it another way.

An answer need not be the end: a payout may be pending, and money that was paid may still come
back from the bank days later. ``get_payout`` tells.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Protocol

from core.kernel.errors import NotFound
from core.kernel.money import Money


class PayoutOutcome(StrEnum):
    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"
    RETURNED = "returned"  # it was paid, and the bank sent it back


@dataclass(frozen=True, slots=True)
class PayoutRequest:
    """``destination`` is the vendor's account in the words of the provider (a connected
    account, a mailbox, an IBAN); ``reference`` is our number for the payout.
    """

    key: str
    amount: Money
    destination: str
    reference: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class ProviderPayout:
    """``reversed`` is what was taken back of it by ``reverse_payout`` so far."""

    reference: str
    status: PayoutOutcome
    amount: Money
    reversed: Money
    failure: str | None = None


class PayoutProvider(Protocol):
    name: ClassVar[str]
    can_reverse: ClassVar[bool]

    def accepts(self, currency: str) -> bool: ...

    async def send_payout(self, request: PayoutRequest) -> ProviderPayout: ...

    async def get_payout(self, reference: str) -> ProviderPayout: ...

    async def reverse_payout(
        self, reference: str, amount: Money, *, key: str
    ) -> ProviderPayout:
        """Take back a part of what a vendor was sent, where ``can_reverse``."""
        ...


class NoPayoutProvider(NotFound):
    def __init__(self, name: str) -> None:
        super().__init__(f"Payouts with {name} are not switched on.")
