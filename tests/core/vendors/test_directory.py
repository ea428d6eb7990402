from core.vendors.directory_queries import (
    DirectoryFilter,
    DirectorySort,
    count_by_country,
    count_by_craft,
    list_workshops,
)
from core.vendors.models import VendorStatus
from tests.factories.shop import a_workshop


async def workshops(session):
    facts = (
        ("Olaria", "pottery", "PT", 1990),
        ("Tecelagem", "weaving", "PT", None),
        ("Kiln", "Pottery", "IE", 2015),
    )
    for name, craft, country, founded in facts:
        made = await a_workshop(session, country=country)
        made.name, made.craft, made.founded = name, craft, founded
    hidden = await a_workshop(session, status=VendorStatus.SUSPENDED)
    hidden.craft = "pottery"
    await session.flush()


async def names(session, **wanted):
    page = await list_workshops(session, DirectoryFilter(**wanted))
    return [vendor.name for vendor in page.items]


async def test_a_directory_is_narrowed_by_craft_country_and_words(session):
    await workshops(session)

    assert await names(session) == ["Kiln", "Tecelagem", "Olaria"]
    assert await names(session, craft="pottery") == ["Kiln", "Olaria"]
    assert await names(session, craft="pottery", country="PT") == ["Olaria"]
    assert await names(session, words="weav") == ["Tecelagem"]
    assert await names(session, words="100%") == []


async def test_nobody_is_found_by_an_e_mail_address(session):
    await workshops(session)

    assert await names(session, words="example.com") == []


async def test_counts_are_what_choosing_would_leave(session):
    await workshops(session)
    wanted = DirectoryFilter(country="PT")

    assert await count_by_craft(session, wanted) == [("pottery", 1), ("weaving", 1)]
    assert await count_by_country(session, wanted) == [("PT", 2), ("IE", 1)]


async def test_the_longest_at_work_come_first_and_the_unknown_last(session):
    await workshops(session)

    assert await names(session, sort=DirectorySort.OLDEST) == ["Olaria", "Kiln", "Tecelagem"]
    assert await names(session, sort=DirectorySort.NAME) == ["Kiln", "Olaria", "Tecelagem"]
