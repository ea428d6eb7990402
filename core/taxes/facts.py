"""All that a quote has to know about taxes, loaded before it is reckoned."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.europe import EU_MEMBERS
from core.kernel.money import Money, total
from core.taxes import queries
from core.taxes.calculate import JurisdictionRate, without_tax
from core.taxes.decide import GB, US, Decision, Supply, decide
from core.taxes.limits import DISTANCE_LIMIT, is_small_import, minor_in_eur
from core.taxes.models import Goods, VatStatus, VendorTaxProfile
from core.taxes.providers.base import TaxPlace
from core.taxes.providers.registry import tax_provider
from core.taxes.us_states import state_code
from core.taxes.vat_ids import country_of, same_area
from core.vendors.models import Vendor

Rates = Mapping[str, Mapping[Goods, tuple[JurisdictionRate, ...]]]


@dataclass(frozen=True, slots=True)
class Seller:
    """``origin`` is where its goods leave from."""

    origin: str
    established_in: str
    status: VatStatus
    is_distance: bool


@dataclass(frozen=True, slots=True)
class TaxFacts:
    """``vat_id`` is that of a business buyer, valid when asked about; ``rates`` are by
    country.
    """

    place: TaxPlace
    vat_id: str
    sellers: Mapping[UUID, Seller]
    goods: Mapping[UUID, Goods]
    rates: Rates
    is_facilitated: bool

    def goods_of(self, product_id: UUID) -> Goods:
        return self.goods.get(product_id, Goods.STANDARD)

    def decision(self, vendor_id: UUID, worth: Iterable[tuple[Goods, Money]]) -> Decision:
        """For one seller's parcel with goods ``worth`` so much, as priced."""
        seller, country = self.sellers[vendor_id], self.place.country
        return decide(
            Supply(
                origin=seller.origin,
                established_in=seller.established_in,
                destination=country,
                status=seller.status,
                is_business=self.is_business(seller.origin),
                is_small=country not in EU_MEMBERS | {GB} or self._is_small(worth),
                is_distance=seller.is_distance,
                is_facilitated=self.is_facilitated,
            )
        )

    def is_business(self, origin: str) -> bool:
        """A valid number of the area that the goods go to, but not of where they leave."""
        return (
            bool(self.vat_id)
            and same_area(self.vat_id, self.place.country)
            and country_of(self.vat_id) != origin
        )

    def rates_for(self, country: str, goods: Goods) -> tuple[JurisdictionRate, ...]:
        return self.rates[country][goods]

    def ppm(self, country: str, goods: Goods) -> int:
        return sum(rate.ppm for rate in self.rates_for(country, goods))

    def _is_small(self, worth: Iterable[tuple[Goods, Money]]) -> bool:
        net = [
            without_tax(amount, self.ppm(self.place.country, goods)) for goods, amount in worth
        ]
        currency = net[0].currency if net else "EUR"
        return is_small_import(total(net, currency), self.place.country)


async def load_facts(
    session: AsyncSession,
    place: TaxPlace,
    vendors: Collection[Vendor],
    product_ids: Collection[UUID],
    *,
    on: date,
    vat_id: str = "",
) -> TaxFacts:
    """``vat_id`` counts only if it was checked and found valid (``check_vat_id``)."""
    place = _normal(place)
    profiles = await queries.profiles_of(session, [vendor.id for vendor in vendors])
    kinds = await queries.goods_of(session, product_ids)
    sellers = await _sellers(session, vendors, profiles, place, on)
    countries = {place.country} | {seller.origin for seller in sellers.values()}
    goods = {Goods.STANDARD, *kinds.values()}
    provider = tax_provider()
    return TaxFacts(
        place=place,
        vat_id=await _valid(session, vat_id),
        sellers=sellers,
        goods=kinds,
        rates={
            country: await provider.rates(
                place if country == place.country else TaxPlace(country), goods, on
            )
            for country in sorted(countries)
        },
        is_facilitated=place.country == US
        and bool(place.region)
        and await queries.is_registered(session, f"US-{place.region}", on),
    )


def _normal(place: TaxPlace) -> TaxPlace:
    region = state_code(place.region) if place.country == US else ""
    return TaxPlace(place.country, region, place.postcode)


async def _valid(session: AsyncSession, vat_id: str) -> str:
    return vat_id if vat_id and await queries.is_valid_vat_id(session, vat_id) else ""


async def _sellers(
    session: AsyncSession,
    vendors: Collection[Vendor],
    profiles: Mapping[UUID, VendorTaxProfile],
    place: TaxPlace,
    on: date,
) -> dict[UUID, Seller]:
    unsettled = [
        vendor.id
        for vendor in vendors
        if {vendor.country, place.country} <= EU_MEMBERS
        and vendor.country != place.country
        and vendor.id in profiles
        and profiles[vendor.id].status is VatStatus.REGISTERED
        and not profiles[vendor.id].uses_oss
    ]
    above = await above_threshold(session, unsettled, on)
    return {
        vendor.id: _seller(vendor, profiles.get(vendor.id), is_above=vendor.id in above)
        for vendor in vendors
    }


def _seller(vendor: Vendor, profile: VendorTaxProfile | None, *, is_above: bool) -> Seller:
    if profile is None:
        return Seller(vendor.country, vendor.country, VatStatus.NOT_REGISTERED, is_above)
    return Seller(
        vendor.country, profile.established_in, profile.status, profile.uses_oss or is_above
    )


async def above_threshold(
    session: AsyncSession, vendor_ids: Sequence[UUID], on: date
) -> set[UUID]:
    """Sellers whose sales into other member states, here, passed the limit in this calendar
    year or in the one before: from then on the rates of their buyers' countries hold.
    """
    if not vendor_ids:
        return set()
    sums: dict[tuple[UUID, int], int] = {}
    for row in await queries.distance_sales(session, vendor_ids, on.year - 1):
        key = row.vendor_id, row.year
        sums[key] = sums.get(key, 0) + int(minor_in_eur(row.net_minor, row.currency))
    return {vendor_id for (vendor_id, _), minor in sums.items() if minor > DISTANCE_LIMIT.minor}
