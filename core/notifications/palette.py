"""The colors of the shop for mails, which know no variables: read from the same token file."""

import re
from functools import cache

from core.settings import ROOT
from core.vendors.selvedge import Thread, gradient

TOKENS = ROOT / "assets" / "css" / "tokens.css"
RULE = re.compile(r"(?P<selector>:root|\.dark)\s*\{(?P<body>[^}]*)\}")
HEX = re.compile(r"#[0-9a-fA-F]{6}")
DYE = re.compile(
    r"var\(--thread-(?P<dye>ground|woad|madder|weld|moss|walnut)(, var\(--\w+\))?\)"
)
STRIPE = re.compile(
    rf"repeating-linear-gradient\(90deg(, ?({DYE.pattern.replace('?P<dye>', '')}|{HEX.pattern})"
    r" \d+px \d+px)+\)"
)
COLOR = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})\s*;")

# The market's own woven edge, as at the top of every page.
_HALF = (
    Thread("woad", 14), Thread("ground", 3), Thread("madder", 3), Thread("ground", 3),
    Thread("weld", 6), Thread("ground", 2),
)  # fmt: skip
MARKET = gradient(
    (*_HALF, Thread("walnut", 2), *reversed(_HALF)), lambda dye: f"var(--thread-{dye})"
)


@cache
def palette(theme: str = "light") -> dict[str, str]:
    """Color tokens by name. Those that the dark theme leaves alone keep their light value."""
    colors: dict[str, str] = {}
    for rule in RULE.finditer(TOKENS.read_text()):
        if rule["selector"] == ":root" or theme == "dark":
            colors |= dict(COLOR.findall(rule["body"]))
    return colors


def woven(selvedge: str) -> str:
    """A workshop's stripe with the values of its colors. What is no stripe becomes the market's
    own: it goes into the style of a mail.
    """
    stripe = selvedge if STRIPE.fullmatch(selvedge) else MARKET
    return DYE.sub(lambda found: _thread_color(found["dye"]), stripe)


def first_color(selvedge: str) -> str:
    """For programs that know no gradients."""
    return HEX.findall(woven(selvedge))[0]


def _thread_color(dye: str) -> str:
    colors = palette()
    return colors.get(f"thread-{dye}") or colors[dye]
