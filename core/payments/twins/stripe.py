"""A Stripe that remembers: the operations we use, with Checkout's pages and its webhooks."""

import json
import time
from dataclasses import dataclass
from urllib.parse import parse_qsl
from uuid import uuid4

import stripe
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from core.payments.twins.forms import nested
from core.payments.twins.stripe_books import (
    ASKING_CARD,
    DECLINED_CARD,
    StripeBooks,
    new_charge,
    new_intent,
)
from core.payments.twins.stripe_words import Json, found, refusal
from core.payments.twins.twin import Refusal, Work, page

SHORTEST, LONGEST = 30 * 60, 24 * 60 * 60  # seconds for which a page may be open
_REUSED = (
    400,
    {
        "error": {
            "type": "idempotency_error",
            "message": "Keys for idempotent requests can only be used with the same request.",
        }
    },
)


@dataclass
class StripeTwin(StripeBooks):
    secret_key: str = "sk_test_twin"  # noqa: S105  a stand-in's
    webhook_secret: str = "whsec_twin"  # noqa: S105

    def app(self) -> FastAPI:
        app = FastAPI()
        app.add_api_route("/v1/{path:path}", self.api, methods=["GET", "POST"])
        app.add_api_route("/pay/{session_id}", self.show, methods=["GET"])
        app.add_api_route("/pay/{session_id}", self.pay, methods=["POST"])
        app.add_api_route("/pay/{session_id}/challenge", self.challenge, methods=["POST"])
        return app

    async def api(self, request: Request, path: str) -> Response:
        form = (await request.body()).decode()
        if request.headers.get("authorization") != f"Bearer {self.secret_key}":
            words = {"type": "invalid_request_error", "message": "Invalid API Key provided"}
            return JSONResponse({"error": words}, 401)
        key = request.headers.get("idempotency-key")
        try:
            work = self._operation(request.method, path.split("/"), form)
        except Refusal as refused:
            return self.answered(request, form, refused.status, refused.body)
        status, body = self.once(key, f"{path} {form}", work, _REUSED)
        wanted = {**dict(request.query_params), **dict(parse_qsl(form))}
        expands = [value for name, value in wanted.items() if name.startswith("expand")]
        return self.answered(request, form, status, self._expanded(body, expands))

    async def show(self, session_id: str) -> Response:
        session = self.sessions[session_id]
        if session["status"] != "open":
            return page("This page is closed", "", 410)
        field = "<input name=number value=4242424242424242 aria-label='Card number'>"
        return page(f"Pay {session['amount_total']} {session['currency']}", "Pay", extra=field)

    async def pay(self, request: Request, session_id: str) -> Response:
        session = self.sessions[session_id]
        number = dict(parse_qsl((await request.body()).decode())).get(
            "number", "4242424242424242"
        )
        if session["status"] != "open":
            return page("This page is closed", "", 410)
        if session["mode"] == "setup":
            self._keep_card(session["customer"], number)
            session |= {"status": "complete", "url": None}
            return RedirectResponse(session["success_url"], 303)
        intent = self._intent(session)
        if number == DECLINED_CARD:
            return self._declined(intent, "card_declined", "generic_decline")
        if number == ASKING_CARD:
            intent["status"] = "requires_action"
            return page("Confirm it is you", "Complete")
        return self._paid(session, intent, number)

    async def challenge(self, request: Request, session_id: str) -> Response:
        session = self.sessions[session_id]
        intent, number = self._intent(session), ASKING_CARD
        if dict(parse_qsl((await request.body()).decode()))["answer"] == "complete":
            return self._paid(session, intent, number)
        return self._declined(
            intent, "payment_intent_authentication_failure", "authentication_failed"
        )

    def emit(self, kind: str, about: Json) -> None:
        event = {
            "id": f"evt_{uuid4().hex}",
            "object": "event",
            "api_version": stripe.api_version,
            "created": int(time.time()),
            "data": {"object": about},
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": kind,
        }
        body = json.dumps(event, indent=2)
        self.tell(body.encode(), {"Stripe-Signature": self.signature(body)})

    def signature(self, body: str, at: int | None = None) -> str:
        return stripe.WebhookSignature.generate_signature_header(body, self.webhook_secret, at)

    def _operation(  # noqa: C901, PLR0911, PLR0912  one for each operation
        self, method: str, parts: list[str], form: str
    ) -> Work:
        given = nested(parse_qsl(form, keep_blank_values=True))
        match method, parts:
            case "POST", ["checkout", "sessions"]:
                return lambda: self._create(given)
            case "GET", ["checkout", "sessions", name]:
                return lambda: found(self.sessions, name)
            case "POST", ["checkout", "sessions", name, "expire"]:
                return lambda: self._expire(found(self.sessions, name))
            case "POST", ["payment_intents"]:
                return lambda: self._charge_saved(given)
            case "GET", ["payment_intents", name]:
                return lambda: found(self.intents, name)
            case "POST", ["payment_intents", name, "capture"]:
                units = int(given["amount_to_capture"])
                return lambda: self._capture(found(self.intents, name), units)
            case "POST", ["payment_intents", name, "cancel"]:
                return lambda: self._cancel(found(self.intents, name))
            case "POST", ["refunds"]:
                units = int(given["amount"])
                return lambda: self._refund(found(self.intents, given["payment_intent"]), units)
            case "GET", ["refunds", name]:
                return lambda: found(self.refunds, name)
            case "POST", ["customers"]:
                return lambda: self._customer(given)
            case "GET", ["customers", name, "payment_methods"]:
                return lambda: self._methods_of(name)
            case "POST", ["payment_methods", name, "detach"]:
                return lambda: self._detach(name)
            case "GET", ["payment_methods", name]:
                return lambda: found(self.methods, name)
            case "POST", ["transfers"]:
                return lambda: self._transfer(given)
            case "GET", ["transfers", name]:
                return lambda: found(self.transfers, name)
            case "POST", ["transfers", name, "reversals"]:
                return lambda: self._reverse(name, given)
            case "GET", ["disputes", name]:
                return lambda: found(self.disputes, name)
        raise refusal("Unrecognized request URL", 404)

    def _create(self, given: Json) -> Json:
        if given["mode"] == "setup":
            return self._create_setup(given)
        (line,) = given["line_items"]
        price = line["price_data"]
        expires_at = int(given["expires_at"])
        if not SHORTEST <= expires_at - time.time() <= LONGEST:
            raise refusal("The `expires_at` timestamp must be 30 minutes to 24 hours away.")
        name = f"cs_test_{uuid4().hex}"
        session = {
            "id": name,
            "object": "checkout.session",
            "amount_subtotal": int(price["unit_amount"]) * int(line["quantity"]),
            "amount_total": int(price["unit_amount"]) * int(line["quantity"]),
            "automatic_tax": {"enabled": False, "status": None},
            "cancel_url": given["cancel_url"],
            "client_reference_id": given["client_reference_id"],
            "created": int(time.time()),
            "currency": price["currency"],
            "custom_fields": [],
            "custom_text": {"shipping_address": None, "submit": None},
            "customer": given.get("customer"),
            "customer_email": given.get("customer_email"),
            "expires_at": expires_at,
            "livemode": False,
            "metadata": given["metadata"],
            "mode": given["mode"],
            "payment_intent": None,
            "payment_method_types": ["card"],
            "payment_status": "unpaid",
            "shipping_options": [],
            "status": "open",
            "success_url": given["success_url"],
            "url": f"{self.origin}/pay/{name}",
        }
        self.sessions[name] = session
        self.intents[f"for {name}"] = given["payment_intent_data"]
        return session

    def _create_setup(self, given: Json) -> Json:
        found(self.customers, given["customer"])
        name = f"cs_test_{uuid4().hex}"
        session = {
            "id": name,
            "object": "checkout.session",
            "automatic_tax": {"enabled": False, "status": None},
            "cancel_url": given["cancel_url"],
            "created": int(time.time()),
            "currency": given["currency"],
            "custom_fields": [],
            "custom_text": {"shipping_address": None, "submit": None},
            "customer": given["customer"],
            "expires_at": int(given["expires_at"]),
            "livemode": False,
            "metadata": {},
            "mode": "setup",
            "payment_method_types": ["card"],
            "payment_status": "no_payment_required",
            "shipping_options": [],
            "status": "open",
            "success_url": given["success_url"],
            "url": f"{self.origin}/pay/{name}",
        }
        self.sessions[name] = session
        return session

    def _intent(self, session: Json) -> Json:
        """Checkout makes the payment intent when the buyer first tries to pay."""
        if session["payment_intent"]:
            return self.intents[session["payment_intent"]]
        wanted = self.intents[f"for {session['id']}"]
        intent = new_intent(
            session["amount_total"],
            session["currency"],
            wanted["description"],
            wanted["metadata"],
            wanted["transfer_group"],
        )
        intent["capture_method"] = wanted["capture_method"]
        intent["customer"] = session["customer"]
        intent["setup_future_usage"] = wanted.get("setup_future_usage")
        self.intents[intent["id"]] = intent
        session["payment_intent"] = intent["id"]
        return intent

    def _declined(self, intent: Json, code: str, decline_code: str) -> Response:
        intent["status"] = "requires_payment_method"
        intent["last_payment_error"] = {
            "type": "card_error",
            "code": code,
            "decline_code": decline_code,
            "message": "Your card was declined.",
        }
        return page("Your card was declined", "Try again", 402)

    def _paid(self, session: Json, intent: Json, number: str) -> Response:
        is_automatic = intent["capture_method"] == "automatic"
        charge = new_charge(intent)
        self.charges[charge["id"]] = charge
        intent |= {"latest_charge": charge["id"], "last_payment_error": None}
        intent |= {"status": "requires_capture", "amount_capturable": intent["amount"]}
        if is_automatic:
            self._capture(intent, intent["amount"])
        session |= {"status": "complete", "payment_status": "paid", "url": None}
        if not is_automatic:
            session["payment_status"] = "unpaid"
        if intent.get("setup_future_usage"):
            self._keep_card(intent["customer"], number)
        self.emit("payment_intent.created", intent)
        self.emit("checkout.session.completed", session)
        return RedirectResponse(session["success_url"], 303)

    def _expire(self, session: Json) -> Json:
        if session["status"] != "open":
            raise refusal("Only Checkout Sessions with a status of open can be expired.")
        session |= {"status": "expired", "url": None}
        self.emit("checkout.session.expired", session)
        return session

    def _expanded(self, body: Json, expands: list[str]) -> Json:
        body = json.loads(json.dumps(body))
        if "latest_charge" in expands and body.get("latest_charge"):
            body["latest_charge"] = self.charges[body["latest_charge"]]
        if "payment_intent.latest_charge" in expands and body.get("payment_intent"):
            intent = self.intents[body["payment_intent"]]
            charge = self.charges.get(intent["latest_charge"] or "")
            body["payment_intent"] = intent | {"latest_charge": charge}
        return body
