"""One batch of products of a file: planned, and written if the vendor has given its word."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.importing import queries
from core.catalog.importing.apply import apply_plans
from core.catalog.importing.context import CategoryFinder, ImportContext
from core.catalog.importing.plan import plan_product
from core.catalog.importing.plans import ProductPlan
from core.catalog.importing.product_file import ProductFile
from core.catalog.importing.records import ProductResult, RowIssue, Severity
from core.catalog.importing.report import ImportReport, Outcome
from core.catalog.models import ProductImport
from core.inventory.queries import on_hand_at_default
from core.inventory.set_counts import set_counts
from core.kernel.errors import DomainError
from core.kernel.principal import Principal
from core.settings import AppName, settings
from core.vendors.models import Vendor, VendorStatus

REASON = "Product file"
NAMED = 20
NOT_SAVED = "The product could not be saved. Try again, or enter it by hand."


async def context_of(
    session: AsyncSession, upload: ProductImport, file: ProductFile
) -> ImportContext:
    vendor = await session.get_one(Vendor, upload.vendor_id)
    return ImportContext(
        vendor_id=upload.vendor_id,
        currency=upload.currency,
        columns=file.columns,
        categories=CategoryFinder(await queries.list_categories(session), upload.mapping),
        principal=Principal(user_id=upload.requested_by, is_system=upload.requested_by is None),
        origin=settings().origin(AppName.STOREFRONT),
        is_publish=upload.is_publish,
        is_approved=vendor.status is VendorStatus.APPROVED,
        is_trusted=vendor.is_auto_publish,
        country=vendor.country,
        attribute_kinds={
            code: row.kind for code, row in (await queries.attributes_by_code(session)).items()
        },
    )


def note_skus(results: Sequence[ProductResult], context: ImportContext) -> None:
    """Remember which product of the file used a SKU first."""
    for result in results:
        for variant in result.product.variants if result.product else ():
            if variant.sku:
                context.file_skus.setdefault(variant.sku, result.product.handle)  # pyright: ignore[reportOptionalMemberAccess]


async def check_batch(
    session: AsyncSession,
    results: Sequence[ProductResult],
    context: ImportContext,
    report: ImportReport,
) -> None:
    note_skus(results, context)
    _count(report, results, await _plan(session, results, context))


async def write_batch(
    session: AsyncSession,
    results: Sequence[ProductResult],
    context: ImportContext,
    report: ImportReport,
) -> None:
    """All of the batch in one savepoint; when the database refuses it, each product in its
    own, so that one of them never takes its neighbours along.
    """
    note_skus(results, context)
    try:
        async with session.begin_nested():
            plans = await _write(session, results, context)
    except (DBAPIError, DomainError):
        for result in results:
            await _write_alone(session, result, context, report)
    else:
        _count(report, results, plans)


async def _write_alone(
    session: AsyncSession,
    result: ProductResult,
    context: ImportContext,
    report: ImportReport,
) -> None:
    try:
        async with session.begin_nested():
            plans = await _write(session, [result], context)
    except (DBAPIError, DomainError) as error:
        message = error.message if isinstance(error, DomainError) else NOT_SAVED
        report.add(result, Outcome.SKIPPED)
        report.add_issue(
            RowIssue(result.first_row, Severity.ERROR, message, handle=result.handle)
        )
    else:
        _count(report, [result], plans)


async def _write(
    session: AsyncSession, results: Sequence[ProductResult], context: ImportContext
) -> dict[str, ProductPlan]:
    handles = [result.product.handle for result in results if result.product]
    await queries.lock_products(session, context.vendor_id, handles)
    plans = await _plan(session, results, context)
    counts = await apply_plans(session, list(plans.values()), context)
    promised = await set_counts(
        session,
        context.vendor_id,
        context.country,
        counts,
        actor=context.principal.actor,
        reason=REASON,
    )
    _tell_promised(plans, promised)
    return plans


async def _plan(
    session: AsyncSession, results: Sequence[ProductResult], context: ImportContext
) -> dict[str, ProductPlan]:
    records = [result.product for result in results if result.product]
    if not records:
        return {}
    handles = [record.handle for record in records]
    existing = await queries.load_existing(session, context.vendor_id, handles)
    variant_ids = [v.id for product in existing.values() for v in product.variants]
    units = await on_hand_at_default(session, context.vendor_id, variant_ids)
    skus = {v.sku for record in records for v in record.variants if v.sku}
    owners = await queries.sku_owners(session, context.vendor_id, skus)
    for product in existing.values():
        product.units = units
    return {
        record.handle: plan_product(record, existing.get(record.handle), context, owners)
        for record in records
    }


def _count(
    report: ImportReport, results: Sequence[ProductResult], plans: dict[str, ProductPlan]
) -> None:
    for result in results:
        plan = plans.get(result.handle or "") if result.product else None
        report.add(result, plan.outcome if plan else Outcome.SKIPPED)
        for issue in plan.issues if plan else ():
            report.add_issue(issue)


def _tell_promised(plans: dict[str, ProductPlan], promised: dict[UUID, int]) -> None:
    if not promised:
        return
    for plan in plans.values():
        for variant in plan.variants:
            units = promised.get(variant.existing.id) if variant.existing else None
            if units:
                plan.issue(
                    Severity.WARNING,
                    f"The stock stays: {units} are promised to orders.",
                    variant.record.row,
                )


def finish_report(report: ImportReport, context: ImportContext) -> dict[str, Any]:
    """Add what only the whole file can tell."""
    notes = list(report.notes)
    if names := sorted(context.categories.not_found - {""}):
        shown = ", ".join(f"“{name}”" for name in names[:NAMED])
        notes.append(f"These categories are not known here: {shown}.")
        report.unknown_categories = names[:NAMED]
    if not context.is_approved and context.is_publish:
        notes.append("The workshop is not approved yet, so new products stay drafts.")
    report.notes = list(dict.fromkeys(notes))
    return report.as_json()
