"""Plain form posts: whose they are, where they may lead, and the cookies they set."""

from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import urlencode, urlsplit

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from core.identity.cookies import Cookie
from core.identity.sign_in import Browser
from core.kernel.errors import Forbidden
from core.settings import AppName, settings

TRUSTED_SITES = {"same-origin", "none"}
SEE_OTHER = 303
LONGEST_PATH = 1000


class ForeignForm(Forbidden):
    """A form that one of our own pages did not send."""

    code: ClassVar[str] = "foreign_form"

    def __init__(self) -> None:
        super().__init__("This form was not sent from our own page. Open it again and retry.")


def ensure_own_form(request: Request, app: AppName) -> None:
    """Refuse what another site makes a browser send. ``same-site`` is foreign too: the other
    apps of the market are neighbors, not this one.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in TRUSTED_SITES:
        raise ForeignForm
    origin = request.headers.get("origin")
    if origin is None or origin == "null":
        # A page that hides its address sends no origin; then the browser must vouch for it.
        if site is None:
            raise ForeignForm
        return
    own = {urlsplit(settings().origin(app)).netloc, request.headers.get("host", "")}
    if urlsplit(origin).netloc not in own:
        raise ForeignForm


def local_path(wanted: str, *, otherwise: str = "/") -> str:
    """``wanted`` if it stays on this host, whatever a browser may make of it."""
    is_plain = wanted.isascii() and wanted.isprintable() and "\\" not in wanted
    if not is_plain or not wanted.startswith("/") or len(wanted) > LONGEST_PATH:
        return otherwise
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc or wanted.startswith("//") or parts.path.startswith("//"):
        return otherwise
    return otherwise if parts.path.startswith("/auth/") else wanted


def see_other(path: str, query: Mapping[str, str | int] | None = None) -> RedirectResponse:
    """Answer a post: the browser continues with a GET, and reloading repeats nothing."""
    filled = {key: value for key, value in (query or {}).items() if value != ""}
    joint = "&" if "?" in path else "?"
    address = f"{path}{joint}{urlencode(filled)}" if filled else path
    return RedirectResponse(address, SEE_OTHER, headers={"Cache-Control": "no-store"})


def set_cookie(response: Response, cookie: Cookie, value: str, *, max_age: int | None) -> None:
    response.set_cookie(
        cookie.name,
        value,
        max_age=max_age,
        path="/",
        secure=cookie.secure,
        httponly=True,
        samesite="lax",
    )


def delete_cookie(response: Response, cookie: Cookie) -> None:
    response.delete_cookie(
        cookie.name, path="/", secure=cookie.secure, httponly=True, samesite="lax"
    )


def browser_of(request: Request) -> Browser:
    return Browser(client_address(request), request.headers.get("user-agent", "")[:255])


def client_address(request: Request) -> str:
    """The visitor's address: the last one that a proxy of ours wrote, never one that the
    visitor did.
    """
    peer = request.client.host if request.client else ""
    hops = settings().trusted_proxy_hops
    if not hops:
        return peer
    chain = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",")]
    return (chain[-hops] if len(chain) >= hops else peer)[:45]
