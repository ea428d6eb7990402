"""Workshops that are paid, and a payout provider that does as it is told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.clock import utc_now
from core.kernel.money import Money
from core.kernel.principal import SYSTEM
from core.ledger.post import post_refund
from core.ledger.release_earnings import release_due, schedule_release
from core.orders import queries as orders
from core.orders.models import Order, VendorOrder
from core.payments.models import RefundStatus
from core.payments.providers.payouts import PayoutOutcome, PayoutRequest, ProviderPayout
from core.payouts.create_payout import create_payout
from core.payouts.history import move_payout
from core.payouts.models import Payout, PayoutAccount, PayoutMethod, PayoutStatus
from core.payouts.payout_account import NewAccount, save_account, set_reserve
from core.payouts.reserve import withhold
from core.payouts.settle_payout import pay, take_on
from core.refunds.request_refund import request_refund
from core.vendors.models import Vendor
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.principals import owner_of
from tests.factories.shop import Sold

IBAN = "DE89370400440532013000"


async def a_payout_account(
    session: AsyncSession, vendor: Vendor, *, method: PayoutMethod = PayoutMethod.SANDBOX
) -> PayoutAccount:
    wanted = NewAccount(method=method, holder=vendor.name, destination=IBAN)
    return await save_account(session, owner_of(vendor), wanted)


async def a_paid_workshop(
    session: AsyncSession, *, price: int = 10_000, units: int = 60
) -> Sold:
    """A piece of a workshop that has said where it is paid."""
    (piece,) = await a_shelf(session, prices=(price,), stock=units)
    await a_payout_account(session, piece.vendor)
    return piece


async def a_sale(
    session: AsyncSession, piece: Sold, *, units: int = 1
) -> tuple[Order, VendorOrder]:
    """Paid for, its money pending."""
    order = await a_paid_order(session, {piece: units})
    (part,) = await orders.vendor_orders_of(session, order.id)
    return order, part


async def a_released_sale(
    session: AsyncSession, piece: Sold, *, units: int = 1
) -> tuple[Order, VendorOrder]:
    """A sale whose window is over; its money is available."""
    order, part = await a_sale(session, piece, units=units)
    await schedule_release(session, part.id, utc_now() - timedelta(hours=1))
    await session.flush()
    await release_due(session)
    await session.flush()
    return order, part


async def a_whole_refund(session: AsyncSession, order: Order, part: VendorOrder) -> None:
    """Claimed as always, and booked as ``send_refund`` does once the gateway has paid."""
    lines = await orders.lines_of_vendor_order(session, part.id)
    refund = await request_refund(
        session,
        SYSTEM,
        part.id,
        {line.id: line.quantity for line in lines},
        delivery_minor=part.delivery_minor,
        reason="Back",
        idempotency_key=f"all:{part.id}",
    )
    refund.status, refund.succeeded_at = RefundStatus.SUCCEEDED, utc_now()
    refund.provider_reference = f"re_{refund.id}"
    nothing = Money.zero(order.currency)
    await post_refund(
        session,
        order_id=order.id,
        refund_id=refund.id,
        vendor_id=part.vendor_id,
        vendor_order_id=part.id,
        provider="sandbox",
        amount=refund.amount,
        commission=Money(refund.commission_minor, order.currency),
        subsidy=nothing,
    )
    await session.flush()


async def owed(session: AsyncSession, vendor_id: UUID) -> dict[str, int]:
    """What the books owe a vendor, by account, zeros left out."""
    statement = text(
        "SELECT a.kind, -sum(e.amount_minor) FROM ledger_accounts a "
        "JOIN ledger_entries e ON e.account_id = a.id "
        "WHERE a.owner = :owner GROUP BY 1 HAVING sum(e.amount_minor) <> 0"
    )
    rows = await session.execute(statement, {"owner": str(vendor_id)})
    return {kind.removeprefix("vendor_"): int(minor) for kind, minor in rows}


@dataclass
class ScriptedBank:
    """Remembers what it was asked, by key; ``outcome`` decides what it says, ``before`` and
    ``after`` are called around the effect and may raise.
    """

    name: ClassVar[str] = "sandbox"
    can_reverse: ClassVar[bool] = False
    outcome: PayoutOutcome = PayoutOutcome.PAID
    sent: dict[str, ProviderPayout] = field(default_factory=dict)
    calls: list[PayoutRequest] = field(default_factory=list)
    before: Callable[[], None] = lambda: None
    after: Callable[[], None] = lambda: None

    def accepts(self, currency: str) -> bool:
        return bool(currency)

    async def send_payout(self, request: PayoutRequest) -> ProviderPayout:
        self.calls.append(request)
        self.before()
        if request.key not in self.sent:
            self.sent[request.key] = ProviderPayout(
                reference=f"po_{len(self.sent)}_{request.reference}",
                status=self.outcome,
                amount=request.amount,
                reversed=Money.zero(request.amount.currency),
                failure="account_closed" if self.outcome is PayoutOutcome.FAILED else None,
            )
        self.after()
        return self.sent[request.key]

    async def get_payout(self, reference: str) -> ProviderPayout:
        return next(one for one in self.sent.values() if one.reference == reference)

    async def reverse_payout(
        self, reference: str, amount: Money, *, key: str
    ) -> ProviderPayout:
        raise AssertionError(f"Nobody asked for {amount} of {reference} back: {key}")

    def tell(self, reference: str, outcome: PayoutOutcome) -> None:
        """What happened to a payout later."""
        for key, one in self.sent.items():
            if one.reference == reference:
                self.sent[key] = ProviderPayout(
                    reference, outcome, one.amount, one.reversed, outcome.value
                )

    @property
    def total(self) -> int:
        """What has really left, in minor units."""
        gone = (PayoutOutcome.PAID, PayoutOutcome.PENDING)
        return sum(one.amount.minor for one in self.sent.values() if one.status in gone)


async def a_paid_payout(session: AsyncSession, piece: Sold) -> Payout:
    """A payout of what is available that the provider has sent."""
    payout = await create_payout(session, SYSTEM, piece.vendor.id, "EUR")
    payout.attempt = 1
    payout.provider_key = f"{payout.id}:payout:1"
    move_payout(session, payout, PayoutStatus.PROCESSING, SYSTEM)
    take_on(session, payout, SYSTEM)
    await pay(session, payout, SYSTEM)
    await session.flush()
    return payout


async def a_workshop_with_a_payout(session: AsyncSession) -> Payout:
    """A part of its sale is reserved, the rest is paid out."""
    piece = await a_paid_workshop(session)
    await set_reserve(session, SYSTEM, piece.vendor.id, bps=1000, days=30)
    _, part = await a_sale(session, piece)
    await schedule_release(session, part.id, utc_now() - timedelta(hours=1))
    await session.flush()
    await withhold(session, await release_due(session))
    return await a_paid_payout(session, piece)
