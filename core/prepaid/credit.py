"""Store credit: granted by operators with a reason, or given instead of money by a refund."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import audit
from core.kernel.errors import Invalid
from core.kernel.ids import new_id
from core.kernel.money import Money
from core.kernel.principal import Principal
from core.ledger.models import AccountKind, TransactionKind
from core.ledger.posting import Posting, post_transaction
from core.orders import queries as orders
from core.payments.models import Refund
from core.prepaid import queries
from core.prepaid.errors import NotEnough
from core.prepaid.models import CreditEntry, CreditKind

MAX_REASON = 200
LARGEST_GRANT = 100_000


async def grant_credit(
    session: AsyncSession, staff: Principal, user_id: UUID, amount: Money, *, reason: str
) -> CreditEntry:
    """A present of the market: its own expense."""
    staff.require_staff()
    reason = ensure_reason(reason)
    if not 0 < amount.minor <= LARGEST_GRANT:
        raise Invalid("Grant an amount above zero, up to 1,000.", field="amount")
    return await _change(session, staff, user_id, amount, CreditKind.GRANT, reason)


async def revoke_credit(
    session: AsyncSession, staff: Principal, user_id: UUID, amount: Money, *, reason: str
) -> CreditEntry:
    """Take back what was granted by mistake, as far as it is still there."""
    staff.require_staff()
    reason = ensure_reason(reason)
    if amount.minor <= 0:
        raise Invalid("Take back an amount above zero.", field="amount")
    return await _change(session, staff, user_id, -amount, CreditKind.REVOKE, reason)


async def _change(
    session: AsyncSession,
    staff: Principal,
    user_id: UUID,
    amount: Money,
    kind: CreditKind,
    reason: str,
) -> CreditEntry:
    account = await queries.open_credit(session, user_id, amount.currency)
    if account.balance_minor + amount.minor < 0:
        raise NotEnough("store credit")
    account.balance_minor += amount.minor
    entry = CreditEntry(
        id=new_id(),
        account_id=account.id,
        kind=kind,
        amount_minor=amount.minor,
        actor=staff.actor,
        reason=reason,
    )
    session.add(entry)
    postings = [
        Posting((AccountKind.GOODWILL_EXPENSE, ""), amount),
        Posting((AccountKind.STORE_CREDIT_LIABILITY, ""), -amount),
    ]
    await post_transaction(
        session, TransactionKind.CREDIT_GRANT, str(entry.id), None, postings, memo=reason
    )
    await audit.record(
        session, staff, f"prepaid.{kind.value}_credit", "user", user_id,
        f"{amount.decimal} {amount.currency} store credit", reason=reason,
    )  # fmt: skip
    return entry


async def credit_refund(session: AsyncSession, refund: Refund, minor: int) -> None:
    """Money of a gateway's payment given back as credit; booked with the refund."""
    order = await orders.lock_order(session, refund.order_id)
    if order.user_id is None:
        raise LookupError(f"order {order.number} has no account")
    account = await queries.open_credit(session, order.user_id, refund.currency)
    account.balance_minor += minor
    session.add(
        CreditEntry(
            account_id=account.id,
            kind=CreditKind.REFUND,
            amount_minor=minor,
            payment_id=refund.payment_id,
            refund_id=refund.id,
            actor="system",
            reason=f"Order {order.number}",
        )
    )


def ensure_reason(text: str) -> str:
    text = text.strip()
    if not 1 <= len(text) <= MAX_REASON:
        raise Invalid("Say in a few words why.", field="reason")
    return text
