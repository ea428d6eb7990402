"""A file to begin with: every column of our own, and two products that show how rows work."""

from core.catalog.importing.export import ExportColumns, ExportLayout, product_rows
from core.catalog.importing.records import (
    AttributeRecord,
    ImageRecord,
    ListedStatus,
    OptionRecord,
    ProductRecord,
    StockPolicy,
    VariantRecord,
)
from core.kernel.money import Money

COLUMNS = ExportColumns(ExportLayout.ECOMARKET, (("custom.wood", "Wood"),), ("USD",))


def template_rows(currency: str) -> list[list[str]]:
    """The header and the rows of the examples, with prices in ``currency``."""
    other = "USD" if currency == "EUR" else "EUR"
    columns = ExportColumns(COLUMNS.layout, COLUMNS.attributes, (other,))
    rows = [columns.header()]
    for product in _examples(currency):
        rows += product_rows(product, columns)
    return rows


def _examples(currency: str) -> tuple[ProductRecord, ...]:
    bowl = ProductRecord(
        handle="oak-bowl",
        title="Oak bowl",
        description_html="<p>Turned from storm-felled oak and oiled twice.</p>",
        category_path=("Kitchen and table", "Bowls"),
        tags=("oak", "bowl"),
        is_published=True,
        status=ListedStatus.ACTIVE,
        options=(OptionRecord("Size", ("Small", "Large")),),
        variants=tuple(
            VariantRecord(
                option_values=(size,),
                price=Money(minor, currency),
                sku=f"OAK-{size[0]}",
                stock=stock,
                weight_g=weight_g,
            )
            for size, minor, stock, weight_g in (
                ("Small", 3200, 6, 420),
                ("Large", 5400, 2, 910),
            )
        ),
        images=(
            ImageRecord("https://example.com/oak-bowl.jpg", 1, "A turned bowl of oak"),
            ImageRecord("https://example.com/oak-bowl-detail.jpg", 2, "The grain, close"),
        ),
        attributes=(AttributeRecord("custom.wood", "Wood", "Oak"),),
    )
    sign = ProductRecord(
        handle="house-sign",
        title="House sign, carved to order",
        category_path=("Home",),
        is_published=False,
        status=ListedStatus.DRAFT,
        variants=(
            VariantRecord(
                option_values=(),
                price=Money(8900, currency),
                sku="SIGN-1",
                is_tracked=False,
                stock_policy=StockPolicy.CONTINUE,
            ),
        ),
    )
    return bowl, sign
