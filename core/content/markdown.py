"""Markdown to HTML that may stand in a page."""

from collections.abc import Mapping
from typing import Any

import nh3
from markdown_it import MarkdownIt

from core.catalog.description import LINK_SCHEMES, TAGS

ATTRIBUTES = {"a": {"href", "title"}, "th": {"style"}, "td": {"style"}}
PICTURE = {"img": {"src", "alt", "loading", "decoding"}}
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
_stories = MarkdownIt("commonmark", {"html": False}).enable("table")


def to_html(text: str, *, pictures: Mapping[str, str] | None = None) -> str:
    """HTML written into the text stays text; what Markdown makes is cleaned once more. A
    picture
    is only shown when ``pictures`` knows the address for what stands in its brackets.
    """
    text = text.replace("\x00", "")
    made = (
        _markdown.render(text)
        if pictures is None
        else _stories.render(text, {"pictures": pictures})
    )
    return nh3.clean(
        made,
        tags=TAGS | {"code", "pre"} | (set() if pictures is None else {"img"}),
        attributes=ATTRIBUTES | ({} if pictures is None else PICTURE),
        filter_style_properties={"text-align"},
        url_schemes=LINK_SCHEMES,
        link_rel="noopener",
    ).strip()


def _picture(renderer: Any, tokens: Any, place: int, options: Any, env: Any) -> str:
    token = tokens[place]
    source = env["pictures"].get(token.attrs.get("src", ""))
    if source is None:
        return ""
    token.attrs = {"src": source, "alt": "", "loading": "lazy", "decoding": "async"}
    return renderer.image(tokens, place, options, env)


_stories.add_render_rule("image", _picture)
