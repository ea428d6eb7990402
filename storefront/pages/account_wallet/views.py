"""Own credit and points for the browser."""

from dataclasses import dataclass
from typing import Self

from core.kernel.money import Money
from core.prepaid.models import CreditEntry, CreditKind, PointsEntry, PointsKind
from core.prepaid.statement import Ending, Loyalty
from core.ui.format import day, money

CREDIT_WORDS = {
    CreditKind.GRANT: "Given to you",
    CreditKind.REFUND: "Refund",
    CreditKind.SPEND: "Paid for an order",
    CreditKind.RESTORE: "Came back from an order",
    CreditKind.REVOKE: "Taken back",
}
POINTS_WORDS = {
    PointsKind.EARN: "Earned",
    PointsKind.GRANT: "Given to you",
    PointsKind.SPEND: "Paid for an order",
    PointsKind.RESTORE: "Came back from an order",
    PointsKind.REVERSE: "Taken back after a refund",
    PointsKind.EXPIRE: "Ended",
    PointsKind.OWE: "Owed after a refund",
    PointsKind.REPAY: "Settled what was owed",
}


@dataclass(frozen=True, slots=True)
class RowView:
    on: str = ""
    what: str = ""
    why: str = ""
    amount: str = ""

    @classmethod
    def of_credit(cls, row: CreditEntry, currency: str) -> Self:
        return cls(
            day(row.created_at),
            CREDIT_WORDS[row.kind],
            row.reason,
            _signed(money(Money(abs(row.amount_minor), currency)), row.amount_minor),
        )

    @classmethod
    def of_points(cls, row: PointsEntry) -> Self:
        return cls(
            day(row.created_at),
            POINTS_WORDS[row.kind],
            row.reason,
            _signed(str(abs(row.points)), row.points),
        )


@dataclass(frozen=True, slots=True)
class EndingView:
    points: str = ""
    worth: str = ""
    on: str = ""

    @classmethod
    def of(cls, ending: Ending) -> Self:
        return cls(str(ending.points), money(ending.worth), day(ending.ends_at))


@dataclass(frozen=True, slots=True)
class LoyaltyView:
    points: int = 0
    worth: str = ""
    tier: str = ""
    rate: str = ""
    spent: str = ""
    next: str = ""
    owed: int = 0
    is_on: bool = False

    @classmethod
    def of(cls, loyalty: Loyalty) -> Self:
        following = loyalty.next
        currency = loyalty.worth.currency
        return cls(
            points=loyalty.points,
            worth=money(loyalty.worth),
            tier=loyalty.tier.name,
            rate=_percent(loyalty.tier.rate_bps),
            spent=money(loyalty.spent),
            next=""
            if following is None
            else f"{following.name}, from {money(Money(following.from_minor, currency))} in "
            f"twelve months, gives {_percent(following.rate_bps)}.",
            owed=loyalty.owed,
            is_on=loyalty.is_on,
        )


def _signed(text: str, number: int) -> str:
    return f"−{text}" if number < 0 else f"+{text}"


def _percent(bps: int) -> str:
    return f"{bps / 100:g} %"
