"""What the shop stores on a device, from the constants that store it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from core.content.consent import CONSENT_COOKIE, KEPT_FOR
from core.identity.cookies import GUEST_BAG_AGE, guest_bag_cookie, session_cookie
from core.identity.models import App
from core.identity.preferences import COUNTRY_COOKIE, CURRENCY_COOKIE, POSTCODE_COOKIE
from core.identity.sessions import LIFETIMES

NECESSARY, CHOICE = "necessary", "your choice"
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Stored:
    name: str
    purpose: str
    kind: str
    kept: str


def stored_on_devices() -> Sequence[Stored]:
    """Cookies first, then what the pages keep in the browser's own storage."""
    return (
        Stored(
            session_cookie(App.STOREFRONT).name,
            "keeps you signed in",
            NECESSARY,
            _days(LIFETIMES[App.STOREFRONT]),
        ),
        Stored(
            guest_bag_cookie().name, "finds your bag again", NECESSARY, _days(GUEST_BAG_AGE)
        ),
        Stored(CONSENT_COOKIE, "your answer about cookies", NECESSARY, _days(KEPT_FOR)),
        Stored(CURRENCY_COOKIE, "the currency you chose", CHOICE, _days(A_YEAR)),
        Stored(COUNTRY_COOKIE, "the country you order to", CHOICE, _days(A_YEAR)),
        Stored(POSTCODE_COOKIE, "the postcode you asked about", CHOICE, _days(A_YEAR)),
        Stored("theme", "light or dark (local storage)", CHOICE, "until you delete it"),
        Stored(
            "token", "joins a tab to its page (session storage)", NECESSARY, "until it closes"
        ),
    )


def _days(span: timedelta) -> str:
    return f"{span.days} days"
