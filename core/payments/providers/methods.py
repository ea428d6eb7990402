"""Cards that buyers leave with a gateway: the part of the port for gateways that keep them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Protocol, runtime_checkable

from core.kernel.money import Money
from core.payments.providers.base import ProviderPayment, ProviderSession


@dataclass(frozen=True, slots=True)
class ProviderMethod:
    """As much of a method as a buyer needs to tell it from others."""

    reference: str
    kind: str
    brand: str = ""
    last4: str = ""
    expiry_month: int | None = None
    expiry_year: int | None = None


@dataclass(frozen=True, slots=True)
class SetupRequest:
    """A hosted page on which a method is left without paying."""

    key: str
    customer: str
    currency: str
    return_url: str
    cancel_url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SavedCharge:
    """``reference`` is our order number. The buyer is away and cannot be asked anything."""

    key: str
    amount: Money
    customer: str
    method: str
    reference: str
    description: str
    metadata: Mapping[str, str] = field(default_factory=dict[str, str])


@runtime_checkable
class KeepsMethods(Protocol):
    name: ClassVar[str]

    async def create_customer(self, email: str, *, key: str) -> str: ...

    async def start_setup(self, request: SetupRequest) -> ProviderSession: ...

    async def list_methods(self, customer: str) -> list[ProviderMethod]: ...

    async def remove_method(self, method: str) -> None:
        """Safe to repeat: a method that is gone is removed."""
        ...

    async def charge_saved(self, charge: SavedCharge) -> ProviderPayment:
        """Take ``amount`` while the buyer is away. The answer's ``reference`` is good for
        ``fetch`` and ``refund``. ``PaymentDeclined`` also when the bank wants to ask the buyer
        (``authentication_required``).
        """
        ...
