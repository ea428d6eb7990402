from storefront.pages.compare.state import CompareState
from tests.factories.catalog import a_product


def facts(tab):
    return {line.term: line.facts for group in tab.groups for line in group.lines}


async def test_pieces_stand_side_by_side_in_the_order_asked_for(session, browser):
    jug = await a_product(session, title="Jug", price=2400, technique="thrown")
    bowl = await a_product(session, title="Bowl", price=1250, technique="thrown")

    tab = await browser(CompareState, f"/compare?ids={bowl.slug},{jug.slug},nothing")

    assert [column.title for column in tab.columns] == ["Bowl", "Jug"]
    assert facts(tab)["Price"] == ["€12.50", "€24.00"]
    assert facts(tab)["Technique"] == ["Thrown", "Thrown"]
    assert tab.gone == "A piece that you chose is no longer for sale."
    assert tab.columns[0].without_href == f"/compare?ids={jug.slug}"


async def test_differences_only_leaves_out_what_is_alike(session, browser):
    jug = await a_product(session, title="Jug", price=2400, technique="thrown")
    bowl = await a_product(session, title="Bowl", price=1250, technique="thrown")

    path = f"/compare?ids={bowl.slug},{jug.slug}"
    tab = await browser(CompareState, f"{path}&only=differences")

    assert "Technique" not in facts(tab)
    assert "Price" in facts(tab)
    assert tab.other_href == path


async def test_what_nobody_says_is_no_data(session, browser):
    jug = await a_product(session, title="Jug")
    jug.impact = [
        {
            "measure": "carbon",
            "label": "Carbon",
            "unit": "kg",
            "value": 2,
            "evidence": "verified",
        }
    ]
    bowl = await a_product(session, title="Bowl")

    tab = await browser(CompareState, f"/compare?ids={jug.slug},{bowl.slug}")

    assert facts(tab)["Carbon"] == ["2 kg · Verified", "No data"]


async def test_at_most_four_are_compared(session, browser):
    slugs = [(await a_product(session)).slug for _ in range(5)]

    tab = await browser(CompareState, f"/compare?ids={','.join(slugs)}")

    assert tab.slugs == slugs[:4]
