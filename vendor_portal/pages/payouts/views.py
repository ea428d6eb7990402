from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from core.kernel.money import Money
from core.ledger.models import AccountKind
from core.payouts.directory import PayoutOverview
from core.payouts.models import Payout
from core.ui.format import day, money, percent
from vendor_portal.state.payout_words import METHOD_WORDS, PAYOUT_WORDS, SCHEDULE_WORDS

PATH = "/payouts"
TILES = (
    (AccountKind.VENDOR_AVAILABLE, "Available", "Paid out on your next pay day."),
    (AccountKind.VENDOR_PENDING, "Pending", "Until the buyers’ window is over."),
    (AccountKind.VENDOR_RESERVE, "Reserve", "Kept for a time, then available."),
    (AccountKind.VENDOR_IN_PAYOUT, "On its way", "Sent to your bank, not there yet."),
)


@dataclass(frozen=True, slots=True)
class BalanceTile:
    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class PayoutRow:
    number: str = ""
    href: str = ""
    made: str = ""
    amount: str = ""
    word: str = ""
    tone: str = ""
    shape: str = ""
    failure: str = ""
    pdf_href: str = ""
    csv_href: str = ""

    @classmethod
    def of(cls, payout: Payout) -> Self:
        word, tone, shape = PAYOUT_WORDS[payout.status]
        return cls(
            number=payout.number,
            href=f"{PATH}/{payout.number}",
            made=day(payout.created_at),
            amount=money(payout.amount),
            word=word,
            tone=tone,
            shape=shape,
            failure=payout.failure,
            pdf_href=f"/documents/statement/{payout.number}.pdf",
            csv_href=f"/documents/statement/{payout.number}.csv",
        )


@dataclass(frozen=True, slots=True)
class NextPayout:
    """When and where the next payout goes; ``obstacle`` says why it would not."""

    when: str = ""
    rhythm: str = ""
    account: str = ""
    least: str = ""
    reserve: str = ""
    obstacle: str = ""

    @classmethod
    def of(cls, facts: PayoutOverview) -> Self:
        plan, account = facts.plan, facts.account
        bps, days = facts.reserve
        least = Money(plan.minimum_minor, "EUR") if plan else facts.least
        return cls(
            when=day(plan.next_on) if plan else "",
            rhythm=SCHEDULE_WORDS[plan.schedule] if plan else "",
            account=f"{METHOD_WORDS[account.method]}, ends in {account.last4}"
            if account
            else "",
            least=money(least),
            reserve=f"{percent(bps)} for {days} days" if bps else "",
            obstacle=facts.obstacle,
        )


def tiles_of(balances: Mapping[tuple[AccountKind, str], Money]) -> list[BalanceTile]:
    """Available and pending always, the others when there is something in them."""
    currencies = sorted({currency for _, currency in balances}) or ["EUR"]
    shown: list[BalanceTile] = []
    for currency in currencies:
        for kind, label, note in TILES:
            amount = balances.get((kind, currency), Money.zero(currency))
            if amount or kind in (AccountKind.VENDOR_AVAILABLE, AccountKind.VENDOR_PENDING):
                words = note
                if amount.minor < 0:
                    words = "Taken off what you earn next."
                shown.append(BalanceTile(f"{label} in {currency}", money(amount), words))
    return shown
