from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from admin.state.mark import Mark
from core.kernel.money import Money
from core.prepaid.directory import Owed
from core.prepaid.models import EntryKind, GiftCard, GiftCardEntry, GiftCardStatus
from core.ui.format import day, money, signed_money

PATH = "/gift-cards"
WORDS = {
    GiftCardStatus.PENDING: ("Not paid", "neutral", "new"),
    GiftCardStatus.ACTIVE: ("Active", "success", "done"),
    GiftCardStatus.DEPLETED: ("Spent", "neutral", "done"),
    GiftCardStatus.EXPIRED: ("Expired", "attention", "blocked"),
    GiftCardStatus.VOIDED: ("Void", "danger", "blocked"),
}
KINDS = {
    EntryKind.ISSUE: "Issued",
    EntryKind.SPEND: "Spent",
    EntryKind.RESTORE: "Came back",
    EntryKind.EXPIRE: "Expired",
    EntryKind.VOID: "Made void",
}


@dataclass(frozen=True, slots=True)
class OwedView:
    kind: str = ""
    amount: str = ""
    holders: str = ""

    @classmethod
    def of(cls, owed: Owed) -> Self:
        return cls(
            f"{owed.kind}, {owed.amount.currency}", money(owed.amount), str(owed.holders)
        )


@dataclass(frozen=True, slots=True)
class CardRow:
    name: str = ""
    href: str = ""
    recipient: str = ""
    initial: str = ""
    balance: str = ""
    made: str = ""
    mailed: str = ""
    status: Mark = field(default_factory=Mark)

    @classmethod
    def of(cls, card: GiftCard) -> Self:
        return cls(
            name=f"… {card.code_end}",
            href=f"{PATH}/{card.id}",
            recipient=card.recipient_email or card.recipient_name or "Its buyer",
            initial=money(card.initial),
            balance=money(card.balance),
            made=day(card.created_at),
            mailed=day(card.mailed_at) if card.mailed_at else "Not yet",
            status=Mark.of(WORDS[card.status]),
        )


@dataclass(frozen=True, slots=True)
class EntryRow:
    on: str = ""
    what: str = ""
    why: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True)
class CardView:
    id: str = ""
    row: CardRow = field(default_factory=CardRow)
    origin: str = ""
    reason: str = ""
    ends: str = ""
    is_live: bool = False
    history: list[EntryRow] = field(default_factory=list[EntryRow])

    @classmethod
    def of(cls, card: GiftCard, entries: Sequence[GiftCardEntry]) -> Self:
        return cls(
            id=str(card.id),
            row=CardRow.of(card),
            origin=card.origin.value.capitalize(),
            reason=card.reason,
            ends=day(card.expires_at) if card.expires_at else "Never",
            is_live=card.status is GiftCardStatus.ACTIVE,
            history=[
                EntryRow(
                    day(row.created_at),
                    KINDS[row.kind],
                    row.reason,
                    signed_money(Money(row.amount_minor, card.currency)),
                )
                for row in entries
            ],
        )
