"""What is exported reads back as the same products."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalog.importing.export import (
    ExportColumns,
    ExportLayout,
    product_rows,
    write_csv,
    write_xlsx,
)
from core.catalog.importing.images import MAX_IMAGES
from core.catalog.importing.product_file import open_product_file
from core.catalog.importing.records import (
    AttributeRecord,
    ImageRecord,
    ListedStatus,
    ListPrice,
    OptionRecord,
    ProductRecord,
    StockPolicy,
    VariantRecord,
)
from core.catalog.importing.text import clean_html, clean_text
from core.kernel.money import Money

DATA = Path(__file__).parents[3] / "data"
LINE = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
TEXT = LINE.map(lambda text: " ".join(clean_text(text).split())).filter(bool)
MAYBE = st.one_of(st.just(""), TEXT)
TAG = TEXT.map(lambda text: " ".join(text.replace(",", "").split())).filter(
    lambda text: text and clean_text(text) == text
)
PART = TEXT.map(lambda text: text.replace(">", "").strip()).filter(
    lambda text: text and clean_text(text) == text
)
CENTS = st.integers(0, 9_999_999)


def written_as(layout: ExportLayout, products: list, kind: str) -> io.BytesIO:
    attributes = sorted({(a.key, a.label) for p in products for a in p.attributes})
    columns = ExportColumns(layout, tuple(attributes), ("USD",))
    out = io.BytesIO()
    if kind == "xlsx":
        write_xlsx(products, columns, out)
    else:
        text = io.StringIO(newline="")
        write_csv(products, columns, text)
        out.write(text.getvalue().encode())
    out.seek(0)
    return out


def read_back(file: io.BytesIO) -> list:
    results = list(open_product_file(file, currency="EUR").results)
    assert [r.issues for r in results if r.product is None] == []
    return [result.product for result in results]


@st.composite
def variants_of(draw, options):
    minor = draw(CENTS)
    usd = draw(st.none() | CENTS)
    return VariantRecord(
        option_values=options,
        price=Money(minor, "EUR"),
        compare_at=draw(st.none() | st.just(Money(minor + 1, "EUR"))),
        other_prices=() if usd is None else (ListPrice(Money(usd, "USD")),),
        barcode=draw(MAYBE),
        stock=draw(st.none() | st.integers(0, 10_000)),
        is_tracked=draw(st.booleans()),
        stock_policy=draw(st.sampled_from(StockPolicy)),
        weight_g=draw(st.none() | st.integers(1, 100_000)),
        image_url=draw(st.none() | st.just("https://cdn.example/v.jpg")),
        requires_shipping=draw(st.booleans()),
        is_taxable=draw(st.booleans()),
        tax_code=draw(MAYBE),
    )


@st.composite
def a_product(draw, number: int):
    names = draw(st.lists(TEXT, max_size=3, unique_by=str.casefold))
    combinations = st.tuples(*(TEXT for _ in names))
    folded = lambda values: tuple(value.casefold() for value in values)  # noqa: E731
    values = draw(st.lists(combinations, min_size=1, max_size=4, unique_by=folded))
    variants = tuple(draw(variants_of(value)) for value in (values if names else [()]))
    images = draw(st.lists(st.integers(1, 99), max_size=6, unique=True))
    fabric = draw(MAYBE)
    gender = draw(MAYBE)
    attributes = [
        ("custom.fabric", "Fabric", fabric),
        ("google_shopping.gender", "Gender", gender),
    ]
    return ProductRecord(
        handle=f"product-{number}",
        title=draw(TEXT),
        variants=variants,
        description_html=clean_html(draw(MAYBE)),
        vendor_name=draw(MAYBE),
        category_path=tuple(draw(st.lists(PART, max_size=3))),
        product_type=draw(MAYBE),
        tags=tuple(draw(st.lists(TAG, max_size=4, unique_by=str.casefold))),
        is_published=draw(st.sampled_from([None, True, False])),
        status=draw(st.none() | st.sampled_from(ListedStatus)),
        options=tuple(
            OptionRecord(name, tuple(dict.fromkeys(v.option_values[axis] for v in variants)))
            for axis, name in enumerate(names)
        ),
        images=tuple(
            ImageRecord(f"https://cdn.example/{n}.jpg", position, draw(MAYBE))
            for position, n in enumerate(images, start=1)
        ),
        seo_title=draw(MAYBE),
        seo_description=draw(MAYBE),
        attributes=tuple(AttributeRecord(*a) for a in attributes if a[2]),
    )


@st.composite
def catalogs(draw):
    return [draw(a_product(number)) for number in range(draw(st.integers(1, 3)))]


@given(catalogs(), st.sampled_from(ExportLayout), st.sampled_from(["csv", "xlsx"]))
@settings(max_examples=150, deadline=None)
def test_an_export_reads_back_equal(products, layout, kind):
    assert read_back(written_as(layout, products, kind)) == products


@pytest.mark.parametrize("name", ["shopify-apparel.csv", "shopify-jewelery.csv"])
@pytest.mark.parametrize("layout", ExportLayout)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_real_export_survives_every_format(name, layout, kind):
    products = read_back(io.BytesIO((DATA / name).read_bytes()))

    assert read_back(written_as(layout, products, kind)) == products


def test_formulas_leave_quoted():
    product = ProductRecord(
        "oak", "=CMD()", (VariantRecord((), Money(500, "EUR"), sku="@SUM(A1)"),), tags=("-x",)
    )

    text = written_as(ExportLayout.SHOPIFY, [product], "csv").read().decode()

    row = next(csv.DictReader(io.StringIO(text)))
    assert (row["Title"], row["Variant SKU"], row["Tags"]) == ("'=CMD()", "'@SUM(A1)", "'-x")


def test_a_product_with_more_images_than_variants_has_a_row_for_each_image():
    images = tuple(ImageRecord(f"https://cdn.example/{n}.jpg", n) for n in range(1, 4))
    product = ProductRecord(
        "oak", "Oak", (VariantRecord((), Money(500, "EUR")),), images=images
    )

    rows = list(product_rows(product, ExportColumns(ExportLayout.SHOPIFY)))

    assert len(rows) == 3
    assert [row[0] for row in rows] == ["oak"] * 3
    assert [row[1] for row in rows] == ["Oak", "", ""]


def test_more_images_than_possible_are_left_out_with_a_warning(read):
    rows = [f"oak,,,,,,https://cdn.example/{n}.jpg" for n in range(1, MAX_IMAGES + 3)]

    reading = read("oak,Oak,,,,9,https://cdn.example/0.jpg", *rows)

    assert len(reading.products["oak"].images) == MAX_IMAGES
    assert reading.sentences == ["Row 2: Only the first 100 of 103 images were taken."]
