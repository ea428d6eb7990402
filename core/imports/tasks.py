"""Jobs of product imports."""

from datetime import timedelta
from uuid import UUID

from core.catalog.importing.queries import expired_uploads
from core.db.session import transaction
from core.imports.run_import import check_file, run_file
from core.imports.start_import import CHECK, RUN
from core.imports.storage import delete_upload
from core.jobs.app import job
from core.kernel.clock import utc_now

KEEP = timedelta(days=30)
BATCH = 100


@job(CHECK, queue="imports")
async def check(*, import_id: str) -> None:
    await check_file(UUID(import_id))


@job(RUN, queue="imports")
async def run(*, import_id: str) -> None:
    await run_file(UUID(import_id))


@job("imports.delete_files", queue="imports", periodic="41 3 * * *")
async def delete_files(*, timestamp: int) -> None:  # noqa: ARG001  the slot it runs for
    """Product files are kept for a month; what they did stays."""
    deleted = BATCH
    while deleted == BATCH:
        async with transaction() as session:
            expired = await expired_uploads(session, utc_now() - KEEP, most=BATCH)
            for upload in expired:
                delete_upload(upload.storage_key)
                upload.storage_key = ""
        deleted = len(expired)
