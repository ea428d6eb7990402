"""Set a letter: HTML in tables, as mail programs need it, and plain text."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from core.notifications.letter import Block, Letter
from core.notifications.palette import MARKET, first_color, palette, woven
from core.settings import AppName, settings

TEMPLATES = Path(__file__).with_name("templates")
SERIF = Markup("font-family:Vollkorn,Georgia,'Times New Roman',serif;")
SANS = Markup(
    "font-family:'Atkinson Hyperlegible Next',-apple-system,'Segoe UI',Roboto,Arial,sans-serif;"
)
LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Rendered:
    subject: str
    html: str
    text: str


def render(letter: Letter) -> Rendered:
    """Everything that people typed is escaped in the HTML; a subject is one line."""
    subject = " ".join(letter.subject.split())[:LONGEST_SUBJECT]
    text = re.sub(r"\n{3,}", "\n\n", _set("txt", letter)).strip() + "\n"
    return Rendered(subject, _set("html", letter), text)


def _set(form: str, letter: Letter) -> str:
    environment = _environment()
    blocks: Any = environment.get_template(f"blocks.{form}").make_module(_look(letter))

    def show(block: Block) -> str:
        return getattr(blocks, block.block)(block)

    extra = {"show": show, "stripe": getattr(blocks, "stripe", None)}
    return environment.get_template(f"letter.{form}").render(_look(letter) | extra)


def _look(letter: Letter) -> dict[str, Any]:
    home = settings().origin(AppName.STOREFRONT)
    return {
        "letter": letter,
        "light": palette(),
        "dark": palette("dark"),
        "serif": SERIF,
        "sans": SANS,
        "market": MARKET,
        "home": f"{home}/",
        "home_label": home.partition("://")[2],
    }


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"], default=False),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters["breaks"] = _breaks
    environment.globals |= {"first_color": first_color, "woven": woven}
    return environment


def _breaks(text: str) -> Markup:
    """Line breaks of a text, the rest escaped."""
    return Markup("<br>").join(escape(line) for line in text.splitlines())
