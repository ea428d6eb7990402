import pytest

from core.catalog.impact import MEASURES, evidence_of
from core.content.completeness import completeness, count_completeness
from core.content.errors import MethodNotFound
from core.content.impact_method import METHODS, current_method, get_method
from core.demo.source import read_source
from core.kernel.clock import utc_now
from core.vendors.models import VendorStatus
from storefront.pages.impact.state import share
from tests.factories.catalog import a_product, a_vendor
from tests.statements import recorded_statements


def fact(measure, value, evidence):
    return {"measure": measure, "value": value, "evidence": evidence}


async def test_what_is_known_is_counted_over_the_pieces_that_can_be_seen(session):
    full, empty = await a_product(session), await a_product(session)
    hidden = await a_product(session, vendor=await a_vendor(session))
    (
        await session.get_one(type(await a_vendor(session)), hidden.vendor_id)
    ).status = VendorStatus.SUSPENDED
    full.impact = [
        fact("carbon", 3.5, "verified"),
        fact("water", 10, "statement"),
        fact("repair", None, "verified"),
        fact("labour", "fair", "our word"),
    ]
    empty.impact = [fact("carbon", 0, "statement")]
    hidden.impact = [fact("carbon", 1, "verified")]
    await session.flush()

    found = await count_completeness(session)

    known = {line.key: (line.verified, line.stated) for line in found.lines}
    assert found.products == 2
    assert known.pop("carbon") == (1, 1)
    assert known.pop("water") == (0, 1)
    assert set(known.values()) == {(0, 0)}
    assert (found.cells, found.verified, found.stated) == (22, 1, 2)


async def test_an_empty_shop_knows_nothing_about_nothing(session):
    found = await count_completeness(session)

    assert (found.products, found.cells, found.verified) == (0, 0, 0)


async def test_every_product_is_read_once_in_five_minutes(engine, session, cache):
    await a_product(session)
    first = await completeness(session)

    with recorded_statements(engine) as statements:
        second = await completeness(session)

    assert statements == []
    assert second == first


def test_the_method_defines_every_line_of_the_table():
    for method in METHODS:
        assert set(method.definitions) == {measure.key for measure in MEASURES}
    assert [each.version for each in METHODS] == sorted(
        (each.version for each in METHODS), reverse=True
    )
    assert get_method(current_method().version) is current_method()
    with pytest.raises(MethodNotFound):
        get_method("0.1")


def test_the_demo_shop_uses_the_lines_of_the_method():
    lines = [(measure.key, measure.label, measure.unit) for measure in MEASURES]

    for product in read_source(utc_now()).products:
        impact = product["impact"]
        assert [(row["measure"], row["label"], row["unit"]) for row in impact] == lines


@pytest.mark.parametrize(
    ("stored", "evidence"),
    [
        (fact("carbon", 1, "verified"), "verified"),
        (fact("carbon", 0, "statement"), "statement"),
        (fact("carbon", None, "verified"), "missing"),
        (fact("carbon", 1, "sworn"), "missing"),
        ({}, "missing"),
    ],
)
def test_evidence_needs_a_value(stored, evidence):
    assert evidence_of(stored) == evidence


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 0, "0 %"), (0, 9, "0 %"), (1, 1000, "1 %"),
        (999, 1000, "99 %"), (1000, 1000, "100 %"), (1, 3, "33 %"),
    ],
)  # fmt: skip
def test_shares_claim_neither_none_nor_all_falsely(part, whole, words):
    assert share(part, whole) == words
