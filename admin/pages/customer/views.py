"""A person with an account: what they may do, where they are signed in, what they bought."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from admin.pages.customers.views import CLOSED, OPEN
from admin.pages.orders.views import OrderRow
from admin.state.mark import Mark
from core.identity.list_users import Account
from core.identity.models import App, UserSession
from core.kernel.pagination import Page
from core.kernel.principal import Role
from core.orders.models import Order
from core.ui.format import ago, day, moment, quantity

APPS = {App.STOREFRONT: "Shop", App.VENDOR_PORTAL: "Workshop portal", App.ADMIN: "Admin"}
ROLES = {
    Role.CUSTOMER: "Shopper",
    Role.VENDOR: "Workshop",
    Role.ADMIN: "Operator",
    Role.SUPER_ADMIN: "Super admin",
}


@dataclass(frozen=True, slots=True)
class SessionRow:
    app: str
    browser: str
    address: str
    seen: str

    @classmethod
    def of(cls, session: UserSession) -> Self:
        return cls(
            app=APPS[session.app],
            browser=session.user_agent or "Unknown",
            address=session.ip,
            seen=ago(session.last_seen_at),
        )


@dataclass(frozen=True, slots=True)
class CustomerView:
    id: str = ""
    name: str = ""
    email: str = ""
    is_active: bool = True
    is_operator: bool = False
    is_super_admin: bool = False
    status: Mark = field(default_factory=Mark)
    facts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    sessions: list[SessionRow] = field(default_factory=list[SessionRow])
    orders: list[OrderRow] = field(default_factory=list[OrderRow])
    orders_href: str = ""
    order_count: str = ""

    @classmethod
    def of(cls, account: Account, orders: Page[Order]) -> Self:
        user = account.user
        return cls(
            id=str(user.id),
            name=user.name or user.email,
            email=user.email,
            is_active=user.is_active,
            is_operator=Role.ADMIN in account.roles,
            is_super_admin=Role.SUPER_ADMIN in account.roles,
            status=Mark.of(OPEN if user.is_active else CLOSED),
            facts=_facts(account),
            sessions=[SessionRow.of(session) for session in account.sessions],
            orders=[OrderRow.of(order) for order in orders.items],
            orders_href=f"/orders?q={user.email}",
            order_count=quantity(orders.total, "order"),
        )


def role_words(roles: Iterable[Role]) -> str:
    """In the order of their power."""
    held = set(roles)
    return ", ".join(word for role, word in ROLES.items() if role in held)


def _facts(account: Account) -> list[tuple[str, str]]:
    user = account.user
    confirmed, seen = user.email_verified_at, user.last_sign_in_at
    return [
        ("E-mail", user.email),
        ("Confirmed", day(confirmed) if confirmed else "Not yet"),
        ("Roles", role_words(account.roles) or "None"),
        ("Since", day(user.created_at)),
        ("Last sign-in", moment(seen) if seen else "Never"),
    ]
