"""The index follows the database."""

import asyncio
import random
import time
from pathlib import Path

import pytest
from procrastinate import App
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import select

import core.catalog.subscribers
import core.events.dispatch
import core.search.subscribers
import core.search.tasks  # noqa: F401
from core.catalog.arrange_categories import move_category, rename_category
from core.catalog.card_queries import cards_by_ids
from core.catalog.inputs import PriceInput, ProductFields
from core.catalog.models import Category, Product, ProductStatus
from core.catalog.publish_product import archive_product, pause_product, publish_product
from core.catalog.set_prices import remove_prices, set_prices
from core.catalog.update_product import update_product
from core.db.session import read_session, transaction
from core.events.outbox import emit
from core.inventory.events import StockChanged
from core.inventory.models import StockLevel
from core.jobs.app import QUEUES
from core.kernel.money import Money
from core.kernel.principal import SYSTEM
from core.search import queries
from core.search.engine import SearchQuery
from core.search.index_products import index_pending, rebuild, request_indexing
from core.search.models import PendingProduct
from core.search.service import engine, is_ready, search_products, suggest
from core.search.tasks import sweep
from core.vendors.events import VendorReinstated, VendorSuspended
from core.vendors.models import Vendor, VendorStatus
from tests.factories.catalog import a_category, a_product, a_vendor, variants_of

DRAFT = ProductStatus.DRAFT


@pytest.fixture
def worker(clean_database: AsyncEngine, job_runner: App) -> App:
    return job_runner


async def run_jobs(worker: App) -> None:
    await worker.run_worker_async(
        queues=list(QUEUES), wait=False, install_signal_handlers=False, listen_notify=False
    )


async def made(**facts) -> Product:
    async with transaction() as session:
        category = await a_category(session)
        return await a_product(session, category=category, **facts)


async def found(words: str = "", **query) -> set[str]:
    results = await search_products(SearchQuery(words, **query))
    assert not results.is_degraded
    return {str(product_id) for product_id in results.ids}


async def pending() -> int:
    async with read_session() as session:
        return len((await session.exec(select(PendingProduct))).all())


async def test_a_published_product_is_found_within_two_seconds(worker: App):
    await rebuild()
    vase = await made(title="Cavado vase", status=DRAFT)
    running = asyncio.create_task(
        worker.run_worker_async(queues=list(QUEUES), install_signal_handlers=False)
    )
    await asyncio.sleep(0.5)

    async with transaction() as session:
        await publish_product(session, SYSTEM, vase.id)
    started = time.perf_counter()
    while not await found("vaze") and time.perf_counter() - started < 5:  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    took = time.perf_counter() - started
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert await found("vaze") == {str(vase.id)}
    assert took < 2


async def test_what_is_hidden_is_not_found(worker: App):
    paused, archived, priced = [await made(title=f"Vase {n}") for n in range(3)]
    await rebuild()
    assert len(await found("vase")) == 3

    async with transaction() as session:
        await pause_product(session, SYSTEM, paused.id)
        await archive_product(session, SYSTEM, archived.id)
        [variant] = await variants_of(session, priced)
        await remove_prices(session, SYSTEM, priced.id, [variant.id], "EUR")
    await run_jobs(worker)

    assert await found("vase") == set()
    assert await pending() == 0


async def test_a_suspended_workshop_disappears_and_comes_back(worker: App):
    vase = await made(title="Vase")
    await rebuild()

    for status, event in (
        (VendorStatus.SUSPENDED, VendorSuspended(vendor_id=vase.vendor_id, reason="Late")),
        (VendorStatus.APPROVED, VendorReinstated(vendor_id=vase.vendor_id)),
    ):
        async with transaction() as session:
            (await session.get_one(Vendor, vase.vendor_id)).status = status
            await emit(session, event)
        await run_jobs(worker)
        assert bool(await found("vase")) == (status is VendorStatus.APPROVED)


