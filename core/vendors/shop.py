"""The public face of a workshop."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.clock import utc_now
from core.vendors import queries
from core.vendors.errors import VendorNotFound
from core.vendors.models import Vendor, VendorStatus


@dataclass(frozen=True, slots=True)
class Shop:
    """What anyone may know, including who they would make a contract with. ``back_on`` is the
    end of the holiday that it is on now.
    """

    id: UUID
    slug: str
    name: str
    craft: str
    story: str
    founded: int | None
    people: int | None
    languages: tuple[str, ...]
    town: str
    region: str
    country: str
    latitude: str | None
    longitude: str | None
    dispatch_days_min: int
    dispatch_days_max: int
    policies: dict[str, Any]
    selvedge: str
    mark_path: str
    joined_on: date | None
    legal_name: str
    line1: str
    postcode: str
    vat_id: str
    email: str
    vacation_from: date | None
    back_on: date | None
    vacation_message: str

    @property
    def legal_address(self) -> str:
        return f"{self.line1}, {self.postcode} {self.town}"

    @classmethod
    def of(cls, vendor: Vendor) -> Self:
        return cls(
            id=vendor.id,
            slug=vendor.slug,
            name=vendor.name,
            craft=vendor.craft,
            story=vendor.story,
            founded=vendor.founded,
            people=vendor.people,
            languages=tuple(vendor.languages),
            town=vendor.town,
            region=vendor.region,
            country=vendor.country,
            latitude=vendor.latitude,
            longitude=vendor.longitude,
            dispatch_days_min=vendor.dispatch_days_min,
            dispatch_days_max=vendor.dispatch_days_max,
            policies=vendor.policies,
            selvedge=vendor.selvedge,
            mark_path=vendor.mark_path,
            joined_on=vendor.joined_on,
            legal_name=vendor.legal_name,
            line1=vendor.line1,
            postcode=vendor.postcode,
            vat_id=vendor.vat_id,
            email=vendor.email,
            vacation_from=vendor.vacation_from,
            back_on=vendor.back_on(utc_now().date()),
            vacation_message=vendor.vacation_message,
        )


async def get_shop(session: AsyncSession, slug: str) -> Shop:
    """An approved workshop; any other is not there."""
    vendor = await queries.find_by_slug(session, slug)
    if vendor is None or not is_visible(vendor):
        raise VendorNotFound
    return Shop.of(vendor)


def is_visible(vendor: Vendor) -> bool:
    """Whether the workshop and its products are shown and sold."""
    return vendor.status is VendorStatus.APPROVED and not vendor.is_platform
