"""Mails to the people behind workshops."""

from dataclasses import dataclass
from uuid import UUID

from core.identity.links import one_time_link, origin
from core.identity.models import App, TokenPurpose
from core.notifications.compose.orders import MEMBERS_REASON
from core.notifications.letter import Button, Facts, Letter, Paragraph, Quote, Row
from core.notifications.wording import count
from core.vendors.models import Vendor

ROLES = {
    "owner": "an owner: everything",
    "catalog": "products and prices",
    "orders": "orders and parcels",
    "finance": "balance and statements",
    "support": "questions of buyers",
}


@dataclass(frozen=True, slots=True)
class LowStock:
    title: str
    options: str
    sku: str
    available: int


def invitation(vendor: Vendor, member_id: UUID, role: str, inviter: str) -> Letter:
    return Letter(
        kind="invitation",
        fact=str(member_id),
        subject=f"{vendor.name} invites you to EcoMarket",
        heading=f"Join {vendor.name} on EcoMarket",
        blocks=(
            Paragraph(f"{inviter} asks you to act for {vendor.name}."),
            Facts((Row("Workshop", vendor.name), Row("You would take care of", ROLES[role]))),
            Button(
                "Accept", one_time_link(App.VENDOR_PORTAL, TokenPurpose.INVITATION, member_id)
            ),
            Paragraph("The link works once, for 14 days. If you do not want to, do nothing."),
        ),
        reason=f"You get this mail because {vendor.name} entered your address.",
    )


def applied(vendor: Vendor) -> Letter:
    return _decision(
        vendor, "vendor_applied", str(vendor.id),
        subject=f"{vendor.name} has a place to set up",
        blocks=(
            Paragraph(
                "Thank you for your application. Describe your workshop in the vendor portal; "
                "when it is complete, ask for a review there."
            ),
            _portal("Set up the shop", "/settings"),
        ),
    )  # fmt: skip


def approved(vendor: Vendor, fact_id: UUID) -> Letter:
    return _decision(
        vendor, "vendor_approved", str(fact_id),
        subject=f"{vendor.name} is open",
        blocks=(
            Paragraph("We have approved your workshop. What you publish now is on sale."),
            _portal("Add products", "/products"),
        ),
    )  # fmt: skip


def rejected(vendor: Vendor, fact_id: UUID, reason: str) -> Letter:
    return _decision(
        vendor, "vendor_rejected", str(fact_id),
        subject=f"We cannot take in {vendor.name}",
        blocks=(
            Paragraph("We have looked at your workshop and decided against it:"),
            Quote(reason),
            Paragraph("If this changes, take the shop up again and ask once more."),
            _portal("Open the shop", "/settings"),
        ),
    )  # fmt: skip


def changes_requested(vendor: Vendor, fact_id: UUID, reason: str) -> Letter:
    return _decision(
        vendor, "vendor_changes_requested", str(fact_id),
        subject=f"{vendor.name}: something is missing",
        blocks=(
            Paragraph("Before we can approve your workshop, this has to change:"),
            Quote(reason),
            _portal("Open the shop", "/settings"),
        ),
    )  # fmt: skip


def suspended(vendor: Vendor, fact_id: UUID, reason: str) -> Letter:
    return _decision(
        vendor, "vendor_suspended", str(fact_id),
        subject=f"{vendor.name} is suspended",
        blocks=(
            Paragraph("Your products are hidden and nothing new is sold, because:"),
            Quote(reason),
            Paragraph("Open orders go on: please accept and send them as usual."),
            _portal("Open orders", "/orders"),
        ),
    )  # fmt: skip


def reinstated(vendor: Vendor, fact_id: UUID) -> Letter:
    return _decision(
        vendor, "vendor_reinstated", str(fact_id),
        subject=f"{vendor.name} is open again",
        blocks=(
            Paragraph("The suspension is over. Your products are on sale as before."),
            _portal("Open the dashboard", "/"),
        ),
    )  # fmt: skip


def stock_ran_low(vendor: Vendor, fact: str, stock: LowStock) -> Letter:
    left = "sold out" if stock.available <= 0 else f"down to {count(stock.available, 'piece')}"
    facts = (
        Row("Product", stock.title),
        Row("Variant", stock.options),
        Row("SKU", stock.sku),
        Row("Left to sell", str(max(0, stock.available))),
    )
    return _decision(
        vendor, "low_stock", fact,
        subject=f"{stock.title} is {left}",
        blocks=(
            Facts(tuple(row for row in facts if row.value)),
            _portal("Open the inventory", "/inventory"),
        ),
    )  # fmt: skip


def _decision(
    vendor: Vendor,
    kind: str,
    fact: str,
    *,
    subject: str,
    blocks: tuple[Paragraph | Quote | Facts | Button, ...],
) -> Letter:
    return Letter(
        kind=kind,
        fact=fact,
        subject=subject,
        heading=subject,
        blocks=blocks,
        reason=MEMBERS_REASON.format(vendor.name),
    )


def _portal(label: str, path: str) -> Button:
    return Button(label, f"{origin(App.VENDOR_PORTAL)}{path}")
