"""What crawlers find, and where they are not to go."""

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest

from core.catalog.models import ProductStatus
from core.db.session import read_session
from core.seo.sitemap import publish_sitemap
from core.settings import AppName, settings
from core.vendors.models import VendorStatus
from tests.factories.catalog import a_category, a_product, a_vendor

NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(settings(), "home", tmp_path)


def addresses(answer) -> list[str]:
    origin = settings().origin(AppName.STOREFRONT)
    found = [e.text or "" for e in ET.fromstring(answer.content).iter(f"{NS}loc")]  # noqa: S314
    assert all(each.startswith(origin) for each in found)
    return [each.removeprefix(origin) for each in found]


async def shards(shop) -> dict[str, list[str]]:
    index = addresses(await shop.get("/sitemap.xml"))
    return {path: addresses(await shop.get(path)) for path in index}


async def test_all_that_can_be_seen_is_there_and_nothing_else(shop, session):
    hidden = await a_vendor(session, status=VendorStatus.SUSPENDED)
    department = await a_category(session, "Home")
    vases = await a_category(session, "Vases", parent=department)
    await a_category(session, "Empty")
    shown = await a_product(session, category=vases)
    await a_product(session, vendor=hidden, category=vases)
    await a_product(session, status=ProductStatus.PAUSED)

    found = await shards(shop)

    assert found["/sitemaps/products-1.xml"] == [f"/p/{shown.slug}"]
    assert found["/sitemaps/categories-1.xml"] == [f"/c/{department.slug}", f"/c/{vases.slug}"]
    assert f"/shop/{hidden.slug}" not in found["/sitemaps/workshops-1.xml"]
    assert "/" in found["/sitemaps/pages-1.xml"]


async def test_each_file_says_when_what_it_holds_last_changed(shop, session):
    made = await a_product(session)

    index = ET.fromstring((await shop.get("/sitemap.xml")).content)  # noqa: S314

    changed = {
        (each.findtext(f"{NS}loc") or "").rsplit("/", 1)[1]: each.findtext(f"{NS}lastmod")
        for each in index.iter(f"{NS}sitemap")
    }
    assert changed["products-1.xml"] == made.updated_at.isoformat(timespec="seconds")


async def test_a_full_file_is_continued_in_the_next_and_left_ones_go(shop, session):
    made = [await a_product(session) for _ in range(5)]
    async with read_session() as reader:
        await publish_sitemap(reader, most=2)

    found = await shards(shop)
    products = {path: urls for path, urls in found.items() if "products" in path}
    assert [len(urls) for urls in products.values()] == [2, 2, 1]
    assert {url for urls in products.values() for url in urls} == {f"/p/{p.slug}" for p in made}

    async with read_session() as reader:
        await publish_sitemap(reader, most=50)
    assert (await shop.get("/sitemaps/products-2.xml")).status_code == 404


@pytest.mark.parametrize("name", ["x.xml", "products-0.xml", "products-99.xml", "..%2Fa-1.xml"])
async def test_there_are_no_other_files(shop, session, name):
    await shop.get("/sitemap.xml")

    assert (await shop.get(f"/sitemaps/{name}")).status_code == 404


async def test_crawlers_stay_out_of_what_is_personal(shop):
    robots = RobotFileParser()
    answer = await shop.get("/robots.txt")
    robots.parse(answer.text.splitlines())

    for path in ("/", "/p/vase", "/c/vases?page=2", "/search?q=vase", "/shop/olaria"):
        assert robots.can_fetch("Googlebot", path)
    for path in ("/cart", "/checkout", "/account/orders", "/orders/1", "/api/suggest"):
        assert not robots.can_fetch("Googlebot", path)
    assert robots.site_maps() == [settings().origin(AppName.STOREFRONT) + "/sitemap.xml"]
