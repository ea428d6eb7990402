from types import SimpleNamespace
from uuid import UUID

import pytest
import reflex as rx

from core.kernel.principal import GUEST, Principal, Role, VendorRole
from core.ui.guards import GUARD, Caller, public, requires

BUYER = Principal(user_id=UUID(int=1), roles=frozenset({Role.CUSTOMER}))
VENDOR = Principal(
    user_id=UUID(int=2),
    roles=frozenset({Role.VENDOR}),
    vendor_id=UUID(int=3),
    vendor_role=VendorRole.ORDERS,
)
STAFF = Principal(user_id=UUID(int=4), roles=frozenset({Role.ADMIN}))


class Tab:
    """Stands for a state: what a guarded handler needs of one."""

    def __init__(self, caller: Principal) -> None:
        self.caller = caller
        self.done = []
        self.router = SimpleNamespace(url=SimpleNamespace(path="/orders/EM-1"))

    async def _principal(self) -> Principal:
        return self.caller

    @requires(Caller.USER)
    def plain(self, what: str) -> str:
        self.done.append(what)
        return "plain"

    @requires(Caller.VENDOR)
    async def awaited(self) -> None:
        self.done.append("awaited")

    @requires(Caller.STAFF)
    async def steps(self):
        self.done.append("first")
        yield 1
        self.done.append("second")
        yield 2

    @requires(Caller.STAFF)
    def plain_steps(self):
        self.done.append("first")
        yield 1


def is_redirect(answer: object, address: str) -> bool:
    return isinstance(answer, rx.event.EventSpec) and address in str(answer.args)


async def test_a_guest_is_sent_to_sign_in_and_brought_back():
    tab = Tab(GUEST)

    answer = await tab.plain("x")

    assert is_redirect(answer, "/signin?next=%2Forders%2FEM-1")
    assert tab.done == []


async def test_who_may_gets_the_answer():
    tab = Tab(BUYER)

    assert await tab.plain("x") == "plain"
    assert tab.done == ["x"]


async def test_a_buyer_is_no_vendor():
    tab = Tab(BUYER)

    answer = await tab.awaited()

    assert "workshop account" in str(answer.args)
    assert tab.done == []


async def test_a_vendor_is_let_in():
    tab = Tab(VENDOR)

    await tab.awaited()

    assert tab.done == ["awaited"]


@pytest.mark.parametrize("caller", [GUEST, BUYER, VENDOR])
@pytest.mark.parametrize("handler", ["steps", "plain_steps"])
async def test_a_refused_caller_gets_one_answer_and_no_step(caller, handler):
    tab = Tab(caller)

    answers = [step async for step in getattr(tab, handler)()]

    assert len(answers) == 1
    assert isinstance(answers[0], rx.event.EventSpec)
    assert tab.done == []


async def test_staff_gets_every_step():
    tab = Tab(STAFF)

    assert [step async for step in tab.steps()] == [1, 2]
    assert tab.done == ["first", "second"]


def test_the_guard_says_whom_it_lets_in():
    @public
    def anyone() -> None: ...

    assert getattr(anyone, GUARD) == "public"
    assert getattr(Tab.awaited, GUARD) is Caller.VENDOR
