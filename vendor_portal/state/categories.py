"""The market's categories as the options of a select: the name says how deep one lies."""

from collections.abc import Sequence

from core.catalog.read_models import CategoryNode

NONE = "None yet"


def category_options(tree: Sequence[CategoryNode]) -> list[tuple[str, str]]:
    """Pairs of slug and path; the first is for none."""
    return [("", NONE), *((node.category.slug, path) for node, path in _walk(tree, ""))]


def category_choices(tree: Sequence[CategoryNode]) -> list[tuple[str, str]]:
    """Pairs of id and path; the first is for none."""
    return [("", NONE), *((str(node.category.id), path) for node, path in _walk(tree, ""))]


def _walk(tree: Sequence[CategoryNode], above: str) -> list[tuple[CategoryNode, str]]:
    found: list[tuple[CategoryNode, str]] = []
    for node in tree:
        path = f"{above} › {node.category.name}" if above else node.category.name
        found += [(node, path), *_walk(node.children, path)]
    return found
