"""How fast a product file comes in, and how much memory that takes.

    .venv/bin/python -m bench.bench_import [--rows 50000]

Starts a database of its own in a temporary folder, checks a generated file, writes it, and
brings it in again. The products are those of a real jewelry export, with handles and SKUs of
their own.
"""

import argparse
import asyncio
import csv
import os
import resource
import tempfile
import time
import tracemalloc
from pathlib import Path

from core.catalog.importing.product_file import open_product_file
from core.catalog.importing.report import ImportReport
from core.catalog.models import Category, ProductImport
from core.db.session import close_engine, open_engine, transaction
from core.identity.models import User
from core.imports.run_import import check_file, run_file
from core.imports.start_import import check_import, confirm_import, upload_file
from core.kernel.principal import Principal, Role, VendorRole
from core.runtime.engines import running_engines
from core.runtime.migrate import create_database, upgrade
from core.settings import ROOT, settings
from core.vendors.models import Vendor, VendorStatus

SOURCE = ROOT / "tests" / "data" / "shopify-jewelery.csv"
CATEGORIES = ("Bracelet", "Earrings", "Necklace")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory(prefix="ecomarket-bench-") as folder:
        os.environ["ECOMARKET_HOME"] = folder
        settings.cache_clear()
        path = Path(folder) / "products.csv"
        write_file(path, rows)
        print(f"{rows:,} rows, {path.stat().st_size / 1e6:.1f} MB")
        read_only(path, rows)
        measure(path, rows)


def read_only(path: Path, rows: int) -> None:
    """Reading alone; tracing every allocation makes it about four times slower."""
    for traced in (False, True):
        if traced:
            tracemalloc.start()
        began = time.perf_counter()
        with path.open("rb") as content:
            read = sum(r.row_count for r in open_product_file(content, currency="EUR").results)
        seconds = time.perf_counter() - began
        if not traced:
            print(f"{'read only':13} {seconds:7.1f} s  {read / seconds:7,.0f} rows/s")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"{'':13} {peak / 1e6:.1f} MB of objects at most, for {rows:,} rows")


def measure(path: Path, rows: int) -> None:
    with running_engines(settings()):
        create_database(settings().database_url)
        upgrade(settings().database_url)
        asyncio.run(bring_in(path, rows))


def write_file(path: Path, rows: int) -> None:
    with SOURCE.open(newline="") as source:
        header, *lines = csv.reader(source)
    sku = header.index("Variant SKU")
    price = header.index("Variant Price")
    with path.open("w", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(header)
        for number in range(rows):
            turn, index = divmod(number, len(lines))
            line = list(lines[index])
            line[0] = f"{line[0]}-{turn}"
            line[sku] = f"SKU-{number}" if line[price] else ""
            writer.writerow(line)


async def bring_in(path: Path, rows: int) -> None:
    open_engine()
    caller = await a_vendor()
    for label in ("new", "again"):
        await one_pass(path, caller, rows, label)
    await close_engine()


async def one_pass(path: Path, caller: Principal, rows: int, label: str) -> None:
    async with transaction() as session:
        with path.open("rb") as content:
            upload = await upload_file(
                session, caller, filename=path.name, content=content, currency="EUR"
            )
    async with transaction() as session:
        await check_import(session, caller, upload.id, {})
    await timed(f"{label}: check", check_file(upload.id), rows)
    async with transaction() as session:
        await confirm_import(session, caller, upload.id)
    await timed(f"{label}: write", run_file(upload.id), rows)
    async with transaction() as session:
        row = await session.get_one(ProductImport, upload.id)
    report = ImportReport.from_json(row.report)
    print({outcome.value: count for outcome, count in report.outcomes.items() if count})


async def timed(label: str, work, rows: int) -> None:
    began = time.perf_counter()
    await work
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{label:13} {seconds:7.1f} s  {rows / seconds:7,.0f} rows/s  peak {peak:4.0f} MB")


async def a_vendor() -> Principal:
    async with transaction() as session:
        vendor = Vendor(
            slug="bench", name="Bench", status=VendorStatus.APPROVED, country="PT",
            email="bench@example.com",
        )  # fmt: skip
        session.add(vendor)
        session.add_all(Category(slug=name.lower(), name=name) for name in CATEGORIES)
    async with transaction() as session:
        user = User(email="maker@example.com", name="Maker")
        session.add(user)
    return Principal(user.id, frozenset({Role.VENDOR}), None, vendor.id, VendorRole.OWNER)


if __name__ == "__main__":
    main()
