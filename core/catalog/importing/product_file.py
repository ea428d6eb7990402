"""A product file, opened: what was found out about it, and its products in a stream."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from core.catalog.importing.assemble import assemble
from core.catalog.importing.columns import ColumnMap, map_columns
from core.catalog.importing.records import ProductResult
from core.catalog.importing.row import Row
from core.catalog.importing.rows import open_rows
from core.catalog.importing.sniff import FileLayout, sniff


@dataclass(frozen=True, slots=True)
class ProductFile:
    """``results`` can be read once; it reads the file as it goes."""

    layout: FileLayout
    columns: ColumnMap
    results: Iterator[ProductResult]


@dataclass(frozen=True, slots=True)
class FilePreview:
    """The first rows as written, for the person who decides what each column means."""

    layout: FileLayout
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def open_product_file(
    file: BinaryIO, *, currency: str, overrides: Mapping[str, str] | None = None
) -> ProductFile:
    """Open a seekable file whose plain prices are in ``currency``. Raises ``FileRefused``
    when nothing in it can be read as products.
    """
    layout = sniff(file)
    stream = open_rows(file, layout)
    columns = map_columns(stream.header, overrides)
    return ProductFile(layout, columns, assemble(stream.rows, columns, currency))


def preview_file(file: BinaryIO, *, row_count: int = 5) -> FilePreview:
    layout = sniff(file)
    stream = open_rows(file, layout)
    readable = (tuple(row.cells) for row in stream.rows if isinstance(row, Row))
    return FilePreview(layout, tuple(stream.header), tuple(islice(readable, row_count)))
