"""No text of the market claims what only evidence could show (rule P9): interface, legal pages,
help, mails and the demo shop.
"""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.catalog.generic_claims import generic_claims

ROOT = Path(__file__).parents[2]
CODE = ("storefront", "admin", "vendor_portal", "core/ui", "core/notifications", "core/content")
SEEDS = (
    "products", "vendors", "applicants", "categories", "help", "reviews", "questions",
    "collections", "materials",
)  # fmt: skip
# Names of schemes, duties of the law, and words about such words.
NO_CLAIMS = (
    "Responsible Wool Standard", "Responsible Jewellery Council", "a slight green cast",
    "person responsible for product safety", "responsible person", "Who is responsible",
    "Responsible in the EU",
    "the workshop is responsible as well", "*sustainable*, *green* or *climate neutral*",
    "Green words without evidence", "turned or carved green",
)  # fmt: skip
WORDMARK = ("core/ui/components/brand.py", "Eco")
SHORTEST_SENTENCE = 3  # words; below it a string is a name, a class or a key


def claims_in(*texts: str) -> tuple[str, ...]:
    for phrase in NO_CLAIMS:
        texts = tuple(text.replace(phrase, "") for text in texts)
    return generic_claims(*texts)


def texts_of(path: Path) -> Iterator[tuple[int, str]]:
    """What a person could read: strings of several words that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if not is_text or id(node) in docstrings:
            continue
        if len(node.value.split()) >= SHORTEST_SENTENCE or node.value.istitle():
            yield node.lineno, node.value


@pytest.mark.parametrize("folder", CODE)
def test_the_interface_makes_no_generic_claim(folder):
    found = [
        f"{path.relative_to(ROOT)}:{line} {claims}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, text in texts_of(path)
        if (claims := claims_in(text)) and (str(path.relative_to(ROOT)), text) != WORDMARK
    ]

    assert found == []


def test_legal_texts_make_no_generic_claim():
    texts = sorted((ROOT / "core/content/legal/texts").glob("*.md"))

    assert len(texts) >= 7
    assert {text.name: claims_in(text.read_text()) for text in texts} == {
        text.name: () for text in texts
    }


@pytest.mark.parametrize("name", SEEDS)
def test_the_demo_shop_makes_no_generic_claim(name):
    path = ROOT / "demo" / f"{name}.json"
    rows = json.loads(path.read_text())

    assert rows
    found = [
        (row.get("slug") or row.get("id"), claims)
        for row in rows
        if (claims := claims_in(*sentences(row)))
    ]

    assert found == []


def sentences(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if len(value.split()) >= SHORTEST_SENTENCE:
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from sentences(each)
    elif isinstance(value, list):
        for each in value:
            yield from sentences(each)


def test_the_list_finds_what_it_is_for():
    assert generic_claims("An Eco-friendly, climate-neutral bowl") == (
        "climate neutral",
        "eco",
        "eco friendly",
    )
