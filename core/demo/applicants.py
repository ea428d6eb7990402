"""Workshops that have applied and wait for an operator's word."""

from datetime import timedelta
from uuid import UUID

from core.demo.bulk import Bulk
from core.demo.people import People
from core.demo.source import Record, Source
from core.kernel.principal import VendorRole
from core.vendors.models import Vendor, VendorMember, VendorStatus, VendorStatusChange

PATHS = {
    VendorStatus.ONBOARDING: (VendorStatus.APPLIED, VendorStatus.ONBOARDING),
    VendorStatus.IN_REVIEW: (
        VendorStatus.APPLIED,
        VendorStatus.ONBOARDING,
        VendorStatus.IN_REVIEW,
    ),
}
TAKEN_OVER = (
    "slug", "name", "craft", "country", "region", "town", "founded", "people", "languages",
    "legal_name", "vat_id", "story",
)  # fmt: skip


def add_applicants(bulk: Bulk, source: Source, people: People, plan_id: UUID) -> None:
    for row in source.applicants:
        _add(bulk, source, people, row, plan_id)


def _add(bulk: Bulk, source: Source, people: People, row: Record, plan_id: UUID) -> None:
    applied, status = source.now - timedelta(days=row["applied_days_ago"]), row["status"]
    email = f"{row['slug']}@example.com"
    owner_id = people.add_applicant(email, row["applicant"], at=applied)
    vendor_id = bulk.add(
        Vendor,
        at=applied,
        status=VendorStatus(status),
        email=email,
        dispatch_days_min=row["dispatch_days"]["min"],
        dispatch_days_max=row["dispatch_days"]["max"],
        commission_plan_id=plan_id,
        **{name: row[name] for name in TAKEN_OVER},
    )
    bulk.add(
        VendorMember, at=applied, vendor_id=vendor_id, user_id=owner_id,
        role=VendorRole.OWNER, joined_at=applied,
    )  # fmt: skip
    path = PATHS[VendorStatus(status)]
    for hours, (before, after) in enumerate(zip((None, *path), path, strict=False)):
        bulk.add(
            VendorStatusChange, at=applied + timedelta(hours=hours), vendor_id=vendor_id,
            from_status=before, to_status=after, actor=str(owner_id),
        )  # fmt: skip
