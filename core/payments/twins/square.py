"""A Square that remembers: payment links, orders, payments, refunds, signed webhooks."""

import hashlib
import hmac
import json
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime
from secrets import token_hex
from urllib.parse import parse_qsl

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from core.payments.twins.twin import Json, Refusal, Twin, Work, page

DECLINED_CARD = "4000000000000002"
LOCATION = "LTWIN1"
LONGEST_KEY = 45


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def refusal(status: int, category: str, code: str, detail: str) -> Refusal:
    error = {"category": category, "code": code, "detail": detail}
    return Refusal(status, {"errors": [error]})


_REUSED = (
    400,
    refusal(400, "INVALID_REQUEST_ERROR", "IDEMPOTENCY_KEY_REUSED", "Another request.").body,
)


@dataclass
class SquareTwin(Twin):
    """``notification_url`` is what was entered for the webhook: a part of its signature."""

    access_token: str = "twin-token"  # noqa: S105  a stand-in's
    signature_key: str = "twin-signature-key"
    notification_url: str = "https://shop.example/webhooks/square"
    orders: dict[str, Json] = field(default_factory=dict)
    links: dict[str, Json] = field(default_factory=dict)
    payments: dict[str, Json] = field(default_factory=dict)
    refunds: dict[str, Json] = field(default_factory=dict)

    def app(self) -> FastAPI:
        app = FastAPI()
        app.add_api_route("/v2/{path:path}", self.api, methods=["GET", "POST", "PUT"])
        app.add_api_route("/u/{link_id}", self.show, methods=["GET"])
        app.add_api_route("/u/{link_id}", self.pay, methods=["POST"])
        return app

    async def api(self, request: Request, path: str) -> Response:
        form = (await request.body()).decode()
        if request.headers.get("authorization") != f"Bearer {self.access_token}":
            no = refusal(401, "AUTHENTICATION_ERROR", "UNAUTHORIZED", "Not authorized.")
            return JSONResponse(no.body, no.status)
        given = json.loads(form) if form else {}
        key = given.get("idempotency_key")
        if key is not None and len(key) > LONGEST_KEY:
            no = refusal(400, "INVALID_REQUEST_ERROR", "VALUE_TOO_LONG", "Key too long.")
            return self.answered(request, form, no.status, no.body)
        try:
            work = self._operation(request.method, path.split("/"), given)
        except Refusal as refused:
            return self.answered(request, form, refused.status, refused.body)
        status, body = self.once(key, f"{path} {form}", work, _REUSED)
        return self.answered(request, form, status, body)

    async def show(self, link_id: str) -> Response:
        order = self._order_of(link_id)
        if order is None:
            return page("This checkout is closed", "", 410)
        money = order["total_money"]
        field = "<input name=number value=4242424242424242 aria-label='Card number'>"
        return page(f"Pay {money['amount']} {money['currency']}", "Pay", extra=field)

    async def pay(self, request: Request, link_id: str) -> Response:
        order = self._order_of(link_id)
        if order is None:
            return page("This checkout is closed", "", 410)
        number = dict(parse_qsl((await request.body()).decode())).get("number")
        if number == DECLINED_CARD:  # the page asks for another card; no payment is left behind
            return page("Your card was declined", "Try again", 402)
        payment = {
            "id": token_hex(12),
            "status": "COMPLETED",
            "amount_money": order["total_money"],
            "total_money": order["total_money"],
            "location_id": order["location_id"],
            "order_id": order["id"],
            "source_type": "CARD",
            "created_at": _now(),
            "updated_at": _now(),
        }
        self.payments[payment["id"]] = payment
        order |= {"state": "OPEN", "version": order["version"] + 1}
        order["tenders"] = [
            {
                "id": payment["id"],
                "payment_id": payment["id"],
                "type": "CARD",
                "amount_money": order["total_money"],
            }
        ]
        self.emit("payment.created", "payment", payment)
        self.emit("payment.updated", "payment", payment)
        url = self.links[link_id]["checkout_options"]["redirect_url"]
        return RedirectResponse(url, 303)

    def emit(self, kind: str, name: str, about: Json) -> None:
        event = {
            "merchant_id": "MTWIN1",
            "location_id": LOCATION,
            "type": kind,
            "event_id": token_hex(16),
            "created_at": _now(),
            "data": {"type": name, "id": about["id"], "object": {name: about}},
        }
        body = json.dumps(event).encode()
        self.tell(body, self.signed(body))

    def signed(self, body: bytes, *, url: str = "", key: str = "") -> dict[str, str]:
        message = (url or self.notification_url).encode() + body
        secret = (key or self.signature_key).encode()
        digest = hmac.new(secret, message, hashlib.sha256).digest()
        return {"x-square-hmacsha256-signature": b64encode(digest).decode()}

    def _operation(self, method: str, parts: list[str], given: Json) -> Work:
        match method, parts:
            case "POST", ["online-checkout", "payment-links"]:
                return lambda: self._link(given)
            case "GET", ["orders", name]:
                return lambda: {"order": _found(self.orders, name)}
            case "PUT", ["orders", name]:
                return lambda: self._update(_found(self.orders, name), given["order"])
            case "GET", ["payments", name]:
                return lambda: {"payment": _found(self.payments, name)}
            case "POST", ["refunds"]:
                return lambda: self._refund(given)
            case "GET", ["refunds", name]:
                return lambda: {"refund": _found(self.refunds, name)}
        raise refusal(404, "INVALID_REQUEST_ERROR", "NOT_FOUND", "No such operation.")

    def _order_of(self, link_id: str) -> Json | None:
        link = self.links.get(link_id)
        order = self.orders[link["order_id"]] if link else None
        return order if order and order["state"] == "DRAFT" else None

    def _link(self, given: Json) -> Json:
        wanted = given["order"]
        (line,) = wanted["line_items"]
        price = line["base_price_money"]
        total = {**price, "amount": price["amount"] * int(line["quantity"])}
        order = {
            "id": token_hex(14),
            "location_id": wanted["location_id"],
            "reference_id": wanted["reference_id"],
            "state": "DRAFT",
            "version": 1,
            "line_items": [{**line, "uid": token_hex(5), "total_money": total}],
            "total_money": total,
            "created_at": _now(),
            "updated_at": _now(),
        }
        name = token_hex(8).upper()
        link = {
            "id": name,
            "version": 1,
            "order_id": order["id"],
            "url": f"{self.origin}/u/{name}",
            "long_url": f"{self.origin}/u/{name}",
            "checkout_options": given["checkout_options"],
            "created_at": _now(),
        }
        self.orders[order["id"]], self.links[name] = order, link
        return {"payment_link": link, "related_resources": {"orders": [order]}}

    def _update(self, order: Json, wanted: Json) -> Json:
        if wanted["version"] != order["version"]:
            raise refusal(409, "INVALID_REQUEST_ERROR", "VERSION_MISMATCH", "Changed before.")
        if order.get("tenders"):
            raise refusal(400, "INVALID_REQUEST_ERROR", "BAD_REQUEST", "Order is paid.")
        order |= {"state": wanted["state"], "version": order["version"] + 1}
        return {"order": order}

    def _refund(self, given: Json) -> Json:
        payment = _found(self.payments, given["payment_id"])
        money, known = given["amount_money"], payment.get("refunded_money", {"amount": 0})
        whole = payment["amount_money"]
        if money["currency"] != whole["currency"]:
            raise refusal(400, "INVALID_REQUEST_ERROR", "CURRENCY_MISMATCH", "Other currency.")
        if known["amount"] + money["amount"] > whole["amount"]:
            raise refusal(
                400, "REFUND_ERROR", "REFUND_AMOUNT_INVALID", "More than is left of it."
            )
        payment["refunded_money"] = {**money, "amount": known["amount"] + money["amount"]}
        refund = {
            "id": f"{payment['id']}_{token_hex(8)}",
            "status": "COMPLETED",
            "amount_money": money,
            "payment_id": payment["id"],
            "order_id": payment["order_id"],
            "location_id": payment["location_id"],
            "created_at": _now(),
            "updated_at": _now(),
        }
        self.refunds[refund["id"]] = refund
        self.emit("refund.created", "refund", refund)
        return {"refund": refund}


def _found(rows: dict[str, Json], name: str) -> Json:
    if name not in rows:
        raise refusal(404, "INVALID_REQUEST_ERROR", "NOT_FOUND", f"No such object: {name}")
    return rows[name]
