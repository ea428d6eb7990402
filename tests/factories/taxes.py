"""What sellers, buyers and the market say about their taxes."""

from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from core.checkout.place_order import DeliveryAddress
from core.taxes.models import (
    Goods,
    TaxedGoods,
    TaxRegistration,
    VatIdCheck,
    VatIdOutcome,
    VatStatus,
    VendorTaxProfile,
)
from core.vendors.models import Vendor
from tests.factories.shop import Sold

BERLIN = DeliveryAddress(
    name="Anna Weiß", line1="Torstraße 1", postcode="10119", city="Berlin", country="DE"
)
OAKLAND = DeliveryAddress(
    name="Sam Lee", line1="1 Main St", postcode="94607", city="Oakland", region="California",
    country="US",
)  # fmt: skip
BUSINESS = "DE136695976"


async def a_tax_profile(
    session: AsyncSession,
    vendor: Vendor,
    *,
    status: VatStatus = VatStatus.REGISTERED,
    vat_id: str = "PT501964843",
    established_in: str = "",
    uses_oss: bool = False,
) -> VendorTaxProfile:
    profile = VendorTaxProfile(
        vendor_id=vendor.id,
        status=status,
        vat_id=vat_id if status is VatStatus.REGISTERED else "",
        established_in=established_in or vendor.country,
        uses_oss=uses_oss,
    )
    session.add(profile)
    await session.flush()
    return profile


async def a_checked_vat_id(session: AsyncSession, vat_id: str = BUSINESS) -> str:
    session.add(VatIdCheck(vat_id=vat_id, outcome=VatIdOutcome.VALID, source="format"))
    await session.flush()
    return vat_id


async def a_registration(session: AsyncSession, jurisdiction: str = "US-CA") -> None:
    session.add(TaxRegistration(jurisdiction=jurisdiction, valid_from=date(2020, 1, 1)))
    await session.flush()


async def taxed_as(session: AsyncSession, piece: Sold, goods: Goods) -> None:
    session.add(TaxedGoods(product_id=piece.product.id, goods=goods))
    await session.flush()
