"""Taxes as charged, what sellers say about theirs, documents and their numbers."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

FROZEN = ("tax_lines", "tax_reversals", "documents")
TABLES = (
    "documents",
    "document_counters",
    "tax_reversals",
    "tax_lines",
    "taxed_goods",
    "vendor_tax_profiles",
    "vat_id_checks",
    "tax_registrations",
)
KINDS = (
    "sale",
    "refund",
    "release",
    "suspense",
    "suspense_refund",
    "gift_card_issue",
    "gift_card_expiry",
    "credit_grant",
    "credit_expiry",
    "points_earn",
    "points_reversal",
    "points_expiry",
    "compensation",
    "reserve",
    "reserve_release",
    "payout",
    "payout_cancel",
    "payout_sent",
    "payout_return",
    "chargeback",
    "chargeback_won",
    "chargeback_lost",
    "provider_fee",
    "settlement",
    "tax_remittance",
    "write_off",
    "correction",
)
INCLUDED = "tax_included_minor BETWEEN 0 AND total_minor"
MARKET = "market_tax_minor BETWEEN 0 AND tax_minor + tax_included_minor"
DELIVERY = "delivery_tax_minor BETWEEN 0 AND tax_minor"
SUMS = {
    "orders": (("tax_included_minor",), INCLUDED),
    "vendor_orders": (
        ("tax_included_minor", "delivery_tax_minor", "market_tax_minor"),
        f"{INCLUDED} AND {MARKET} AND {DELIVERY}",
    ),
    "order_lines": (("tax_included_minor", "market_tax_minor"), f"{INCLUDED} AND {MARKET}"),
}
# A workshop that has given a VAT number is taken at its word; it confirms it in the portal.
FIRST_PROFILES = """
INSERT INTO vendor_tax_profiles (id, vendor_id, status, vat_id, established_in)
SELECT gen_random_uuid(), id,
    CASE WHEN vat_id <> '' THEN 'registered' ELSE 'not_registered' END, vat_id, country
