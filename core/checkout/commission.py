"""Which commission each line of a bag is sold with."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart.offers import Offer
from core.catalog.category_queries import category_parents
from core.vendors.commission import plan_terms
from core.vendors.commission_queries import list_rules_of_day
from core.vendors.commission_terms import CommissionTerms, Sale, first_match


async def terms_of(
    session: AsyncSession, offers: Collection[Offer], currency: str, *, on: date
) -> dict[UUID, CommissionTerms]:
    """By variant: the first rule that matches it, else its workshop's plan."""
    plans = await plan_terms(session, {offer.vendor.id for offer in offers})
    rules = await list_rules_of_day(session, on)
    needs_tree = any(rule.category_id for rule in rules)
    parents = await category_parents(session) if needs_tree else {}
    found: dict[UUID, CommissionTerms] = {}
    for offer in offers:
        above = lineage(parents, offer.product.category_id)
        rule = first_match(rules, Sale(offer.vendor.id, above, currency, on))
        plan = plans[offer.vendor.id]
        found[offer.variant.id] = CommissionTerms.of(rule) if rule else plan
    return found


def lineage(parents: Mapping[UUID, UUID | None], category_id: UUID | None) -> frozenset[UUID]:
    """A category and all above it."""
    found: set[UUID] = set()
    while category_id is not None and category_id not in found:
        found.add(category_id)
        category_id = parents.get(category_id)
    return frozenset(found)
