"""Who may change what in the catalog, and what a product needs before it is shown.

Publishing: a product goes from draft to review. When its workshop is approved and trusted
(``Vendor.is_auto_publish``, which only staff set; new workshops start with it) the market
approves it in the same breath, otherwise it waits for a person in the moderation queue. Either
way the history says who let it through.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from core.catalog.errors import NotPublishable, ProductNotFound, WorkshopNotApproved
from core.catalog.impact import VERIFIED
from core.catalog.models import Product
from core.kernel.errors import Forbidden
from core.kernel.principal import Principal, VendorRole
from core.vendors.models import Vendor, VendorStatus

Facts = Mapping[str, Any]


def ensure_may_edit(principal: Principal, product: Product) -> None:
    """Staff may edit any product, a workshop's owner and catalog people their own. Somebody
    else's product does not exist for them.
    """
    if ensure_catalog_role(principal, product.vendor_id) is False:
        raise ProductNotFound(product.id)


def ensure_catalog_role(principal: Principal, vendor_id: UUID) -> bool:
    """Raise for callers who edit no products at all; False when only this workshop's are not
    theirs.
    """
    if principal.is_system or principal.is_staff:
        return True
    return principal.require_vendor(VendorRole.CATALOG) == vendor_id


def ensure_may_state(
    principal: Principal, stated: Iterable[Facts], stored: Iterable[Facts] = ()
) -> None:
    """A workshop states its impact facts; that one is *verified* only the market says. What it
    verified before may stay as it is.
    """
    if principal.is_system or principal.is_staff:
        return
    known = list(stored)
    for fact in stated:
        if fact.get("evidence") == VERIFIED and fact not in known:
            raise Forbidden("Only the market can mark a fact as verified.")


def missing_for_publication(
    product: Product, *, priced: int, images: int, without_image: bool = False
) -> tuple[str, ...]:
    """What still has to be added, in words that end the sentence “add …”."""
    wanted = {
        "a title": bool(product.title.strip()),
        "a category": product.category_id is not None,
        "a price for at least one variant": priced > 0,
        "a picture": images > 0 or without_image,
    }
    return tuple(name for name, is_there in wanted.items() if not is_there)


def ensure_publishable(
    product: Product, vendor: Vendor, *, priced: int, images: int, without_image: bool = False
) -> None:
    if vendor.status is not VendorStatus.APPROVED:
        raise WorkshopNotApproved
    missing = missing_for_publication(
        product, priced=priced, images=images, without_image=without_image
    )
    if missing:
        raise NotPublishable(missing)
