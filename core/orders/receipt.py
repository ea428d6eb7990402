"""The receipt of an order as PDF: who sold what, what it cost, what was given back."""

import asyncio
import json
from pathlib import Path

import typst

from core.kernel.money import Money
from core.orders.read_models import OrderDetail, PartDetail
from core.taxes.words import notes, rows_on_top

TEMPLATE = Path(__file__).parent / "templates" / "receipt.typ"


async def receipt(order: OrderDetail) -> bytes:
    """PDF bytes; about 50 ms of CPU. The caller has checked who may read it."""
    facts = json.dumps(_facts(order))
    return await asyncio.to_thread(typst.compile, TEMPLATE, sys_inputs={"receipt": facts})


def _facts(order: OrderDetail) -> dict[str, object]:
    placed, to = order.placed_at or order.created_at, order.ship_to
    town = f"{to.get('postcode', '')} {to.get('city', '')}".strip()
    rest = (to.get("line1"), to.get("line2"), town, to.get("region"), to.get("country"))
    return {
        "number": order.number,
        "placed_on": placed.strftime("%-d %B %Y"),
        "email": order.email,
        "ship_to": [line for line in (to.get("name"), *rest) if line],
        "parts": [_part(part) for part in order.parts],
        "goods": _amount(order.items),
        "delivery": _amount(order.delivery),
        "discounts": [
            {"name": one.name, "amount": _amount(-one.amount)} for one in order.discounts
        ],
        "on_top": [[label, _amount(sum_)] for label, sum_ in rows_on_top(order.taxes)],
        "notes": notes(order.taxes, _amount),
        "total": _amount(order.total),
        "refunded": _amount(order.refunded) if order.refunded else "",
    }


def _part(part: PartDetail) -> dict[str, object]:
    rows = [
        {
            "what": line.title,
            "options": " · ".join(line.options),
            "quantity": line.quantity,
            "total": _amount(line.unit * line.quantity),
        }
        for line in part.lines
    ]
    carriage = {"what": part.delivery_name or "Delivery", "options": "", "quantity": 1,
                "total": _amount(part.delivery - part.packing)}  # fmt: skip
    rows.append(carriage)
    if part.packaging and part.packing:
        rows.append({"what": part.packaging, "options": "", "quantity": 1,
                     "total": _amount(part.packing)})  # fmt: skip
    return {"number": part.number, "seller": part.vendor_name,
            "address": list(part.seller), "rows": rows}  # fmt: skip


def _amount(amount: Money) -> str:
    return f"{amount.decimal} {amount.currency}"
