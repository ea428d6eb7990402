import inspect

import pytest
import reflex as rx

from admin.routes import ROUTES
from admin.state.shell import ShellState
from core.ui.guards import GUARD, Caller

OPEN_TO_ALL = {"/signin", "/forgot", "/reset", "/verify-email"}


def test_no_two_pages_share_an_address():
    paths = [route.path for route in ROUTES]

    assert sorted(paths) == sorted(set(paths))


def test_every_page_asks_first_who_is_there():
    assert all(route.on_load[0] is ShellState.load_shell for route in ROUTES)


def test_nothing_is_offered_to_search_engines():
    assert not any(route.is_indexed for route in ROUTES)


def test_every_page_builds():
    for route in ROUTES:
        assert isinstance(route.page(), rx.Component), route.path


def test_every_page_but_sign_in_loads_for_operators_only():
    guards = {
        route.path: {getattr(load.fn, GUARD) for load in route.on_load[1:]} for route in ROUTES
    }

    assert {path for path, found in guards.items() if found == {"public"}} == OPEN_TO_ALL
    assert {path for path, found in guards.items() if found and found != {"public"}} == {
        path for path, found in guards.items() if found == {Caller.STAFF}
    }


def admin_states(kind=rx.State):
    for child in kind.__subclasses__():
        if child.__module__.startswith("admin."):
            yield child
        yield from admin_states(child)


@pytest.mark.parametrize("kind", list(admin_states()), ids=lambda kind: kind.__name__)
def test_every_handler_is_for_operators_only(kind):
    own = {
        name: handler.fn
        for name, handler in kind.event_handlers.items()
        if inspect.getmodule(handler.fn).__name__.startswith("admin.")
    }
    expected = "public" if kind.__name__ in {"ShellState", "SignInState"} else Caller.STAFF

    assert {name: getattr(fn, GUARD, None) for name, fn in own.items()} == dict.fromkeys(
        own, expected
    )
