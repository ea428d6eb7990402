"""The rows of one handle into one product, or the reasons why not."""

from collections.abc import Sequence

from core.catalog.importing.cells import RowCells
from core.catalog.importing.columns import (
    MAX_OPTIONS,
    OPTION_NAMES,
    OPTION_VALUES,
    ColumnMap,
    Field,
)
from core.catalog.importing.images import MAX_IMAGES, in_order, read_image
from core.catalog.importing.numbers import Unreadable
from core.catalog.importing.records import (
    AttributeRecord,
    ImageRecord,
    ListedStatus,
    OptionRecord,
    ProductRecord,
    Severity,
    VariantRecord,
)
from core.catalog.importing.text import clean_html
from core.catalog.importing.variants import MAX_OPTION_VALUE, is_variant_row, read_variant

MAX_VARIANTS = 200
MAX_TITLE = 200
MAX_OPTION_NAME = 60
MAX_NAME = 255
MAX_TAGS = 100
MAX_TAG = 80
MAX_SEO_TITLE = 200
MAX_SEO_DESCRIPTION = 500
DEFAULT_OPTION = ("title", "default title")


def build_product(
    handle: str, rows: Sequence[RowCells], columns: ColumnMap, currency: str
) -> ProductRecord | None:
    """None when any row has an error: a product is taken whole or not at all. The issues are
    left on the rows.
    """
    first = rows[0]
    title = first.text(Field.TITLE, MAX_TITLE)
    if not first.has(Field.TITLE):
        first.error("The title is missing.", Field.TITLE)
    _refuse_gift_card(first)
    _refuse_other_titles(rows, title)
    names = _read_option_names(rows, columns)
    variants = _read_variants(rows, columns, names, currency)
    images = _read_images(rows)
    product = ProductRecord(
        handle=handle,
        title=title,
        variants=tuple(variants),
        description_html=first.required(Field.DESCRIPTION, clean_html) or "",
        vendor_name=first.shortened(Field.VENDOR, MAX_NAME),
        category_path=_read_path(first),
        product_type=first.shortened(Field.TYPE, MAX_NAME),
        tags=_read_tags(first),
        is_published=first.yes_no(Field.PUBLISHED),
        status=first.optional(Field.STATUS, _read_status),
        options=_gather_options(names, variants),
        images=images,
        seo_title=first.shortened(Field.SEO_TITLE, MAX_SEO_TITLE),
        seo_description=first.shortened(Field.SEO_DESCRIPTION, MAX_SEO_DESCRIPTION),
        attributes=_read_attributes(rows, columns),
        first_row=first.number,
    )
    return None if has_errors(rows) else product


def has_errors(rows: Sequence[RowCells]) -> bool:
    return any(issue.severity is Severity.ERROR for row in rows for issue in row.issues)


def _refuse_gift_card(first: RowCells) -> None:
    if first.yes_no(Field.GIFT_CARD):
        first.error("Gift cards cannot be imported as products.", Field.GIFT_CARD)


def _refuse_other_titles(rows: Sequence[RowCells], title: str) -> None:
    for row in rows[1:]:
        other = " ".join(row.raw(Field.TITLE).split())
        if other and other != title:
            row.error(
                f"“{other}” has the handle of “{title}” in row {rows[0].number}. "
                "Each product needs its own handle.",
                Field.TITLE,
            )


def _read_option_names(rows: Sequence[RowCells], columns: ColumnMap) -> tuple[str, ...]:
    first = rows[0]
    _refuse_extra_options(rows, columns)
    names = [first.text(field, MAX_OPTION_NAME) for field in OPTION_NAMES]
    value = first.raw(OPTION_VALUES[0])
    is_default = (names[0].casefold(), value.casefold()) == DEFAULT_OPTION
    if is_default and not names[1] and not names[2]:
        return ()
    while names and not names[-1]:
        names.pop()
    if not all(names):
        first.error("An option without a name comes before one with a name.", OPTION_NAMES[0])
    if len({name.casefold() for name in names}) < len(names):
        first.error("Two options have the same name.", OPTION_NAMES[0])
    return tuple(names)


def _refuse_extra_options(rows: Sequence[RowCells], columns: ColumnMap) -> None:
    for row in rows:
        used = [number for index, number in columns.extra_options if row.at(index)]
        if used:
            row.error(f"The product has {max(used)} options; up to {MAX_OPTIONS} are possible.")


