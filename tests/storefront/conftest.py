from collections.abc import Awaitable, Callable

import pytest
import reflex as rx
from reflex.constants import RouteArgType
from reflex.state import State
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity.cookies import guest_bag_cookie
from core.identity.preferences import COUNTRY_COOKIE
from core.kernel.secrets import random_token
from core.search.service import engine
from core.settings import settings
from storefront.state.shell import ShellState
from tests.mounting import mount

Open = Callable[..., Awaitable[rx.State]]


@pytest.fixture(scope="session", autouse=True)
def route_arguments():
    """What registering the pages adds to the states."""
    State.setup_dynamic_args(
        dict.fromkeys(
            (
                "slug",
                "number",
                "token",
                "version",
                "list_id",
                "share",
                "line_id",
                "review_id",
                "card_id",
                "case_number",
            ),
            RouteArgType.SINGLE,
        )
    )


@pytest.fixture(autouse=True)
def no_index(monkeypatch, tmp_path):
    """Lists come from the database: an index has its own tests."""
    monkeypatch.setattr(settings(), "home", tmp_path)
    engine.cache_clear()
    yield
    engine.cache_clear()


@pytest.fixture
def bag_secret() -> str:
    return random_token()


@pytest.fixture
def browser(session: AsyncSession, bag_secret: str) -> Open:
    """A tab of a guest who orders to Portugal, on a page that has loaded."""

    async def open_page(kind: type[rx.State], path: str, **route: str) -> rx.State:
        cookies = {guest_bag_cookie().name: bag_secret, COUNTRY_COOKIE: "PT"}
        state = await mount(kind, path=path, cookies=cookies, **route)
        shell = await state.get_state(ShellState)
        await shell.load_shell()
        await state.load()
        return state

    return open_page
