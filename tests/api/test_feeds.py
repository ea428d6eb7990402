"""Product feeds: complete, well formed, and safe to open."""

import csv
import gzip
from io import StringIO
from xml.etree import ElementTree as ET

import pytest

from core.catalog.models import ProductStatus
from core.settings import settings
from core.shipping.models import Zone
from tests.factories.catalog import a_category, a_product, a_vendor, variants_of
from tests.factories.shop import a_delivery_rate

G = "{http://base.google.com/ns/1.0}"
GOOGLE_REQUIRED = {
    "id", "title", "description", "link", "image_link", "availability", "price", "brand",
    "condition", "identifier_exists",
}  # fmt: skip
META_REQUIRED = {
    "id", "title", "description", "availability", "condition", "price", "link", "image_link",
    "brand",
}  # fmt: skip


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(settings(), "home", tmp_path)


@pytest.fixture
async def shelf(session):
    """Two colors of a reduced vase, and a mug that is sold out."""
    vendor = await a_vendor(session, name="Olaria & Söhne <b>")
    await a_delivery_rate(session, vendor, Zone.DOMESTIC, 450)
    await a_delivery_rate(session, vendor, Zone.EU, 890, free_over_minor=2000)
    home = await a_category(session, "Home")
    vases = await a_category(session, "Vases", parent=home)
    vases.slug = "vases"
    vase = await a_product(
        session, vendor=vendor, category=vases, title="=Vase</g:title> \u202eأزرق 🏺\x0b",
        options={"Colour": ["Oat", "Madder"]}, compare_at=3000, images=3,
        price={"EUR": 2400, "USD": 2600},
    )  # fmt: skip
    await a_product(session, vendor=vendor, title="Mug", stock=0)
    await a_product(session, vendor=vendor, title="Draft", status=ProductStatus.DRAFT)
    await a_product(session, vendor=vendor, title="No picture", images=0)
    return vase


def items(response):
    return ET.fromstring(response.content).findall("channel/item")  # noqa: S314  our own file


def told(item):
    return {each.tag.removeprefix(G): each.text for each in item}


@pytest.mark.parametrize(("channel", "required"), [("google", GOOGLE_REQUIRED),
                                                   ("meta", META_REQUIRED)])  # fmt: skip
async def test_every_item_has_all_that_its_channel_requires(shop, shelf, channel, required):
    answer = await shop.get(f"/feeds/{channel}-EUR.xml")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/rss+xml")
    found = [told(item) for item in items(answer)]
    assert len(found) == 3
    for item in found:
        assert required <= item.keys()
        assert len(item["id"]) <= 50
        assert len(item["title"]) <= 150
        assert item["link"].startswith("http")
        assert item["image_link"].startswith("http")
    words = {"google": ["in_stock", "out_of_stock"], "meta": ["in stock", "out of stock"]}
    assert [found[0]["availability"], found[2]["availability"]] == words[channel]


async def test_a_reduced_variant_tells_both_prices_its_options_and_what_delivery_costs(
    shop, session, shelf
):
    first = items(await shop.get("/feeds/google-EUR.xml"))[0]

    vase = told(first)
    variant = (await variants_of(session, shelf))[0]
    assert (vase["price"], vase["sale_price"]) == ("30.00 EUR", "24.00 EUR")
    assert (vase["id"], vase["item_group_id"]) == (str(variant.id), str(shelf.id))
    assert vase["color"] == "Oat"
    assert vase["link"].endswith(f"/p/{shelf.slug}?variant={variant.sku}")
    assert vase["google_product_category"] == "Home & Garden > Decor > Vases"
    assert vase["product_type"] == "Home > Vases"
    assert vase["identifier_exists"] == "no"
    assert len(first.findall(f"{G}additional_image_link")) == 2
    costs = {
        each.findtext(f"{G}country"): each.findtext(f"{G}price")
        for each in first.findall(f"{G}shipping")
    }
    assert (costs["PT"], costs["DE"]) == ("4.50 EUR", "0.00 EUR")


async def test_a_feed_of_another_currency_links_to_pages_in_it(shop, shelf):
    found = [told(item) for item in items(await shop.get("/feeds/google-USD.xml"))]

    assert {item["sale_price"] for item in found} == {"26.00 USD"}
    assert all("currency=USD" in item["link"] for item in found)


async def test_no_cell_of_a_table_is_a_formula(shop, shelf):
    answer = await shop.get("/feeds/meta-EUR.csv")

    rows = list(csv.DictReader(StringIO(answer.text)))
    assert [row["title"][:2] for row in rows] == ["'=", "'=", "Mu"]
    assert rows[0]["additional_image_link"].count("http") == 2
    assert "DE:Standard parcel:0.00 EUR" in rows[0]["shipping"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for r in rows for cell in r.values())


async def test_who_has_the_feed_already_is_told_so(shop, shelf):
    first = await shop.get("/feeds/google-EUR.csv", headers={"Accept-Encoding": "identity"})
    tag = first.headers["etag"]

    again = await shop.get(
        "/feeds/google-EUR.csv",
        headers={"Accept-Encoding": "identity", "If-None-Match": tag},
    )
    small = await shop.get("/feeds/google-EUR.csv", headers={"Accept-Encoding": "gzip"})

    assert (again.status_code, again.content) == (304, b"")
    assert small.headers["content-encoding"] == "gzip"
    assert small.content == first.content
    twin = settings().home / "published/feeds/google-EUR.csv.gz"
    assert gzip.decompress(twin.read_bytes()) == first.content


@pytest.mark.parametrize(
    "name", ["google-GBP.xml", "bing-EUR.xml", "google-EUR.exe", "..%2F..%2Fetc", "google-EUR"]
)
async def test_there_are_no_other_feeds(shop, name):
    assert (await shop.get(f"/feeds/{name}")).status_code == 404
