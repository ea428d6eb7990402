"""People who act for workshops."""

from core.kernel.ids import new_id
from core.kernel.principal import Principal, Role, VendorRole
from core.vendors.models import Vendor


def owner_of(vendor: Vendor, role: VendorRole = VendorRole.OWNER) -> Principal:
    """Somebody signed in to the vendor portal; services look at nothing else."""
    return Principal(
        user_id=new_id(),
        roles=frozenset({Role.VENDOR}),
        email="owner@example.com",
        vendor_id=vendor.id,
        vendor_role=role,
    )


def an_operator() -> Principal:
    return Principal(user_id=new_id(), roles=frozenset({Role.ADMIN}), email="ops@example.com")
