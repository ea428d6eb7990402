"""``ecomarket import-products``: a product file in the name of a workshop's owner.

The same steps as in the vendor portal: upload, check, and, unless it is a dry run, the word
and the run. The jobs are done here, or by a worker that is quicker.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from core.catalog.importing.queries import get_import
from core.catalog.importing.report import ImportReport
from core.catalog.models import ImportStatus, ProductImport
from core.db.session import read_session, transaction
from core.imports.start_import import cancel_import, check_import, confirm_import, upload_file
from core.jobs.app import close_jobs, open_jobs
from core.kernel.currencies import CURRENCIES
from core.kernel.errors import Invalid
from core.kernel.principal import Principal, Role, VendorRole
from core.vendors import queries as vendors
from core.vendors.models import Vendor

POLL = 0.3
EXAMPLES = 3

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Imported:
    status: ImportStatus
    report: ImportReport

    @property
    def is_refused(self) -> bool:
        return self.status is ImportStatus.FAILED

    def lines(self) -> Iterator[str]:
        """The report for a person: first what is wrong, then the sums."""
        report = self.report
        yield from report.notes
        for issue in sorted(report.issues, key=lambda issue: issue.row):
            yield f"{issue.severity.value:<7} {issue.sentence}"
        if report.unknown_columns:
            yield f"Unknown columns: {', '.join(report.unknown_columns)}"
        sums = ", ".join(f"{count} {outcome}" for outcome, count in report.outcomes.items())
        yield (
            f"{report.rows_read} rows, {report.product_count} products: {sums}; "
            f"{report.error_count} errors, {report.warning_count} warnings"
        )


async def import_products(
    path: Path,
    *,
    vendor_slug: str | None,
    is_dry_run: bool,
    tell: Tell,
    currency: str = CURRENCIES[0],
) -> Imported:
    """Import ``path``; ``tell`` is given the rows done and the rows known. What the file gets
    wrong is in the report; only a file that is no table at all is an error.
    """
    caller = await _owner(vendor_slug)
    with path.open("rb") as content:
        async with transaction() as session:
            upload = await upload_file(
                session, caller, filename=path.name, content=content, currency=currency
            )
    async with transaction() as session:
        await check_import(session, caller, upload.id, {})
    async with _working():
        checked = await _until_past(ImportStatus.CHECKING, caller, upload.id, tell)
        if checked.status is not ImportStatus.CHECKED:
            return _outcome(checked)
        if is_dry_run:
            async with transaction() as session:
                await cancel_import(session, caller, upload.id)
            return _outcome(checked)
        async with transaction() as session:
            await confirm_import(session, caller, upload.id)
        return _outcome(await _until_past(ImportStatus.RUNNING, caller, upload.id, tell))


@asynccontextmanager
async def _working() -> AsyncIterator[None]:
    jobs = await open_jobs()
    working = asyncio.create_task(
        jobs.run_worker_async(queues=["imports"], install_signal_handlers=False)
    )
    try:
        yield
    finally:
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
        await close_jobs()


async def _owner(slug: str | None) -> Principal:
    async with read_session() as session:
        vendor = await _chosen(slug)
        members = await vendors.list_members(session, vendor.id)
    owner = next(m.user for m in members if m.member.role is VendorRole.OWNER)
    return Principal(
        user_id=owner.id,
        roles=frozenset({Role.VENDOR}),
        email=owner.email,
        vendor_id=vendor.id,
        vendor_role=VendorRole.OWNER,
    )


async def _chosen(slug: str | None) -> Vendor:
    """The workshop of that name; without a name, the only one there is."""
    async with read_session() as session:
        if slug is not None:
            return await vendors.get_by_slug(session, slug)
        found = await vendors.list_vendors(session, size=EXAMPLES)
    if found.total == 1:
        return found.items[0]
    examples = ", ".join(vendor.slug for vendor in found.items) or "none yet"
    raise Invalid(f"Say whose products these are with --vendor. Workshops: {examples}.")


async def _until_past(
    status: ImportStatus, caller: Principal, import_id: UUID, tell: Tell
) -> ProductImport:
    while True:
        async with read_session() as session:
            upload = await get_import(session, caller.require_vendor(), import_id)
        tell(upload.processed, upload.total)
        if upload.status is not status:
            return upload
        await asyncio.sleep(POLL)


def _outcome(upload: ProductImport) -> Imported:
    return Imported(upload.status, ImportReport.from_json(upload.report))
