"""What of an order prepaid value pays: a pure function of what there is to spend."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from core.kernel.money import Money
from core.payments.models import Prepaid

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Source:
    """Something to pay with: what it can pay at most of this order."""

    kind: Prepaid
    id: UUID
    most: Money
    label: str


@dataclass(frozen=True, slots=True)
class Tender:
    kind: Prepaid
    source_id: UUID
    amount: Money
    label: str


@dataclass(frozen=True, slots=True)
class TenderPlan:
    """``rest`` is for a gateway; nothing when it is zero."""

    tenders: tuple[Tender, ...]
    rest: Money

    def fingerprint(self) -> str:
        """Empty without prepaid value; otherwise equal for plans a buyer could not tell
        apart.
        """
        if not self.tenders:
            return ""
        facts = [(t.kind.value, str(t.source_id), t.amount.minor) for t in self.tenders]
        facts.append(("rest", self.rest.currency, self.rest.minor))
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def plan_tenders(total: Money, payable: Money, sources: Sequence[Source]) -> TenderPlan:
    """Spend the sources in their order until ``payable`` is covered. ``payable`` is less than
    ``total`` when the order has lines that prepaid value cannot buy.
    """
    tenders: list[Tender] = []
    left = payable
    for source in sources:
        amount = min(left, source.most)
        if amount.minor > 0:
            tenders.append(Tender(source.kind, source.id, amount, source.label))
            left = left - amount
    paid = payable - left
    return TenderPlan(tuple(tenders), total - paid)


def spread(amount: Money, open_parts: Mapping[K, int]) -> dict[K, int]:
    """Split a payment over what is still open of each part, by largest remainder.

    No part gets more than it has open, so that one payment after the other fills the parts
    exactly.
    """
    shares = amount.allocate(list(open_parts.values()))
    return {part: share.minor for part, share in zip(open_parts, shares, strict=True)}
