"""Where a product is, in one word."""

from core.catalog.models import ProductStatus

PRODUCT_WORDS = {
    ProductStatus.DRAFT: ("Draft", "neutral", "new"),
    ProductStatus.IN_REVIEW: ("In review", "info", "partial"),
    ProductStatus.PUBLISHED: ("Live", "success", "done"),
    ProductStatus.REJECTED: ("Needs changes", "danger", "attention"),
    ProductStatus.PAUSED: ("Paused", "attention", "blocked"),
    ProductStatus.ARCHIVED: ("Archived", "neutral", "blocked"),
}
