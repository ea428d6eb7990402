"""All that is known of one order, for the operator who answers for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity.list_users import names_of
from core.kernel.money import Money
from core.kernel.principal import Principal
from core.ledger import queries as ledger
from core.ledger.models import AccountKind, TransactionKind
from core.orders import queries as orders
from core.orders.errors import NoSuchOrder
from core.orders.read_models import OrderDetail, order_detail
from core.payments import queries as payments
from core.payments.models import Payment, PaymentStatus, Refund, RefundLine, RefundStatus


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    attempt: int
    provider: str
    reference: str
    status: PaymentStatus
    amount: Money
    captured: Money
    refunded: Money
    decline_code: str
    created_at: datetime
    captured_at: datetime | None

    @classmethod
    def of(cls, row: Payment) -> "PaymentFacts":
        return cls(
            attempt=row.attempt,
            provider=row.provider,
            reference=row.payment_reference or row.provider_reference or "",
            status=row.status,
            amount=row.amount,
            captured=Money(row.captured_minor, row.currency),
            refunded=Money(row.refunded_minor, row.currency),
            decline_code=row.decline_code,
            created_at=row.created_at,
            captured_at=row.captured_at,
        )


@dataclass(frozen=True, slots=True)
class RefundFacts:
    """``units`` are pieces by order line."""

    id: UUID
    part_id: UUID
    status: RefundStatus
    amount: Money
    delivery: Money
    reason: str
    requested_by: str
    failure: str
    created_at: datetime
    succeeded_at: datetime | None
    units: Mapping[UUID, int]

    @classmethod
    def of(cls, row: Refund, lines: Sequence[RefundLine]) -> "RefundFacts":
        return cls(
            id=row.id,
            part_id=row.vendor_order_id,
            status=row.status,
            amount=row.amount,
            delivery=Money(row.delivery_minor, row.currency),
            reason=row.reason,
            requested_by=row.requested_by,
            failure=row.failure,
            created_at=row.created_at,
            succeeded_at=row.succeeded_at,
            units={line.order_line_id: line.quantity for line in lines},
        )


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """A line of the ledger: debit positive, credit negative. ``owner`` is a vendor's id or a
    gateway's name.
    """

    transaction_id: UUID
    at: datetime
    kind: TransactionKind
    memo: str
    account: AccountKind
    owner: str
    amount: Money


@dataclass(frozen=True, slots=True)
class OrderFile:
    """``names`` are the people behind the actors of the timeline and of refunds."""

    order: OrderDetail
    payments: tuple[PaymentFacts, ...]
    refunds: tuple[RefundFacts, ...]
    entries: tuple[EntryFacts, ...]
    names: Mapping[str, str]


async def order_file(session: AsyncSession, principal: Principal, number: str) -> OrderFile:
    principal.require_staff()
    order = await orders.find_by_number(session, number.strip().upper())
    if order is None:
        raise NoSuchOrder
    detail = await order_detail(session, order, public_only=False)
    attempts = await payments.payments_of(session, order.id)
    refunds = await _refunds(session, order.id)
    actors = {entry.actor for entry in detail.timeline} | {r.requested_by for r in refunds}
    return OrderFile(
        order=detail,
        payments=tuple(PaymentFacts.of(row) for row in attempts),
        refunds=refunds,
        entries=await _entries(session, order.id),
        names=await names_of(session, principal, actors),
    )


async def _refunds(session: AsyncSession, order_id: UUID) -> tuple[RefundFacts, ...]:
    rows = await payments.refunds_of(session, order_id)
    lines = await payments.refund_lines_of(session, [row.id for row in rows])
    return tuple(
        RefundFacts.of(row, [line for line in lines if line.refund_id == row.id])
        for row in rows
    )


async def _entries(session: AsyncSession, order_id: UUID) -> tuple[EntryFacts, ...]:
    return tuple(
        EntryFacts(
            transaction_id=transaction.id,
            at=entry.created_at,
            kind=transaction.kind,
            memo=transaction.memo,
            account=account.kind,
            owner=account.owner,
            amount=Money(entry.amount_minor, entry.currency),
        )
        for entry, transaction, account in await ledger.list_order_entries(session, order_id)
    )
