import pytest
import reflex as rx

from core.ui.guards import public
from core.ui.rendering.page_loads import PageLoads, handlers_at, remember_loads, results_of
from tests.mounting import mount


class FirstState(rx.State):
    steps: list[str] = []  # noqa: RUF012  copied for each tab

    @rx.event
    @public
    async def load(self):
        self.steps.append("first")

    @rx.event
    @public
    def fail(self):
        raise RuntimeError

    @rx.event
    @public
    async def lead(self):
        self.steps.append("last")
        yield
        yield rx.redirect("/elsewhere")


def test_a_fixed_address_comes_before_one_that_takes_any():
    remember_loads("/loads/[slug]", [FirstState.load])
    remember_loads("/loads/fixed", [FirstState.lead])

    assert handlers_at("/loads/fixed") == (FirstState.lead,)
    assert handlers_at("/loads/other/") == (FirstState.load,)
    assert handlers_at("/nowhere/at/all") == ()


async def test_all_handlers_of_a_page_run_as_one_event_and_a_failure_stops_no_other():
    remember_loads("/loads/three", [FirstState.load, FirstState.fail, FirstState.lead])
    tab = await mount(PageLoads, path="/loads/three")

    told = await tab.load()

    steps = (await tab.get_state(FirstState)).steps
    assert list(steps) == ["first", "last"]
    assert [event.handler.fn.__qualname__ for event in told] == ["_call_function", "_redirect"]


@pytest.mark.parametrize("outcome", [None, [], [None]])
async def test_nothing_told_is_nothing(outcome):
    assert await results_of(outcome) == []
