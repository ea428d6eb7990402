"""Which rule would decide a sale, and why the others before it would not."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.category_queries import category_parents
from core.checkout.commission import lineage
from core.kernel.clock import utc_now
from core.kernel.money import Money
from core.kernel.principal import Principal
from core.vendors.commission import plan_terms
from core.vendors.commission_queries import list_rules
from core.vendors.commission_terms import (
    Commission,
    CommissionTerms,
    Sale,
    first_match,
    mismatch,
)
from core.vendors.models import CommissionRule


@dataclass(frozen=True, slots=True)
class Trial:
    """``passed_over`` are rules with the reason why each does not match."""

    terms: CommissionTerms
    commission: Commission
    passed_over: Sequence[tuple[CommissionRule, str]]


async def try_commission(
    session: AsyncSession,
    staff: Principal,
    vendor_id: UUID,
    category_id: UUID | None,
    price: Money,
    quantity: int,
) -> Trial:
    staff.require_staff()
    rules = await list_rules(session)
    above = lineage(await category_parents(session), category_id)
    sale = Sale(vendor_id, above, price.currency, utc_now().date())
    rule = first_match(rules, sale)
    plan = (await plan_terms(session, [vendor_id]))[vendor_id]
    terms = CommissionTerms.of(rule) if rule else plan
    before = rules[: rules.index(rule)] if rule else rules
    return Trial(
        terms,
        terms.charge(price * quantity, quantity),
        [(other, mismatch(other, sale)) for other in before],
    )
