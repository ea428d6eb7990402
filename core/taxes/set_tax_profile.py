"""What a workshop says about its taxes. Orders keep what was charged with them."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import audit
from core.kernel.clock import utc_now
from core.kernel.errors import Invalid
from core.kernel.europe import EU_MEMBERS
from core.kernel.principal import Principal, VendorRole
from core.taxes import queries
from core.taxes.models import VatStatus, VendorTaxProfile
from core.taxes.vat_ids import PATTERNS, country_of, parse_vat_id
from core.vendors.models import Vendor

ISO_LENGTH = 2


@dataclass(frozen=True, slots=True)
class TaxDetails:
    status: VatStatus
    vat_id: str = ""
    established_in: str = ""
    uses_oss: bool = False


async def tax_profile(session: AsyncSession, caller: Principal) -> VendorTaxProfile:
    """What was said, or what holds until something is said."""
    vendor_id = caller.require_vendor(VendorRole.FINANCE)
    vendor = await session.get_one(Vendor, vendor_id)
    found = (await queries.profiles_of(session, [vendor_id])).get(vendor_id)
    return found or VendorTaxProfile(vendor_id=vendor_id, established_in=vendor.country)


async def set_tax_profile(
    session: AsyncSession, caller: Principal, details: TaxDetails
) -> VendorTaxProfile:
    """Owners and those who keep the books. Holds for orders from now on."""
    vendor_id = caller.require_vendor(VendorRole.FINANCE)
    vendor = await session.get_one(Vendor, vendor_id, with_for_update=True)
    vat_id = _vat_id(details)
    profile = await queries.lock_profile(session, vendor_id)
    if profile is None:
        profile = VendorTaxProfile(vendor_id=vendor_id, established_in=vendor.country)
        session.add(profile)
    profile.status = details.status
    profile.vat_id = vendor.vat_id = vat_id
    profile.established_in = _country(details.established_in or vendor.country)
    profile.uses_oss = details.uses_oss and details.status is VatStatus.REGISTERED
    profile.confirmed_on = utc_now().date()
    await audit.record(
        session, caller, "taxes.profile", "vendor", vendor_id,
        f"VAT: {details.status.value} {vat_id}".strip(), uses_oss=profile.uses_oss,
    )  # fmt: skip
    return profile


def _vat_id(details: TaxDetails) -> str:
    """Of the country of the business; other countries' numbers are not known to us."""
    if details.status is not VatStatus.REGISTERED:
        return ""
    text = details.vat_id.strip()
    if not text:
        raise Invalid("Give the VAT number of your business.", field="vat_id")
    known = details.established_in in EU_MEMBERS or details.established_in in PATTERNS
    if not known:
        return text[:32]
    vat_id = parse_vat_id(text)
    if country_of(vat_id) != details.established_in:
        raise Invalid(
            "The VAT number is of another country than your business.", field="vat_id"
        )
    return vat_id


def _country(code: str) -> str:
    if len(code) != ISO_LENGTH or not (code.isascii() and code.isalpha()):
        raise Invalid("Choose a country.", field="established_in")
    return code.upper()
