"""What a product of the file would change, before anything is changed."""

from dataclasses import dataclass, field
from typing import Any

from core.catalog.importing.columns import Field
from core.catalog.importing.context import ImportContext
from core.catalog.importing.existing import ExistingProduct
from core.catalog.importing.records import (
    AttributeRecord,
    ImageRecord,
    ProductRecord,
    RowIssue,
    Severity,
    VariantRecord,
)
from core.catalog.importing.report import Outcome
from core.catalog.models import ProductStatus, ProductVariant, VariantPrice


@dataclass(slots=True)
class VariantPlan:
    """``values`` are the columns that differ; ``prices`` those to be set; ``units`` the new
    count on the shelf and ``image_url`` the new picture, None when they stay.
    """

    record: VariantRecord
    existing: ProductVariant | None
    values: dict[str, Any]
    prices: dict[str, tuple[int, int | None]]
    units: int | None
    image_url: str | None = None
    current_prices: dict[str, VariantPrice] = field(default_factory=dict)

    def keeps_compare_at(self, currency: str, context: ImportContext) -> bool:
        """The file says nothing of reductions in this currency."""
        return currency == context.currency and not context.has(Field.COMPARE_AT)

    @property
    def changes(self) -> bool:
        return (
            self.existing is None
            or bool(self.values)
            or bool(self.prices)
            or self.units is not None
            or self.image_url is not None
        )


@dataclass(slots=True)
class ProductPlan:
    record: ProductRecord
    existing: ExistingProduct | None
    values: dict[str, Any] = field(default_factory=dict)
    variants: list[VariantPlan] = field(default_factory=list)
    retired: list[ProductVariant] = field(default_factory=list)
    attributes: dict[str, tuple[AttributeRecord, tuple[str, ...]]] = field(default_factory=dict)
    images: list[ImageRecord] = field(default_factory=list)
    images_change: bool = False
    status: ProductStatus | None = None
    issues: list[RowIssue] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        if any(issue.severity is Severity.ERROR for issue in self.issues):
            return Outcome.SKIPPED
        if self.existing is None:
            return Outcome.CREATED
        is_changed = (
            self.values
            or self.retired
            or self.attributes
            or self.images_change
            or self.status
            or any(variant.changes for variant in self.variants)
        )
        return Outcome.UPDATED if is_changed else Outcome.UNCHANGED

    def issue(self, severity: Severity, message: str, row: int | None = None) -> None:
        number = self.record.first_row if row is None else row
        self.issues.append(RowIssue(number, severity, message, handle=self.record.handle))
