"""Where a product should go when its file has been read."""

from core.catalog.importing.context import ImportContext
from core.catalog.importing.plans import ProductPlan
from core.catalog.importing.records import ListedStatus, Severity
from core.catalog.models import ProductStatus


def plan_status(plan: ProductPlan, context: ImportContext) -> None:
    """Where the product should go; None to stay. A file hides what it calls unpublished, and
    publishes drafts: what a person paused or rejected stays so.
    """
    record = plan.record
    current = plan.existing.product.status if plan.existing else ProductStatus.DRAFT
    if record.status is ListedStatus.ARCHIVED:
        plan.status = ProductStatus.ARCHIVED if _may_archive(current) else None
        return
    is_hidden = record.is_published is False or record.status is ListedStatus.DRAFT
    if is_hidden:
        plan.status = ProductStatus.PAUSED if current is ProductStatus.PUBLISHED else None
        return
    if context.is_publish and context.is_approved and current is ProductStatus.DRAFT:
        _plan_publication(plan, context)


def _plan_publication(plan: ProductPlan, context: ImportContext) -> None:
    existing = plan.existing
    category_id = plan.values.get("category_id") or (existing and existing.product.category_id)
    has_picture = bool(plan.images) or bool(existing and existing.images)
    missing = [
        name
        for name, is_there in (("a category", category_id), ("a picture", has_picture))
        if not is_there
    ]
    if missing:
        plan.issue(Severity.WARNING, f"It stays a draft until it has {' and '.join(missing)}.")
        return
    plan.status = ProductStatus.PUBLISHED if context.is_trusted else ProductStatus.IN_REVIEW


def _may_archive(current: ProductStatus) -> bool:
    return current not in {ProductStatus.ARCHIVED, ProductStatus.IN_REVIEW}
