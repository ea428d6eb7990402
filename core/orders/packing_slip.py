"""The packing slip of a vendor order as PDF. It names no price: the parcel may be a gift."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import typst
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.principal import Principal, VendorRole
from core.orders import queries
from core.orders.read_models import OrderDetail, PartDetail, vendor_order_detail
from core.orders.statuses import FulfillmentStatus
from core.vendors.models import Vendor

TEMPLATE = Path(__file__).parent / "templates" / "packing_slip.typ"
THREADS = 48
SHORTEST, SPAN = 2, 9  # points


async def packing_slip(
    session: AsyncSession, caller: Principal, number: str, *, parcel_number: str = ""
) -> bytes:
    """Of the whole vendor order, or of one of its parcels. PDF bytes; about 50 ms of CPU."""
    vendor_id = caller.require_vendor(VendorRole.ORDERS)
    order = await vendor_order_detail(session, vendor_id, number)
    vendor = (await queries.vendors_of(session, [vendor_id]))[vendor_id]
    facts = _facts(order, order.parts[0], vendor, parcel_number)
    return await asyncio.to_thread(
        typst.compile, TEMPLATE, sys_inputs={"slip": json.dumps(facts)}
    )


def _facts(
    order: OrderDetail, part: PartDetail, vendor: Vendor, parcel_number: str
) -> dict[str, object]:
    units = _units(part, parcel_number)
    place = f"{vendor.postcode} {vendor.town}".strip()
    placed = order.placed_at or order.created_at
    return {
        "number": part.number,
        "parcel": parcel_number,
        "ordered_on": placed.strftime("%-d %B %Y"),
        "ship_to": _address(order.ship_to),
        "note": order.note,
        "packaging": part.packaging,
        "threads": _threads(part.vendor_id),
        "vendor": {
            "name": vendor.name,
            "legal_name": vendor.legal_name or vendor.name,
            "email": vendor.email,
            "address": [
                line
                for line in (vendor.legal_name, vendor.line1, place, vendor.country)
                if line
            ],
        },
        "lines": [
            {
                "quantity": units[line.id],
                "title": line.title,
                "options": " · ".join(line.options),
                "sku": line.sku,
            }
            for line in part.lines
            if units.get(line.id, 0) > 0
        ],
    }


def _units(part: PartDetail, parcel_number: str) -> dict[UUID, int]:
    for parcel in part.parcels:
        if parcel.number == parcel_number and parcel.status is not FulfillmentStatus.CANCELED:
            return {line_id: quantity for line_id, _, quantity in parcel.units}
    return {line.id: line.quantity - line.quantity_canceled for line in part.lines}


def _address(ship_to: Mapping[str, str]) -> list[str]:
    city = f"{ship_to.get('postcode', '')} {ship_to.get('city', '')}".strip()
    named = (ship_to.get(key, "") for key in ("name", "line1", "line2"))
    last = (city, ship_to.get("region", ""), ship_to.get("country", ""))
    return [line for line in (*named, *last) if line]


def _threads(vendor_id: UUID) -> list[int]:
    """Widths of the woven stripe in points, the same for a workshop on every slip."""
    seed = vendor_id.bytes
    return [SHORTEST + seed[i % len(seed)] % SPAN for i in range(THREADS)]