def _read_variants(
    rows: Sequence[RowCells], columns: ColumnMap, names: tuple[str, ...], currency: str
) -> list[VariantRecord]:
    variants: list[VariantRecord] = []
    rows_by_values: dict[tuple[str, ...], int] = {}
    rows_by_sku: dict[str, int] = {}
    for row in rows:
        if row is not rows[0] and not is_variant_row(row):
            continue
        values = _read_option_values(row, names)
        _refuse_twins(row, values, rows_by_values)
        variant = read_variant(row, columns, values, currency)
        if variant is None:
            continue
        _refuse_same_sku(row, variant.sku, rows_by_sku)
        variants.append(variant)
    if (count := len(rows_by_values)) > MAX_VARIANTS:
        rows[0].error(f"The product has {count} variants; up to {MAX_VARIANTS} are possible.")
    return variants


def _refuse_same_sku(row: RowCells, sku: str, seen: dict[str, int]) -> None:
    if sku and (twin := seen.setdefault(sku, row.number)) != row.number:
        row.error(f"The SKU “{sku}” is already used in row {twin}.", Field.SKU)


def _read_option_values(row: RowCells, names: tuple[str, ...]) -> tuple[str, ...]:
    values = tuple(row.text(field, MAX_OPTION_VALUE) for field in OPTION_VALUES)
    for name, field in zip(names, OPTION_VALUES, strict=False):
        if not row.has(field):
            row.error(f"The value of the option “{name}” is missing.", field)
    for value, field in zip(values[len(names) :], OPTION_VALUES[len(names) :], strict=True):
        if value and value.casefold() != DEFAULT_OPTION[1]:
            row.error(f"“{value}” is the value of an option without a name.", field)
    return values[: len(names)]


def _refuse_twins(
    row: RowCells, values: tuple[str, ...], seen: dict[tuple[str, ...], int]
) -> None:
    key = tuple(value.casefold() for value in values)
    twin = seen.setdefault(key, row.number)
    if twin == row.number:
        return
    if values:
        shown = " / ".join(values)
        row.error(f"The variant “{shown}” is already given in row {twin}.", OPTION_VALUES[0])
    else:
        row.error(f"A second variant without options; the first is in row {twin}.")


def _gather_options(
    names: tuple[str, ...], variants: Sequence[VariantRecord]
) -> tuple[OptionRecord, ...]:
    return tuple(
        OptionRecord(name, tuple(dict.fromkeys(v.option_values[axis] for v in variants)))
        for axis, name in enumerate(names)
    )


def _read_images(rows: Sequence[RowCells]) -> tuple[ImageRecord, ...]:
    images: list[ImageRecord] = []
    for row in rows:
        last = images[-1].position if images else 0
        if image := read_image(row, after=last):
            images.append(image)
    ordered = in_order(images)
    if len(ordered) > MAX_IMAGES:
        rows[0].warn(f"Only the first {MAX_IMAGES} of {len(ordered)} images were taken.")
    return ordered[:MAX_IMAGES]


def _read_path(first: RowCells) -> tuple[str, ...]:
    path = first.shortened(Field.CATEGORY, MAX_NAME)
    return tuple(part for raw in path.split(">") if (part := raw.strip()))


def _read_tags(first: RowCells) -> tuple[str, ...]:
    by_key: dict[str, str] = {}
    for raw in first.raw(Field.TAGS).split(","):
        tag = " ".join(raw.split())
        if len(tag) > MAX_TAG:
            first.warn(f"A tag is longer than {MAX_TAG} characters; left out.", Field.TAGS)
        elif tag:
            by_key.setdefault(tag.casefold(), tag)
    tags = tuple(by_key.values())
    if len(tags) > MAX_TAGS:
        first.warn(f"Only the first {MAX_TAGS} tags were taken.", Field.TAGS)
    return tags[:MAX_TAGS]


def _read_status(text: str) -> ListedStatus:
    word = text.casefold()
    if word not in tuple(ListedStatus):
        raise Unreadable(f"“{text[:40]}” is not a status. Use active, draft or archived.")
    return ListedStatus(word)


def _read_attributes(
    rows: Sequence[RowCells], columns: ColumnMap
) -> tuple[AttributeRecord, ...]:
    """The first value that any of the product's rows gives."""
    found: dict[str, AttributeRecord] = {}
    for column in columns.attributes:
        for row in rows:
            if value := row.attribute(column.index, columns.header[column.index]):
                found.setdefault(column.key, AttributeRecord(column.key, column.label, value))
                break
    return tuple(found[key] for key in sorted(found))
