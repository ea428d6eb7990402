"""The ledger of the past: the same entries that ``core.ledger.post`` makes, in bulk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.demo.bulk import Bulk
from core.ledger.models import (
    AccountKind,
    Earning,
    EarningStatus,
    LedgerAccount,
    LedgerEntry,
    LedgerTransaction,
    TransactionKind,
)
from core.ledger.post import SalePart

PROVIDER = "sandbox"
Posting = tuple[AccountKind, str, int, UUID | None]


@dataclass(frozen=True, slots=True)
class Earned:
    """An earning that is not written yet."""

    id: UUID
    at: datetime
    vendor_id: UUID
    vendor_order_id: UUID
    refund_id: UUID | None
    currency: str
    amount_minor: int
    available_at: datetime | None


class Books:
    def __init__(self, bulk: Bulk, opened: datetime) -> None:
        self._bulk, self._opened = bulk, opened
        self._accounts: dict[tuple[AccountKind, str, str], UUID] = {}
        self.released: list[Earned] = []

    def sale(
        self, at: datetime, order_id: UUID, payment_id: UUID, parts: Sequence[SalePart]
    ) -> None:
        postings: list[Posting] = []
        for part in parts:
            net = part.total - part.commission
            postings += [
                (
                    AccountKind.GATEWAY_CLEARING,
                    PROVIDER,
                    part.total.minor,
                    part.vendor_order_id,
                ),
                (
                    AccountKind.VENDOR_PENDING,
                    str(part.vendor_id),
                    -net.minor,
                    part.vendor_order_id,
                ),
                (AccountKind.COMMISSION, "", -part.commission.minor, part.vendor_order_id),
            ]
        currency = parts[0].total.currency
        self.post(at, TransactionKind.SALE, str(payment_id), order_id, currency, postings)

    def earning(
        self,
        at: datetime,
        part: SalePart,
        *,
        available_at: datetime | None,
        is_released: bool,
    ) -> None:
        """What the sale earns, released when its window is over."""
        net = part.total - part.commission
        earned = Earned(
            self._bulk.ids.at(at), at, part.vendor_id, part.vendor_order_id, None,
            net.currency, net.minor, available_at,
        )  # fmt: skip
        self._earn(earned, part, is_released=is_released)

    def refund(
        self,
        at: datetime,
        order_id: UUID,
        refund_id: UUID,
        part: SalePart,
        *,
        available_at: datetime | None,
        is_released: bool,
    ) -> None:
        """``part`` holds the refunded amounts. A refund during the window is pending first."""
        net = part.total - part.commission
        postings: list[Posting] = [
            (AccountKind.VENDOR_PENDING, str(part.vendor_id), net.minor, part.vendor_order_id),
            (AccountKind.COMMISSION, "", part.commission.minor, part.vendor_order_id),
            (AccountKind.GATEWAY_CLEARING, PROVIDER, -part.total.minor, part.vendor_order_id),
        ]
        reference, currency = str(refund_id), part.total.currency
        self.post(at, TransactionKind.REFUND, reference, order_id, currency, postings)
        earned = Earned(
            self._bulk.ids.at(at), at, part.vendor_id, part.vendor_order_id, refund_id,
            currency, -net.minor, available_at,
        )  # fmt: skip
        self._earn(earned, part, is_released=is_released)

    def _earn(self, earned: "Earned", part: SalePart, *, is_released: bool) -> None:
        """What is released waits for its payout: its row is written by ``pay``."""
        if not is_released or earned.available_at is None:
            self.write(earned, EarningStatus.PENDING)
            return
        self.released.append(earned)
        at, amount = earned.available_at, earned.amount_minor
        self._release(at, earned.id, part, amount, earned.currency)

    def write(self, earned: "Earned", status: EarningStatus) -> None:
        self._bulk.add(
            Earning,
            at=earned.at,
            id=earned.id,
            vendor_id=earned.vendor_id,
            vendor_order_id=earned.vendor_order_id,
            refund_id=earned.refund_id,
            currency=earned.currency,
            amount_minor=earned.amount_minor,
            status=status,
            available_at=earned.available_at,
        )

    def _release(
        self, at: datetime, earning_id: UUID, part: SalePart, minor: int, currency: str
    ) -> None:
        owner, about = str(part.vendor_id), part.vendor_order_id
        postings: list[Posting] = [
            (AccountKind.VENDOR_PENDING, owner, minor, about),
            (AccountKind.VENDOR_AVAILABLE, owner, -minor, about),
        ]
        self.post(at, TransactionKind.RELEASE, str(earning_id), None, currency, postings)

    def post(
        self,
        at: datetime,
        kind: TransactionKind,
        reference: str,
        order_id: UUID | None,
        currency: str,
        postings: Sequence[Posting],
    ) -> None:
        transaction_id = self._bulk.add(
            LedgerTransaction, at=at, kind=kind, reference=reference, order_id=order_id
        )
        for account, owner, minor, vendor_order_id in postings:
            if minor:
                self._bulk.add(
                    LedgerEntry,
                    at=at,
                    transaction_id=transaction_id,
                    account_id=self._account(account, owner, currency),
                    currency=currency,
                    amount_minor=minor,
                    vendor_order_id=vendor_order_id,
                )

    def _account(self, kind: AccountKind, owner: str, currency: str) -> UUID:
        key = (kind, owner, currency)
        if key not in self._accounts:
            self._accounts[key] = self._bulk.add(
                LedgerAccount, at=self._opened, kind=kind, owner=owner, currency=currency
            )
        return self._accounts[key]
