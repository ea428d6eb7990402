"""What one import run needs to know besides its file."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from core.catalog.importing.columns import ColumnMap, Field
from core.catalog.importing.records import ProductRecord
from core.catalog.models import AttributeKind, Category
from core.kernel.principal import Principal

CATEGORY_CHOICE = "category/"


class CategoryFinder:
    """Finds the market's category for what a file calls it.

    First the vendor's own choice, then the path, then each name from the narrowest up, then
    the product type. Singular and plural count as the same.
    """

    def __init__(self, categories: Iterable[Category], choices: Mapping[str, str]) -> None:
        rows = list(categories)
        self._by_id = {row.id: row for row in rows}
        self._by_slug = {row.slug: row for row in rows}
        self._by_name: dict[str, list[Category]] = {}
        for row in rows:
            for name in (row.name, row.slug):
                self._by_name.setdefault(_folded(name), []).append(row)
        self._choices = {
            name.removeprefix(CATEGORY_CHOICE).casefold(): slug
            for name, slug in choices.items()
            if name.startswith(CATEGORY_CHOICE)
        }
        self.not_found: set[str] = set()

    def find(self, record: ProductRecord) -> UUID | None:
        named = self.stated_name(record)
        chosen = self._choices.get(named.casefold()) or self._choices.get("")
        category = self._by_slug.get(chosen or "") or self._by_path(record.category_path)
        for name in (*reversed(record.category_path), record.product_type):
            category = category or self._only(name)
        if category is None:
            self.not_found.add(named)
            return None
        return category.id

    def path(self, category_id: UUID | None) -> tuple[str, ...]:
        """Names from the department down."""
        names: list[str] = []
        while category_id is not None and len(names) <= len(self._by_id):
            category = self._by_id[category_id]
            names.append(category.name)
            category_id = category.parent_id
        return tuple(reversed(names))

    @staticmethod
    def stated_name(record: ProductRecord) -> str:
        return " > ".join(record.category_path) or record.product_type

    def _by_path(self, path: tuple[str, ...]) -> Category | None:
        if not path:
            return None
        wanted = tuple(_folded(name) for name in path)
        for category in self._by_name.get(wanted[-1], []):
            if tuple(_folded(name) for name in self.path(category.id)) == wanted:
                return category
        return None

    def _only(self, name: str) -> Category | None:
        found = {row.id: row for row in self._by_name.get(_folded(name), [])} if name else {}
        return next(iter(found.values())) if len(found) == 1 else None


def _folded(name: str) -> str:
    words = re.findall(r"\w+", name.casefold().replace("&", " and "))
    return " ".join(re.sub(r"(?<=\w{3})s$", "", word) for word in words)


@dataclass(slots=True)
class ImportContext:
    """``is_publish``: what the file calls published is. ``is_approved``, ``is_trusted``: the
    workshop may publish at all, and without moderation. ``file_skus``: the handle that first
    used each SKU.
    """

    vendor_id: UUID
    currency: str
    columns: ColumnMap
    categories: CategoryFinder
    principal: Principal
    origin: str
    country: str
    attribute_kinds: Mapping[str, AttributeKind] = field(default_factory=dict)
    is_publish: bool = True
    is_approved: bool = True
    is_trusted: bool = True
    file_skus: dict[str, str] = field(default_factory=dict)

    def has(self, *fields: Field) -> bool:
        """Whether the file has a column for one of them: what it is silent about stays."""
        return any(f in self.columns.fields for f in fields)
