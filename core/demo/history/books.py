"""The ledger of the past: the same entries that ``core.ledger.post`` makes, in bulk."""

from collections.abc import Sequence
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


class Books:
    def __init__(self, bulk: Bulk, opened: datetime) -> None:
        self._bulk, self._opened = bulk, opened
        self._accounts: dict[tuple[AccountKind, str, str], UUID] = {}

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
        self._post(at, TransactionKind.SALE, str(payment_id), order_id, currency, postings)

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
        earning_id = self._bulk.add(
            Earning,
            at=at,
            vendor_id=part.vendor_id,
            vendor_order_id=part.vendor_order_id,
            currency=net.currency,
            amount_minor=net.minor,
            status=EarningStatus.AVAILABLE if is_released else EarningStatus.PENDING,
            available_at=available_at,
        )
        if is_released and available_at is not None:
            self._release(available_at, earning_id, part, net.minor, net.currency)

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
        self._post(at, TransactionKind.REFUND, reference, order_id, currency, postings)
        earning_id = self._bulk.add(
            Earning,
            at=at,
            vendor_id=part.vendor_id,
            vendor_order_id=part.vendor_order_id,
            refund_id=refund_id,
            currency=currency,
            amount_minor=-net.minor,
            status=EarningStatus.AVAILABLE if is_released else EarningStatus.PENDING,
            available_at=available_at,
        )
        if is_released and available_at is not None:
            self._release(available_at, earning_id, part, -net.minor, currency)

    def _release(
        self, at: datetime, earning_id: UUID, part: SalePart, minor: int, currency: str
    ) -> None:
        owner, about = str(part.vendor_id), part.vendor_order_id
        postings: list[Posting] = [
            (AccountKind.VENDOR_PENDING, owner, minor, about),
            (AccountKind.VENDOR_AVAILABLE, owner, -minor, about),
        ]
        self._post(at, TransactionKind.RELEASE, str(earning_id), None, currency, postings)

    def _post(
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
