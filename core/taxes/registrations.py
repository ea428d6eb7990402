"""Where the market itself is registered, and what kinds of goods categories hold."""

from datetime import date
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import audit
from core.kernel.clock import utc_now
from core.kernel.errors import Conflict, Invalid
from core.kernel.principal import Principal
from core.taxes import queries
from core.taxes.models import Goods, TaxedGoods, TaxRegistration
from core.taxes.us_states import STATES

LONGEST_NUMBER = 40


async def register_in_state(
    session: AsyncSession, staff: Principal, state: str, number: str, *, since: date
) -> TaxRegistration:
    """From that day on the market charges the sales tax of the state and owes it."""
    staff.require_staff()
    if state not in STATES:
        raise Invalid("Choose a state.", field="state")
    jurisdiction = f"US-{state}"
    if await queries.is_registered(session, jurisdiction, since):
        raise Conflict(f"The market is registered in {STATES[state]} already.")
    row = TaxRegistration(
        jurisdiction=jurisdiction, number=number.strip()[:LONGEST_NUMBER], valid_from=since
    )
    session.add(row)
    await audit.record(
        session, staff, "taxes.register", "tax_registration", row.id,
        f"{jurisdiction} from {since.isoformat()}",
    )  # fmt: skip
    return row


async def end_registration(
    session: AsyncSession, staff: Principal, registration_id: UUID
) -> None:
    """Today is the last day."""
    staff.require_staff()
    row = await session.get(TaxRegistration, registration_id, with_for_update=True)
    if row is None or row.valid_until is not None:
        raise Conflict("This registration has ended.")
    row.valid_until = max(utc_now().date(), row.valid_from)
    await audit.record(
        session, staff, "taxes.unregister", "tax_registration", row.id,
        f"{row.jurisdiction} until {row.valid_until.isoformat()}",
    )  # fmt: skip


async def set_goods(
    session: AsyncSession,
    staff: Principal,
    goods: Goods,
    *,
    category_id: UUID | None = None,
    product_id: UUID | None = None,
) -> None:
    """The kind of goods of a category with all below it, or of one product."""
    staff.require_staff()
    row = await queries.lock_taxed_goods(
        session, category_id=category_id, product_id=product_id
    )
    if row is None:
        session.add(TaxedGoods(category_id=category_id, product_id=product_id, goods=goods))
    else:
        row.goods = goods
    await audit.record(
        session, staff, "taxes.goods", "category" if category_id else "product",
        str(category_id or product_id), f"Taxed as {goods.value}",
    )  # fmt: skip
