"""Posting: every movement of money, booked as it happens. Debits are positive."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money, total
from core.ledger.models import AccountKind, Earning, EarningStatus, TransactionKind
from core.ledger.posting import AccountKey, Posting, post_transaction
from core.ledger.queries import lock_balance, lock_earning


@dataclass(frozen=True, slots=True)
class HeldTax:
    """A tax that the market owes to ``jurisdiction`` in place of the workshop."""

    jurisdiction: str
    amount: Money


@dataclass(frozen=True, slots=True)
class SalePart:
    """A vendor order's share of what was paid; commission and ``taxes`` are part of ``total``,
    and so is what ``prepaid`` value paid of it: the rest came through a gateway. ``subsidy``
    is what the market adds for the discounts that it pays.
    """

    vendor_id: UUID
    vendor_order_id: UUID
    total: Money
    commission: Money
    subsidy: Money
    taxes: tuple[HeldTax, ...] = ()
    prepaid: tuple[tuple[AccountKey, Money], ...] = ()
    is_voucher: bool = False  # gift cards: owed to whoever spends them, earned by nobody

    @property
    def net(self) -> Money:
        """What the vendor earns of it."""
        kept = self.commission + held(self.taxes, self.total.currency)
        return self.total + self.subsidy - kept


PROMOTION_EXPENSE: AccountKey = (AccountKind.PROMOTION_EXPENSE, "")
GIFT_CARDS: AccountKey = (AccountKind.GIFT_CARD_LIABILITY, "")
LIABILITIES = {
    "gift_card": AccountKind.GIFT_CARD_LIABILITY,
    "store_credit": AccountKind.STORE_CREDIT_LIABILITY,
    "points": AccountKind.LOYALTY_LIABILITY,
}


def held(taxes: Iterable[HeldTax], currency: str) -> Money:
    return total((tax.amount for tax in taxes), currency)


def payable(jurisdiction: str) -> AccountKey:
    return AccountKind.TAX_PAYABLE, jurisdiction


def pending(vendor_id: UUID) -> AccountKey:
    return AccountKind.VENDOR_PENDING, str(vendor_id)


def clearing(provider: str) -> AccountKey:
    """Where the money of a payment comes from: a gateway, or what we owe the buyer."""
    if liability := LIABILITIES.get(provider):
        return liability, ""
    return AccountKind.GATEWAY_CLEARING, provider


async def post_sale(
    session: AsyncSession,
    *,
    order_id: UUID,
    payment_id: UUID,
    provider: str,
    parts: Sequence[SalePart],
) -> None:
    """A captured payment: the gateway owes us, we owe the vendors and the tax offices, the
    commission is ours and so are the discounts that we pay.
    """
    postings: list[Posting] = []
    for part in parts:
        vendor = GIFT_CARDS if part.is_voucher else pending(part.vendor_id)
        net = part.net
        prepaid = total((amount for _, amount in part.prepaid), part.total.currency)
        postings += [
            *(Posting(*paid, part.vendor_order_id) for paid in part.prepaid),
            Posting(clearing(provider), part.total - prepaid, part.vendor_order_id),
            Posting(PROMOTION_EXPENSE, part.subsidy, part.vendor_order_id),
            Posting(vendor, -net, part.vendor_order_id),
            Posting((AccountKind.COMMISSION, ""), -part.commission, part.vendor_order_id),
            *(
                Posting(payable(tax.jurisdiction), -tax.amount, part.vendor_order_id)
                for tax in part.taxes
            ),
        ]
        if not part.is_voucher:
            session.add(
                Earning(
                    vendor_id=part.vendor_id,
                    vendor_order_id=part.vendor_order_id,
                    currency=net.currency,
                    amount_minor=net.minor,
                )
            )
    await post_transaction(session, TransactionKind.SALE, str(payment_id), order_id, postings)


async def post_refund(
    session: AsyncSession,
    *,
    order_id: UUID,
    refund_id: UUID,
    vendor_id: UUID,
    vendor_order_id: UUID,
    provider: str,
    amount: Money,
    commission: Money,
    subsidy: Money,
    taxes: Sequence[HeldTax] = (),
    shares: Sequence[tuple[AccountKey, Money]] = (),
) -> None:
    """A refund that went through: the vendor gives back its net, the market its commission and
    what it held of tax, and what the market had paid of a discount comes back to it.

    Taken from the available balance when the sale's earning was already released, also when
    it is paid out: then the balance may fall below zero and is netted with what comes next.
    Without ``shares`` all of it goes back through ``provider``.
    """
    net = amount + subsidy - commission - held(taxes, amount.currency)
    await lock_balance(session, vendor_id, net.currency)
    earning = await lock_earning(session, vendor_order_id)
    is_pending = earning is None or earning.status is EarningStatus.PENDING
    status = EarningStatus.PENDING if is_pending else EarningStatus.AVAILABLE
    kind = AccountKind.VENDOR_PENDING if is_pending else AccountKind.VENDOR_AVAILABLE
    session.add(
        Earning(
            vendor_id=vendor_id,
            vendor_order_id=vendor_order_id,
            refund_id=refund_id,
            currency=net.currency,
            amount_minor=-net.minor,
            status=status,
            available_at=earning.available_at if earning else None,
            is_held=earning.is_held if earning else False,
        )
    )
    postings = [
        Posting((kind, str(vendor_id)), net, vendor_order_id),
        Posting((AccountKind.COMMISSION, ""), commission, vendor_order_id),
        Posting(PROMOTION_EXPENSE, -subsidy, vendor_order_id),
        *(Posting(payable(tax.jurisdiction), tax.amount, vendor_order_id) for tax in taxes),
        *(
            Posting(account, -share, vendor_order_id)
            for account, share in shares or [(clearing(provider), amount)]
        ),
    ]
    await post_transaction(session, TransactionKind.REFUND, str(refund_id), order_id, postings)


async def post_suspense(
    session: AsyncSession, *, order_id: UUID, payment_id: UUID, provider: str, amount: Money
) -> None:
    """Money that came without an order to pay for: it is the buyer's until it is sent back."""
    postings = [
        Posting(clearing(provider), amount),
        Posting((AccountKind.BUYER_SUSPENSE, ""), -amount),
    ]
    await post_transaction(
        session, TransactionKind.SUSPENSE, str(payment_id), order_id, postings
    )


async def post_suspense_refund(
    session: AsyncSession, *, order_id: UUID, payment_id: UUID, provider: str, amount: Money
) -> None:
    postings = [
        Posting((AccountKind.BUYER_SUSPENSE, ""), amount),
        Posting(clearing(provider), -amount),
    ]
    await post_transaction(
        session, TransactionKind.SUSPENSE_REFUND, str(payment_id), order_id, postings
    )


async def post_release(session: AsyncSession, earning: Earning) -> None:
    """The window is over: what was pending may be paid out. ``earning`` is locked and
    pending.
    """
    amount = Money(earning.amount_minor, earning.currency)
    owner = str(earning.vendor_id)
    earning.status = EarningStatus.AVAILABLE
    postings = [
        Posting((AccountKind.VENDOR_PENDING, owner), amount, earning.vendor_order_id),
        Posting((AccountKind.VENDOR_AVAILABLE, owner), -amount, earning.vendor_order_id),
    ]
    await post_transaction(session, TransactionKind.RELEASE, str(earning.id), None, postings)
