"""What the market takes of one line: pure, exact to the minor unit, never more than its base.

Terms come from the first rule that matches a sale, else from the workshop's plan. An order
keeps the result: later changes of rules never touch it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.kernel.money import Money
from core.vendors.models import CommissionRule


@dataclass(frozen=True, slots=True)
class Sale:
    """The facts of a line that rules look at. ``category_ids`` go up to the department."""

    vendor_id: UUID
    category_ids: frozenset[UUID]
    currency: str
    on: date


@dataclass(frozen=True, slots=True)
class Commission:
    """``whole`` is what the market keeps; ``fee`` the part of it that passes on the gateway's
    fee.
    """

    whole: Money
    fee: Money


@dataclass(frozen=True, slots=True)
class CommissionTerms:
    """``name`` is told to the workshop. Amounts are minor units of the line's currency."""

    name: str
    rate_bps: int
    rule_id: UUID | None = None
    fixed_minor: int = 0
    minimum_minor: int | None = None
    maximum_minor: int | None = None
    fee_bps: int = 0
    fee_fixed_minor: int = 0

    @classmethod
    def of(cls, rule: CommissionRule) -> "CommissionTerms":
        return cls(
            rule.name,
            rule.rate_bps,
            rule.id,
            rule.fixed_minor,
            rule.minimum_minor,
            rule.maximum_minor,
            rule.fee_bps,
            rule.fee_fixed_minor,
        )

    def charge(self, base: Money, quantity: int) -> Commission:
        """Rate and fixed part within minimum and maximum, then the fee; all within ``base``."""
        wanted = base.share(self.rate_bps).minor + self.fixed_minor * quantity
        if self.minimum_minor is not None:
            wanted = max(wanted, self.minimum_minor)
        if self.maximum_minor is not None:
            wanted = min(wanted, self.maximum_minor)
        share = min(wanted, base.minor)
        passed_on = base.share(self.fee_bps).minor + self.fee_fixed_minor
        fee = min(passed_on, base.minor - share) if base else 0
        return Commission(Money(share + fee, base.currency), Money(fee, base.currency))


def mismatch(rule: CommissionRule, sale: Sale) -> str:
    """Why the rule does not speak of the sale; empty when it does. A rule with amounts of
    money speaks of one currency only.
    """
    reasons = {
        "It is switched off.": not rule.is_active,
        "It is for another workshop.": rule.vendor_id not in {None, sale.vendor_id},
        "It is for another category.": rule.category_id is not None
        and rule.category_id not in sale.category_ids,
        "It is for another currency.": rule.currency not in {"", sale.currency},
        "It has not begun.": rule.starts_on is not None and rule.starts_on > sale.on,
        "It is over.": rule.ends_on is not None and rule.ends_on < sale.on,
    }
    return next((words for words, holds in reasons.items() if holds), "")


def first_match(rules: Iterable[CommissionRule], sale: Sale) -> CommissionRule | None:
    """``rules`` are in their order."""
    return next((rule for rule in rules if not mismatch(rule, sale)), None)
