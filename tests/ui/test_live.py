import asyncio

from core.db.pubsub import publish
from core.ui.live import QUEUE_SIZE, deliver, live_hub, subscribe


async def test_a_watcher_hears_its_channel_only(cache):
    async with live_hub(), subscribe("order:1", idle=5) as changes:
        async with asyncio.timeout(5):
            while not await cache.pubsub_numpat():  # noqa: ASYNC110  another process's state
                await asyncio.sleep(0.01)
        await publish("order:2", "not for us")
        await publish("order:1", "moved")

        assert await anext(changes) == "moved"


async def test_every_watcher_of_a_channel_is_told():
    async with subscribe("stock:7") as one, subscribe("stock:7", "stock:8") as other:
        deliver("stock:7", "low")

        assert [await anext(one), await anext(other)] == ["low", "low"]


async def test_a_quiet_channel_lets_the_watcher_look_around():
    async with subscribe("order:1", idle=0.01) as changes:
        assert await anext(changes) is None


async def test_a_slow_watcher_keeps_the_latest():
    async with subscribe("order:1") as changes:
        for number in range(QUEUE_SIZE + 5):
            deliver("order:1", str(number))

        assert await anext(changes) == "5"


async def test_who_left_is_forgotten():
    async with subscribe("order:1") as changes:
        pass
    deliver("order:1", "late")

    assert changes._queue.empty()
