from dataclasses import dataclass
from typing import Self

from core.returns.dispute_models import Chargeback
from core.returns.statuses import ChargebackStatus
from core.ui.format import moment, money

WORDS = {
    ChargebackStatus.RECEIVED: "Evidence is due",
    ChargebackStatus.EVIDENCE_SENT: "With the bank",
    ChargebackStatus.WON: "Won",
    ChargebackStatus.LOST: "Lost",
}


@dataclass(frozen=True, slots=True)
class ChargebackView:
    id: str = ""
    reference: str = ""
    amount: str = ""
    reason: str = ""
    word: str = ""
    due: str = ""
    bearer: str = ""
    is_open: bool = False
    waits: bool = False

    @classmethod
    def of(cls, row: Chargeback) -> Self:
        return cls(
            id=str(row.id),
            reference=f"{row.provider}, {row.provider_reference}",
            amount=money(row.amount),
            reason=row.reason.replace("_", " "),
            word=WORDS[row.status],
            due=moment(row.due_at) if row.due_at else "",
            bearer="The market" if row.is_markets_loss else "The workshop",
            is_open=row.closed_at is None,
            waits=row.status is ChargebackStatus.RECEIVED,
        )
