from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from admin.state.finance_words import FILE_WORDS, METHOD_NAMES, PAYOUT_WORDS
from admin.state.mark import Mark
from admin.state.tabs import ViewTab
from core.kernel.money import Money
from core.payouts.models import Payout, PayoutStatus, SepaFile, SepaFileStatus
from core.ui.format import day, moment, money, number, quantity
from core.ui.urls import changed

PATH = "/finance/payouts"


@dataclass(frozen=True, slots=True)
class PayoutRow:
    id: str = ""
    number: str = ""
    href: str = ""
    vendor: str = ""
    vendor_href: str = ""
    method: str = ""
    made: str = ""
    amount: str = ""
    failure: str = ""
    status: Mark = field(default_factory=Mark)

    @classmethod
    def of(cls, payout: Payout, vendor: str) -> Self:
        return cls(
            id=str(payout.id),
            number=payout.number,
            href=f"{PATH}/{payout.number}",
            vendor=vendor,
            vendor_href=f"/vendors/{payout.vendor_id}",
            method=METHOD_NAMES[payout.method],
            made=moment(payout.created_at),
            amount=money(payout.amount),
            failure=payout.failure,
            status=Mark.of(PAYOUT_WORDS[payout.status]),
        )


@dataclass(frozen=True, slots=True)
class FileRow:
    id: str
    name: str
    href: str
    what: str
    execute_on: str
    status: Mark
    can_send: bool
    can_execute: bool

    @classmethod
    def of(cls, file: SepaFile) -> Self:
        total = money(Money(file.total_minor, "EUR"))
        return cls(
            id=str(file.id),
            name=file.message_id,
            href=f"/exports/sepa/{file.id}.xml",
            what=f"{quantity(file.payments, 'payout')}, {total}",
            execute_on=day(file.execute_on),
            status=Mark.of(FILE_WORDS[file.status]),
            can_send=file.status is SepaFileStatus.MADE,
            can_execute=file.status is SepaFileStatus.SENT,
        )


def status_tabs(
    current: PayoutStatus | None,
    query: Mapping[str, str],
    counts: Mapping[PayoutStatus, int],
) -> list[ViewTab]:
    return [
        ViewTab(
            label=PAYOUT_WORDS[status][0] if status else "All",
            href=changed(PATH, query, status=status),
            is_current=status is current,
            count=number(counts.get(status, 0)) if status else "",
        )
        for status in (None, *PayoutStatus)
        if status is None or status is PayoutStatus.DRAFT or counts.get(status)
    ]
