"""Which town a postcode is in, to save some typing. Never needed: an address without an answer
is typed by hand.

``TownBook`` is the port. The book that comes with the market knows large towns only; with
``ECOMARKET_POSTCODE_FILE`` a file in the format of GeoNames (country, postcode and town, with
tabs between) is asked instead.
"""

import logging
from functools import cache
from pathlib import Path
from typing import Protocol

from core.settings import settings

log = logging.getLogger(__name__)

# Ranges of the leading digits, both ends included.
TOWNS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "AT": (("1010", "1239", "Wien"), ("5020", "5020", "Salzburg"),
           ("6020", "6020", "Innsbruck"),
           ("8010", "8055", "Graz")),
    "CH": (("1201", "1209", "Genève"), ("3004", "3027", "Bern"), ("4051", "4059", "Basel"),
           ("8001", "8064", "Zürich")),
    "DE": (("01067", "01328", "Dresden"), ("04103", "04357", "Leipzig"),
           ("10115", "14199", "Berlin"), ("20095", "20539", "Hamburg"),
           ("22041", "22769", "Hamburg"), ("28195", "28779", "Bremen"),
           ("30159", "30669", "Hannover"), ("40210", "40629", "Düsseldorf"),
           ("50667", "51149", "Köln"), ("60306", "60599", "Frankfurt am Main"),
           ("70173", "70629", "Stuttgart"), ("80331", "81929", "München"),
           ("90402", "90491", "Nürnberg")),
    "DK": (("1050", "1799", "København"),),
    "ES": (("08001", "08042", "Barcelona"), ("28001", "28055", "Madrid"),
           ("41001", "41020", "Sevilla"), ("46001", "46026", "Valencia")),
    "FI": (("00100", "00990", "Helsinki"),),
    "FR": (("06000", "06000", "Nice"), ("13001", "13016", "Marseille"),
           ("31000", "31000", "Toulouse"), ("33000", "33000", "Bordeaux"),
           ("44000", "44000", "Nantes"), ("59000", "59000", "Lille"),
           ("67000", "67000", "Strasbourg"), ("69001", "69009", "Lyon"),
           ("75001", "75020", "Paris")),
    "IT": (("00118", "00199", "Roma"), ("10121", "10156", "Torino"),
           ("20121", "20162", "Milano"), ("40121", "40141", "Bologna"),
           ("50121", "50145", "Firenze"), ("80121", "80147", "Napoli")),
    "NL": (("1011", "1109", "Amsterdam"), ("3011", "3089", "Rotterdam"),
           ("3511", "3585", "Utrecht")),
    "PL": (("00001", "04999", "Warszawa"), ("30001", "31999", "Kraków")),
    "PT": (("1000", "1990", "Lisboa"), ("3000", "3049", "Coimbra"), ("4000", "4369", "Porto"),
           ("4700", "4719", "Braga")),
    "SE": (("11115", "11895", "Stockholm"),),
}  # fmt: skip


class TownBook(Protocol):
    def town(self, country: str, postcode: str) -> str:
        """ "" where the book does not know."""
        ...


class LargeTowns:
    """The ranges above."""

    def town(self, country: str, postcode: str) -> str:
        digits = "".join(sign for sign in postcode if sign.isdigit())
        for first, last, name in TOWNS.get(country, ()):
            leading = digits[: len(first)]
            if len(leading) == len(first) and first <= leading <= last:
                return name
        return ""


class FileOfTowns:
    """A file in the format of GeoNames, read once. The first town of a postcode counts."""

    def __init__(self, path: Path) -> None:
        self._towns: dict[tuple[str, str], str] = {}
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                country, postcode, town, *_ = (*line.rstrip("\n").split("\t"), "", "", "")
                self._towns.setdefault((country, _plain(postcode)), town)

    def town(self, country: str, postcode: str) -> str:
        return self._towns.get((country, _plain(postcode)), "")


@cache
def town_book() -> TownBook:
    path = settings().postcode_file
    return FileOfTowns(path) if path and path.is_file() else LargeTowns()


def town_of(country: str, postcode: str) -> str:
    """A book that cannot be read is no reason to stop anybody: then nothing is filled in."""
    try:
        return town_book().town(country, postcode)
    except OSError as error:
        log.warning("The file of postcodes cannot be read: %s", error)
        return ""


def _plain(postcode: str) -> str:
    return "".join(postcode.split()).upper()
