"""Jobs of product imports."""

from uuid import UUID

from core.imports.run_import import check_file, run_file
from core.imports.start_import import CHECK, RUN
from core.jobs.app import job


@job(CHECK, queue="imports")
async def check(*, import_id: str) -> None:
    await check_file(UUID(import_id))


@job(RUN, queue="imports")
async def run(*, import_id: str) -> None:
    await run_file(UUID(import_id))
