"""Promotions and simulated bags for the browser."""

from dataclasses import dataclass, field
from typing import Self

from core.cart.view import Bag
from core.kernel.money import Money
from core.promotions.models import Promotion, PromotionKind, PromotionStatus
from core.promotions.terms import Terms, TierBasis
from core.ui.format import day, money, percent, quantity

KIND_WORDS = {
    PromotionKind.PERCENT: "Percent",
    PromotionKind.AMOUNT: "Amount",
    PromotionKind.FREE_DELIVERY: "Free delivery",
    PromotionKind.BUY_GET: "Buy some, get some",
    PromotionKind.BUNDLE: "Bundle",
    PromotionKind.TIER: "The more, the more",
}
STATUS_WORDS = {
    PromotionStatus.DRAFT: ("Draft", "neutral", "new"),
    PromotionStatus.ACTIVE: ("Running", "success", "done"),
    PromotionStatus.PAUSED: ("Paused", "attention", "attention"),
    PromotionStatus.ENDED: ("Ended", "neutral", "blocked"),
}


@dataclass(frozen=True, slots=True)
class PromotionRow:
    """A line of the list."""

    id: str = ""
    name: str = ""
    label: str = ""
    benefit: str = ""
    trigger: str = ""
    workshop: str = ""
    status: str = ""
    tone: str = "neutral"
    shape: str = "new"
    uses: str = ""
    spent: str = ""
    dates: str = ""

    @classmethod
    def of(cls, promotion: Promotion, workshop: str, uses: int, spent: int) -> Self:
        word, tone, shape = STATUS_WORDS[promotion.status]
        currency = promotion.currency
        return cls(
            id=str(promotion.id),
            name=promotion.name,
            label=promotion.label,
            benefit=benefit(promotion),
            trigger="By itself" if promotion.is_automatic else "With a code",
            workshop=workshop,
            status=word,
            tone=tone,
            shape=shape,
            uses=f"{uses} of {promotion.total_limit}" if promotion.total_limit else str(uses),
            spent=money(Money(spent, currency)) if currency else "",
            dates=_dates(promotion),
        )


@dataclass(frozen=True, slots=True)
class BatchRow:
    name: str = ""
    codes: str = ""
    used: str = ""
    example: str = ""
    href: str = ""

    @classmethod
    def of(cls, promotion_id: str, batch: tuple[str, int, int, str]) -> Self:
        name, count, used, example = batch
        return cls(
            name=name or "Single codes",
            codes=quantity(count, "code"),
            used=f"{used} used",
            example=example,
            href=f"/exports/promotions/{promotion_id}.csv?batch={name}",
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one promotion in a simulated bag."""

    name: str = ""
    answer: str = ""
    amount: str = ""
    cost: str = ""
    is_applied: bool = False


@dataclass(frozen=True, slots=True)
class SimulationView:
    goods: str = ""
    delivery: str = ""
    discount: str = ""
    total: str = ""
    verdicts: list[Verdict] = field(default_factory=list[Verdict])

    @classmethod
    def of(cls, bag: Bag) -> Self:
        result = bag.promotions
        if result is None:
            return cls()
        applied = [
            Verdict(
                _name(one.rule.label, one.rule.code),
                "Applies",
                f"−{money(one.amount)}",
                f"{money(one.subsidy)} paid by the market" if one.subsidy else "",
                is_applied=True,
            )
            for one in result.applied
        ]
        refused = [
            Verdict(_name(one.rule.label, one.rule.code), one.refusal.sentence)
            for one in result.refused
        ]
        return cls(
            goods=money(bag.subtotal),
            delivery=money(bag.delivery),
            discount=f"−{money(bag.discount)}",
            total=money(bag.total),
            verdicts=[*applied, *refused],
        )


def benefit(promotion: Promotion) -> str:
    """In a few words, such as ``10 % off`` or ``Buy 2, get 1 for 50 % less``."""
    terms = Terms.model_validate(promotion.terms)
    off = percent(terms.percent_bps) if terms.percent_bps else ""
    amount = (
        money(Money(terms.amount_minor, promotion.currency))
        if terms.amount_minor and promotion.currency
        else ""
    )
    words = {
        PromotionKind.PERCENT: f"{off} off",
        PromotionKind.AMOUNT: f"{amount} off",
        PromotionKind.FREE_DELIVERY: "Free delivery",
        PromotionKind.BUY_GET: f"Buy {terms.buy_quantity}, get {terms.get_quantity} "
        f"for {off} less",
        PromotionKind.BUNDLE: f"{amount or off} off a set of {len(terms.bundle)}",
        PromotionKind.TIER: f"Up to {_most(terms)} off by "
        f"{'sum' if terms.tier_basis is TierBasis.SUM else 'number'}",
    }
    return words[promotion.kind]


def _most(terms: Terms) -> str:
    return percent(max((tier.percent_bps for tier in terms.tiers), default=0))


def _dates(promotion: Promotion) -> str:
    start = f"from {day(promotion.starts_at)}" if promotion.starts_at else ""
    end = f"until {day(promotion.ends_at)}" if promotion.ends_at else ""
    return " ".join(filter(None, (start, end))) or "No end"


def _name(label: str, code: str) -> str:
    return f"{label} ({code})" if code else label
