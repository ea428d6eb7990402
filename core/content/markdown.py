"""Markdown to HTML that may stand in a page."""

import nh3
from markdown_it import MarkdownIt

from core.catalog.description import LINK_SCHEMES, TAGS

ATTRIBUTES = {"a": {"href", "title"}, "th": {"style"}, "td": {"style"}}
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def to_html(text: str) -> str:
    """HTML written into the text stays text; what Markdown makes is cleaned once more."""
    return nh3.clean(
        _markdown.render(text.replace("\x00", "")),
        tags=TAGS | {"code", "pre"},
        attributes=ATTRIBUTES,
        filter_style_properties={"text-align"},
        url_schemes=LINK_SCHEMES,
        link_rel="noopener",
    ).strip()
