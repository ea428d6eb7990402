"""States of payouts and earnings in one word, with the tone and the shape that go with it."""

from core.payouts.models import PayoutMethod, PayoutSchedule, PayoutStatus

PAYOUT_WORDS = {
    PayoutStatus.DRAFT: ("Being checked", "info", "new"),
    PayoutStatus.APPROVED: ("Approved", "info", "partial"),
    PayoutStatus.PROCESSING: ("Being sent", "info", "partial"),
    PayoutStatus.IN_TRANSIT: ("On its way", "info", "partial"),
    PayoutStatus.PAID: ("Paid", "success", "done"),
    PayoutStatus.FAILED: ("Not accepted", "danger", "blocked"),
    PayoutStatus.RETURNED: ("Sent back", "attention", "attention"),
    PayoutStatus.CANCELED: ("Canceled", "neutral", "blocked"),
}
METHOD_WORDS = {
    PayoutMethod.SANDBOX: "Bank transfer",
    PayoutMethod.STRIPE: "Stripe account",
    PayoutMethod.PAYPAL: "PayPal",
    PayoutMethod.SEPA: "SEPA bank transfer",
}
SCHEDULE_WORDS = {
    PayoutSchedule.DAILY: "Every day",
    PayoutSchedule.WEEKLY: "Every week",
    PayoutSchedule.MONTHLY: "Every month",
}
