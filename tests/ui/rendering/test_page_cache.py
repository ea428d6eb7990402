import asyncio

import pytest

from core.db.page_purge import MOST_TAGS, age_pages, drop_pages, listen_for_purges, purge_pages
from core.db.page_purge import Purge as Told
from core.db.session import transaction
from core.kernel.page_tags import EVERYTHING
from core.ui.rendering.document import page_of
from core.ui.rendering.page_cache import PageCache


def a_page(body=b"page", *tags, status=200):
    return page_of(body, status, frozenset(tags))


def maker(page):
    async def make():
        make.calls += 1
        await asyncio.sleep(0)
        return page

    make.calls = 0
    return make


def dropped(*tags):
    return Told(dropped=frozenset(tags))


def aged(*tags):
    return Told(aged=frozenset(tags))


async def test_everyone_who_waits_for_a_page_gets_the_one_that_is_being_made():
    cache, make = PageCache(), maker(a_page())

    pages = await asyncio.gather(*(cache.made("/", make) for _ in range(50)))

    assert make.calls == 1
    assert all(page is pages[0] for page in pages)
    assert cache.find("/") is pages[0]


async def test_a_failure_is_told_to_all_who_wait_and_is_not_kept():
    cache = PageCache()

    async def fail():
        await asyncio.sleep(0)
        raise TimeoutError

    results = await asyncio.gather(
        *(cache.made("/", fail) for _ in range(3)), return_exceptions=True
    )

    assert [type(result) for result in results] == [TimeoutError] * 3
    assert (await cache.made("/", maker(a_page(b"second")))).body == b"second"


async def test_pages_that_show_what_changed_are_dropped_and_others_stay():
    cache = PageCache()
    await cache.made("/p/cup", maker(a_page(b"cup", "product:1")))
    await cache.made("/p/jug", maker(a_page(b"jug", "product:2")))

    cache.apply(dropped("product:1"))

    assert cache.find("/p/cup") is None
    assert cache.find("/p/jug") is not None


async def test_an_aged_page_is_shown_once_more_while_it_is_made_anew():
    cache = PageCache()
    await cache.made("/", maker(a_page(b"old", "lists")))

    cache.apply(aged("lists"))

    old = cache.find("/")
    assert old is not None
    assert (old.body, old.is_stale) == (b"old", True)
    make = maker(a_page(b"new", "lists"))
    cache.renew("/", make)
    cache.renew("/", make)
    await asyncio.sleep(0.01)
    new = cache.find("/")
    assert new is not None
    assert (make.calls, new.body, new.is_stale) == (1, b"new", False)


async def test_a_failed_renewal_leaves_the_old_page():
    cache = PageCache()
    await cache.made("/", maker(a_page(b"old", "lists")))
    cache.apply(aged("lists"))

    async def fail():
        await asyncio.sleep(0)
        raise TimeoutError

    cache.renew("/", fail)
    await asyncio.sleep(0.01)

    old = cache.find("/")
    assert old is not None
    assert old.body == b"old"


@pytest.mark.parametrize(
    "purge", [dropped("product:1"), aged("product:1"), dropped(EVERYTHING)]
)
async def test_a_page_read_before_a_change_is_not_kept_after_it(purge):
    cache, is_read = PageCache(), asyncio.Event()

    async def make():
        is_read.set()
        await asyncio.sleep(0.01)
        return a_page(b"before", "product:1")

    making = asyncio.ensure_future(cache.made("/p/cup", make))
    await is_read.wait()
    cache.apply(purge)

    assert (await making).body == b"before"
    assert cache.find("/p/cup") is None


async def test_who_asks_after_a_change_does_not_wait_for_a_page_from_before_it():
    cache, is_read = PageCache(), asyncio.Event()

    async def make():
        is_read.set()
        await asyncio.sleep(0.01)
        return a_page(b"before", "product:1")

    making = asyncio.ensure_future(cache.made("/p/cup", make))
    await is_read.wait()
    cache.apply(dropped("product:1"))
    after = await cache.made("/p/cup", maker(a_page(b"after", "product:1")))
    await making

    kept = cache.find("/p/cup")
    assert kept is after
    assert after.body == b"after"


async def test_the_longest_unseen_page_makes_room():
    each = a_page(b"x" * 10_000).size
    cache = PageCache(largest=each * 3)
    for name in "abc":
        await cache.made(name, maker(a_page(b"x" * 10_000)))
    cache.find("a")

    await cache.made("d", maker(a_page(b"x" * 10_000)))

    assert [name for name in "abcd" if cache.find(name)] == ["a", "c", "d"]


@pytest.mark.parametrize(
    ("status", "is_kept"), [(200, True), (404, True), (410, True), (503, False), (302, False)]
)
async def test_only_answers_that_will_be_the_same_are_kept(status, is_kept):
    cache = PageCache()

    await cache.made("/", maker(a_page(status=status)))

    assert (cache.find("/") is not None) == is_kept


async def a_failing_change(tag):
    async with transaction() as session:
        drop_pages(session, tag)
        _ = 1 / 0


async def test_a_commit_tells_all_processes_and_a_rollback_tells_nobody(clean_database, cache):
    told = listen_for_purges()
    assert EVERYTHING in (await anext(told)).dropped  # what was told before is not known

    with pytest.raises(ZeroDivisionError):
        await a_failing_change("product:0")
    async with transaction() as session:
        drop_pages(session, "product:1", "product:2")
        age_pages(session, "lists")

    assert await asyncio.wait_for(anext(told), 5) == Told(
        frozenset({"product:1", "product:2"}), frozenset({"lists"})
    )
    await told.aclose()


async def test_a_change_of_very_many_things_drops_everything(cache):
    told = listen_for_purges()
    await anext(told)

    await purge_pages(f"product:{number}" for number in range(MOST_TAGS + 1))

    assert (await asyncio.wait_for(anext(told), 5)).dropped == {EVERYTHING}
    await told.aclose()
