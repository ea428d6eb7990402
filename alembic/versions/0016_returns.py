"""Returns, exchanges, order issues, disputes and chargebacks; earnings that wait for them."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = (
    "withdrawals",
    "chargebacks",
    "earning_holds",
    "order_issues",
    "return_requests",
    "disputes",
    "case_events",
    "chargeback_parts",
    "dispute_evidences",
    "issue_lines",
    "return_lines",
    "case_photos",
    "exchanges",
)


def upgrade() -> None:
    _add_columns()
    _create_withdrawals()
    _create_chargebacks()
    _create_earning_holds()
    _create_order_issues()
    _create_return_requests()
    _create_disputes()
    _create_case_events()
    _create_chargeback_parts()
    _create_dispute_evidences()
    _create_issue_lines()
    _create_return_lines()
    _create_case_photos()
    _create_exchanges()


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
    _remove_columns()


def _add_columns() -> None:
    op.add_column("earnings", _column("is_held", sa.Boolean(), server_default=sa.text("false")))
    op.add_column(
        "earnings", _column("correction", sa.String(80), server_default=sa.text("''"))
    )
    op.add_column(
        "vendor_orders", _column("return_days", sa.Integer(), server_default=sa.text("14"))
    )
    op.add_column(
        "order_lines", _column("quantity_returned", sa.Integer(), server_default=sa.text("0"))
    )
    op.add_column(
        "order_lines", _column("withheld_minor", sa.BigInteger(), server_default=sa.text("0"))
    )
    op.add_column(
        "refund_lines",
        _column("withheld_minor", sa.BigInteger(), server_default=sa.text("0")),
    )
    op.add_column(
        "payments", _column("disputed_minor", sa.BigInteger(), server_default=sa.text("0"))
    )
    _check(
        "order_lines",
        "returned_within_fulfilled",
        "quantity_returned BETWEEN 0 AND quantity_fulfilled",
    )
    _recheck(
        "order_lines",
        "refunded_within_total",
        "refunded_minor >= 0 AND withheld_minor >= 0 AND "
        "refunded_minor + withheld_minor <= total_minor",
    )
    _recheck(
        "payments",
        "refunded_within_captured",
        "refunded_minor >= 0 AND disputed_minor >= 0 AND "
        "refunded_minor + disputed_minor <= captured_minor",
    )


def _remove_columns() -> None:
    _recheck(
        "payments", "refunded_within_captured", "refunded_minor BETWEEN 0 AND captured_minor"
    )
    _recheck("order_lines", "refunded_within_total", "refunded_minor BETWEEN 0 AND total_minor")
    op.drop_constraint(op.f("ck_order_lines_returned_within_fulfilled"), "order_lines")
    op.drop_column("payments", "disputed_minor")
    op.drop_column("refund_lines", "withheld_minor")
    op.drop_column("order_lines", "withheld_minor")
    op.drop_column("order_lines", "quantity_returned")
    op.drop_column("vendor_orders", "return_days")
    op.drop_column("earnings", "correction")
    op.drop_column("earnings", "is_held")


def _create_withdrawals() -> None:
    op.create_table(
        "withdrawals",
        *_base(),
        _column("number", sa.String(16), unique=True),
        _id("order_id", "orders.id", index=True),
        _column("name", sa.String(120)),
        _column("email", sa.String(254)),
        _column("note", sa.String(1000)),
        _column("units", postgresql.JSONB()),
    )


def _create_chargebacks() -> None:
    op.create_table(
        "chargebacks",
        *_base(),
        _column("provider", sa.String(32)),
        _column("provider_reference", sa.String(120)),
        _id("payment_id", "payments.id", index=True),
        _id("order_id", "orders.id", index=True),
        _column(
            "status", _words("chargeback_status", "received", "evidence_sent", "won", "lost")
        ),
        _column("reason", sa.String(60)),
        _column("currency", sa.String(3)),
        _column("amount_minor", sa.BigInteger()),
        _column("fee_minor", sa.BigInteger(), server_default=sa.text("0")),
        _column("disputed_minor", sa.BigInteger()),
        _column("is_markets_loss", sa.Boolean()),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount_minor > 0 AND fee_minor >= 0", name="amounts_positive"),
        sa.CheckConstraint(
            "disputed_minor BETWEEN 0 AND amount_minor", name="disputed_within_amount"
        ),
        sa.UniqueConstraint(
            "provider",
            "provider_reference",
            name=op.f("uq_chargebacks_provider_provider_reference"),
        ),
    )
    op.create_index("ix_chargebacks_status_due_at", "chargebacks", ["status", "due_at"])


def _create_earning_holds() -> None:
    op.create_table(
        "earning_holds",
        *_base(),
        _id("vendor_order_id", "vendor_orders.id"),
        _column("cause", sa.String(80)),
        _column("reason", sa.String(200)),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint(
            "vendor_order_id",
            "cause",
            name=op.f("uq_earning_holds_vendor_order_id_cause"),
        ),
    )
    op.create_index(
        "ix_earning_holds_active",
        "earning_holds",
        ["vendor_order_id"],
        postgresql_where=sa.text("lifted_at IS NULL"),
    )


def _create_order_issues() -> None:
    op.create_table(
        "order_issues",
        *_base(),
        _column("number", sa.String(16), unique=True),
        _id("order_id", "orders.id", index=True),
        _id("vendor_order_id", "vendor_orders.id", index=True),
        _id("vendor_id", "vendors.id"),
        _column(
            "kind",
            _words("issue_kind", "not_arrived", "damaged", "missing", "not_as_described"),
        ),
        _column(
            "status",
            _words(
                "issue_status",
                "open",
                "awaiting_vendor",
                "offer_made",
                "escalated",
                "resolved",
                "withdrawn",
            ),
        ),
        _column("description", sa.Text()),
        _column("currency", sa.String(3)),
        _column("asked_minor", sa.BigInteger()),
        _column("offer_minor", sa.BigInteger(), server_default=sa.text("0")),
        _column("offer_note", sa.String(1000)),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("asked_minor > 0", name="asked_positive"),
        sa.CheckConstraint("offer_minor >= 0", name="offer_not_negative"),
    )
    op.create_index(
        "ix_order_issues_due",
        "order_issues",
        ["due_at"],
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index("ix_order_issues_vendor_id_status", "order_issues", ["vendor_id", "status"])
    op.create_index(
        "uq_order_issues_open",
        "order_issues",
        ["vendor_order_id"],
        unique=True,
        postgresql_where=sa.text("status NOT IN ('resolved', 'withdrawn')"),
    )


def _create_return_requests() -> None:
    op.create_table(
        "return_requests",
        *_base(),
        _column("number", sa.String(16), unique=True),
        _id("order_id", "orders.id", index=True),
        _id("vendor_order_id", "vendor_orders.id", index=True),
        _id("vendor_id", "vendors.id"),
        _id("withdrawal_id", "withdrawals.id", nullable=True, index=True),
        _column(
            "status",
            _words(
                "return_status",
                "requested",
                "approved",
                "rejected",
                "canceled",
                "expired",
                "in_transit",
                "received",
                "inspected",
                "refunded",
                "replaced",
                "closed",
            ),
        ),
        _column("resolution", _words("resolution", "refund", "exchange", "repair", "keep")),
        _column(
            "reason",
            _words(
                "return_reason",
                "changed_mind",
                "does_not_fit",
                "damaged",
                "faulty",
                "not_as_described",
                "wrong_piece",
                "other",
            ),
        ),
        _column("note", sa.String(1000)),
        _column("currency", sa.String(3)),
        _column("offer_minor", sa.BigInteger(), server_default=sa.text("0")),
        _column("refund_minor", sa.BigInteger(), server_default=sa.text("0")),
        _column("refund_attempts", sa.Integer(), server_default=sa.text("0")),
        _column("vendor_pays_postage", sa.Boolean()),
        _column("gives_delivery_back", sa.Boolean()),
        _column("return_to", postgresql.JSONB()),
        _column("decision", sa.String(500)),
        _column("carrier", sa.String(60)),
        _column("tracking_number", sa.String(60)),
        _column("tracking_url", sa.String(300)),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("refund_minor >= 0 AND offer_minor >= 0", name="amounts_positive"),
    )
    op.create_index(
        "ix_return_requests_due",
        "return_requests",
        ["due_at"],
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_return_requests_vendor_id_status", "return_requests", ["vendor_id", "status"]
    )


def _create_disputes() -> None:
    op.create_table(
        "disputes",
        *_base(),
        _column("number", sa.String(16), unique=True),
        _id("order_id", "orders.id", index=True),
        _id("vendor_order_id", "vendor_orders.id", index=True),
        _id("vendor_id", "vendors.id", index=True),
        _id("issue_id", "order_issues.id", nullable=True, unique=True),
        _id("return_id", "return_requests.id", nullable=True, unique=True),
        _column("status", _words("dispute_status", "open", "evidence", "decided", "closed")),
        sa.Column(
            "outcome", _words("dispute_outcome", "buyer", "vendor", "split"), nullable=True
        ),
        _column("subject", sa.String(200)),
        _column("currency", sa.String(3)),
        _column("asked_minor", sa.BigInteger()),
        _column("decided_minor", sa.BigInteger(), server_default=sa.text("0")),
        _column("reason", sa.String(1000)),
        sa.Column("buyer_answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("vendor_answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        _column("decide_by", sa.DateTime(timezone=True)),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        _column("decided_by", sa.String(64)),
        sa.CheckConstraint(
            "(outcome IS NULL) = (status IN ('open', 'evidence'))", name="decided_with_outcome"
        ),
        sa.CheckConstraint("asked_minor > 0", name="asked_positive"),
        sa.CheckConstraint(
            "decided_minor BETWEEN 0 AND asked_minor", name="decided_within_asked"
        ),
    )
    op.create_index("ix_disputes_status_due_at", "disputes", ["status", "due_at"])
    op.create_index(
        "uq_disputes_open",
        "disputes",
        ["vendor_order_id"],
        unique=True,
        postgresql_where=sa.text("status <> 'closed'"),
    )


def _create_case_events() -> None:
    op.create_table(
        "case_events",
        *_base(),
        _id("return_id", "return_requests.id", ondelete="CASCADE", nullable=True, index=True),
        _id("issue_id", "order_issues.id", ondelete="CASCADE", nullable=True, index=True),
        _id("dispute_id", "disputes.id", ondelete="CASCADE", nullable=True, index=True),
        sa.Column("from_status", sa.String(32), nullable=True),
        sa.Column("to_status", sa.String(32), nullable=True),
        _column("message", sa.String(1000)),
        _column("actor", sa.String(64)),
        sa.CheckConstraint(
            "num_nonnulls(return_id, issue_id, dispute_id) = 1", name="one_case"
        ),
    )


def _create_chargeback_parts() -> None:
    op.create_table(
        "chargeback_parts",
        *_base(),
        _id("chargeback_id", "chargebacks.id", ondelete="CASCADE"),
        _id("vendor_order_id", "vendor_orders.id", index=True),
        _id("dispute_id", "disputes.id", nullable=True, index=True),
        _column("amount_minor", sa.BigInteger()),
        _column("commission_minor", sa.BigInteger(), server_default=sa.text("0")),
        sa.CheckConstraint("amount_minor >= 0 AND commission_minor >= 0", name="not_negative"),
        sa.UniqueConstraint(
            "chargeback_id",
            "vendor_order_id",
            name=op.f("uq_chargeback_parts_chargeback_id_vendor_order_id"),
        ),
    )


def _create_dispute_evidences() -> None:
    op.create_table(
        "dispute_evidences",
        *_base(),
        _id("dispute_id", "disputes.id", ondelete="CASCADE", index=True),
        _column("side", _words("side", "buyer", "vendor", "market")),
        _column("body", sa.Text()),
        _column("actor", sa.String(64)),
    )


def _create_issue_lines() -> None:
    op.create_table(
        "issue_lines",
        *_base(),
        _id("issue_id", "order_issues.id", ondelete="CASCADE"),
        _id("order_line_id", "order_lines.id", index=True),
        _column("quantity", sa.Integer()),
        sa.CheckConstraint("quantity > 0", name="quantity_positive"),
        sa.UniqueConstraint(
            "issue_id", "order_line_id", name=op.f("uq_issue_lines_issue_id_order_line_id")
        ),
    )


def _create_return_lines() -> None:
    op.create_table(
        "return_lines",
        *_base(),
        _id("return_id", "return_requests.id", ondelete="CASCADE"),
        _id("order_line_id", "order_lines.id", index=True),
        _column("quantity", sa.Integer()),
        sa.Column(
            "condition",
            _words("condition", "as_new", "opened", "used", "damaged", "missing"),
            nullable=True,
        ),
        sa.Column(
            "disposition",
            _words(
                "disposition", "restock", "repair", "refurbish", "donate", "recycle", "keep"
            ),
            nullable=True,
        ),
        _column("restocked", sa.Integer(), server_default=sa.text("0")),
        _column("withheld_minor", sa.BigInteger(), server_default=sa.text("0")),
        _column("withheld_because", sa.String(300)),
        sa.CheckConstraint("quantity > 0", name="quantity_positive"),
        sa.CheckConstraint(
            "restocked BETWEEN 0 AND quantity", name="restocked_within_quantity"
        ),
        sa.CheckConstraint("withheld_minor >= 0", name="withheld_not_negative"),
        sa.UniqueConstraint(
            "return_id", "order_line_id", name=op.f("uq_return_lines_return_id_order_line_id")
        ),
    )


def _create_case_photos() -> None:
    op.create_table(
        "case_photos",
        *_base(),
        _id("order_id", "orders.id", index=True),
        _id("media_id", "media_assets.id", index=True),
        _column("sent_by", sa.String(64)),
        _id("return_id", "return_requests.id", ondelete="CASCADE", nullable=True, index=True),
        _id("issue_id", "order_issues.id", ondelete="CASCADE", nullable=True, index=True),
        _id(
            "evidence_id", "dispute_evidences.id", ondelete="CASCADE", nullable=True, index=True
        ),
    )


def _create_exchanges() -> None:
    op.create_table(
        "exchanges",
        *_base(),
        _id("return_id", "return_requests.id", ondelete="CASCADE", index=True),
        _id("return_line_id", "return_lines.id", ondelete="CASCADE", unique=True),
        _id("variant_id", "product_variants.id", index=True),
        _id("location_id", "stock_locations.id", nullable=True),
        _column("title", sa.String(200)),
        _column("options", postgresql.JSONB()),
        _column("quantity", sa.Integer()),
        _column("unit_minor", sa.BigInteger()),
        _column("difference_minor", sa.BigInteger()),
        _column(
            "status", _words("exchange_status", "reserved", "sent", "delivered", "canceled")
        ),
        _column("carrier", sa.String(60)),
        _column("tracking_number", sa.String(60)),
        _column("tracking_url", sa.String(300)),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("quantity > 0", name="quantity_positive"),
    )


def _base() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.Uuid(), primary_key=True),
        _column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()")),
    )


def _column(name: str, kind: Any, *rest: Any, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, *rest, nullable=False, **options)


def _id(
    name: str,
    target: str,
    *,
    ondelete: str | None = None,
    nullable: bool = False,
    **options: Any,
) -> sa.Column[Any]:
    key = sa.ForeignKey(target, ondelete=ondelete)
    return sa.Column(name, sa.Uuid(), key, nullable=nullable, **options)


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def _check(table: str, name: str, condition: str) -> None:
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)


def _recheck(table: str, name: str, condition: str) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table)
    _check(table, name, condition)
