"""The finished document: the renderer's HTML with the head of its page and the state in it."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from core.ui.rendering.page_cache import Page
from core.ui.rendering.page_state import LoadedPage
from core.ui.rendering.plugin import SERVED_STATE_ID
from core.ui.rendering.starting import started_after_paint

PACKING = 6
COMPILED = re.compile(rb'<meta content="[^"]*" (?:name|property)="(description|og:image)"/>')


def finished(html: bytes, made: LoadedPage) -> Page:
    """State and JSON-LD are data in ``script`` elements that no browser runs."""
    body = _inserted(_without_what_head_says(html, made.head), b"</head>", _head(made.head))
    body = _inserted(body, b"</body>", _state(made.delta), last=True)
    body = started_after_paint(body)
    return page_of(body, made.status, made.tags)


def page_of(
    body: bytes, status: int, tags: frozenset[str] = frozenset(), moved_to: str = ""
) -> Page:
    digest = hashlib.sha256(body).hexdigest()[:24]
    packed = gzip.compress(body, PACKING, mtime=0)
    return Page(
        status=status,
        size=len(body) + len(packed),
        body=body,
        packed=packed,
        etag=f'W/"{digest}"',
        tags=tags,
        moved_to=moved_to,
    )


def _head(head: Any) -> bytes:
    if head is None:
        return b""
    elements = [_element(name, attributes) for name, attributes in head.tags()]
    if head.json_ld:
        elements.append(f'<script type="application/ld+json">{head.json_ld}</script>')
    return "".join(elements).encode()


def _without_what_head_says(html: bytes, head: Any) -> bytes:
    """The compiled page has a description and a picture too: a page with two says neither."""
    if head is None:
        return html
    said = {value for _, attributes in head.tags() for value in attributes.values()}
    return COMPILED.sub(lambda found: b"" if found[1].decode() in said else found[0], html)


def _element(name: str, attributes: Mapping[str, str]) -> str:
    written = (f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{''.join(written)}/>"


def _state(delta: str) -> bytes:
    safe = delta.replace("<", "\\u003c")
    return f'<script type="application/json" id="{SERVED_STATE_ID}">{safe}</script>'.encode()


def _inserted(html: bytes, before: bytes, added: bytes, *, last: bool = False) -> bytes:
    at = html.rfind(before) if last else html.find(before)
    if at < 0:
        raise ValueError(f"A page without {before.decode()}")
    return html[:at] + added + html[at:]
