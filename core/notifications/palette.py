"""The colors of the shop for mails, which know no variables: read from the same token file."""

import re
from functools import cache

from core.settings import ROOT

TOKENS = ROOT / "assets" / "css" / "tokens.css"
RULE = re.compile(r"(?P<selector>:root|\.dark)\s*\{(?P<body>[^}]*)\}")
COLOR = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})\s*;")


@cache
def palette(theme: str = "light") -> dict[str, str]:
    """Color tokens by name. Those that the dark theme leaves alone keep their light value."""
    colors: dict[str, str] = {}
    for rule in RULE.finditer(TOKENS.read_text()):
        if rule["selector"] == ":root" or theme == "dark":
            colors |= dict(COLOR.findall(rule["body"]))
    return colors


def thread_color(color: str) -> str:
    """The value of a selvedge's thread."""
    colors = palette()
    return colors.get(f"thread-{color}") or colors[color]
