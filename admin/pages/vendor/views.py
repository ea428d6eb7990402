"""A workshop as the operator who decides about it reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from admin.state.mark import Mark
from admin.state.people import who
from admin.state.words import VENDOR_WORDS
from core.ui.countries import country_name
from core.ui.format import day, moment, percent
from core.vendors.models import CommissionPlan, Vendor, VendorStatus, VendorStatusChange
from core.vendors.queries import Membership

MISSING = "Not told"
BAD_ENDS = {VendorStatus.REJECTED, VendorStatus.SUSPENDED, VendorStatus.CLOSED}


@dataclass(frozen=True, slots=True)
class MemberRow:
    name: str
    email: str
    href: str
    role: str
    since: str

    @classmethod
    def of(cls, member: Membership) -> Self:
        joined = member.member.joined_at
        return cls(
            name=member.user.name,
            email=member.user.email,
            href=f"/customers/{member.user.id}",
            role=member.member.role.capitalize(),
            since=f"Since {day(joined)}" if joined else "Invited",
        )


@dataclass(frozen=True, slots=True)
class HistoryRow:
    title: str
    at: str
    note: str
    state: str

    @classmethod
    def of(cls, change: VendorStatusChange, names: Mapping[str, str]) -> Self:
        status = VendorStatus(change.to_status)
        notes = (change.reason, f"by {who(change.actor, names)}")
        return cls(
            title=VENDOR_WORDS[status][0],
            at=moment(change.created_at),
            note=" · ".join(note for note in notes if note),
            state="failed" if status in BAD_ENDS else "done",
        )


@dataclass(frozen=True, slots=True)
class VendorView:
    """``facts`` and ``law`` are (term, value) pairs; the moves say what may be done now."""

    id: str = ""
    name: str = ""
    slug: str = ""
    selvedge: str = ""
    mark_path: str = ""
    story: str = ""
    shop_href: str = ""
    products_href: str = ""
    plan_id: str = ""
    rate: str = ""
    status: Mark = field(default_factory=Mark)
    facts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    law: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    members: list[MemberRow] = field(default_factory=list[MemberRow])
    history: list[HistoryRow] = field(default_factory=list[HistoryRow])
    is_in_review: bool = False
    can_suspend: bool = False
    can_reinstate: bool = False
    is_trusted: bool = True

    @classmethod
    def of(
        cls,
        vendor: Vendor,
        members: Sequence[Membership],
        changes: Sequence[VendorStatusChange],
        names: Mapping[str, str],
        rate_bps: int,
    ) -> Self:
        return cls(
            id=str(vendor.id),
            name=vendor.name,
            slug=vendor.slug,
            selvedge=vendor.selvedge,
            mark_path=vendor.mark_path,
            story=vendor.story,
            products_href=f"/products?vendor={vendor.slug}",
            plan_id=str(vendor.commission_plan_id or ""),
            rate=percent(rate_bps),
            status=Mark.of(VENDOR_WORDS[vendor.status]),
            facts=_facts(vendor),
            law=_law(vendor),
            members=[MemberRow.of(member) for member in members],
            history=[HistoryRow.of(change, names) for change in changes],
            is_in_review=vendor.status is VendorStatus.IN_REVIEW,
            can_suspend=vendor.status is VendorStatus.APPROVED,
            can_reinstate=vendor.status is VendorStatus.SUSPENDED,
            is_trusted=vendor.is_auto_publish,
        )


def plan_options(plans: Sequence[CommissionPlan]) -> list[tuple[str, str]]:
    default = next((plan for plan in plans if plan.is_default), None)
    usual = f"The default: {default.name}, {percent(default.rate_bps)}" if default else ""
    return [
        ("", usual or "The default"),
        *((str(plan.id), f"{plan.name}, {percent(plan.rate_bps)}") for plan in plans),
    ]


def _facts(vendor: Vendor) -> list[tuple[str, str]]:
    days = f"{vendor.dispatch_days_min} to {vendor.dispatch_days_max} working days"
    told = {
        "Craft": vendor.craft,
        "Founded": str(vendor.founded or ""),
        "People": str(vendor.people or ""),
        "Languages": ", ".join(vendor.languages),
        "Sends within": days,
        "Accepts orders": "By itself" if vendor.is_auto_accept else "By hand",
        "Joined": day(vendor.joined_on) if vendor.joined_on else "Not yet",
    }
    return [(term, value or MISSING) for term, value in told.items()]


def _law(vendor: Vendor) -> list[tuple[str, str]]:
    """What the law wants known of a trader; gaps are shown."""
    town = " ".join(part for part in (vendor.postcode, vendor.town) if part)
    told = {
        "Legal name": vendor.legal_name,
        "VAT number": vendor.vat_id,
        "E-mail": vendor.email,
        "Phone": vendor.phone,
        "Street": vendor.line1,
        "Town": town,
        "Country": country_name(vendor.country),
    }
    return [(term, value or MISSING) for term, value in told.items()]
