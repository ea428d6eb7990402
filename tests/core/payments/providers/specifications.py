"""Every exchange with a twin, held against its gateway's own document."""

import os
from collections.abc import Iterable
from pathlib import Path

from core.payments.twins.twin import Exchange
from tests.contract.openapi import Contract, Erratum, contract

Api = Iterable[tuple[str, tuple[Erratum, ...]]]
STRIPE: Api = (("stripe-2023-08-16.yaml", ()),)
PAYPAL: Api = (
    ("paypal-checkout_orders_v2.json", ()),
    ("paypal-payments_payment_v2.json", ()),
    ("paypal-payments_payouts_batch_v1.json", ()),
    ("paypal-customer_disputes_v1.json", ()),
)
SQUARE: Api = (("square.json", ()),)
BTCPAY: Api = (("btcpay-greenfield-2.4.1.json", ()),)


def folder() -> Path | None:
    chosen = os.environ.get("ECOMARKET_SPECS")
    return Path(chosen) if chosen else None


def contracts(api: Api) -> list[Contract]:
    """None without the documents, which are not ours to hand on."""
    where = folder()
    return [contract(where / name, errata) for name, errata in api] if where else []


def broken_rules(api: Api, exchanges: Iterable[Exchange]) -> list[str]:
    known = contracts(api)
    found: list[str] = []
    for said in exchanges if known else ():
        spoken = _path(said.path)
        document = _document(known, said.method, spoken)
        faults: list[str] = []
        if api is STRIPE and said.method == "POST":
            faults += document.request_faults(said.method, spoken, said.form)
        elif said.method in ("POST", "PUT"):
            faults += document.body_faults(said.method, spoken, said.json)
        faults += document.query_faults(said.method, spoken, said.query)
        if said.status < 400 or api is STRIPE:
            faults += document.response_faults(said.method, spoken, said.status, said.body)
        found += [f"{said.method} {spoken} {said.status} {fault}" for fault in faults]
    return found


def operations(api: Api, exchanges: Iterable[Exchange]) -> set[tuple[str, str]]:
    known = contracts(api)
    return {
        (said.method, _document(known, said.method, _path(said.path)).template(
            said.method, _path(said.path)
        ))
        for said in exchanges
    }  # fmt: skip


def _document(known: list[Contract], method: str, path: str) -> Contract:
    for document in known:
        try:
            document.operation(method, path)
        except LookupError:
            continue
        return document
    raise LookupError(f"{method} {path} is in no document")


def _path(path: str) -> str:
    """BTCPay's invoices by store: the older addresses, which its document no longer lists."""
    parts = path.split("/")
    is_old = parts[1:4] == ["api", "v1", "stores"] and len(parts) > 6 and parts[5] == "invoices"
    return "/".join(["", "api", "v1", *parts[5:]]) if is_old else path
