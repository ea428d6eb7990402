"""Stripe's books: intents, charges, refunds, transfers, disputes."""

import time
from abc import abstractmethod
from dataclasses import dataclass, field
from uuid import uuid4

from core.payments.twins.stripe_words import Json, found, refusal
from core.payments.twins.twin import Twin

_EVIDENCE = (
    "access_activity_log", "billing_address", "cancellation_policy",
    "cancellation_policy_disclosure", "cancellation_rebuttal", "customer_communication",
    "customer_email_address", "customer_name", "customer_purchase_ip", "customer_signature",
    "duplicate_charge_documentation", "duplicate_charge_explanation", "duplicate_charge_id",
    "product_description", "receipt", "refund_policy", "refund_policy_disclosure",
    "refund_refusal_explanation", "service_date", "service_documentation",
    "shipping_address", "shipping_carrier", "shipping_date", "shipping_documentation",
    "shipping_tracking_number", "uncategorized_file", "uncategorized_text",
)  # fmt: skip
DECLINED_CARD, ASKING_CARD = "4000000000000002", "4000002760003184"


@dataclass
class StripeBooks(Twin):
    sessions: dict[str, Json] = field(default_factory=dict)
    intents: dict[str, Json] = field(default_factory=dict)
    charges: dict[str, Json] = field(default_factory=dict)
    refunds: dict[str, Json] = field(default_factory=dict)
    customers: dict[str, Json] = field(default_factory=dict)
    methods: dict[str, Json] = field(default_factory=dict)
    cards: dict[str, str] = field(default_factory=dict)
    transfers: dict[str, Json] = field(default_factory=dict)
    disputes: dict[str, Json] = field(default_factory=dict)

    @abstractmethod
    def emit(self, kind: str, about: Json) -> None:
        """Tell the market of it."""

    def _capture(self, intent: Json, units: int) -> Json:
        if intent["status"] != "requires_capture":
            raise refusal(
                f"This PaymentIntent could not be captured: {intent['status']}.",
                code="payment_intent_unexpected_state",
            )
        if units > intent["amount_capturable"]:
            raise refusal("The amount is too large.", code="amount_too_large")
        charge = self.charges[intent["latest_charge"]]
        charge |= {"captured": True, "amount_captured": units}
        charge["amount_refunded"] = charge["amount"] - units
        intent |= {"status": "succeeded", "amount_received": units, "amount_capturable": 0}
        return intent

    def _cancel(self, intent: Json) -> Json:
        if intent["status"] == "succeeded":
            raise refusal("You cannot cancel this PaymentIntent.")
        charge = self.charges[intent["latest_charge"]]
        charge |= {"refunded": True, "amount_refunded": charge["amount"]}
        intent |= {"status": "canceled", "amount_capturable": 0}
        return intent

    def _refund(self, intent: Json, units: int) -> Json:
        charge = self.charges.get(intent["latest_charge"] or "")
        if charge is None or not charge["captured"]:
            raise refusal("This PaymentIntent has no successful charge to refund.")
        left = charge["amount"] - charge["amount_refunded"]
        if units > left:
            raise refusal(f"Refund amount ({units}) is greater than what is left ({left}).")
        charge["amount_refunded"] += units
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        refund = {
            "id": f"re_{uuid4().hex}",
            "object": "refund",
            "amount": units,
            "charge": charge["id"],
            "created": int(time.time()),
            "currency": intent["currency"],
            "metadata": {},
            "payment_intent": intent["id"],
            "status": "succeeded",
        }
        self.refunds[refund["id"]] = refund
        self.emit("charge.refunded", charge)
        return refund

    def _customer(self, given: Json) -> Json:
        customer = {
            "id": f"cus_{uuid4().hex[:14]}",
            "object": "customer",
            "created": int(time.time()),
            "email": given["email"],
            "livemode": False,
            "metadata": {},
        }
        self.customers[customer["id"]] = customer
        return customer

    def _keep_card(self, customer: str, number: str) -> Json:
        method = {
            "id": f"pm_{uuid4().hex}",
            "object": "payment_method",
            "type": "card",
            "created": int(time.time()),
            "customer": customer,
            "livemode": False,
            "metadata": {},
            "billing_details": _nobody(),
            "card": _card(number),
        }
        self.methods[method["id"]] = method
        self.cards[method["id"]] = number
        return method

    def _methods_of(self, customer: str) -> Json:
        found(self.customers, customer)
        kept = [m for m in self.methods.values() if m["customer"] == customer]
        url = f"/v1/customers/{customer}/payment_methods"
        return {"object": "list", "data": kept, "has_more": False, "url": url}

    def _detach(self, name: str) -> Json:
        method = found(self.methods, name)
        if method["customer"] is None:
            raise refusal("The payment method you provided is not attached to a customer.")
        method["customer"] = None
        return method

    def _charge_saved(self, given: Json) -> Json:
        method = found(self.methods, given["payment_method"])
        if method["customer"] is None or method["customer"] != given["customer"]:
            raise refusal("The provided PaymentMethod was not attached to this Customer.")
        intent = new_intent(
            int(given["amount"]),
            given["currency"],
            given["description"],
            given["metadata"],
            given.get("transfer_group"),
        )
        intent |= {"customer": given["customer"], "payment_method": method["id"]}
        self.intents[intent["id"]] = intent
        number = self.cards[method["id"]]
        if number in (DECLINED_CARD, ASKING_CARD):
            is_asked = number == ASKING_CARD
            code = "authentication_required" if is_asked else "card_declined"
            words = {"code": code, "decline_code": code if is_asked else "generic_decline"}
            raise refusal("Your card was declined.", 402, type="card_error", **words)
        charge = new_charge(intent)
        self.charges[charge["id"]] = charge
        intent |= {"latest_charge": charge["id"], "status": "requires_capture"}
        intent["amount_capturable"] = intent["amount"]
        self._capture(intent, intent["amount"])
        self.emit("payment_intent.succeeded", intent)
        return intent

    def _transfer(self, given: Json) -> Json:
        if not given["destination"].startswith("acct_"):
            raise refusal("No such destination.", code="account_invalid")
        transfer = {
            "id": f"tr_{uuid4().hex}",
            "object": "transfer",
            "amount": int(given["amount"]),
            "amount_reversed": 0,
            "balance_transaction": f"txn_{uuid4().hex}",
            "created": int(time.time()),
            "currency": given["currency"],
            "description": given["description"],
            "destination": given["destination"],
            "livemode": False,
            "metadata": given["metadata"],
            "reversals": {"object": "list", "data": [], "has_more": False, "url": "/"},
            "reversed": False,
            "source_type": "card",
            "transfer_group": given["transfer_group"],
        }
        self.transfers[transfer["id"]] = transfer
        return transfer

    def _reverse(self, name: str, given: Json) -> Json:
        transfer, units = found(self.transfers, name), int(given["amount"])
        if units > transfer["amount"] - transfer["amount_reversed"]:
            raise refusal("The reversal is larger than what is left of the transfer.")
        transfer["amount_reversed"] += units
        transfer["reversed"] = transfer["amount_reversed"] == transfer["amount"]
        return {
            "id": f"trr_{uuid4().hex}",
            "object": "transfer_reversal",
            "amount": units,
            "created": int(time.time()),
            "currency": transfer["currency"],
            "metadata": {},
            "transfer": name,
        }

    def dispute(self, intent_name: str, reason: str = "fraudulent") -> Json:
        """The buyer's bank takes the money back, for now."""
        intent = self.intents[intent_name]
        dispute = {
            "id": f"dp_{uuid4().hex}",
            "object": "dispute",
            "amount": intent["amount_received"],
            "balance_transactions": [],
            "charge": intent["latest_charge"],
            "created": int(time.time()),
            "currency": intent["currency"],
            "evidence": dict.fromkeys(_EVIDENCE),
            "evidence_details": {
                "due_by": int(time.time()) + 7 * 86400,
                "has_evidence": False,
                "past_due": False,
                "submission_count": 0,
            },
            "is_charge_refundable": False,
            "livemode": False,
            "metadata": {},
            "payment_intent": intent_name,
            "reason": reason,
            "status": "needs_response",
        }
        self.disputes[dispute["id"]] = dispute
        self.emit("charge.dispute.created", dispute)
        return dispute


