"""Payments and refunds of past orders, with the sandbox bank's own books, so that an old order
can be refunded like a new one.
"""

from collections.abc import Sequence
from datetime import datetime
from random import Random
from uuid import UUID

from core.demo.bulk import Bulk
from core.demo.history.books import PROVIDER, Books
from core.demo.history.plan import PlannedOrder, Stage
from core.demo.history.sums import PartSums
from core.kernel.money import Money, total
from core.payments.models import (
    Payment,
    PaymentAllocation,
    PaymentEvent,
    PaymentStatus,
    Refund,
    RefundLine,
    RefundShare,
    RefundStatus,
    RefundTo,
)
from core.payments.sandbox_gateway.cards import SANDBOX_CARDS, Behavior
from core.payments.sandbox_gateway.models import (
    ChargeStatus,
    SandboxCharge,
    SandboxRefund,
    SandboxSession,
    SessionStatus,
)
from core.payments.sandbox_gateway.models import RefundStatus as SandboxRefundStatus
from core.settings import AppName, settings

Part = tuple[UUID, PartSums, list[UUID]]  # vendor order, sums, order lines
PAYING = [card for card in SANDBOX_CARDS if card.behavior is Behavior.PAYS]
DECLINED = [card for card in SANDBOX_CARDS if card.behavior is Behavior.DECLINES]


