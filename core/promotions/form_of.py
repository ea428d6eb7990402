"""The text of a promotion back in its form: what was typed, for the next edit."""

from datetime import timedelta
from decimal import Decimal

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.promotions import manage_queries
from core.promotions.models import Promotion
from core.promotions.terms import Terms, TierBasis


async def form_of(session: AsyncSession, promotion: Promotion) -> dict[str, str]:
    """Every field by its name, as text; an empty one is an empty text."""
    terms = Terms.model_validate(promotion.terms)
    scope = terms.scope
    named = {
        "products": ("products", scope.products),
        "categories": ("categories", scope.categories),
        "collections": ("collections", scope.collections),
        "workshops": ("workshops", scope.vendors),
        "not_products": ("products", scope.not_products),
        "not_categories": ("categories", scope.not_categories),
        "groups": ("groups", terms.groups),
        "rewards": ("products", terms.reward_products),
    }
    lists = {
        field: "\n".join(await manage_queries.names_of(session, what, ids))
        for field, (what, ids) in named.items()
    }
    slugs = await manage_queries.slugs_of(session, [p.product_id for p in terms.bundle])
    pieces = [f"{slugs.get(p.product_id, '')} x{p.quantity}" for p in terms.bundle]
    return _own(promotion) | _benefit(promotion, terms) | lists | {"bundle": "\n".join(pieces)}


def _own(promotion: Promotion) -> dict[str, str]:
    ends_on = promotion.ends_at - timedelta(days=1) if promotion.ends_at else None
    shared = Decimal(promotion.platform_bps) / 100
    return {
        "name": promotion.name,
        "label": promotion.label,
        "kind": promotion.kind.value,
        "is_automatic": "on" if promotion.is_automatic else "",
        "funded_by": promotion.funded_by.value,
        "platform_percent": f"{shared.normalize():f}",
        "currency": promotion.currency or "",
        "starts_on": f"{promotion.starts_at:%Y-%m-%d}" if promotion.starts_at else "",
        "ends_on": f"{ends_on:%Y-%m-%d}" if ends_on else "",
        "priority": str(promotion.priority),
        "stacking_group": promotion.stacking_group,
        "is_exclusive": "on" if promotion.is_exclusive else "",
        "total_limit": _text(promotion.total_limit),
        "customer_limit": _text(promotion.customer_limit),
        "budget": _sum(promotion.budget_minor, promotion.currency),
    }


def _benefit(promotion: Promotion, terms: Terms) -> dict[str, str]:
    currency = promotion.currency
    by_sum = terms.tier_basis is TierBasis.SUM
    steps = [
        f"{_sum(tier.threshold, currency) if by_sum else tier.threshold}: "
        f"{_percent(tier.percent_bps)}"
        for tier in terms.tiers
    ]
    return {
        "percent": _percent(terms.percent_bps),
        "amount": _sum(terms.amount_minor, currency),
        "cap": _sum(terms.cap_minor, currency),
        "buy": _text(terms.buy_quantity),
        "get": _text(terms.get_quantity),
        "tier_basis": terms.tier_basis.value,
        "tiers": "\n".join(steps),
        "minimum": _sum(terms.minimum_minor, currency),
        "minimum_quantity": _text(terms.minimum_quantity),
        "countries": "\n".join(terms.countries),
        "is_first_order": "on" if terms.is_first_order else "",
    }


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


def _percent(bps: int | None) -> str:
    return f"{(Decimal(bps) / 100).normalize():f}" if bps else ""


def _sum(minor: int | None, currency: str | None) -> str:
    return str(Money(minor, currency).decimal) if minor is not None and currency else ""
