"""Words of finance: payouts, accounts, transactions."""

from admin.state.words import Words
from core.ledger.models import AccountKind, TransactionKind
from core.payouts.models import PayoutMethod, PayoutStatus, SepaFileStatus

PAYOUT_WORDS: dict[PayoutStatus, Words] = {
    PayoutStatus.DRAFT: ("To approve", "attention", "attention"),
    PayoutStatus.APPROVED: ("Approved", "info", "new"),
    PayoutStatus.PROCESSING: ("Being sent", "info", "partial"),
    PayoutStatus.IN_TRANSIT: ("On its way", "info", "partial"),
    PayoutStatus.PAID: ("Paid", "success", "done"),
    PayoutStatus.FAILED: ("Failed", "danger", "blocked"),
    PayoutStatus.RETURNED: ("Sent back", "attention", "attention"),
    PayoutStatus.CANCELED: ("Canceled", "neutral", "blocked"),
}
METHOD_NAMES = {
    PayoutMethod.SANDBOX: "Sandbox bank",
    PayoutMethod.STRIPE: "Stripe",
    PayoutMethod.PAYPAL: "PayPal",
    PayoutMethod.SEPA: "SEPA file",
}
FILE_WORDS: dict[SepaFileStatus, Words] = {
    SepaFileStatus.MADE: ("Not handed over", "attention", "attention"),
    SepaFileStatus.SENT: ("At the bank", "info", "partial"),
    SepaFileStatus.EXECUTED: ("Executed", "success", "done"),
}
OURS = {
    AccountKind.GATEWAY_CLEARING: "Held by gateway",
    AccountKind.PROVIDER_FEES: "Gateway’s fees",
    AccountKind.DISPUTED: "Disputed at gateway",
}


def account_name(kind: AccountKind, owner: str, names: dict[str, str]) -> str:
    """``names`` are of vendors, by id; other owners name themselves."""
    word = OURS.get(kind) or kind.value.replace("_", " ").capitalize()
    return f"{word}: {names.get(owner, owner)}" if owner else word


def transaction_name(kind: TransactionKind) -> str:
    return kind.value.replace("_", " ").capitalize()
