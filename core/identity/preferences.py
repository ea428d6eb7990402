"""How a browser wants to shop: its currency, and where it orders to. Not secrets and not an
identity: a page may be cached by currency and country. The postcode is for open tabs alone.
"""

import re
from dataclasses import dataclass
from typing import Self

from core.identity.cookies import read_cookie
from core.kernel.currencies import CURRENCIES

CURRENCY_COOKIE = "ecomarket_currency"
COUNTRY_COOKIE = "ecomarket_country"
POSTCODE_COOKIE = "ecomarket_postcode"
HOME_COUNTRIES = {"EUR": "DE", "USD": "US"}


@dataclass(frozen=True, slots=True)
class Preferences:
    currency: str = CURRENCIES[0]
    country: str = HOME_COUNTRIES[CURRENCIES[0]]
    postcode: str = ""

    @classmethod
    def of(cls, cookie_header: str) -> Self:
        """Whatever is missing or makes no sense is the shop's default."""
        currency = read_cookie(cookie_header, CURRENCY_COOKIE)
        if currency not in CURRENCIES:
            currency = CURRENCIES[0]
        country = read_cookie(cookie_header, COUNTRY_COOKIE)
        if not is_country_code(country):
            country = HOME_COUNTRIES[currency]
        postcode = read_cookie(cookie_header, POSTCODE_COOKIE)
        return cls(currency, country, postcode if is_postcode(postcode) else "")


def is_postcode(text: str) -> bool:
    """Looks like one of some country."""
    return re.fullmatch(r"[A-Z0-9](?:[A-Z0-9 -]{0,8}[A-Z0-9])?", text) is not None


def is_country_code(code: str) -> bool:
    return re.fullmatch("[A-Z]{2}", code) is not None
