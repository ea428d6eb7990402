"""How far a parcel goes: within a country, within the European Union, or into the world."""

from core.kernel.errors import Invalid
from core.shipping.models import Zone

ISO_LENGTH = 2

# Members of the European Union since 1 February 2020 (no change up to 1 January 2026).
EU_MEMBERS = frozenset(
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
        "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    }
)  # fmt: skip


def zone_between(origin: str, destination: str) -> Zone:
    """The zone of a parcel between two ISO 3166 country codes."""
    origin, destination = _country(origin), _country(destination)
    if origin == destination:
        return Zone.DOMESTIC
    return Zone.EU if {origin, destination} <= EU_MEMBERS else Zone.WORLD


def _country(code: str) -> str:
    country = code.strip().upper()
    if len(country) != ISO_LENGTH or not (country.isascii() and country.isalpha()):
        raise Invalid("Choose a country.", field="country")
    return country
