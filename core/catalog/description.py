"""Descriptions: the markup that may stay, and the words without it."""

import re
from html import unescape

import nh3

TAGS = {
    "p", "br", "strong", "b", "em", "i", "u", "s", "ul", "ol", "li", "h2", "h3", "h4",
    "blockquote", "a", "table", "thead", "tbody", "tr", "th", "td", "hr", "sub", "sup",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "td": {"colspan"}, "th": {"colspan"}}
LINK_SCHEMES = {"http", "https", "mailto", "tel"}

_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


def clean_description(html: str) -> str:
    """What remains when only known-harmless markup may stay. Every write passes here."""
    return nh3.clean(
        html.replace("\x00", ""),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=LINK_SCHEMES,
        link_rel="nofollow noopener",
    ).strip()


def plain_text(html: str) -> str:
    """The words of a clean description."""
    return _SPACE.sub(" ", unescape(_TAG.sub(" ", html))).strip()