async def test_stock_and_prices_are_followed(worker: App):
    vase = await made(title="Vase", stock=1, price=3000)
    await rebuild()

    async with transaction() as session:
        [variant] = await variants_of(session, vase)
        level = (await session.exec(select(StockLevel))).one()
        level.on_hand = 0
        await emit(session, StockChanged(variant_ids=[variant.id]))
        price = PriceInput(Money(1000, "EUR"))
        await set_prices(session, SYSTEM, vase.id, {variant.id: [price]})
    await run_jobs(worker)

    assert await found("vase", is_in_stock=True) == set()
    assert await found("vase", price_to=1000) == {str(vase.id)}


async def test_a_category_that_moves_takes_its_products_along(worker: App):
    async with transaction() as session:
        left, right = await a_category(session, "Left"), await a_category(session, "Right")
        leaf = await a_category(session, "Leaf", parent=left)
        vase = await a_product(session, category=leaf, title="Vase")
    await rebuild()

    async with transaction() as session:
        await move_category(session, SYSTEM, leaf.id, right.id)
        await rename_category(session, SYSTEM, leaf.id, "Amphora")
    await run_jobs(worker)

    assert await found(category=left.slug) == set()
    assert await found(category=right.slug) == {str(vase.id)}
    assert await found("amphora") == {str(vase.id)}


async def test_a_change_while_indexing_is_not_lost(worker: App):
    vase = await made(title="Vase")
    await rebuild()
    async with transaction() as session:
        await request_indexing(session, [vase.id])
        seen = await queries.list_pending(session, 10)
    async with transaction() as session:
        await request_indexing(session, [vase.id])

    async with transaction() as session:
        await queries.remove_pending(session, seen)

    assert await pending() == 1
    assert await index_pending() == 1
    assert await pending() == 0


async def test_a_late_job_writes_what_is_true_now(worker: App):
    vase = await made(title="Vase")
    await rebuild()
    async with transaction() as session:
        await update_product(session, SYSTEM, vase.id, ProductFields(title="Jug"))
    async with transaction() as session:
        await update_product(session, SYSTEM, vase.id, ProductFields(title="Bowl"))

    await run_jobs(worker)

    assert await found("jug") == set()
    assert await found("bowl") == {str(vase.id)}


async def test_many_changes_are_one_job(worker: App):
    vase = await made(title="Vase")
    for _ in range(5):
        async with transaction() as session:
            await request_indexing(session, [vase.id])

    async with read_session() as session:
        jobs = await session.scalar(
            text("SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'search'")
        )
    assert jobs == 1


@pytest.mark.parametrize("seed", range(3))
async def test_after_any_changes_the_index_is_the_database(worker: App, seed: int):
    chance = random.Random(seed)  # noqa: S311  repeatable, not secret
    async with transaction() as session:
        categories = [await a_category(session) for _ in range(3)]
        vendors = [await a_vendor(session) for _ in range(3)]
        products = [
            await a_product(
                session, vendor=chance.choice(vendors), category=chance.choice(categories),
                stock=chance.randrange(3),
                status=chance.choice([DRAFT, ProductStatus.PUBLISHED]),
                price=chance.choice([{"EUR": 100}, {"USD": 100}, {"EUR": 100, "USD": 90}]),
            )
            for _ in range(12)
        ]  # fmt: skip
    await rebuild()

    for _ in range(40):
        await _change_something(chance, products, vendors, categories)
        if chance.random() < 0.2:
            await run_jobs(worker)
    await run_jobs(worker)

    ids = [product.id for product in products]
    for currency in ("EUR", "USD"):
        async with read_session() as session:
            visible = await cards_by_ids(session, ids, currency)
        assert await found(currency=currency, size=100) == {str(card.id) for card in visible}
        for_sale = {str(card.id) for card in visible if card.is_buyable}
        in_stock = await found(currency=currency, size=100, is_in_stock=True)
        assert in_stock == for_sale


