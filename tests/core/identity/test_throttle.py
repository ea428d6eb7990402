"""Who has to wait, and who has not."""

import pytest
from redis.asyncio import Redis

from core.db.cache import close_cache, open_cache
from core.identity import throttle
from core.identity.errors import TooManyAttempts
from core.identity.throttle import Limit
from core.kernel.errors import Unavailable
from tests.races.racing import race

LIMIT = Limit("test", free=3, pause_s=60)


async def wait_of(subject: str) -> int:
    with pytest.raises(TooManyAttempts) as refusal:
        await throttle.attempt(LIMIT, subject)
    return refusal.value.seconds


async def end_wait(cache: Redis) -> None:
    for key in await cache.keys("throttle:*:wait"):
        await cache.delete(key)


async def test_the_wait_doubles_up_to_an_hour(cache: Redis):
    for _ in range(2):
        await throttle.attempt(LIMIT, "ada")
    waits = []
    for _ in range(8):
        await throttle.attempt(LIMIT, "ada")
        waits.append(await wait_of("ada"))
        await end_wait(cache)

    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600]


async def test_an_attempt_that_is_refused_does_not_count(cache: Redis):
    for _ in range(3):
        await throttle.attempt(LIMIT, "ada")
    for _ in range(10):
        await wait_of("ada")
    await end_wait(cache)

    await throttle.attempt(LIMIT, "ada")

    assert await wait_of("ada") == 120


async def test_of_parallel_guesses_only_the_free_ones_pass(cache: Redis):
    results = await race(20, lambda _: throttle.attempt(LIMIT, "ada"))

    assert results.count(None) == 3
    assert sum(isinstance(result, TooManyAttempts) for result in results) == 17


async def test_others_do_not_wait(cache: Redis):
    for _ in range(3):
        await throttle.attempt(LIMIT, "ada")

    await throttle.attempt(LIMIT, "bea")
    await throttle.attempt(Limit("other", free=3, pause_s=60), "ada")


async def test_what_turned_out_to_be_fine_is_uncounted(cache: Redis):
    for _ in range(10):
        await throttle.attempt(LIMIT, "ada")
        await throttle.take_back(LIMIT, "ada")

    await throttle.take_back(LIMIT, "nobody")
    for _ in range(3):
        await throttle.attempt(LIMIT, "nobody")


async def test_names_are_not_in_the_cache(cache: Redis):
    await throttle.attempt(LIMIT, "ada@example.com")

    assert not any("ada" in key for key in await cache.keys("*"))


async def test_without_a_cache_nobody_guesses(cache: Redis):
    open_cache("redis://127.0.0.1:1")

    with pytest.raises(Unavailable):
        await throttle.attempt(LIMIT, "ada")

    await close_cache()


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_one_who_owns_a_network_is_one(address: str, network: str):
    assert throttle.network(address) == network
