"""All that one workshop charges for standard parcels in a currency, read once: a page that
shows many
variants asks it for each of them.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.europe import EU_MEMBERS
from core.kernel.money import Money
from core.shipping import queries
from core.shipping.models import DeliveryRate, Service, Zone
from core.shipping.rates import Rate
from core.shipping.zones import zone_between
from core.vendors.models import Vendor

WORLD_SAMPLE = ("US", "GB", "CH", "NO", "DE", "FR", "NL", "IE")


@dataclass(frozen=True, slots=True)
class Tariff:
    rows: tuple[tuple[DeliveryRate, Vendor], ...] = ()

    def rates_to(self, country: str, goods: Money) -> tuple[Rate, ...]:
        """Every way to send it there, the cheapest first; none when there is no delivery."""
        found = [
            Rate.of(row, vendor, goods, country)
            for row, vendor in self.rows
            if row.zone is zone_between(vendor.country, country)
        ]
        return tuple(
            sorted(found, key=lambda rate: (rate.price.minor, rate.service is Service.EXPRESS))
        )

    def rate_to(self, country: str, goods: Money) -> Rate | None:
        """The cheapest of them."""
        return next(iter(self.rates_to(country, goods)), None)

    @property
    def zones(self) -> tuple[Zone, ...]:
        present = {row.zone for row, _ in self.rows}
        return tuple(zone for zone in Zone if zone in present and self.countries(zone))

    def by_zone(self, goods: Money) -> dict[Zone, Rate]:
        """The cheapest way into each zone."""
        rates = {zone: self.rate_to(self.countries(zone)[0], goods) for zone in self.zones}
        return {zone: rate for zone, rate in rates.items() if rate is not None}

    def countries(self, zone: Zone) -> tuple[str, ...]:
        """Where a zone lies; of the wide world, those places that are asked for most."""
        if not self.rows:
            return ()
        home = self.rows[0][1].country
        if zone is Zone.DOMESTIC:
            return (home,)
        if zone is Zone.EU:
            return tuple(sorted(EU_MEMBERS - {home})) if home in EU_MEMBERS else ()
        return tuple(c for c in WORLD_SAMPLE if zone_between(home, c) is Zone.WORLD)


async def tariff_of(session: AsyncSession, vendor_id: UUID, currency: str) -> Tariff:
    rows = await queries.rates_with_vendors(session, [vendor_id], currency)
    return Tariff(tuple(pair for pair in rows if pair[0].service is Service.STANDARD))
