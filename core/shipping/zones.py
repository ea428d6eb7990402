"""How far a parcel goes: within a country, within the European Union, or into the world."""

from core.kernel.errors import Invalid
from core.kernel.europe import EU_MEMBERS
from core.shipping.models import Zone

ISO_LENGTH = 2


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
