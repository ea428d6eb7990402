"""Disputes as gateways tell them. Who is right is decided elsewhere."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Protocol, runtime_checkable

from core.kernel.money import Money


class DisputeStatus(StrEnum):
    OPEN = "open"
    UNDER_REVIEW = "under_review"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class ProviderDispute:
    """``payment_reference`` names the disputed payment as ``ProviderPayment`` does."""

    reference: str
    payment_reference: str
    status: DisputeStatus
    amount: Money
    reason: str
    evidence_due: datetime | None


@runtime_checkable
class TellsDisputes(Protocol):
    name: ClassVar[str]

    async def fetch_dispute(self, reference: str) -> ProviderDispute: ...
