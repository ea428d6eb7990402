"""Errors of plain routes as pages, for people who follow a link or send a form."""

from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, Template
from starlette.requests import Request
from starlette.responses import HTMLResponse

from core.settings import AppName

Links = tuple[tuple[str, str], ...]
SHOP_LINKS: Links = (
    ("Go to the shop", "/"),
    ("Help", "/help"),
    ("Track an order", "/orders/lookup"),
)
DESK_LINKS: Links = (("Go to the overview", "/"),)


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    sentence: str


WORDS = {
    403: Words("This is not open to you", "Sign in with another account, or go back."),
    404: Words(
        "Nothing hangs on this peg", "The address may be old, or the piece was taken down."
    ),
    405: Words("Nothing hangs on this peg", "This address only takes what a form sends."),
    409: Words("This changed meanwhile", "Go back, look again, and retry."),
    410: Words("This is gone for good", "The piece was withdrawn. Others like it are there."),
    422: Words("Something is missing", "Go back and look at the form again."),
    429: Words("One moment, please", "That was very often in a short time."),
    500: Words("This went wrong on our side", "Nothing was lost. Please try again."),
    503: Words("Not possible right now", "Try again in a minute."),
}


def wants_page(request: Request) -> bool:
    """A browser that shows the answer to a person, and no script that reads it."""
    mode = request.headers.get("sec-fetch-mode", "navigate")
    return "text/html" in request.headers.get("accept", "") and mode == "navigate"


def error_page(
    app: AppName,
    status: int,
    *,
    sentence: str = "",
    incident: str = "",
    retry_after: int | None = None,
    title: str = "",
) -> HTMLResponse:
    """``sentence`` and ``title`` take the place of the usual ones of ``status``."""
    words = WORDS.get(status, WORDS[500])
    is_shop = app is AppName.STOREFRONT
    is_closed = bool(title)
    links = SHOP_LINKS if is_shop else DESK_LINKS
    html = _template().render(
        title=title or words.title,
        sentence=sentence or words.sentence,
        incident=incident,
        has_search=is_shop and not is_closed,
        links=() if is_closed else links,
    )
    headers = {"Cache-Control": "no-store"}
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    return HTMLResponse(html, status, headers)


@cache
def _template() -> Template:
    environment = Environment(loader=PackageLoader("core.api"), autoescape=True)
    return environment.get_template("error.html")
