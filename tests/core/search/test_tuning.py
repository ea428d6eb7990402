"""Synonyms, pins and boosts: who sets them, what is refused, and that they hold at once."""

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col, select

from core.db.session import read_session, transaction
from core.identity.models import AuditEntry
from core.kernel.clock import utc_now
from core.kernel.errors import Forbidden, Invalid, NotFound
from core.kernel.ids import new_id
from core.kernel.principal import GUEST, SYSTEM, Principal
from core.search import queries
from core.search.engine import SearchQuery
from core.search.index_products import rebuild
from core.search.models import RuleKind
from core.search.service import forget_tuning, search_products
from core.search.set_rules import remove_rule, set_rule
from core.search.set_synonyms import set_synonyms
from core.search.synonyms import Group
from core.search.tuning import Rule
from tests.factories.catalog import a_category, a_product

NOW = utc_now()


@pytest.fixture(autouse=True)
async def shelf(clean_database: AsyncEngine):
    async with transaction() as session:
        category = await a_category(session)
        made = [
            await a_product(session, category=category, title=title)
            for title in ("Vase", "Tall vase", "Bowl")
        ]
    await rebuild()
    return made


async def found(words: str, **query) -> list[str]:
    forget_tuning()
    return [str(i) for i in (await search_products(SearchQuery(words, **query))).ids]


async def acts() -> list[str]:
    async with read_session() as session:
        rows = await session.exec(
            select(AuditEntry.action).order_by(col(AuditEntry.created_at))
        )
        return list(rows)


async def test_synonyms_hold_without_a_rebuild_and_leave_a_line(shelf):
    vase, tall, _ = shelf
    assert await found("amphora") == []

    async with transaction() as session:
        groups = [Group(("vase", "Amphora", "vase ")), Group(())]
        await set_synonyms(session, SYSTEM, groups)

    assert set(await found("amphora")) == {str(vase.id), str(tall.id)}
    assert await acts() == ["search.synonyms_set"]


async def test_one_way_finds_one_way(shelf):
    _, _, bowl = shelf
    async with transaction() as session:
        await set_synonyms(session, SYSTEM, [Group(("basin", "bowl"), is_one_way=True)])
    async with transaction() as session:
        await a_product(session, title="Basin", category=await a_category(session))
    await rebuild()

    assert str(bowl.id) in await found("basin")
    assert await found("bowl") == [str(bowl.id)]


@pytest.mark.parametrize(
    "groups", [[Group(("alone",))], [Group(("a", "b" * 81))], [Group(("x", "x"))]]
)
async def test_a_group_that_means_nothing_is_refused(groups):
    async with transaction() as session:
        with pytest.raises(Invalid):
            await set_synonyms(session, SYSTEM, groups)


@pytest.mark.parametrize("who", [GUEST, Principal(user_id=new_id())])
async def test_only_staff_tunes(shelf, who: Principal):
    rule = Rule("vase", shelf[0].id, RuleKind.PIN, 1)
    async with transaction() as session:
        for work in (
            set_synonyms(session, who, []),
            set_rule(session, who, rule),
            remove_rule(session, who, new_id()),
        ):
            with pytest.raises(Forbidden):
                await work


async def test_a_pin_stands_first_even_without_the_words_until_its_last_day(shelf):
    vase, tall, bowl = shelf
    async with transaction() as session:
        rule = Rule(" VASE", bowl.id, RuleKind.PIN, 1, ends_at=NOW + timedelta(days=1))
        row = await set_rule(session, SYSTEM, rule)

    assert (await found("Vase"))[0] == str(bowl.id)
    assert len(await found("vase")) == 3
    assert await found("tall vase") == [str(tall.id)]
    assert str(bowl.id) not in await found("vase", price_to=1)

    async with transaction() as session:
        await set_rule(
            session, SYSTEM,
            Rule("vase", bowl.id, RuleKind.PIN, 1, ends_at=NOW - timedelta(days=1)),
        )  # fmt: skip
    assert len(await found("vase")) == 2
    async with transaction() as session:
        await remove_rule(session, SYSTEM, row.id)
        with pytest.raises(NotFound):
            await remove_rule(session, SYSTEM, new_id())
    assert await acts() == ["search.pin_set", "search.pin_set", "search.pin_removed"]
    assert vase.id != tall.id


async def test_a_boost_counts_more_but_only_what_fits(shelf):
    vase, tall, bowl = shelf
    assert await found("vase") == [str(vase.id), str(tall.id)]

    async with transaction() as session:
        for product in (tall, bowl):
            await set_rule(session, SYSTEM, Rule("vase", product.id, RuleKind.BOOST, 5))

    assert await found("vase") == [str(tall.id), str(vase.id)]


@pytest.mark.parametrize(
    "change",
    [
        {"text": "  "}, {"strength": 0}, {"strength": 11},
        {"kind": RuleKind.BOOST, "strength": 1},
        {"starts_at": NOW, "ends_at": NOW - timedelta(days=1)},
    ],
)  # fmt: skip
async def test_a_rule_that_makes_no_sense_is_refused(shelf, change: dict):
    facts = {"text": "vase", "product_id": shelf[0].id, "kind": RuleKind.PIN, "strength": 1}
    async with transaction() as session:
        with pytest.raises(Invalid):
            await set_rule(session, SYSTEM, Rule(**{**facts, **change}))
    async with read_session() as session:
        assert await queries.list_rules(session) == []
