"""Stripe's objects in our words."""

import stripe

from core.payments.providers.base import (
    ProviderPayment,
    ProviderRefund,
    ProviderRefused,
    ProviderStatus,
    RefundOutcome,
    Subject,
)
from core.payments.providers.stripe_amounts import from_stripe

# Events about charges and intents do not say which session is meant; what they tell is read
# with ``fetch``.
_PAYMENT = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
)
_REFUND = ("refund.updated", "refund.failed", "charge.refund.updated")
_DISPUTE = (
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
)
NOTICES = (
    dict.fromkeys(_PAYMENT, Subject.PAYMENT)
    | dict.fromkeys(_REFUND, Subject.REFUND)
    | dict.fromkeys(_DISPUTE, Subject.DISPUTE)
)

_INTENTS = {
    "requires_capture": ProviderStatus.AUTHORIZED,
    "succeeded": ProviderStatus.CAPTURED,
    "canceled": ProviderStatus.VOIDED,
    "processing": ProviderStatus.REQUIRES_ACTION,
    "requires_action": ProviderStatus.REQUIRES_ACTION,
    "requires_confirmation": ProviderStatus.REQUIRES_ACTION,
    "requires_payment_method": ProviderStatus.FAILED,  # the bank said no after the page closed
}
_REFUNDS = {
    "succeeded": RefundOutcome.SUCCEEDED,
    "failed": RefundOutcome.FAILED,
    "canceled": RefundOutcome.FAILED,
}


def read_payment(session: stripe.checkout.Session) -> ProviderPayment:
    currency = session.currency or ""
    intent = _expanded(session)
    charge = intent.latest_charge if intent else None
    taken = charge if isinstance(charge, stripe.Charge) else None
    refused = intent.last_payment_error if intent else None
    return ProviderPayment(
        reference=session.id,
        payment_reference=intent.id if intent else None,
        status=_status(session, intent),
        amount=from_stripe(session.amount_total or 0, currency),
        captured=from_stripe(taken.amount_captured if taken else 0, currency),
        refunded=from_stripe(_refunded_units(taken) if taken else 0, currency),
        decline_code=(refused.decline_code or refused.code) if refused else None,
        account=_account(is_live=session.livemode),
        merchant_reference=session.client_reference_id,
    )


def read_intent(intent: stripe.PaymentIntent) -> ProviderPayment:
    """A payment that was made without a page: a saved card was charged."""
    charge = intent.latest_charge
    taken = charge if isinstance(charge, stripe.Charge) else None
    refused = intent.last_payment_error
    return ProviderPayment(
        reference=intent.id,
        payment_reference=intent.id,
        status=_INTENTS[intent.status],
        amount=from_stripe(intent.amount, intent.currency),
        captured=from_stripe(taken.amount_captured if taken else 0, intent.currency),
        refunded=from_stripe(_refunded_units(taken) if taken else 0, intent.currency),
        decline_code=(refused.decline_code or refused.code) if refused else None,
        account=_account(is_live=intent.livemode),
        merchant_reference=intent.metadata.to_dict().get("order"),
    )


def _account(*, is_live: bool) -> str:
    return "stripe:live" if is_live else "stripe:test"


def read_refund(refund: stripe.Refund) -> ProviderRefund:
    return ProviderRefund(
        reference=refund.id,
        status=_REFUNDS.get(refund.status or "", RefundOutcome.PENDING),
        amount=from_stripe(refund.amount, refund.currency),
        failure=getattr(refund, "failure_reason", None),
    )


def intent_of(session: stripe.checkout.Session) -> stripe.PaymentIntent:
    intent = _expanded(session)
    if intent is None:
        raise ProviderRefused("Nobody has paid on this page.")
    return intent


def _expanded(session: stripe.checkout.Session) -> stripe.PaymentIntent | None:
    intent = session.payment_intent
    return intent if isinstance(intent, stripe.PaymentIntent) else None


def _status(
    session: stripe.checkout.Session, intent: stripe.PaymentIntent | None
) -> ProviderStatus:
    if session.status == "expired":
        return ProviderStatus.EXPIRED
    if session.status == "complete" and intent is not None:
        return _INTENTS[intent.status]
    is_asked = intent is not None and intent.status == "requires_action"
    return ProviderStatus.REQUIRES_ACTION if is_asked else ProviderStatus.OPEN


def _refunded_units(charge: stripe.Charge) -> int:
    """Stripe counts what a partial capture or a cancellation released as refunded, too."""
    released = charge.amount - charge.amount_captured
    return max(0, charge.amount_refunded - released)
