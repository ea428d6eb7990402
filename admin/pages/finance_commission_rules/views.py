from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from core.checkout.try_commission import Trial
from core.kernel.money import Money
from core.ui.format import day, money, percent
from core.ui.forms import Amount
from core.vendors.commission_rules import RuleDetails
from core.vendors.models import CommissionRule

PATH = "/finance/commissions"
BPS = 100
Percent = Annotated[Amount, Field(ge=0, le=100, decimal_places=2)]
Sum = Annotated[Amount, Field(ge=0, le=1_000_000)]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in words; the fields after ``is_active`` are as they stand in the editor."""

    id: str = ""
    place: str = ""
    name: str = ""
    applies: str = ""
    takes: str = ""
    is_active: bool = True
    vendor_id: str = ""
    category_id: str = ""
    starts_on: str = ""
    ends_on: str = ""
    currency: str = ""
    rate: str = ""
    fixed: str = ""
    minimum: str = ""
    maximum: str = ""
    fee_rate: str = ""
    fee_fixed: str = ""

    @classmethod
    def of(
        cls, rule: CommissionRule, vendors: Mapping[str, str], categories: Mapping[str, str]
    ) -> Self:
        return cls(
            id=str(rule.id),
            place=str(rule.position),
            name=rule.name,
            applies=_applies(rule, vendors, categories),
            takes=_takes(rule),
            is_active=rule.is_active,
            vendor_id=str(rule.vendor_id or ""),
            category_id=str(rule.category_id or ""),
            starts_on=rule.starts_on.isoformat() if rule.starts_on else "",
            ends_on=rule.ends_on.isoformat() if rule.ends_on else "",
            currency=rule.currency,
            rate=_typed_rate(rule.rate_bps),
            fixed=_typed(rule.fixed_minor, rule.currency),
            minimum=_typed(rule.minimum_minor, rule.currency),
            maximum=_typed(rule.maximum_minor, rule.currency),
            fee_rate=_typed_rate(rule.fee_bps),
            fee_fixed=_typed(rule.fee_fixed_minor, rule.currency),
        )


class RuleForm(BaseModel):
    name: Annotated[str, Field(max_length=80)]
    vendor_id: UUID | None = None
    category_id: UUID | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "EUR"
    rate: Percent = Decimal(0)
    fixed: Sum = Decimal(0)
    minimum: Sum | None = None
    maximum: Sum | None = None
    fee_rate: Percent = Decimal(0)
    fee_fixed: Sum = Decimal(0)

    def details(self) -> RuleDetails:
        """A rule of percentages only holds in every currency."""
        amounts = (self.fixed, self.fee_fixed, self.minimum, self.maximum)
        return RuleDetails(
            name=self.name,
            vendor_id=self.vendor_id,
            category_id=self.category_id,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            currency=self.currency if any(amounts) else "",
            rate_bps=int(self.rate * BPS),
            fixed_minor=self._minor(self.fixed) or 0,
            minimum_minor=self._minor(self.minimum),
            maximum_minor=self._minor(self.maximum),
            fee_bps=int(self.fee_rate * BPS),
            fee_fixed_minor=self._minor(self.fee_fixed) or 0,
        )

    def _minor(self, amount: Decimal | None) -> int | None:
        return Money.from_decimal(amount, self.currency).minor if amount else None


class TrialForm(BaseModel):
    vendor_id: UUID
    category_id: UUID | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "EUR"
    price: Annotated[Amount, Field(gt=0, le=1_000_000)]
    quantity: Annotated[int, Field(ge=1, le=999)] = 1

    @property
    def money(self) -> Money:
        return Money.from_decimal(self.price, self.currency)


@dataclass(frozen=True, slots=True)
class PassedOver:
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class TrialResult:
    rule: str = ""
    commission: str = ""
    fee: str = ""
    passed_over: tuple[PassedOver, ...] = ()

    @classmethod
    def of(cls, trial: Trial) -> Self:
        return cls(
            rule=trial.terms.name,
            commission=money(trial.commission.whole),
            fee=money(trial.commission.fee) if trial.commission.fee else "",
            passed_over=tuple(PassedOver(rule.name, why) for rule, why in trial.passed_over),
        )


def _applies(
    rule: CommissionRule, vendors: Mapping[str, str], categories: Mapping[str, str]
) -> str:
    parts = [
        vendors.get(str(rule.vendor_id), "") if rule.vendor_id else "",
        categories.get(str(rule.category_id), "") if rule.category_id else "",
        f"from {day(rule.starts_on)}" if rule.starts_on else "",
        f"until {day(rule.ends_on)}" if rule.ends_on else "",
        f"in {rule.currency}" if rule.currency else "",
    ]
    return ", ".join(part for part in parts if part) or "Every sale"


def _takes(rule: CommissionRule) -> str:
    def amount(minor: int | None) -> str:
        return money(Money(minor or 0, rule.currency or "EUR"))

    parts = [percent(rule.rate_bps)]
    if rule.fixed_minor:
        parts.append(f"{amount(rule.fixed_minor)} a unit")
    if rule.minimum_minor is not None:
        parts.append(f"at least {amount(rule.minimum_minor)}")
    if rule.maximum_minor is not None:
        parts.append(f"at most {amount(rule.maximum_minor)}")
    if rule.fee_bps:
        parts.append(f"{percent(rule.fee_bps)} payment fee")
    if rule.fee_fixed_minor:
        parts.append(f"{amount(rule.fee_fixed_minor)} payment fee a line")
    return ", ".join(parts)


def _typed(minor: int | None, currency: str) -> str:
    return str(Money(minor, currency or "EUR").decimal) if minor else ""


def _typed_rate(bps: int) -> str:
    return str(Decimal(bps) / BPS)
