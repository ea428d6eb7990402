"""A Stripe that remembers: the few operations we use, with Checkout's page and its webhooks.

Everything said to it and by it over the API is kept in ``exchanges``, so that it can be held
against Stripe's own specification.
"""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

import stripe
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from core.payments.sandbox_gateway.faults import Fault, ordered_fault
from tests.contract.openapi import nested

DECLINED_CARD, ASKING_CARD = "4000000000000002", "4000002760003184"

Json = dict[str, Any]
Work = Callable[[], Json]


class Refusal(Exception):
    def __init__(self, message: str, status: int = 400, **words: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": "invalid_request_error", "message": message} | words}


@dataclass(frozen=True)
class Exchange:
    method: str
    path: str
    query: str
    form: str
    status: int
    body: Json


@dataclass
class StripeTwin:
    origin: str
    secret_key: str
    webhook_secret: str
    sessions: dict[str, Json] = field(default_factory=dict)
    intents: dict[str, Json] = field(default_factory=dict)
    charges: dict[str, Json] = field(default_factory=dict)
    refunds: dict[str, Json] = field(default_factory=dict)
    kept: dict[str, tuple[str, int, Json]] = field(default_factory=dict)
    faulted: dict[str, int] = field(default_factory=dict)
    exchanges: list[Exchange] = field(default_factory=list)
    sent: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)

    def app(self) -> FastAPI:
        app = FastAPI()
        app.add_api_route("/v1/{path:path}", self.api, methods=["GET", "POST"])
        app.add_api_route("/pay/{session_id}", self.page, methods=["GET"])
        app.add_api_route("/pay/{session_id}", self.pay, methods=["POST"])
        app.add_api_route("/pay/{session_id}/challenge", self.challenge, methods=["POST"])
        return app

    async def api(self, request: Request, path: str) -> Response:
        if request.headers.get("authorization") != f"Bearer {self.secret_key}":
            words = {"type": "invalid_request_error", "message": "Invalid API Key provided"}
            return JSONResponse({"error": words}, 401)
        form = (await request.body()).decode()
        operation, work, metadata = self._operation(request.method, path.split("/"), form)
        key = request.headers.get("idempotency-key")
        fault = self._striking(ordered_fault(metadata, operation), key)
        if fault is None or fault.strikes_after_the_effect:
            status, body = self._once(key, f"{path} {form}", work)
        if fault is not None:
            answer = await fault.answer()
            return Response(answer.body, answer.status_code, dict(answer.headers))
        body = json.loads(json.dumps(body))
        if "payment_intent.latest_charge" in request.query_params.values():
            self._expand(body)
        exchange = Exchange(
            request.method, request.url.path, request.url.query, form, status, body
        )
        self.exchanges.append(exchange)
        return JSONResponse(body, status)

    async def page(self, session_id: str) -> Response:
        session = self.sessions[session_id]
        if session["status"] != "open":
            return HTMLResponse("This page is closed.", 410)
        return HTMLResponse(f"Pay {session['amount_total']} {session['currency']}")

    async def pay(self, request: Request, session_id: str) -> Response:
        session = self.sessions[session_id]
        number = dict(parse_qsl((await request.body()).decode()))["number"]
        if session["status"] != "open":
            return HTMLResponse("This page is closed.", 410)
        intent = self._intent(session)
        if number == DECLINED_CARD:
            return self._declined(intent, "card_declined", "generic_decline")
        if number == ASKING_CARD:
            intent["status"] = "requires_action"
            return HTMLResponse("Confirm it is you")
        return self._paid(session, intent)

    async def challenge(self, request: Request, session_id: str) -> Response:
        session = self.sessions[session_id]
        intent = self._intent(session)
        if dict(parse_qsl((await request.body()).decode()))["answer"] == "complete":
            return self._paid(session, intent)
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
        self.sent.append((body.encode(), {"Stripe-Signature": self.signature(body)}))

    def signature(self, body: str, at: int | None = None) -> str:
        return stripe.WebhookSignature.generate_signature_header(body, self.webhook_secret, at)

    def _operation(  # noqa: PLR0911  one for each operation
        self, method: str, parts: list[str], form: str
    ) -> tuple[str, Work, Json]:
        given = nested(parse_qsl(form, keep_blank_values=True))
        match method, parts:
            case "POST", ["checkout", "sessions"]:
                return "create", lambda: self._create(given), given["metadata"]
            case "GET", ["checkout", "sessions", name]:
                return "fetch", lambda: _found(self.sessions, name), {}
            case "POST", ["checkout", "sessions", name, "expire"]:
                session = self.sessions[name]
                return "void", lambda: self._expire(session), session["metadata"]
            case "POST", ["payment_intents", name, "capture"]:
                units = int(given["amount_to_capture"])
                intent = self.intents[name]
                return "capture", lambda: self._capture(intent, units), intent["metadata"]
            case "POST", ["payment_intents", name, "cancel"]:
                intent = self.intents[name]
                return "void", lambda: self._cancel(intent), intent["metadata"]
            case "POST", ["refunds"]:
                intent = self.intents[given["payment_intent"]]
                units = int(given["amount"])
                return "refund", lambda: self._refund(intent, units), intent["metadata"]
            case "GET", ["refunds", name]:
                return "fetch_refund", lambda: _found(self.refunds, name), {}
        raise LookupError(f"{method} {parts} is not built")

    def _striking(self, fault: Fault | None, key: str | None) -> Fault | None:
        if fault is None or key is None or self.faulted.get(key, 0) >= fault.times:
            return None
        self.faulted[key] = self.faulted.get(key, 0) + 1
        return fault

    def _once(self, key: str | None, request: str, work: Work) -> tuple[int, Json]:
        fingerprint = hashlib.sha256(request.encode()).hexdigest()
        if key in self.kept:
            known, status, body = self.kept[key]
            if known == fingerprint:
                return status, body
            reused = Refusal("Keys for idempotent requests differ.", type="idempotency_error")
            return reused.status, reused.body
        try:
            status, body = 200, work()
        except Refusal as refusal:
            status, body = refusal.status, refusal.body
        if key is not None:
            self.kept[key] = (fingerprint, status, json.loads(json.dumps(body)))
        return status, body

    def _create(self, given: Json) -> Json:
        (line,) = given["line_items"]
        price = line["price_data"]
        expires_at = int(given["expires_at"])
        if not 1800 <= expires_at - time.time() <= 86400:
            raise Refusal("The `expires_at` timestamp must be 30 minutes to 24 hours away.")
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
            "customer": None,
            "customer_email": given["customer_email"],
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

    def _intent(self, session: Json) -> Json:
        """Checkout makes the payment intent when the buyer first tries to pay."""
        if session["payment_intent"]:
            return self.intents[session["payment_intent"]]
        wanted = self.intents[f"for {session['id']}"]
        intent = {
            "id": f"pi_{uuid4().hex}",
            "object": "payment_intent",
            "amount": session["amount_total"],
            "amount_capturable": 0,
            "amount_received": 0,
            "capture_method": wanted["capture_method"],
            "confirmation_method": "automatic",
            "created": int(time.time()),
            "currency": session["currency"],
            "description": wanted["description"],
            "last_payment_error": None,
            "latest_charge": None,
            "livemode": False,
            "metadata": wanted["metadata"],
            "payment_method_types": ["card"],
            "status": "requires_payment_method",
            "transfer_group": wanted["transfer_group"],
        }
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
        return HTMLResponse("Your card was declined.", 402)

    def _paid(self, session: Json, intent: Json) -> Response:
        is_automatic = intent["capture_method"] == "automatic"
        charge = _charge(intent)
        self.charges[charge["id"]] = charge
        intent |= {"latest_charge": charge["id"], "last_payment_error": None}
        intent |= {"status": "requires_capture", "amount_capturable": intent["amount"]}
        if is_automatic:
            self._capture(intent, intent["amount"])
        session |= {"status": "complete", "payment_status": "paid", "url": None}
        if not is_automatic:
            session["payment_status"] = "unpaid"
        self.emit("payment_intent.created", intent)
        self.emit("checkout.session.completed", session)
        return RedirectResponse(session["success_url"], 303)

    def _capture(self, intent: Json, units: int) -> Json:
        if intent["status"] != "requires_capture":
            raise Refusal(
                f"This PaymentIntent could not be captured: {intent['status']}.",
                code="payment_intent_unexpected_state",
            )
        if units > intent["amount_capturable"]:
            raise Refusal("The amount is too large.", code="amount_too_large")
        charge = self.charges[intent["latest_charge"]]
        charge |= {"captured": True, "amount_captured": units}
        charge["amount_refunded"] = charge["amount"] - units
        intent |= {"status": "succeeded", "amount_received": units, "amount_capturable": 0}
        return intent

    def _cancel(self, intent: Json) -> Json:
        if intent["status"] == "succeeded":
            raise Refusal("You cannot cancel this PaymentIntent.")
        charge = self.charges[intent["latest_charge"]]
        charge |= {"refunded": True, "amount_refunded": charge["amount"]}
        intent |= {"status": "canceled", "amount_capturable": 0}
        return intent

    def _expire(self, session: Json) -> Json:
        if session["status"] != "open":
            raise Refusal("Only Checkout Sessions with a status of open can be expired.")
        session |= {"status": "expired", "url": None}
        self.emit("checkout.session.expired", session)
        return session

    def _refund(self, intent: Json, units: int) -> Json:
        charge = self.charges.get(intent["latest_charge"] or "")
        if charge is None or not charge["captured"]:
            raise Refusal("This PaymentIntent has no successful charge to refund.")
        left = charge["amount"] - charge["amount_refunded"]
        if units > left:
            raise Refusal(f"Refund amount ({units}) is greater than what is left ({left}).")
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

    def _expand(self, body: Json) -> None:
        if intent := self.intents.get(body.get("payment_intent") or ""):
            charge = self.charges.get(intent["latest_charge"] or "")
            body["payment_intent"] = intent | {"latest_charge": charge}


def _found(rows: dict[str, Json], name: str) -> Json:
    if name not in rows:
        raise Refusal(f"No such object: '{name}'", 404, code="resource_missing")
    return rows[name]


def _charge(intent: Json) -> Json:
    address = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"))
    return {
        "id": f"ch_{uuid4().hex}",
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": 0,
        "amount_refunded": 0,
        "billing_details": {"address": address, "email": None, "name": None, "phone": None},
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
