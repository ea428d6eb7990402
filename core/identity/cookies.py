"""The cookies that identify a browser. Their names differ per app, since the ports of one host
share a cookie jar.
"""

from dataclasses import dataclass
from datetime import timedelta

from core.identity.models import App
from core.settings import AppName, settings

GUEST_BAG_AGE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Cookie:
    """Always HttpOnly, ``SameSite=Lax`` and ``Path=/``. Secure ones carry the ``__Host-``
    prefix, which keeps sibling hosts from planting them.
    """

    name: str
    secure: bool


def session_cookie(app: str) -> Cookie:
    """The cookie that holds the session secret of ``app``."""
    return _named(f"ecomarket_{App(app).value}", App(app))


def guest_bag_cookie() -> Cookie:
    """The cookie that holds the secret of a guest's bag, in the storefront."""
    return _named("ecomarket_bag", App.STOREFRONT)


def read_cookie(header: str, name: str) -> str:
    """One cookie of a raw ``Cookie`` header, or an empty string. A malformed neighbor does not
    hide it, as it would with ``http.cookies``.
    """
    for part in header.split(";"):
        key, _, value = part.strip().partition("=")
        if key == name:
            return value.strip().strip('"')
    return ""


def _named(base: str, app: App) -> Cookie:
    secure = settings().origin(AppName(app.value)).startswith("https://")
    return Cookie(f"__Host-{base}" if secure else base, secure)