def new_intent(
    amount: int, currency: str, description: str, metadata: Json, group: str | None
) -> Json:
    return {
        "id": f"pi_{uuid4().hex}",
        "object": "payment_intent",
        "amount": amount,
        "amount_capturable": 0,
        "amount_received": 0,
        "capture_method": "automatic",
        "confirmation_method": "automatic",
        "created": int(time.time()),
        "currency": currency,
        "description": description,
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": metadata,
        "payment_method_types": ["card"],
        "status": "requires_payment_method",
        "transfer_group": group,
    }


def new_charge(intent: Json) -> Json:
    return {
        "id": f"ch_{uuid4().hex}",
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": 0,
        "amount_refunded": 0,
        "billing_details": _nobody(),
        "captured": False,
        "created": int(time.time()),
        "currency": intent["currency"],
        "disputed": False,
        "livemode": False,
        "metadata": intent["metadata"],
        "paid": True,
        "payment_intent": intent["id"],
        "refunded": False,
        "status": "succeeded",
    }


def _nobody() -> Json:
    address = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"))
    return {"address": address, "email": None, "name": None, "phone": None}


def _card(number: str) -> Json:
    return {
        "brand": "visa",
        "checks": {
            "address_line1_check": None,
            "address_postal_code_check": None,
            "cvc_check": "pass",
        },
        "country": "DE",
        "exp_month": 4,
        "exp_year": 2039,
        "fingerprint": uuid4().hex[:16],
        "funding": "credit",
        "generated_from": None,
        "last4": number[-4:],
        "networks": {"available": ["visa"], "preferred": None},
        "three_d_secure_usage": {"supported": True},
        "wallet": None,
    }
