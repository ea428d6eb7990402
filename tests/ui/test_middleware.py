from types import SimpleNamespace

import pytest
from reflex.state import StateUpdate
from reflex_base.event import Event

from core.ui.log_filter import scrub
from core.ui.middleware import BURST, LARGEST_PAYLOAD, Guard, RateLimit


def a_tab(tab: str = "tab") -> SimpleNamespace:
    session = SimpleNamespace(client_token=tab, client_ip="192.0.2.1")
    return SimpleNamespace(router=SimpleNamespace(session=session))


async def passes(guard: Guard, event: Event, tab: str = "tab") -> bool:
    answer = await guard.preprocess(None, a_tab(tab), event)
    assert answer is None or answer == StateUpdate()
    return answer is None


async def test_an_ordinary_event_passes():
    assert await passes(Guard(), Event(name="state.add", payload={"quantity": 2}))


async def test_the_handler_that_sets_any_variable_is_dropped():
    event = Event(name="state.cart.setvar", payload={"var_name": "total", "value": 0})

    assert not await passes(Guard(), event)


async def test_a_payload_beyond_all_forms_is_dropped():
    event = Event(name="state.save", payload={"text": "x" * LARGEST_PAYLOAD})

    assert not await passes(Guard(), event)


async def test_a_flood_from_one_tab_does_not_slow_another():
    guard, event = Guard(), Event(name="state.add", payload={})

    passed = [await passes(guard, event) for _ in range(BURST + 20)]

    assert sum(passed) == pytest.approx(BURST, abs=1)
    assert await passes(guard, event, tab="another")


def test_a_limit_refills_with_time():
    limit = RateLimit(burst=2, per_second=1)

    assert [limit.take("a", now=0), limit.take("a", now=0), limit.take("a", now=0)] == [
        True, True, False,
    ]  # fmt: skip
    assert limit.take("a", now=1.5)
    assert not limit.take("a", now=1.6)


@pytest.mark.parametrize(
    "line",
    [
        "Event(name='x', headers={'cookie': 'ecomarket_storefront=s3cret; b=1', 'host': 'h'})",
        'headers {"Cookie": "ecomarket_storefront=s3cret", "host": "h"}',
        "authorization: s3cret, host: h",
    ],
)
def test_cookies_do_not_reach_the_log(line):
    scrubbed = scrub(line)

    assert "s3cret" not in scrubbed
    assert "h" in scrubbed


def test_other_lines_are_left_alone():
    assert scrub("Order EM-1 was paid") == "Order EM-1 was paid"
