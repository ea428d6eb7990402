"""A BTCPay Server that remembers: invoices, pull payments and their payouts, signed
webhooks. Its page offers what buyers of coins do: pay, pay too little, pay without patience.
"""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from decimal import Decimal
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qsl

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from core.payments.twins.twin import Json, Refusal, Twin, Work, page

STORE = "TwinStore1"
COIN = "BTC-CHAIN"


def refusal(status: int, code: str, message: str) -> Refusal:
    return Refusal(status, {"code": code, "message": message})


@dataclass
class BtcPayTwin(Twin):
    api_key: str = "twin-api-key"
    webhook_secret: str = "twin-webhook-secret"  # noqa: S105  a stand-in's
    invoices: dict[str, Json] = field(default_factory=dict)
    pulls: dict[str, Json] = field(default_factory=dict)
    payouts: dict[str, list[Json]] = field(default_factory=dict)

    def app(self) -> FastAPI:
        app = FastAPI()
        app.add_api_route("/api/v1/{path:path}", self.api, methods=["GET", "POST"])
        app.add_api_route("/i/{name}", self.show, methods=["GET"])
        app.add_api_route("/i/{name}", self.pay, methods=["POST"])
        return app

    async def api(self, request: Request, path: str) -> Response:
        form = (await request.body()).decode()
        if request.headers.get("authorization") != f"token {self.api_key}":
            words = {"code": "unauthenticated", "message": "Authentication is required"}
            return JSONResponse(words, 401)
        given = json.loads(form) if form else {}
        orders = request.query_params.getlist("orderId")
        try:
            work = self._operation(request.method, path.split("/"), given, orders)
        except Refusal as refused:
            return self.answered(request, form, refused.status, refused.body)
        status, body = self.once(None, "", work, None)
        return self.answered(request, form, status, body)

    async def show(self, name: str) -> Response:
        invoice = self.invoices.get(name)
        if invoice is None or invoice["status"] != "New":
            return page("This invoice is closed", "", 410)
        extra = "<button name=how value=unsure>Pay, not yet confirmed</button>"
        return page(f"Pay {invoice['amount']} {invoice['currency']}", "Pay", extra=extra)

    async def pay(self, request: Request, name: str) -> Response:
        invoice = self.invoices.get(name)
        if invoice is None or invoice["status"] != "New":
            return page("This invoice is closed", "", 410)
        how = dict(parse_qsl((await request.body()).decode())).get("how", "")
        invoice["paidAmount"] = invoice["amount"]
        if how == "too_little":
            invoice |= {"status": "Expired", "additionalStatus": "PaidPartial"}
            invoice["paidAmount"] = str(Decimal(invoice["amount"]) / 2)
            self.emit("InvoiceExpired", name, {"partiallyPaid": True})
            return page("Part of the amount is missing", "", 402)
        invoice["status"] = "Processing"
        self.emit("InvoiceProcessing", name, {"overPaid": how == "too_much"})
        if how == "too_much":
            invoice["additionalStatus"] = "PaidOver"
        if how != "unsure":
            self.settle(name)
        return RedirectResponse(invoice["checkout"]["redirectURL"], 303)

    def settle(self, name: str) -> None:
        """The chain is certain now."""
        self.invoices[name]["status"] = "Settled"
        self.emit("InvoiceSettled", name, {"manuallyMarked": False, "overPaid": False})

    def claim(self, pull: str) -> None:
        """The buyer has said where the coins shall go, and they went there."""
        wanted = self.pulls[pull]
        self.payouts[pull].append(
            {
                "id": token_urlsafe(9),
                "revision": 0,
                "pullPaymentId": pull,
                "date": str(int(time.time())),
                "destination": "bcrt1qtwin",
                "originalCurrency": wanted["currency"],
                "originalAmount": wanted["amount"],
                "payoutCurrency": "BTC",
                "payoutAmount": "0.001",
                "payoutMethodId": COIN,
                "state": "Completed",
                "metadata": {},
            }
        )

    def emit(self, kind: str, invoice: str, more: Json) -> None:
        delivery = token_urlsafe(16)
        event = {
            "deliveryId": delivery,
            "webhookId": "TwinWebhook",
            "originalDeliveryId": delivery,
            "isRedelivery": False,
            "type": kind,
            "timestamp": int(time.time()),
            "storeId": STORE,
            "invoiceId": invoice,
            "metadata": self.invoices[invoice]["metadata"],
            **more,
        }
        body = json.dumps(event, indent=2).encode()
        self.tell(body, self.signed(body))

    def signed(self, body: bytes, *, secret: str = "") -> dict[str, str]:
        key = (secret or self.webhook_secret).encode()
        return {"BTCPay-Sig": f"sha256={hmac.new(key, body, hashlib.sha256).hexdigest()}"}

    def _operation(  # noqa: PLR0911  one for each operation
        self, method: str, parts: list[str], given: Json, orders: list[str]
    ) -> Work:
        match method, parts:
            case "POST", ["stores", str(), "invoices"]:
                return lambda: self._create(given)
            case "GET", ["stores", str(), "invoices"]:
                return lambda: self._list(orders)
            case "GET", ["stores", str(), "invoices", name]:
                return lambda: _found(self.invoices, name, "invoice")
            case "POST", ["stores", str(), "invoices", name, "status"]:
                return lambda: self._mark(_found(self.invoices, name, "invoice"), given)
            case "POST", ["stores", str(), "invoices", name, "refund"]:
                return lambda: self._refund(_found(self.invoices, name, "invoice"), given)
            case "GET", ["stores", str(), "pull-payments"]:
                return lambda: [pull for pull in self.pulls.values() if not pull["archived"]]
            case "GET", ["pull-payments", name]:
                return lambda: _found(self.pulls, name, "pullpayment")
            case "GET", ["pull-payments", name, "payouts"]:
                return lambda: self.payouts[_found(self.pulls, name, "pullpayment")["id"]]
        raise refusal(404, "not-found", "No such operation.")

    def _list(self, orders: list[str]) -> list[Json]:
        return [
            invoice
            for invoice in reversed(self.invoices.values())
            if not orders or invoice["metadata"].get("orderId") in orders
        ]

    def _create(self, given: Json) -> Json:
        now, name = int(time.time()), token_urlsafe(16)
        until = now + int(given["checkout"]["expirationMinutes"]) * 60
        invoice = {
            "id": name,
            "storeId": STORE,
            "amount": given["amount"],
            "paidAmount": "0",
            "currency": given["currency"],
            "type": "Standard",
            "checkoutLink": f"{self.origin}/i/{name}",
            "createdTime": now,
            "expirationTime": until,
            "monitoringExpiration": until + 86400,
            "status": "New",
            "additionalStatus": "None",
            "availableStatusesForManualMarking": ["Settled", "Invalid"],
            "archived": False,
            "metadata": given["metadata"],
            "checkout": given["checkout"],
        }
        self.invoices[name] = invoice
        return invoice

    def _mark(self, invoice: Json, given: Json) -> Json:
        if invoice["status"] not in {"New", "Processing", "Expired", "Invalid"}:
            raise refusal(422, "invalid-status", "The invoice cannot be marked so.")
        invoice |= {"status": given["status"], "additionalStatus": "Marked"}
        self.emit("InvoiceInvalid", invoice["id"], {"manuallyMarked": True})
        return invoice

    def _refund(self, invoice: Json, given: Json) -> Any:
        if invoice["status"] != "Settled":
            raise refusal(422, "non-refundable", "The invoice is not settled.")
        name = token_urlsafe(12)
        pull = {
            "id": name,
            "name": given["name"],
            "description": given["description"],
            "currency": given["customCurrency"],
            "amount": given["customAmount"],
            "BOLT11Expiration": "30",
            "autoApproveClaims": True,
            "archived": False,
            "viewLink": f"{self.origin}/pull-payments/{name}",
        }
        self.pulls[name], self.payouts[name] = pull, []
        return pull


def _found(rows: dict[str, Json], name: str, what: str) -> Json:
    if name not in rows:
        raise refusal(404, f"{what}-not-found", f"The {what} was not found.")
    return rows[name]
