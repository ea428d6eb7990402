"""Which powers an account has in which app."""

from collections.abc import Iterable

from core.identity.models import App
from core.kernel.errors import Forbidden, SignInRequired
from core.kernel.principal import Principal, Role

STAFF = frozenset({Role.ADMIN, Role.SUPER_ADMIN})


def powers(app: App, roles: Iterable[str], *, acts_for_vendor: bool) -> frozenset[Role]:
    """The roles a session of ``app`` carries; none means that it may not exist.

    An operator who shops is a customer there: each app gives no more than it needs.
    """
    if app is App.ADMIN:
        return STAFF & {Role(role) for role in roles}
    if app is App.VENDOR_PORTAL:
        return frozenset({Role.VENDOR}) if acts_for_vendor else frozenset()
    return frozenset({Role.CUSTOMER})


def ensure_super_admin(principal: Principal) -> None:
    if principal.is_system or Role.SUPER_ADMIN in principal.roles:
        return
    if principal.user_id is None:
        raise SignInRequired
    raise Forbidden("Only a super admin may do this.")