class MoneyTrail:
    def __init__(self, bulk: Bulk, books: Books, random: Random) -> None:
        self._bulk, self._books, self._random = bulk, books, random

    def add(
        self,
        order: PlannedOrder,
        order_id: UUID,
        number: str,
        parts: Sequence[Part],
        expires_at: datetime,
    ) -> None:
        """One attempt to pay: it took the money, or it was declined and nobody tried again."""
        amount = total((sums.total for _, sums, _ in parts), order.buyer.currency)
        refunded = total((sums.refunded for _, sums, _ in parts), order.buyer.currency)
        session_id, reference, charge = self._bank(order, number, amount)
        is_paid = order.is_paid
        payment_id = self._bulk.add(
            Payment,
            at=order.created,
            order_id=order_id,
            attempt=1,
            provider=PROVIDER,
            status=PaymentStatus.CAPTURED if is_paid else PaymentStatus.FAILED,
            currency=amount.currency,
            amount_minor=amount.minor,
            captured_minor=amount.minor if is_paid else 0,
            refunded_minor=refunded.minor if is_paid else 0,
            idempotency_key=f"{order_id}:pay:1",
            provider_reference=reference,
            payment_reference=charge if is_paid else None,
            decline_code="" if is_paid else "generic_decline",
            expires_at=expires_at,
            captured_at=order.placed if is_paid else None,
        )
        self._bulk.add(
            PaymentEvent,
            at=order.placed,
            payment_id=payment_id,
            kind="captured" if is_paid else "failed",
            data={"amount_minor": amount.minor, "currency": amount.currency},
        )
        for vendor_order_id, sums, _ in parts:
            self._bulk.add(
                PaymentAllocation,
                at=order.created,
                payment_id=payment_id,
                vendor_order_id=vendor_order_id,
                amount_minor=sums.total.minor,
                captured_minor=sums.total.minor if is_paid else 0,
                refunded_minor=sums.refunded.minor if is_paid else 0,
            )
        if is_paid:
            self._book(order, order_id, payment_id, session_id, parts)

    def _book(
        self,
        order: PlannedOrder,
        order_id: UUID,
        payment_id: UUID,
        session_id: UUID,
        parts: Sequence[Part],
    ) -> None:
        sales = [sums.sale(vendor_order_id) for vendor_order_id, sums, _ in parts]
        self._books.sale(order.placed, order_id, payment_id, sales)
        for sale, (vendor_order_id, sums, line_ids) in zip(sales, parts, strict=True):
            planned = sums.planned
            is_released = planned.stage is Stage.COMPLETED
            has_arrived = planned.stage >= Stage.DELIVERED
            available_at = planned.times.completed if has_arrived else None
            self._books.earning(
                order.placed, sale, available_at=available_at, is_released=is_released
            )
            if sums.refunded:
                refund_id = self._refund(
                    order, order_id, payment_id, session_id, (vendor_order_id, sums, line_ids)
                )
                self._books.refund(
                    refund_time(sums),
                    order_id,
                    refund_id,
                    sums.given_back(vendor_order_id),
                    available_at=available_at,
                    is_released=is_released,
                )

    def _refund(
        self,
        order: PlannedOrder,
        order_id: UUID,
        payment_id: UUID,
        session_id: UUID,
        part: Part,
    ) -> UUID:
        vendor_order_id, sums, line_ids = part
        at, reference = refund_time(sums), self._reference("sbx_re")
        refund_id = self._bulk.add(
            Refund,
            at=at,
            order_id=order_id,
            vendor_order_id=vendor_order_id,
            payment_id=payment_id,
            status=RefundStatus.SUCCEEDED,
            currency=sums.refunded.currency,
            amount_minor=sums.refunded.minor,
            delivery_minor=sums.delivery_back.minor,
            commission_minor=sums.commission_back.minor,
            reason=refund_reason(sums),
            requested_by=order.buyer.actor,
            idempotency_key=f"{vendor_order_id}:history",
            provider_reference=reference,
            succeeded_at=at,
        )
        self._bulk.add(
            RefundShare,
            at=at,
            refund_id=refund_id,
            payment_id=payment_id,
            amount_minor=sums.refunded.minor,
            destination=RefundTo.ORIGINAL,
        )
        for line, line_id in zip(sums.lines, line_ids, strict=True):
            if line.refunded:
                self._bulk.add(
                    RefundLine,
                    at=at,
                    refund_id=refund_id,
                    order_line_id=line_id,
                    quantity=line.units_back,
                    amount_minor=line.refunded.minor,
                    commission_minor=line.commission_back.minor,
                )
        self._bank_refund(session_id, reference, at, sums.refunded)
        return refund_id

    def _bank_refund(
        self, session_id: UUID, reference: str, at: datetime, amount: Money
    ) -> None:
        self._bulk.add(
            SandboxRefund,
            at=at,
            session_id=session_id,
            reference=reference,
            amount_minor=amount.minor,
            currency=amount.currency,
            status=SandboxRefundStatus.SUCCEEDED,
        )

    def _bank(self, order: PlannedOrder, number: str, amount: Money) -> tuple[UUID, str, str]:
        """The bank's session and charge; returns the session's id and both references."""
        is_paid, shop = order.is_paid, settings().origin(AppName.STOREFRONT)
        reference, charge = self._reference("sbx_cs"), self._reference("sbx_ch")
        session_id = self._bulk.add(
            SandboxSession,
            at=order.created,
            reference=reference,
            page_token=self._reference("page"),
            merchant_reference=number,
            amount_minor=amount.minor,
            currency=amount.currency,
            description=f"EcoMarket order {number}",
            customer_email=order.buyer.email,
            return_url=shop,
            cancel_url=shop,
            expires_at=order.placed,
            status=SessionStatus.CAPTURED if is_paid else SessionStatus.FAILED,
            decline_code=None if is_paid else "generic_decline",
        )
        card = self._random.choice(PAYING if is_paid else DECLINED)
        self._bulk.add(
            SandboxCharge,
            at=order.placed,
            session_id=session_id,
            reference=charge,
            amount_minor=amount.minor,
            captured_minor=amount.minor if is_paid else 0,
            status=ChargeStatus.CAPTURED if is_paid else ChargeStatus.DECLINED,
            decline_code=None if is_paid else card.decline_code,
            card_brand="visa" if card.number.startswith("4") else "mastercard",
            card_last4=card.number[-4:],
            behavior=card.behavior,
        )
        return session_id, reference, charge

    def _reference(self, prefix: str) -> str:
        return f"{prefix}_{self._random.getrandbits(128):032x}"


def refund_time(sums: PartSums) -> datetime:
    planned = sums.planned
    return planned.refund.at if planned.refund else planned.times.accepted


def refund_reason(sums: PartSums) -> str:
    return sums.planned.refund.reason if sums.planned.refund else "Changed mind"
