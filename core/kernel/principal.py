"""Who asks. Built by the edges from a server-side session, passed to every service."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from core.kernel.errors import Forbidden, SignInRequired


class Role(StrEnum):
    CUSTOMER = "customer"
    VENDOR = "vendor"
    ADMIN = "admin"
    SUPER_ADMIN = "super_admin"


class VendorRole(StrEnum):
    OWNER = "owner"
    CATALOG = "catalog"
    ORDERS = "orders"
    FINANCE = "finance"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class Principal:
    """A caller. ``user_id`` is None for a guest; ``vendor_id`` is set in the vendor portal
    only.
    """

    user_id: UUID | None = None
    roles: frozenset[Role] = frozenset()
    email: str | None = None
    vendor_id: UUID | None = None
    vendor_role: VendorRole | None = None
    is_system: bool = False
    session_id: UUID | None = field(default=None, compare=False)

    @property
    def is_staff(self) -> bool:
        return bool(self.roles & {Role.ADMIN, Role.SUPER_ADMIN})

    @property
    def actor(self) -> str:
        """How the audit trail and histories name this caller."""
        if self.is_system:
            return "system"
        return str(self.user_id) if self.user_id else "guest"

    def require_user(self) -> UUID:
        if self.user_id is None:
            raise SignInRequired
        return self.user_id

    def require_staff(self) -> None:
        if self.is_system or self.is_staff:
            return
        if self.user_id is None:
            raise SignInRequired
        raise Forbidden

    def require_vendor(self, *roles: VendorRole) -> UUID:
        """The vendor the caller acts for. With ``roles``, owners pass and others need one of
        them.
        """
        if self.user_id is None:
            raise SignInRequired
        if self.vendor_id is None or self.vendor_role is None:
            raise Forbidden("This needs a workshop account.")
        if roles and self.vendor_role is not VendorRole.OWNER and self.vendor_role not in roles:
            raise Forbidden("Your role in this workshop does not cover this.")
        return self.vendor_id


GUEST = Principal()
SYSTEM = Principal(is_system=True)
