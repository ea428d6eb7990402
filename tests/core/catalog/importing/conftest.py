import io
from collections.abc import Sequence

import pytest

from core.catalog.importing.product_file import open_product_file
from core.catalog.importing.records import ProductResult

HEADER = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src"


class Reading:
    """What came out of one small file, by handle, with the sentences of its issues."""

    def __init__(self, results: Sequence[ProductResult]):
        self.results = list(results)
        self.products = {r.handle: r.product for r in self.results if r.product}
        self.issues = [issue for r in self.results for issue in r.issues]
        self.sentences = [issue.sentence for issue in self.issues]


@pytest.fixture
def read():
    def read_lines(*lines: str, header: str = HEADER, encoding: str = "utf-8") -> Reading:
        text = "\n".join((header, *lines)) + "\n"
        file = open_product_file(io.BytesIO(text.encode(encoding)), currency="EUR")
        return Reading(list(file.results))

    return read_lines


@pytest.fixture
def read_bytes():
    def read_content(content: bytes) -> Reading:
        return Reading(list(open_product_file(io.BytesIO(content), currency="EUR").results))

    return read_content
