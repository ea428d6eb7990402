"""The demo shop: complete, the same every time, and it adds up like a real one."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from core.demo.accounts import ACCOUNTS, DEMO_PASSWORD
from core.demo.bulk import Ids
from core.demo.recombine import recombined
from core.demo.seed import seed
from core.demo.source import FOLDER, read_source
from core.identity.passwords import verify_password
from core.kernel.clock import utc_now
from core.kernel.errors import Conflict, Forbidden
from core.orders import queries as orders
from core.refunds.request_refund import request_refund
from core.reporting.proofs import contradictions
from core.search.engine import SearchQuery
from core.search.service import engine, search_products
from core.settings import Environment, settings
from tests.factories.principals import an_operator
from tests.factories.shop import a_shopper

COUNTS = {
    "vendors WHERE status = 'approved'": 36,
    "vendors WHERE status = 'in_review'": 2,
    "products WHERE status = 'published'": 307,
    "products WHERE status = 'archived'": 13,
    "product_variants": 879,
    "variant_prices": 2 * 879,
    "media_assets WHERE kind = 'model'": 33,
    "delivery_rates": 36 * (3 + 2) * 2,
    "commission_plans WHERE is_default": 1,
    "saved_lists": 2,
    "saved_pieces": 8,
    "vendor_follows f JOIN users u ON u.id = f.user_id AND u.email = 'anke@example.com'": 3,
    "alerts a JOIN product_variants v ON v.id = a.variant_id JOIN products p "
    "ON p.id = v.product_id AND p.status = 'published' WHERE a.status = 'active'": 2,
    "vendor_follows f JOIN products p ON p.vendor_id = f.vendor_id "
    "AND p.published_at > f.created_at JOIN users u ON u.id = f.user_id "
    "WHERE u.email = 'anke@example.com'": 6,
    "questions": 15,
    "reviews r JOIN order_lines l ON l.id = r.order_line_id "
    "JOIN orders o ON o.id = l.order_id WHERE o.user_id <> r.user_id "
    "OR l.product_id <> r.product_id": 0,
    "reviews r WHERE NOT EXISTS (SELECT 1 FROM fulfillment_lines f JOIN fulfillments p "
    "ON p.id = f.fulfillment_id WHERE f.order_line_id = r.order_line_id "
    "AND p.status = 'delivered' AND p.delivered_at < r.created_at)": 0,
    "users WHERE password_hash IS NOT NULL": len(ACCOUNTS),
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch, database_url: str):
    monkeypatch.setenv("ECOMARKET_HOME", str(tmp_path))
    settings.cache_clear()
    engine.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    settings.cache_clear()
    engine.cache_clear()


def random(seed: int) -> Random:
    return Random(seed)  # noqa: S311  the same every time, on purpose


async def number(session: AsyncSession, sql: str) -> int:
    return await session.scalar(text("SELECT count(*) FROM " + sql))  # noqa: S608


async def test_the_demo_shop_is_complete_and_adds_up(session: AsyncSession, home: Path):
    said: list[str] = []

    await seed("s", said.append)

    assert {what: await number(session, what) for what in COUNTS} == COUNTS
    for what in ("return_requests", "order_issues", "disputes WHERE status = 'evidence'"):
        assert await number(session, what) >= 2
    assert await number(session, "orders WHERE status = 'placed'") > 5000
    assert await number(session, "orders WHERE placed_at > now() - interval '1 day'") > 0
    assert await number(session, "orders WHERE placed_at > now()") == 0
    assert await number(session, "reviews WHERE status = 'published'") > 1000
    assert await number(session, "reviews WHERE status = 'pending'") > 0
    assert await number(session, "reviews WHERE created_at > now()") == 0
    assert await contradictions(session) == []
    assert len(said) > 2
    await every_file_is_there(session, home)
    await products_are_found(session)
    await an_old_order_can_be_refunded(session)
    await demo_people_can_sign_in(session)


async def every_file_is_there(session: AsyncSession, home: Path) -> None:
    rows = await session.exec(
        text(
            "SELECT storage_key FROM media_assets UNION "
            "SELECT value FROM media_assets, jsonb_each_text(derivatives) UNION "
            "SELECT mark_path FROM vendors WHERE status = 'approved'"
        )
    )
    missing = [key for (key,) in rows.all() if not (home / "media" / key).is_file()]
    assert missing == []


async def products_are_found(session: AsyncSession) -> None:
    found = await search_products(SearchQuery(text="cavado", currency="EUR"))

    titles = text("SELECT title FROM products WHERE id = :id").bindparams(id=found.ids[0])
    assert (await session.scalar(titles)).startswith("Cávado")
    assert not found.is_degraded


async def an_old_order_can_be_refunded(session: AsyncSession) -> None:
    order_id = await session.scalar(
        text(
            "SELECT id FROM orders WHERE payment_status = 'paid' "
            "AND delivery_minor > 0 ORDER BY placed_at LIMIT 1"
        )
    )
    part = next(
        row for row in await orders.vendor_orders_of(session, order_id) if row.delivery_minor
    )
    refund = await request_refund(
        session, an_operator(), part.id, {},
        delivery_minor=1, reason="Late", idempotency_key="old",
    )  # fmt: skip
    assert refund.amount_minor == 1


async def demo_people_can_sign_in(session: AsyncSession) -> None:
    for account in ACCOUNTS:
        stored = await session.scalar(
            text("SELECT password_hash FROM users WHERE email = :email").bindparams(
                email=account.email
            )
        )
        assert (await verify_password(DEMO_PASSWORD, stored)).matches


async def test_it_is_not_loaded_over_a_market_that_has_people(
    session: AsyncSession, home: Path
):
    await a_shopper(session)

    with pytest.raises(Conflict, match="not empty"):
        await seed("s")

    assert await number(session, "vendors") == 0


async def test_it_is_never_loaded_in_production(session: AsyncSession, home: Path, monkeypatch):
    monkeypatch.setattr(settings(), "env", Environment.PRODUCTION)

    with pytest.raises(Forbidden):
        await seed("s")

    assert await number(session, "users") == 0


def test_a_larger_shop_has_other_products_and_no_sku_twice():
    source = read_source(utc_now())

    products, again = (list(recombined(source, 3_000, random(7))) for _ in range(2))

    assert len(products) == 3_000
    assert products == again
    for key in ("slug", "name"):
        assert max(Counter(product[key] for product in products).values()) == 1
    skus = Counter(variant["sku"] for product in products for variant in product["variants"])
    assert max(skus.values()) == 1


def test_ids_of_the_past_sort_before_ids_of_today():
    ids, now = Ids(random(1)), utc_now()

    old, new = ids.at(now - timedelta(days=365)), ids.at(now)

    assert old < new
    assert (old.version, new.version) == (7, 7)
    assert Ids(random(1)).at(now) == Ids(random(1)).at(now)


def test_every_file_the_data_names_is_in_the_folder():
    source = read_source(utc_now())

    named = [path for product in source.products for media in product["media"]
             for path in media["files"].values()]  # fmt: skip
    named += [product["ar_model"] for product in source.products if product["ar_model"]]

    assert [path for path in named if not (FOLDER / path).is_file()] == []
