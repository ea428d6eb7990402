"""What carrying a parcel emits, estimated before it is sent.

Gross weight x distance x a factor per tonne-kilometre, well to wheel (UK DESNZ 2025). Within a
country 500 km of road are assumed; abroad the great circle from the workshop to the capital,
on the road 5 % more. The way through the town at the end is not in it.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from core.shipping.models import Service

EARTH_KM = 6371.0
DETOUR = 1.05
AT_HOME_KM = 500.0
LONGEST_DRIVE_KM = 3000.0
LONGEST_SHORT_FLIGHT_KM = 3700.0
SOURCE = "UK DESNZ 2025"

Point = tuple[float, float]


class Mode(StrEnum):
    LORRY = "lorry"
    VAN = "van"
    SHORT_FLIGHT = "short_flight"
    LONG_FLIGHT = "long_flight"


# kg CO2e per tonne-km: fuel burnt and fuel made, flights with their effect at height.
FACTORS = {
    Mode.LORRY: 0.12522,
    Mode.VAN: 0.78225,
    Mode.SHORT_FLIGHT: 1.48350,
    Mode.LONG_FLIGHT: 1.03455,
}

# Capitals, in degrees north and east.
CAPITALS: dict[str, Point] = {
    "AT": (48.2, 16.4), "AU": (-35.3, 149.1), "BE": (50.8, 4.4), "BG": (42.7, 23.3),
    "BR": (-15.8, -47.9), "CA": (45.4, -75.7), "CH": (46.9, 7.4), "CN": (39.9, 116.4),
    "CY": (35.2, 33.4), "CZ": (50.1, 14.4), "DE": (52.5, 13.4), "DK": (55.7, 12.6),
    "EE": (59.4, 24.8), "ES": (40.4, -3.7), "FI": (60.2, 24.9), "FR": (48.9, 2.4),
    "GB": (51.5, -0.1), "GR": (38.0, 23.7), "HR": (45.8, 16.0), "HU": (47.5, 19.0),
    "IE": (53.3, -6.3), "IN": (28.6, 77.2), "IS": (64.1, -21.9), "IT": (41.9, 12.5),
    "JP": (35.7, 139.7), "LI": (47.1, 9.5), "LT": (54.7, 25.3), "LU": (49.6, 6.1),
    "LV": (56.9, 24.1), "MA": (34.0, -6.8), "MT": (35.9, 14.5), "MX": (19.4, -99.1),
    "NL": (52.4, 4.9), "NO": (59.9, 10.8), "NZ": (-41.3, 174.8), "PL": (52.2, 21.0),
    "PT": (38.7, -9.1), "RO": (44.4, 26.1), "SE": (59.3, 18.1), "SG": (1.4, 103.8),
    "SI": (46.1, 14.5), "SK": (48.1, 17.1), "TR": (39.9, 32.9), "UA": (50.5, 30.5),
    "US": (38.9, -77.0),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    mode: Mode
    km: float

    def grams(self, weight_g: int) -> int:
        """g CO2e of ``weight_g`` gross: grams x km x kg per tonne-km is milligrams."""
        return round(weight_g * self.km * FACTORS[self.mode] / 1000)


def way(origin: str, workshop: Point | None, destination: str, service: Service) -> Way | None:
    """How a parcel most likely travels; None where we do not know how far it is."""
    if origin == destination:
        mode = Mode.LORRY if service is Service.STANDARD else Mode.VAN
        return Way(mode, AT_HOME_KM)
    start, end = workshop or CAPITALS.get(origin), CAPITALS.get(destination)
    if start is None or end is None:
        return None
    km = great_circle_km(start, end)
    if service is Service.STANDARD and km * DETOUR <= LONGEST_DRIVE_KM:
        return Way(Mode.LORRY, km * DETOUR)
    is_short = km <= LONGEST_SHORT_FLIGHT_KM
    return Way(Mode.SHORT_FLIGHT if is_short else Mode.LONG_FLIGHT, km)


def great_circle_km(start: Point, end: Point) -> float:
    """By the haversine formula."""
    north1, east1, north2, east2 = map(radians, (*start, *end))
    half = (
        sin((north2 - north1) / 2) ** 2
        + cos(north1) * cos(north2) * sin((east2 - east1) / 2) ** 2
    )
    return 2 * EARTH_KM * asin(sqrt(half))