FROM vendors
"""


def upgrade() -> None:
    for table, (columns, rule) in SUMS.items():
        for name in columns:
            op.add_column(
                table, sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)
            )
        op.create_check_constraint(op.f(f"ck_{table}_taxes_in_range"), table, rule)
    for name, length in (("company", 160), ("vat_id", 20)):
        column = sa.Column(name, sa.String(length=length), server_default="", nullable=False)
        op.add_column("orders", column)
    _tax_registrations()
    _vat_id_checks()
    _vendor_tax_profiles()
    _taxed_goods()
    _tax_lines()
    _tax_reversals()
    _document_counters()
    _documents()
    for table in FROZEN:
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ecomarket_forbid_change()"
        )
    op.execute(FIRST_PROFILES)
    _allow((*KINDS, "commission_tax"))


def downgrade() -> None:
    _allow(KINDS)
    for table in TABLES:
        op.drop_table(table)
    for name in ("vat_id", "company"):
        op.drop_column("orders", name)
    for table, (columns, _) in SUMS.items():
        op.drop_constraint(op.f(f"ck_{table}_taxes_in_range"), table)
        for name in reversed(columns):
            op.drop_column(table, name)


def _allow(kinds: tuple[str, ...]) -> None:
    constraint = op.f("ck_ledger_transactions_transaction_kind")
    op.drop_constraint(constraint, "ledger_transactions")
    values = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(constraint, "ledger_transactions", f"kind IN ({values})")


def _id() -> sa.Column[object]:
    return sa.Column("id", sa.Uuid(), nullable=False)


def _created_at() -> sa.Column[object]:
    return sa.Column(
        "created_at",
        sa.DateTime(timezone=True),
        server_default=sa.text("now()"),
        nullable=False,
    )


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _tax_registrations() -> None:
    op.create_table(
        "tax_registrations",
        _id(),
        _created_at(),
        sa.Column("jurisdiction", sa.String(length=16), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until >= valid_from",
            name=op.f("ck_tax_registrations_days_in_order"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_registrations")),
        sa.UniqueConstraint(
            "jurisdiction",
            "valid_from",
            name=op.f("uq_tax_registrations_jurisdiction_valid_from"),
        ),
    )


def _vat_id_checks() -> None:
    op.create_table(
        "vat_id_checks",
        _id(),
        _created_at(),
        sa.Column("vat_id", sa.String(length=20), nullable=False),
        sa.Column(
            "outcome", _one_of("vat_id_outcome", "valid", "invalid", "unknown"), nullable=False
        ),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vat_id_checks")),
    )
    op.create_index(
        op.f("ix_vat_id_checks_vat_id_created_at"), "vat_id_checks", ["vat_id", "created_at"]
    )


def _vendor_tax_profiles() -> None:
    op.create_table(
        "vendor_tax_profiles",
        _id(),
        _created_at(),
        sa.Column("vendor_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            _one_of("vat_status", "registered", "small_business", "not_registered"),
            nullable=False,
        ),
        sa.Column("vat_id", sa.String(length=32), nullable=False),
        sa.Column("established_in", sa.String(length=2), nullable=False),
        sa.Column("uses_oss", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "char_length(established_in) = 2",
            name=op.f("ck_vendor_tax_profiles_established_in_is_iso"),
        ),
        sa.CheckConstraint(
            "status <> 'registered' OR vat_id <> ''",
            name=op.f("ck_vendor_tax_profiles_number_of_registered"),
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendors.id"], name=op.f("fk_vendor_tax_profiles_vendor_id_vendors")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vendor_tax_profiles")),
        sa.UniqueConstraint("vendor_id", name=op.f("uq_vendor_tax_profiles_vendor_id")),
    )


def _taxed_goods() -> None:
    op.create_table(
        "taxed_goods",
        _id(),
        _created_at(),
        sa.Column("category_id", sa.Uuid(), nullable=True),
        sa.Column("product_id", sa.Uuid(), nullable=True),
        sa.Column(
            "goods",
            _one_of("goods", "standard", "books", "food", "childrens_clothes", "exempt"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "num_nonnulls(category_id, product_id) = 1",
            name=op.f("ck_taxed_goods_of_category_or_product"),
        ),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["categories.id"],
            name=op.f("fk_taxed_goods_category_id_categories"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["products.id"],
            name=op.f("fk_taxed_goods_product_id_products"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxed_goods")),
    )
    op.create_index(
        op.f("uq_taxed_goods_category_id"), "taxed_goods", ["category_id"], unique=True
    )
    op.create_index(
        op.f("uq_taxed_goods_product_id"), "taxed_goods", ["product_id"], unique=True
    )


def _tax_lines() -> None:
    op.create_table(
        "tax_lines",
        _id(),
        _created_at(),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("vendor_order_id", sa.Uuid(), nullable=False),
        sa.Column("order_line_id", sa.Uuid(), nullable=True),
        sa.Column("jurisdiction", sa.String(length=16), nullable=False),
        sa.Column(
            "treatment",
            _one_of(
                "treatment",
                "domestic",
                "distance",
                "origin",
                "deemed_supplier",
                "facilitator",
                "reverse_charge",
                "export",
                "import",
                "small_business",
                "not_registered",
                "none",
            ),
            nullable=False,
        ),
        sa.Column(
            "goods",
            _one_of("goods", "standard", "books", "food", "childrens_clothes", "exempt"),
            nullable=False,
        ),
        sa.Column("rate_ppm", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("base_minor", sa.BigInteger(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("is_included", sa.Boolean(), nullable=False),
        sa.Column(
            "owed_by", _one_of("owed_by", "vendor", "market", "buyer", "nobody"), nullable=False
        ),
        sa.CheckConstraint(
            "base_minor >= 0 AND amount_minor >= 0 AND rate_ppm >= 0",
            name=op.f("ck_tax_lines_not_negative"),
        ),
        sa.CheckConstraint(
            "(owed_by IN ('vendor', 'market')) OR amount_minor = 0",
            name=op.f("ck_tax_lines_owed_when_charged"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_tax_lines_order_id_orders")
        ),
        sa.ForeignKeyConstraint(
            ["order_line_id"],
            ["order_lines.id"],
            name=op.f("fk_tax_lines_order_line_id_order_lines"),
        ),
        sa.ForeignKeyConstraint(
            ["vendor_order_id"],
            ["vendor_orders.id"],
            name=op.f("fk_tax_lines_vendor_order_id_vendor_orders"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_lines")),
    )
    op.create_index(op.f("ix_tax_lines_order_id"), "tax_lines", ["order_id"])
    op.create_index(op.f("ix_tax_lines_order_line_id"), "tax_lines", ["order_line_id"])
    op.create_index(op.f("ix_tax_lines_vendor_order_id"), "tax_lines", ["vendor_order_id"])


def _tax_reversals() -> None:
    op.create_table(
        "tax_reversals",
        _id(),
        _created_at(),
        sa.Column("refund_id", sa.Uuid(), nullable=False),
        sa.Column("tax_line_id", sa.Uuid(), nullable=False),
        sa.Column("base_minor", sa.BigInteger(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "base_minor >= 0 AND amount_minor >= 0", name=op.f("ck_tax_reversals_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["refund_id"], ["refunds.id"], name=op.f("fk_tax_reversals_refund_id_refunds")
        ),
        sa.ForeignKeyConstraint(
            ["tax_line_id"],
            ["tax_lines.id"],
            name=op.f("fk_tax_reversals_tax_line_id_tax_lines"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_reversals")),
        sa.UniqueConstraint(
            "refund_id", "tax_line_id", name=op.f("uq_tax_reversals_refund_id_tax_line_id")
        ),
    )
    op.create_index(op.f("ix_tax_reversals_refund_id"), "tax_reversals", ["refund_id"])
    op.create_index(op.f("ix_tax_reversals_tax_line_id"), "tax_reversals", ["tax_line_id"])


def _document_counters() -> None:
    op.create_table(
        "document_counters",
        _id(),
        _created_at(),
        sa.Column("issuer", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            _one_of("document_kind", "invoice", "credit_note", "commission_invoice"),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "last_number >= 0", name=op.f("ck_document_counters_last_number_not_negative")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_counters")),
        sa.UniqueConstraint(
            "issuer", "kind", "year", name=op.f("uq_document_counters_issuer_kind_year")
        ),
    )


def _documents() -> None:
    op.create_table(
        "documents",
        _id(),
        _created_at(),
        sa.Column(
            "kind",
            _one_of("document_kind", "invoice", "credit_note", "commission_invoice"),
            nullable=False,
        ),
        sa.Column("issuer", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("vendor_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("vendor_order_id", sa.Uuid(), nullable=True),
        sa.Column("refund_id", sa.Uuid(), nullable=True),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_until", sa.Date(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("net_minor", sa.BigInteger(), nullable=False),
        sa.Column("tax_minor", sa.BigInteger(), nullable=False),
        sa.Column("gross_minor", sa.BigInteger(), nullable=False),
        sa.Column("template", sa.String(length=32), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'credit_note') = (corrects_id IS NOT NULL)",
            name=op.f("ck_documents_credit_note_corrects"),
        ),
        sa.CheckConstraint(
            "gross_minor = net_minor + tax_minor", name=op.f("ck_documents_gross_adds_up")
        ),
        sa.CheckConstraint(
            "net_minor >= 0 AND tax_minor >= 0", name=op.f("ck_documents_not_negative")
        ),
        sa.CheckConstraint(
            "(kind = 'commission_invoice') = (order_id IS NULL)",
            name=op.f("ck_documents_order_of_sales"),
        ),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_documents_sequence_positive")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["documents.id"], name=op.f("fk_documents_corrects_id_documents")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_documents_order_id_orders")
        ),
        sa.ForeignKeyConstraint(
            ["refund_id"], ["refunds.id"], name=op.f("fk_documents_refund_id_refunds")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendors.id"], name=op.f("fk_documents_vendor_id_vendors")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_order_id"],
            ["vendor_orders.id"],
            name=op.f("fk_documents_vendor_order_id_vendor_orders"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint(
            "issuer",
            "kind",
            "year",
            "sequence",
            name=op.f("uq_documents_issuer_kind_year_sequence"),
        ),
        sa.UniqueConstraint("issuer", "number", name=op.f("uq_documents_issuer_number")),
        sa.UniqueConstraint("refund_id", name=op.f("uq_documents_refund_id")),
    )
    op.create_index(op.f("ix_documents_corrects_id"), "documents", ["corrects_id"])
    op.create_index(op.f("ix_documents_order_id"), "documents", ["order_id"])
    op.create_index(
        op.f("ix_documents_vendor_id_issued_on"), "documents", ["vendor_id", "issued_on"]
    )
    op.create_index(
        op.f("uq_documents_commission_invoice"),
        "documents",
        ["vendor_id", "currency", "period_from"],
        unique=True,
        postgresql_where=sa.text("kind = 'commission_invoice'"),
    )
    op.create_index(
        op.f("uq_documents_invoice"),
        "documents",
        ["vendor_order_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'invoice'"),
    )
