"""How code looks here, held by the code itself. Each test names every place that breaks its
rule.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS = ("storefront", "admin", "vendor_portal")
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_COMPONENT = 400, 50, 60
LONGEST_CLASSES = 60
STATEMENTS = {"select", "insert", "update", "delete"}

# Who writes statements besides ``queries.py``, and why.
MAY_QUERY = {
    "core/events": "the outbox",
    "core/ledger/posting.py": "accounts are opened while posting",
    "core/payments/receive_webhook.py": "the inbox stores and claims in one statement",
    "core/reporting/track.py": "visits are written in bulk",
    "core/demo": "bulk rows of the demo shop",
    "core/ui": "has a component of that name",
}
MAY_COMMIT = {
    "core/db/session.py": "the one place that commits",
    "core/search/tantivy_engine.py": "commits its index",
    "core/content/help_search.py": "commits its index in memory",
}


@cache
def modules(*packages: str) -> dict[str, ast.Module]:
    """Every module of the packages, parsed, by its path from the root."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for package in packages
        for path in sorted((ROOT / package).rglob("*.py"))
    }


def product() -> dict[str, ast.Module]:
    return modules("core", *APPS)


def is_listed(name: str, allowed: dict[str, str]) -> bool:
    return any(name.startswith(prefix) for prefix in allowed)


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_files_are_short():
    lengths = {
        name: (ROOT / name).read_text(encoding="utf-8").count("\n")
        for name in modules("core", "tests", *APPS)
    }

    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE} == {}


def test_functions_are_short():
    too_long = [
        f"{name}:{node.lineno} {node.name}: {length} lines"
        for name, tree in product().items()
        for node in functions(tree)
        if (length := (node.end_lineno or 0) - node.lineno + 1)
        > (LONGEST_COMPONENT if name.startswith((*APPS, "core/ui")) else LONGEST_FUNCTION)
    ]

    assert too_long == []


def test_statements_live_in_queries():
    elsewhere = [
        f"{name}:{node.lineno} {node.func.id}"
        for name, tree in modules("core").items()
        if not name.endswith("queries.py") and not is_listed(name, MAY_QUERY)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in STATEMENTS
    ]

    assert elsewhere == []


def test_only_edges_commit():
    commits = [
        f"{name}:{node.lineno}"
        for name, tree in product().items()
        if not is_listed(name, MAY_COMMIT)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    ]

    assert commits == []


def test_pages_leave_looks_to_the_kit():
    found: list[str] = []
    for name, tree in modules(*APPS).items():
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "style":
                found.append(f"{name}:{node.value.lineno} style")
            if isinstance(node, ast.keyword) and node.arg == "class_name":
                found += [
                    f"{name}:{part.lineno} {part.value}"
                    for part in ast.walk(node.value)
                    if isinstance(part, ast.Constant)
                    and isinstance(part.value, str)
                    and len(part.value) > LONGEST_CLASSES
                ]
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.search(r"#[0-9a-fA-F]{6}\b", node.value)
            ):
                found.append(f"{name}:{node.lineno} color")

    assert found == []


def test_states_hold_no_table_rows():
    tables = {
        node.name
        for name, tree in modules("core").items()
        if name.endswith("models.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any(k.arg == "table" for k in node.keywords)
    }
    held = [
        f"{name}:{field.lineno} {used.id}"
        for name, tree in modules(*APPS).items()
        if "state" in name
        for owner in ast.walk(tree)
        if isinstance(owner, ast.ClassDef)
        for field in owner.body
        if isinstance(field, ast.AnnAssign)
        for used in ast.walk(field.annotation)
        if isinstance(used, ast.Name) and used.id in tables
    ]

    assert len(tables) > 50
    assert held == []


def test_no_relationship_loads_by_surprise():
    eager = [
        name
        for name in product()
        if re.search(r"Relationship\((?![^)]*raise)", (ROOT / name).read_text("utf-8"))
    ]

    assert eager == []


def test_nothing_is_left_unfinished():
    words = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError|[Ll]orem ipsum")
    found = [name for name in product() if words.search((ROOT / name).read_text("utf-8"))]

    assert found == []
