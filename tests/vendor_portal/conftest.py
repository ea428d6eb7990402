from collections.abc import Awaitable, Callable

import pytest
import reflex as rx
from reflex.constants import RouteArgType
from reflex.state import State
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity.cookies import session_cookie
from core.identity.models import App, User
from core.kernel.principal import VendorRole
from core.settings import AppName, settings
from core.vendors.models import Vendor
from tests.factories.identity import a_session
from tests.factories.workshops import joined
from tests.mounting import mount

Open = Callable[..., Awaitable[rx.State]]
ARGUMENTS = ("number", "product_id", "variant_id", "import_id", "setup_step", "promotion_id")


@pytest.fixture(scope="session", autouse=True)
def route_arguments():
    """What registering the pages adds to the states."""
    known = set(State.computed_vars)
    new = [name for name in ARGUMENTS if name not in known]
    State.setup_dynamic_args(dict.fromkeys(new, RouteArgType.SINGLE))


@pytest.fixture(autouse=True)
def in_the_portal(monkeypatch, tmp_path):
    """One process is one app; files go to a folder of the test."""
    monkeypatch.setenv("ECOMARKET_APP", AppName.VENDOR_PORTAL)
    monkeypatch.setattr(settings(), "home", tmp_path)


@pytest.fixture
def desk(session: AsyncSession) -> Open:
    """A tab of somebody who acts for ``vendor``, on a page that has loaded."""

    async def open_page(
        vendor: Vendor,
        kind: type[rx.State],
        path: str,
        *,
        role: VendorRole = VendorRole.OWNER,
        load: str = "load",
        **route: str,
    ) -> rx.State:
        caller = await joined(session, vendor, role)
        user = await session.get_one(User, caller.user_id)
        secret = await a_session(session, user, App.VENDOR_PORTAL)
        cookies = {session_cookie(App.VENDOR_PORTAL).name: secret}
        state = await mount(kind, path=path, cookies=cookies, **route)
        await getattr(state, load)()
        return state

    return open_page


@pytest.fixture
def guest() -> Open:
    """A tab without a session, which has asked for the page."""

    async def open_page(kind: type[rx.State], path: str, **route: str) -> rx.State:
        state = await mount(kind, path=path, **route)
        await state.load()
        return state

    return open_page