async def _change_something(
    chance: random.Random,
    products: list[Product],
    vendors: list[Vendor],
    categories: list[Category],
) -> None:
    product = chance.choice(products)
    async with transaction() as session:
        now = await session.get_one(Product, product.id)
        match chance.randrange(5):
            case 0 if now.status in {DRAFT, ProductStatus.PAUSED} and now.category_id:
                vendor = await session.get_one(Vendor, now.vendor_id)
                if vendor.status is VendorStatus.APPROVED:
                    await publish_product(session, SYSTEM, now.id)
            case 1 if now.status is ProductStatus.PUBLISHED:
                await pause_product(session, SYSTEM, now.id)
            case 2:
                vendor = await session.get_one(Vendor, chance.choice(vendors).id)
                if vendor.status is VendorStatus.APPROVED:
                    vendor.status = VendorStatus.SUSPENDED
                    await emit(session, VendorSuspended(vendor_id=vendor.id, reason="x"))
                else:
                    vendor.status = VendorStatus.APPROVED
                    await emit(session, VendorReinstated(vendor_id=vendor.id))
            case 3:
                [variant] = await variants_of(session, now)
                level = (
                    await session.exec(
                        select(StockLevel).where(StockLevel.variant_id == variant.id)
                    )
                ).one()
                level.on_hand = chance.randrange(3)
                await emit(session, StockChanged(variant_ids=[variant.id]))
            case _:
                fields = ProductFields(category_id=chance.choice(categories).id)
                await update_product(session, SYSTEM, now.id, fields)


async def test_without_an_index_search_still_answers_and_says_so(
    worker: App, search_root: Path
):
    vase = await made(title="Cavado vase")
    await made(title="Bowl")
    assert not await is_ready()

    results = await search_products(SearchQuery("VASE"))

    assert (results.ids, results.total, results.is_degraded) == ((vase.id,), 1, True)
    assert (await suggest("va", "EUR")).products == ()


async def test_a_missing_index_is_rebuilt_by_itself(worker: App):
    vase = await made(title="Vase")
    async with transaction() as session:
        await request_indexing(session, [vase.id])

    await run_jobs(worker)

    assert await found("vase") == {str(vase.id)}
    assert await pending() == 0


async def test_the_sweep_brings_back_a_broken_index(worker: App, search_root: Path):
    vase = await made(title="Vase")
    await rebuild()
    for meta in search_root.rglob("meta.json"):  # noqa: ASYNC240
        meta.write_text("{")
    engine.cache_clear()
    assert not await is_ready()

    await sweep(timestamp=0)
    await run_jobs(worker)

    assert await found("vase") == {str(vase.id)}


async def test_the_first_search_that_fails_says_so_and_brings_the_index_back(
    worker: App, search_root: Path
):
    vase = await made(title="Vase")
    await rebuild()
    for meta in search_root.rglob("meta.json"):  # noqa: ASYNC240
        meta.write_text("{")
    engine.cache_clear()

    plain = await search_products(SearchQuery("vase"))
    await run_jobs(worker)

    assert plain.is_degraded
    assert await found("vase") == {str(vase.id)}


async def test_searches_that_fail_meanwhile_do_not_ask_for_more_rebuilds(worker: App):
    await made(title="Vase")

    for _ in range(3):
        assert (await search_products(SearchQuery("vase"))).is_degraded

    async with read_session() as session:
        asked = await session.execute(
            text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'search.rebuild'")
        )
        assert asked.scalar_one() == 1


async def test_suggestions_are_products_categories_and_workshops(worker: App):
    async with transaction() as session:
        vendor = await a_vendor(session, name="Vasaria Norte")
        category = await a_category(session, "Vases")
        vase = await a_product(session, vendor=vendor, category=category, title="Tall vase")
    await rebuild()

    hints = await suggest(" vas", "EUR")

    assert [hint.id for hint in hints.products] == [vase.id]
    assert [hint.name for hint in hints.categories] == ["Vases"]
    assert [hint.name for hint in hints.workshops] == ["Vasaria Norte"]
    assert await suggest("v", "EUR") == await suggest("", "EUR")
