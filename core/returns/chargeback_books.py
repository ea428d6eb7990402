"""What a chargeback does to the books.

Taken: the gateway owes us less; what of it was ours to lose waits on DISPUTED, the rest is lost
at once, and so is the bank's fee. Won: all of it comes back. Lost: the workshop gives back its
net and the market its commission, or the market bears the whole.
"""

from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.ledger.models import AccountKind, Earning, EarningStatus, TransactionKind
from core.ledger.post import clearing
from core.ledger.posting import AccountKey, Posting, post_transaction
from core.ledger.queries import lock_earning
from core.orders.models import VendorOrder
from core.returns.dispute_models import Chargeback, ChargebackPart

LOSS: AccountKey = (AccountKind.DISPUTE_LOSS, "")


def _disputed(found: Chargeback) -> AccountKey:
    return AccountKind.DISPUTED, found.provider


async def post_chargeback(session: AsyncSession, found: Chargeback) -> None:
    held = Money(found.disputed_minor, found.currency)
    fee = Money(found.fee_minor, found.currency)
    await post_transaction(
        session,
        TransactionKind.CHARGEBACK,
        str(found.id),
        found.order_id,
        [
            Posting(_disputed(found), held),
            Posting(LOSS, found.amount - held),
            Posting((AccountKind.PROVIDER_FEES, found.provider), fee),
            Posting(clearing(found.provider), -(found.amount + fee)),
        ],
    )


async def post_won(session: AsyncSession, found: Chargeback) -> None:
    held = Money(found.disputed_minor, found.currency)
    await post_transaction(
        session,
        TransactionKind.CHARGEBACK_WON,
        str(found.id),
        found.order_id,
        [
            Posting(clearing(found.provider), found.amount),
            Posting(_disputed(found), -held),
            Posting(LOSS, held - found.amount),
        ],
    )


async def post_lost(
    session: AsyncSession,
    found: Chargeback,
    parts: Sequence[tuple[ChargebackPart, VendorOrder]],
) -> None:
    postings = [Posting(_disputed(found), -Money(found.disputed_minor, found.currency))]
    for row, part in parts:
        amount = Money(row.amount_minor, found.currency)
        if found.is_markets_loss:
            postings.append(Posting(LOSS, amount, part.id))
        else:
            postings += await _taken_from_vendor(session, found, row, part)
    shared = sum(row.amount_minor for row, _ in parts)
    postings.append(Posting(LOSS, Money(found.disputed_minor - shared, found.currency)))
    await post_transaction(
        session, TransactionKind.CHARGEBACK_LOST, str(found.id), found.order_id, postings
    )


async def _taken_from_vendor(
    session: AsyncSession, found: Chargeback, row: ChargebackPart, part: VendorOrder
) -> list[Posting]:
    """Booked like a refund: a negative earning where the sale's earning lies."""
    earning = await lock_earning(session, part.id)
    status = earning.status if earning else EarningStatus.PENDING
    kind = (
        AccountKind.VENDOR_AVAILABLE
        if status is EarningStatus.AVAILABLE
        else AccountKind.VENDOR_PENDING
    )
    amount = Money(row.amount_minor, found.currency)
    commission = Money(row.commission_minor, found.currency)
    net = amount - commission
    session.add(
        Earning(
            vendor_id=part.vendor_id,
            vendor_order_id=part.id,
            correction=f"chargeback:{found.id}",
            currency=net.currency,
            amount_minor=-net.minor,
            status=status,
            available_at=earning.available_at if earning else None,
            is_held=earning.is_held if earning else False,
        )
    )
    return [
        Posting((kind, str(part.vendor_id)), net, part.id),
        Posting((AccountKind.COMMISSION, ""), commission, part.id),
    ]
