"""Heads as HTML, whatever a name holds."""

import json
from html.parser import HTMLParser
from http import HTTPStatus

import pytest

from core.seo.head import HeadImage, PageHead, graph, plain
from core.ui.rendering.document import finished
from core.ui.rendering.page_state import LoadedPage

NASTY = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!-- <script>",
    "كوب أزرق \u202e",
    "Vase 🏺 & Söhne",
    "line\u2028separator\u2029",
)


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


@pytest.mark.parametrize("name", NASTY)
def test_no_name_escapes_from_the_head(name):
    head = PageHead(
        title=name,
        description=name,
        canonical="https://shop.example/p/x",
        image=HeadImage("https://shop.example/x.jpg", 1, 1, name),
        json_ld=graph([{"@type": "Product", "name": name}]),
    )

    made = LoadedPage(delta="{}", status=HTTPStatus.OK, tags=frozenset(), size=2, head=head)
    document = finished(b"<html><head></head><body></body></html>", made).body.decode()
    page = Elements(document.partition("</head>")[0])

    assert {tag for tag, _ in page.found} == {"html", "head", "meta", "link", "script"}
    assert sum(tag == "script" for tag, _ in page.found) == 1
    assert json.loads(page.texts[-1])["@graph"][0]["name"] == name
    assert [a["content"] for _, a in page.found if a.get("property") == "og:title"] == [name]


def test_what_the_compiled_page_says_of_every_page_gives_way():
    html = (
        b'<html><head><meta content="Any" name="description"/>'
        b'<meta content="/any.png" property="og:image"/><meta content="x" name="viewport"/>'
        b"</head><body></body></html>"
    )
    head = PageHead(title="Vases", description="Of clay")

    made = LoadedPage(delta="{}", status=HTTPStatus.OK, tags=frozenset(), size=2, head=head)
    said = [
        dict(a)
        for tag, a in Elements(finished(html, made).body.decode()).found
        if tag == "meta"
    ]

    assert [a["content"] for a in said if a.get("name") == "description"] == ["Of clay"]
    assert len([a for a in said if a.get("property") == "og:image"]) == 1
    assert {"content": "x", "name": "viewport"} in said


def test_a_page_without_a_picture_shows_the_mark_of_the_market():
    tags = {
        attributes.get("property") or attributes.get("name", ""): attributes["content"]
        for tag, attributes in PageHead(title="Help").tags()
        if tag == "meta"
    }

    assert tags["og:image"].endswith("/icons/icon-512.png")
    assert (tags["og:image:width"], tags["twitter:card"]) == ("512", "summary")
    assert "robots" not in tags


def test_a_long_description_ends_at_a_word():
    cut = plain("word  \n" * 100)

    assert len(cut) <= 300
    assert cut.endswith("word…")


def test_what_is_empty_is_not_said():
    assert graph([{"@type": "Thing", "a": "", "b": None, "c": [], "d": {"e": ""}, "f": 0}]) == (
        '{"@context":"https://schema.org","@graph":[{"@type":"Thing","f":0}]}'
    )
