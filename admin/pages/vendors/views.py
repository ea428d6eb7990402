from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from admin.state.mark import Mark
from admin.state.tabs import ViewTab
from admin.state.words import VENDOR_WORDS
from core.ui.countries import country_name
from core.ui.format import ago, day, number
from core.ui.urls import changed
from core.vendors.models import Vendor, VendorStatus

PATH = "/vendors"
COUNTED = {VendorStatus.IN_REVIEW}


@dataclass(frozen=True, slots=True)
class VendorRow:
    """``since`` is how long a workshop in the queue has been waiting."""

    name: str
    href: str
    selvedge: str
    craft: str
    place: str
    email: str
    since: str
    status: Mark = field(default_factory=Mark)

    @classmethod
    def of(cls, vendor: Vendor, waiting_since: datetime | None = None) -> Self:
        joined = f"Joined {day(vendor.joined_on)}" if vendor.joined_on else ""
        waits = f"Waiting since {ago(waiting_since)}" if waiting_since else ""
        places = (vendor.town, country_name(vendor.country))
        return cls(
            name=vendor.name,
            href=f"{PATH}/{vendor.id}",
            selvedge=vendor.selvedge,
            craft=vendor.craft,
            place=", ".join(place for place in places if place),
            email=vendor.email,
            since=waits or joined or f"Applied {day(vendor.created_at)}",
            status=Mark.of(VENDOR_WORDS[vendor.status]),
        )


def status_tabs(
    current: VendorStatus | None, query: Mapping[str, str], counts: Mapping[VendorStatus, int]
) -> list[ViewTab]:
    """The queue first: it is what one comes for."""
    order = [VendorStatus.IN_REVIEW, None, *(s for s in VendorStatus if s not in COUNTED)]
    return [
        ViewTab(
            label=VENDOR_WORDS[status][0] if status else "All",
            href=changed(PATH, query, status=status),
            is_current=status is current,
            count=number(counts.get(status, 0)) if status else "",
        )
        for status in order
        if status is None or status in COUNTED or counts.get(status)
    ]
