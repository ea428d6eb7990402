"""The label of a return as PDF: where it goes, who sends it, and its number to read and to
scan.
"""

import asyncio
import json
from pathlib import Path

import typst
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.errors import Conflict
from core.orders.models import Order
from core.returns.code39 import bars
from core.returns.models import ReturnRequest
from core.returns.statuses import Resolution, ReturnStatus

TEMPLATE = Path(__file__).parent / "templates" / "label.typ"
OPEN = {ReturnStatus.APPROVED, ReturnStatus.IN_TRANSIT}


async def return_label(session: AsyncSession, found: ReturnRequest) -> bytes:
    """PDF bytes, A6; about 50 ms of CPU. The caller has checked who may have it."""
    if found.status not in OPEN or found.resolution is Resolution.KEEP:
        raise Conflict("There is no label: the return is not approved, or it has been sent.")
    order = await session.get_one(Order, found.order_id)
    facts = json.dumps(_facts(found, order))
    return await asyncio.to_thread(typst.compile, TEMPLATE, sys_inputs={"label": facts})


def _facts(found: ReturnRequest, order: Order) -> dict[str, object]:
    to, sender = found.return_to, order.ship_to
    return {
        "number": found.number,
        "order": order.number,
        "bars": bars(found.number),
        "to": _lines(to, to.get("city", "")),
        "from": _lines(sender, sender.get("city", "")),
        "postage": "Postage is on us: ask us for the refund of the receipt."
        if found.vendor_pays_postage
        else "Postage is paid by the sender.",
    }


def _lines(address: dict[str, str], town: str) -> list[str]:
    city = f"{address.get('postcode', '')} {town}".strip()
    wanted = (
        address.get("name"),
        address.get("line1"),
        address.get("line2"),
        city,
        address.get("region"),
        address.get("country"),
    )
    return [line for line in wanted if line]
