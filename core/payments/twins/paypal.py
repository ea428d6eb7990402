"""A PayPal that remembers: tokens, orders, captures, refunds, payouts, disputes, and webhooks
signed with a certificate of its own.
"""

import json
import zlib
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from secrets import compare_digest, token_hex
from typing import Any
from urllib.parse import parse_qsl

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from core.kernel.money import Money
from core.payments.twins.paypal_words import Words, from_words, to_words
from core.payments.twins.twin import Json, Refusal, Twin, Work, page

MERCHANT = "TWNMERCHANT22"
_REUSED = (
    422,
    {
        "name": "UNPROCESSABLE_ENTITY",
        "message": "The requested action could not be performed.",
        "debug_id": "twin",
        "details": [{"issue": "PAYPAL_REQUEST_ID_REUSED", "description": "Another request."}],
    },
)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def refusal(status: int, name: str, issue: str, description: str) -> Refusal:
    details = [{"issue": issue, "description": description}]
    words = {"name": name, "message": description, "debug_id": "twin", "details": details}
    return Refusal(status, words)


def unprocessable(issue: str, description: str) -> Refusal:
    return refusal(422, "UNPROCESSABLE_ENTITY", issue, description)


def missing(what: str) -> Refusal:
    return refusal(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID", f"No such {what}.")


@dataclass
class PayPalTwin(Twin):
    client_id: str = "twin-client"
    secret: str = "twin-secret"  # noqa: S105  a stand-in's
    webhook_id: str = "WH-TWIN"
    tokens: set[str] = field(default_factory=set)
    orders: dict[str, Json] = field(default_factory=dict)
    captures: dict[str, Json] = field(default_factory=dict)
    refunds: dict[str, Json] = field(default_factory=dict)
    batches: dict[str, Json] = field(default_factory=dict)
    disputes: dict[str, Json] = field(default_factory=dict)
    return_urls: dict[str, str] = field(default_factory=dict)
    captures_pending: bool = False
    declines: bool = False

    def __post_init__(self) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._certificate = certificate(self._key)

    def app(self) -> FastAPI:
        app = FastAPI()
        app.add_api_route("/v1/oauth2/token", self.token, methods=["POST"])
        app.add_api_route("/v1/notifications/certs/CERT-1", self.cert, methods=["GET"])
        app.add_api_route("/checkoutnow", self.show, methods=["GET"])
        app.add_api_route("/checkoutnow", self.approve, methods=["POST"])
        app.add_api_route("/{path:path}", self.api, methods=["GET", "POST"])
        return app

    async def token(self, request: Request) -> Response:
        known = b64encode(f"{self.client_id}:{self.secret}".encode()).decode()
        if not compare_digest(request.headers.get("authorization", ""), f"Basic {known}"):
            words = {"error": "invalid_client", "error_description": "Unknown client"}
            return JSONResponse(words, 401)
        token = token_hex(16)
        self.tokens.add(token)
        return Response(
            json.dumps({"access_token": token, "token_type": "Bearer", "expires_in": 32400}),
            media_type="application/json",
        )

    async def cert(self) -> Response:
        return Response(self._certificate.public_bytes(Encoding.PEM))

    async def api(self, request: Request, path: str) -> Response:
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            words = {"name": "AUTHENTICATION_FAILURE", "message": "No.", "debug_id": "twin"}
            return JSONResponse(words, 401)
        form = (await request.body()).decode()
        given = json.loads(form) if form else {}
        key = request.headers.get("paypal-request-id")
        try:
            work = self._operation(request.method, path.split("/"), given)
        except Refusal as refused:
            return self.answered(request, form, refused.status, refused.body)
        status, body = self.once(key, f"{path} {form}", work, _REUSED)
        return self.answered(request, form, status, body)

    async def show(self, token: str) -> Response:
        order = self.orders.get(token)
        if order is None or order["status"] != "PAYER_ACTION_REQUIRED":
            return page("This payment is closed", "", 410)
        amount = order["purchase_units"][0]["amount"]
        return page(f"Pay {amount['value']} {amount['currency_code']}", "Agree and pay")

    async def approve(self, request: Request, token: str) -> Response:
        order = self.orders.get(token)
        if order is None or order["status"] != "PAYER_ACTION_REQUIRED":
            return page("This payment is closed", "", 410)
        given = dict(parse_qsl((await request.body()).decode()))
        order["status"] = "APPROVED"
        order["payer"] = {"payer_id": "TWNPAYER22222", "email_address": "buyer@example.com"}
        self.captures_pending = self.captures_pending or given.get("how") == "check"
        self.emit("CHECKOUT.ORDER.APPROVED", order)
        return RedirectResponse(self.return_urls[token], 303)

    def emit(self, kind: str, resource: Json) -> None:
        event = {
            "id": f"WH-{token_hex(8).upper()}",
            "event_version": "1.0",
            "create_time": _now(),
            "resource_type": kind.split(".", maxsplit=1)[0].lower(),
            "event_type": kind,
            "summary": kind,
            "resource": resource,
            "links": [],
        }
        body = json.dumps(event, indent=1).encode()
        self.tell(body, self.signed(body))

    def signed(
        self, body: bytes, *, at: str = "", webhook_id: str = "", key: Any = None
    ) -> dict[str, str]:
        transmission, at = token_hex(16), at or _now()
        crc, endpoint = zlib.crc32(body), webhook_id or self.webhook_id
        message = f"{transmission}|{at}|{endpoint}|{crc}".encode()
        signature = (key or self._key).sign(message, PKCS1v15(), SHA256())
        return {
            "PAYPAL-TRANSMISSION-ID": transmission,
            "PAYPAL-TRANSMISSION-TIME": at,
            "PAYPAL-TRANSMISSION-SIG": b64encode(signature).decode(),
            "PAYPAL-CERT-URL": f"{self.origin}/v1/notifications/certs/CERT-1",
            "PAYPAL-AUTH-ALGO": "SHA256withRSA",
        }

    def _operation(  # noqa: PLR0911  one for each operation
        self, method: str, parts: list[str], given: Json
    ) -> Work:
        match method, parts:
            case "POST", ["v2", "checkout", "orders"]:
                return lambda: self._create(given)
            case "GET", ["v2", "checkout", "orders", name]:
                return lambda: _found(self.orders, name, "order")
            case "POST", ["v2", "checkout", "orders", name, "capture"]:
                return lambda: self._capture(name)
            case "POST", ["v2", "payments", "captures", name, "refund"]:
                return lambda: self._refund(name, given)
            case "GET", ["v2", "payments", "refunds", name]:
                return lambda: _found(self.refunds, name, "refund")
            case "POST", ["v1", "payments", "payouts"]:
                return lambda: self._pay_out(given)
            case "GET", ["v1", "payments", "payouts", name]:
                return lambda: _found(self.batches, name, "batch")
            case "GET", ["v1", "customer", "disputes", name]:
                return lambda: _found(self.disputes, name, "dispute")
        raise missing("operation")

    def _create(self, given: Json) -> Any:
        (unit,) = given["purchase_units"]
        amount = from_words(unit["amount"])
        if amount.minor <= 0:
            raise unprocessable("CANNOT_BE_ZERO_OR_NEGATIVE", "Must be greater than zero.")
        context = given["payment_source"]["paypal"]["experience_context"]
        name = token_hex(8).upper() + "X"
        order = {
            "id": name,
            "intent": given["intent"],
            "status": "PAYER_ACTION_REQUIRED",
            "create_time": _now(),
            "payment_source": {"paypal": {}},
            "purchase_units": [
                {
                    "reference_id": "default",
                    "amount": to_words(amount),
                    "payee": {"merchant_id": MERCHANT, "email_address": "shop@example.com"},
                    "custom_id": unit["custom_id"],
                    "description": unit["description"],
                }
            ],
            "links": [
                {
                    "href": f"{self.origin}/checkoutnow?token={name}",
                    "rel": "payer-action",
                    "method": "GET",
                }
            ],
        }
        self.orders[name] = order
        self.return_urls[name] = context["return_url"]
        return order

    def _capture(self, name: str) -> Any:
        order = _found(self.orders, name, "order")
        if order["status"] == "COMPLETED":
            raise unprocessable("ORDER_ALREADY_CAPTURED", "Order already captured.")
        if order["status"] != "APPROVED":
            raise unprocessable("ORDER_NOT_APPROVED", "Payer has not yet approved the Order.")
        if self.declines:
            raise unprocessable("INSTRUMENT_DECLINED", "The instrument was declined.")
        unit = order["purchase_units"][0]
        capture = {
            "id": token_hex(8).upper() + "C",
            "status": "PENDING" if self.captures_pending else "COMPLETED",
            "amount": unit["amount"],
            "final_capture": True,
            "create_time": _now(),
            "custom_id": unit["custom_id"],
            "supplementary_data": {"related_ids": {"order_id": name}},
        }
        if self.captures_pending:
            capture["status_details"] = {"reason": "ECHECK"}
        self.captures[capture["id"]] = capture
        unit["payments"] = {"captures": [capture]}
        order["status"] = "COMPLETED"
        self.emit(f"PAYMENT.CAPTURE.{capture['status']}", capture)
        return 201, order

    def settle(self, capture_id: str, status: str) -> None:
        """What a pending capture became: ``COMPLETED`` or ``DECLINED``."""
        capture = self.captures[capture_id]
        capture["status"] = status
        capture.pop("status_details", None)
        self.emit(f"PAYMENT.CAPTURE.{'DENIED' if status == 'DECLINED' else status}", capture)

    def _refund(self, name: str, given: Json) -> Any:
        capture = _found(self.captures, name, "capture")
        amount, whole = from_words(given["amount"]), from_words(capture["amount"])
        order = self.orders[capture["supplementary_data"]["related_ids"]["order_id"]]
        payments = order["purchase_units"][0]["payments"]
        given_back = sum(from_words(r["amount"]).minor for r in payments.get("refunds", []))
        if capture["status"] == "PENDING":
            raise unprocessable("REFUND_NOT_ALLOWED", "The capture is pending.")
        if amount > Money(whole.minor - given_back, whole.currency):
            raise unprocessable("REFUND_AMOUNT_EXCEEDED", "More than was captured.")
        refund = {
            "id": token_hex(8).upper() + "R",
            "status": "COMPLETED",
            "amount": to_words(amount),
            "create_time": _now(),
        }
        self.refunds[refund["id"]] = refund
        payments.setdefault("refunds", []).append(refund)
        is_all = given_back + amount.minor == whole.minor
        capture["status"] = "REFUNDED" if is_all else "PARTIALLY_REFUNDED"
        self.emit("PAYMENT.CAPTURE.REFUNDED", refund)
        return 201, refund

    def _pay_out(self, given: Json) -> Any:
        sender = given["sender_batch_header"]["sender_batch_id"]
        (item,) = given["items"]
        if any(b["batch_header"]["sender_batch_header"]["sender_batch_id"] == sender
               for b in self.batches.values()):  # fmt: skip
            words: Words = {
                "name": "USER_BUSINESS_ERROR",
                "message": "User business error.",
                "debug_id": "twin",
                "details": [{"issue": "Batch with given sender_batch_id already exists"}],
            }
            raise Refusal(400, words)
        name = token_hex(6).upper()
        outcome = item["receiver"].partition("@")[0].upper()
        state = outcome if outcome in {"FAILED", "RETURNED", "UNCLAIMED"} else "SUCCESS"
        header = {
            "payout_batch_id": name,
            "batch_status": "PENDING",
            "sender_batch_header": given["sender_batch_header"],
        }
        self.batches[name] = {
            "batch_header": header
            | {"batch_status": "SUCCESS", "amount": item["amount"], "time_created": _now()},
            "items": [
                {
                    "payout_item_id": f"{name}I",
                    "transaction_status": state,
                    "payout_batch_id": name,
                    "payout_item": item,
                }
            ],
        }
        return 201, {"batch_header": header}


def certificate(key: rsa.RSAPrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "messageverificationcerts.twin")])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .sign(key, SHA256())
    )


def _found(rows: dict[str, Json], name: str, what: str) -> Json:
    if name not in rows:
        raise missing(what)
    return rows[name]
