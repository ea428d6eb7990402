"""Two real exports of Shopify, and its current column set."""

from pathlib import Path

import pytest

from core.catalog.importing.product_file import open_product_file
from core.catalog.importing.records import ImageRecord, StockPolicy, VariantRecord
from core.kernel.money import Money

DATA = Path(__file__).parents[3] / "data"
CURRENT_HEADER = (
    "Title,URL handle,Description,Vendor,Product category,Type,Tags,"
    "Published on online store,Status,SKU,Barcode,Option1 name,Option1 value,"
    "Option1 Linked To,Option2 name,Option2 value,Option2 Linked To,Price,Compare-at price,"
    "Cost per item,Charge tax,Tax code,Inventory tracker,Inventory quantity,"
    "Continue selling when out of stock,Weight value (grams),Weight unit for display,"
    "Requires shipping,Fulfillment service,Product image URL,Image position,Image alt text,"
    "Variant image URL,Gift card,SEO title,SEO description,"
    "Color (product.metafields.shopify.color-pattern),Google Shopping / Gender,Price / USD,"
    "Price / International"
)


def products_of(name: str) -> dict:
    with (DATA / name).open("rb") as file:
        results = list(open_product_file(file, currency="USD").results)
    assert [issue.sentence for result in results for issue in result.issues] == []
    return {result.handle: result.product for result in results}


@pytest.mark.parametrize(
    ("name", "variants", "images"),
    [("shopify-apparel.csv", 22, 20), ("shopify-jewelery.csv", 23, 41)],
)
def test_every_product_of_a_real_export_is_read(name, variants, images):
    products = products_of(name)

    assert len(products) == 20
    assert sum(len(product.variants) for product in products.values()) == variants
    assert sum(len(product.images) for product in products.values()) == images


def test_a_product_with_sizes_has_one_variant_a_row():
    top = products_of("shopify-apparel.csv")["classic-varsity-top"]

    assert top.title == "Classic Varsity Top"
    assert top.vendor_name == "partners-demo"
    assert top.tags == ("women",)
    assert top.is_published is True
    assert [(option.name, option.values) for option in top.options] == [
        ("Size", ("Small", "Medium", "Large"))
    ]
    assert [variant.price for variant in top.variants] == [Money(6000, "USD")] * 3
    assert [variant.row for variant in top.variants] == [3, 4, 5]


def test_a_single_variant_has_no_options():
    shirt = products_of("shopify-apparel.csv")["ocean-blue-shirt"]

    assert shirt.options == ()
    assert shirt.variants == (
        VariantRecord(option_values=(), price=Money(5000, "USD"), stock=1, is_tracked=False),
    )


def test_variant_images_and_extra_images_are_told_apart():
    anchor = products_of("shopify-jewelery.csv")["leather-anchor"]

    base = "https://burst.shopifycdn.com/photos"
    assert anchor.tags == ("Anchor", "Gold", "Leather", "Silver")
    assert [
        (v.option_values, v.price.minor, v.stock, v.image_url) for v in anchor.variants
    ] == [
        (("Gold",), 6999, 1, f"{base}/anchor-bracelet-mens_925x.jpg"),
        (("Silver",), 5500, 0, f"{base}/anchor-bracelet-for-men_925x.jpg"),
    ]
    assert [variant.compare_at for variant in anchor.variants] == [Money(8500, "USD")] * 2
    assert anchor.images == (
        ImageRecord(f"{base}/anchor-bracelet-mens_925x.jpg", 1),
        ImageRecord(f"{base}/anchor-bracelet-for-men_925x.jpg", 2),
        ImageRecord(f"{base}/leather-anchor-bracelet-for-men_925x.jpg", 3),
    )


def test_grams_stay_grams_when_they_are_shown_in_ounces():
    earrings = products_of("shopify-jewelery.csv")["boho-earrings"]

    assert earrings.variants[0].weight_g == 28
    assert len(earrings.images) == 3


def test_a_description_of_many_lines_stays_one_cell():
    choker = products_of("shopify-jewelery.csv")["choker-with-gold-pendant"]

    assert choker.description_html.endswith(
        '<li>Width, 0.3"</li>\n<li>Lobster clasp</li>\n<li>Made in USA</li>\n</ul>'
    )
    assert choker.first_row == 14


def test_the_current_column_set_is_read_whole(read):
    first = (
        "Oak bowl,oak-bowl,<p>Turned <b>oak</b></p><script>x()</script>,Oak & Co,"
        'Home > Kitchen > Bowls,bowl,"oak, bowl",TRUE,draft,OAK-S,4006381333931,Size,Small,'
        "product.metafields.shopify.size,,,,19.90,24.90,5,FALSE,PC030000,shopify,12,TRUE,500,lb,"
        "TRUE,manual,https://cdn.example/a.jpg,1,A bowl,https://cdn.example/b.jpg,FALSE,"
        "Oak bowl by hand,Turned in Graz,red; blue,Unisex,21.50,23"
    )
    second = ",oak-bowl,,,,,,,,OAK-L,,,Large" + "," * 5 + "29.9" + "," * 22

    reading = read(first, second, header=CURRENT_HEADER)

    bowl = reading.products["oak-bowl"]
    small, large = bowl.variants
    assert bowl.description_html == "<p>Turned <b>oak</b></p>"
    assert bowl.vendor_name == "Oak & Co"
    assert bowl.category_path == ("Home", "Kitchen", "Bowls")
    assert bowl.status == "draft"
    assert bowl.seo_title == "Oak bowl by hand"
    assert [(a.key, a.label, a.value) for a in bowl.attributes] == [
        ("google_shopping.gender", "Gender", "Unisex"),
        ("shopify.color-pattern", "Color", "red; blue"),
    ]
    assert bowl.images == (ImageRecord("https://cdn.example/a.jpg", 1, "A bowl"),)
    assert small.price == Money(1990, "EUR")
    assert small.compare_at == Money(2490, "EUR")
    assert [p.price for p in small.other_prices] == [Money(2150, "USD")]
    assert small.stock == 12
    assert small.is_tracked is True
    assert small.stock_policy is StockPolicy.CONTINUE
    assert small.weight_g == 500
    assert small.is_taxable is False
    assert small.tax_code == "PC030000"
    assert small.image_url == "https://cdn.example/b.jpg"
    assert large.sku == "OAK-L"
    assert large.price == Money(2990, "EUR")
    assert large.stock is None
