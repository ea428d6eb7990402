"""What a refund that went through undoes of the taxes of its vendor order."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.ledger.post import HeldTax
from core.orders import queries as orders
from core.orders.models import VendorOrder
from core.payments import queries as payments
from core.payments.models import Refund
from core.taxes.reverse import GivenBack, reverse_taxes


async def undo_taxes(
    session: AsyncSession, refund: Refund, part: VendorOrder
) -> tuple[HeldTax, ...]:
    """Returns what the market owes less. ``refund`` is locked and succeeds right now."""
    charged = await _charged(session, part)
    before = await payments.given_back(session, part.id, before=refund.id)
    now = await payments.given_back_by(session, refund)
    nothing = Money.zero(part.currency)
    given: Mapping[UUID | None, GivenBack] = {
        line_id: GivenBack(
            charged[line_id],
            before.get(line_id, nothing),
            before.get(line_id, nothing) + amount,
        )
        for line_id, amount in now.items()
    }
    less = await reverse_taxes(session, refund.id, part.id, given)
    return tuple(HeldTax(jurisdiction, amount) for jurisdiction, amount in less)


async def _charged(session: AsyncSession, part: VendorOrder) -> dict[UUID | None, Money]:
    lines = await orders.lines_of_vendor_order(session, part.id)
    found: dict[UUID | None, Money] = {
        line.id: Money(line.total_minor, part.currency) for line in lines
    }
    found[None] = Money(part.delivery_charged_minor, part.currency)
    return found
