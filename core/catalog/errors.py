"""What the catalog refuses."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from core.catalog.models import MAX_OPTIONS, MAX_VARIANTS
from core.kernel.errors import Conflict, Invalid, NotFound


class ProductNotFound(NotFound):
    code: ClassVar[str] = "product_not_found"

    def __init__(self, reference: UUID | str) -> None:
        self.reference = reference
        super().__init__("There is no such product.")


class ProductGone(NotFound):
    """It existed and was withdrawn: pages answer 410 with alternatives."""

    code: ClassVar[str] = "product_gone"

    def __init__(self, product_id: UUID, category_id: UUID | None) -> None:
        self.product_id, self.category_id = product_id, category_id
        super().__init__("This product is no longer for sale.")


class VariantNotFound(NotFound):
    code: ClassVar[str] = "variant_not_found"

    def __init__(self, variant_id: UUID) -> None:
        self.variant_id = variant_id
        super().__init__("There is no such variant.")


class CategoryNotFound(NotFound):
    code: ClassVar[str] = "category_not_found"

    def __init__(self, reference: UUID | str) -> None:
        self.reference = reference
        super().__init__("There is no such category.")


class CategoryNotEmpty(Conflict):
    code: ClassVar[str] = "category_not_empty"

    def __init__(self, name: str, products: int, children: int) -> None:
        self.products, self.children = products, children
        super().__init__(
            f"“{name}” still has {products} products and {children} categories below it. "
            "Move them first."
        )


class CategoryCycle(Invalid):
    code: ClassVar[str] = "category_cycle"

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” cannot be placed below itself.", field="parent")


class CategoryExists(Conflict):
    code: ClassVar[str] = "category_exists"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a category “{name}” at this place already.")


class AttributeNotFound(NotFound):
    code: ClassVar[str] = "attribute_not_found"

    def __init__(self, code: str) -> None:
        self.attribute = code
        super().__init__(f"There is no attribute “{code}”.")


class TooManyOptions(Invalid):
    code: ClassVar[str] = "too_many_options"

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(
            f"A product has at most {MAX_OPTIONS} options; this one has {count}.",
            field="options",
        )


class TooManyVariants(Invalid):
    code: ClassVar[str] = "too_many_variants"

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(
            f"A product has at most {MAX_VARIANTS} variants; these options make {count}.",
            field="options",
        )


class SkuTaken(Conflict):
    code: ClassVar[str] = "sku_taken"

    def __init__(self, skus: Sequence[str]) -> None:
        self.skus = tuple(skus)
        super().__init__(f"SKU already used in this workshop: {', '.join(skus)}.")


class AddressTaken(Conflict):
    code: ClassVar[str] = "address_taken"

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(f"The address “{slug}” is in use, or once was. Choose another one.")


class HandleTaken(Conflict):
    code: ClassVar[str] = "handle_taken"

    def __init__(self, handle: str) -> None:
        self.handle = handle
        super().__init__(f"This workshop already has a product with the handle “{handle}”.")


class NotPublishable(Conflict):
    """``missing`` names, in words, everything a product lacks before it can be shown."""

    code: ClassVar[str] = "not_publishable"

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(f"Before this can be published, add {_listed(missing)}.")


class WorkshopNotApproved(Conflict):
    code: ClassVar[str] = "workshop_not_approved"

    def __init__(self) -> None:
        super().__init__("The workshop is not approved: its products cannot be published yet.")


def _listed(things: Sequence[str]) -> str:
    *most, last = things
    return f"{', '.join(most)} and {last}" if most else last
