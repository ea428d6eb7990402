"""Whose lists: an account's, or those of the browser that holds the bag's cookie."""

from dataclasses import dataclass
from uuid import UUID

from core.cart.open_cart import is_bag_token
from core.kernel.principal import Principal
from core.kernel.secrets import token_hash
from core.saved.errors import NoListCookie


@dataclass(frozen=True, slots=True)
class Owner:
    """Exactly one of the two is set."""

    user_id: UUID | None = None
    token_hash: bytes | None = None


def find_owner(caller: Principal, guest_token: str | None) -> Owner | None:
    """None for a guest without a cookie. Who is signed in never sees a cookie's lists."""
    if caller.user_id is not None:
        return Owner(user_id=caller.user_id)
    return guest_owner(guest_token)


def get_owner(caller: Principal, guest_token: str | None) -> Owner:
    owner = find_owner(caller, guest_token)
    if owner is None:
        raise NoListCookie
    return owner


def guest_owner(guest_token: str | None) -> Owner | None:
    return Owner(token_hash=token_hash(guest_token)) if is_bag_token(guest_token) else None
