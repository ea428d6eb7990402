"""Payouts of the past: once a month, on its first Monday; the newest are still under way."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from core.db.sealed import key_ring
from core.demo.bulk import Bulk
from core.demo.history.books import PROVIDER, Books, Earned
from core.ledger.models import AccountKind, EarningStatus, TransactionKind
from core.orders.numbers import ALPHABET
from core.payments.sandbox_gateway.payout_models import PayoutStatus as BankStatus
from core.payments.sandbox_gateway.payout_models import SandboxPayout
from core.payouts.models import (
    Payout,
    PayoutAccount,
    PayoutEvent,
    PayoutItem,
    PayoutMethod,
    PayoutPlan,
    PayoutSchedule,
    PayoutStatus,
)
from core.payouts.schedule import next_day
from core.settings import settings

LEAST = 2500
PURPOSE = "payout_destination"
OPERATOR = "operator"
AT = time(5, 7, tzinfo=UTC)
STEPS = {
    PayoutStatus.DRAFT: ("draft",),
    PayoutStatus.FAILED: ("draft", "approved", "processing", "in_transit", "failed"),
    PayoutStatus.IN_TRANSIT: ("draft", "approved", "processing", "in_transit"),
    PayoutStatus.PAID: ("draft", "approved", "processing", "in_transit", "paid"),
}
BANK_SAYS = {
    PayoutStatus.FAILED: BankStatus.FAILED,
    PayoutStatus.IN_TRANSIT: BankStatus.PENDING,
    PayoutStatus.PAID: BankStatus.PAID,
}
# How the newest payouts of some workshops stand, so that there is something to decide.
NEWEST = (PayoutStatus.DRAFT, PayoutStatus.IN_TRANSIT, PayoutStatus.FAILED, PayoutStatus.DRAFT)


class PayoutTrail:
    def __init__(self, bulk: Bulk, books: Books, random: Random) -> None:
        self._bulk, self._books, self._random = bulk, books, random
        self._accounts: dict[UUID, tuple[UUID, str]] = {}
        self._newest = list(NEWEST)

    def pay(self, vendors: Mapping[str, UUID]) -> None:
        """Write every released earning, in a payout or still waiting for one."""
        for slug, vendor_id in vendors.items():
            self._accounts[vendor_id] = self._account(slug, vendor_id)
        waiting: dict[tuple[UUID, str], list[Earned]] = {}
        for earned in self._books.released:
            waiting.setdefault((earned.vendor_id, earned.currency), []).append(earned)
        for (vendor_id, currency), rows in waiting.items():
            self._pay_vendor(vendor_id, currency, sorted(rows, key=lambda row: row.id.int))

    def _pay_vendor(self, vendor_id: UUID, currency: str, rows: Sequence[Earned]) -> None:
        left = list(rows)
        days = self._pay_days(rows)
        for at in days:
            due = [row for row in left if row.available_at and row.available_at < at]
            if sum(row.amount_minor for row in due) < LEAST:
                continue
            left = [row for row in left if row not in due]
            is_newest = at == days[-1] and bool(self._newest)
            status = self._newest.pop(0) if is_newest else PayoutStatus.PAID
            self._add(vendor_id, currency, due, at, status)
        for row in left:
            self._books.write(row, EarningStatus.AVAILABLE)

    def _pay_days(self, rows: Sequence[Earned]) -> list[datetime]:
        """First Mondays from the first release to now."""
        first = min(row.available_at for row in rows if row.available_at)
        days: list[datetime] = []
        month = first.date().replace(day=1)
        while True:
            month = (month + timedelta(days=32)).replace(day=1)
            at = datetime.combine(_monday(month), AT)
            if at > self._bulk.now - timedelta(hours=1):
                return days
            days.append(at)

    def _add(
        self,
        vendor_id: UUID,
        currency: str,
        rows: Sequence[Earned],
        at: datetime,
        status: PayoutStatus,
    ) -> None:
        amount = sum(row.amount_minor for row in rows)
        account_id, iban = self._accounts[vendor_id]
        payout_id, number = self._bulk.ids.at(at), self._number()
        is_draft, is_paid = status is PayoutStatus.DRAFT, status is PayoutStatus.PAID
        is_large = is_draft or amount > settings().payout_approval_above_minor
        reference = f"sbx_po_{self._random.getrandbits(128):032x}"
        failure = "account_closed" if status is PayoutStatus.FAILED else ""
        self._bulk.add(
            Payout, at=at, id=payout_id, number=number, vendor_id=vendor_id,
            account_id=account_id, method=PayoutMethod.SANDBOX, status=status,
            currency=currency, amount_minor=amount, opening_minor=amount, closing_minor=0,
            made_by="system", needs_approval=is_large,
            approved_by=None if is_draft else OPERATOR if is_large else "system",
            approved_at=None if is_draft else at, attempt=0 if is_draft else 1,
            provider_key="" if is_draft else f"{payout_id}:payout:1",
            provider_reference=None if is_draft else reference, failure=failure,
            sent_at=None if is_draft else at, paid_at=at if is_paid else None,
        )  # fmt: skip
        for row in rows:
            self._books.write(row, EarningStatus.PAID if is_paid else EarningStatus.IN_PAYOUT)
            self._bulk.add(
                PayoutItem, at=at, payout_id=payout_id, earning_id=row.id,
                amount_minor=row.amount_minor,
            )  # fmt: skip
        self._add_history(payout_id, at, status, failure)
        self._book(payout_id, vendor_id, currency, amount, at, is_paid=is_paid)
        if not is_draft:
            self._bulk.add(
                SandboxPayout, at=at, reference=reference, merchant_reference=number,
                destination=iban, description=f"EcoMarket payout {number}",
                amount_minor=amount, currency=currency, status=BANK_SAYS[status],
                failure=failure or None,
            )  # fmt: skip

    def _add_history(
        self, payout_id: UUID, at: datetime, status: PayoutStatus, failure: str
    ) -> None:
        before: str | None = None
        for after in STEPS[status]:
            self._bulk.add(
                PayoutEvent, at=at, payout_id=payout_id, from_status=before, to_status=after,
                actor="system", message=failure if after == "failed" else "",
            )  # fmt: skip
            before = after

    def _book(
        self,
        payout_id: UUID,
        vendor_id: UUID,
        currency: str,
        amount: int,
        at: datetime,
        *,
        is_paid: bool,
    ) -> None:
        owner, key = str(vendor_id), str(payout_id)
        on_its_way = AccountKind.VENDOR_IN_PAYOUT
        self._books.post(
            at, TransactionKind.PAYOUT, key, None, currency,
            [(AccountKind.VENDOR_AVAILABLE, owner, amount, None),
             (on_its_way, owner, -amount, None)],
        )  # fmt: skip
        if is_paid:
            self._books.post(
                at, TransactionKind.PAYOUT_SENT, key, None, currency,
                [(on_its_way, owner, amount, None),
                 (AccountKind.GATEWAY_CLEARING, PROVIDER, -amount, None)],
            )  # fmt: skip

    def _account(self, slug: str, vendor_id: UUID) -> tuple[UUID, str]:
        """A bank account and a pay day; the number is nobody's."""
        iban, opened = _iban(self._random), self._bulk.now - timedelta(days=400)
        account_id = self._bulk.add(
            PayoutAccount, at=opened, vendor_id=vendor_id, method=PayoutMethod.SANDBOX,
            holder=slug.replace("-", " ").title()[:70],
            destination=key_ring().seal(iban, PURPOSE), last4=iban[-4:],
            usable_from=opened, added_by="system",
        )  # fmt: skip
        self._bulk.add(
            PayoutPlan, at=opened, vendor_id=vendor_id, schedule=PayoutSchedule.MONTHLY,
            on_day=1, minimum_minor=LEAST,
            next_on=next_day(PayoutSchedule.MONTHLY, 1, self._bulk.now.date()),
        )  # fmt: skip
        return account_id, iban

    def _number(self) -> str:
        word = "".join(self._random.choice(ALPHABET) for _ in range(8))
        return f"PO-{word[:4]}-{word[4:]}"


def _monday(day: date) -> date:
    """That day or the Monday after it."""
    return day + timedelta(days=(8 - day.isoweekday()) % 7)


def _iban(random: Random) -> str:
    account = f"{random.randrange(10**18):018d}"
    check = 98 - int(f"{account}131400") % 97
    return f"DE{check:02d}{account}"
