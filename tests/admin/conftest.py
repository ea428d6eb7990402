from collections.abc import Awaitable, Callable

import pytest
import reflex as rx
from reflex.constants import RouteArgType
from reflex.state import State
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity.cookies import session_cookie
from core.identity.models import App, User
from core.kernel.principal import Role
from core.settings import AppName
from core.ui.urls import address
from tests.factories.identity import a_session, a_user
from tests.mounting import mount

Open = Callable[..., Awaitable[rx.State]]
ARGUMENTS = ("number", "vendor_id", "product_id", "user_id", "mail_id", "notice_number",
             "article_slug", "account_id", "transaction_id", "promotion_id")  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def route_arguments():
    """What registering the pages adds to the states."""
    known = set(State.computed_vars)
    new = [name for name in ARGUMENTS if name not in known]
    State.setup_dynamic_args(dict.fromkeys(new, RouteArgType.SINGLE))


@pytest.fixture(autouse=True)
def in_the_admin_app(monkeypatch):
    """One process is one app."""
    monkeypatch.setenv("ECOMARKET_APP", AppName.ADMIN)


@pytest.fixture
async def operator(session: AsyncSession) -> User:
    return await a_user(session, name="Olga Operator", roles=(Role.CUSTOMER, Role.ADMIN))


@pytest.fixture
def desk(session: AsyncSession, operator: User) -> Open:
    """A tab of an operator, or of ``user``, on a page that has loaded."""

    async def open_page(
        kind: type[rx.State],
        path: str,
        *,
        user: User | None = None,
        query: dict[str, str] | None = None,
        **route: str,
    ) -> rx.State:
        secret = await a_session(session, user or operator, App.ADMIN)
        cookies = {session_cookie(App.ADMIN).name: secret}
        state = await mount(kind, path=address(path, query or {}), cookies=cookies, **route)
        await state.load()
        return state

    return open_page
