"""The sandbox bank's own books."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sandbox_requests",
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("faulted", sa.Integer(), nullable=False),
        sa.Column("status_code", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sandbox_requests")),
    )
    op.create_table(
        "sandbox_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("page_token", sa.String(length=64), nullable=False),
        sa.Column("merchant_reference", sa.String(length=64), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("description", sa.String(length=500), nullable=False),
        sa.Column("customer_email", sa.String(length=320), nullable=False),
        sa.Column("return_url", sa.String(length=2000), nullable=False),
        sa.Column("cancel_url", sa.String(length=2000), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_capture_automatic", sa.Boolean(), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "requires_action",
                "processing",
                "authorized",
                "captured",
                "failed",
                "expired",
                "voided",
                name="session_status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("decline_code", sa.String(length=40), nullable=True),
        sa.Column("declined_attempts", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "amount_minor > 0", name=op.f("ck_sandbox_sessions_amount_positive")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sandbox_sessions")),
        sa.UniqueConstraint("page_token", name=op.f("uq_sandbox_sessions_page_token")),
        sa.UniqueConstraint("reference", name=op.f("uq_sandbox_sessions_reference")),
    )
    op.create_index(
        "ix_sandbox_sessions_open_until",
        "sandbox_sessions",
        ["expires_at"],
        unique=False,
        postgresql_where=sa.text("status IN ('open', 'requires_action')"),
    )
    op.create_table(
        "sandbox_charges",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("captured_minor", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "requires_action",
                "processing",
                "authorized",
                "captured",
                "declined",
                "voided",
                name="charge_status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("decline_code", sa.String(length=40), nullable=True),
        sa.Column("card_brand", sa.String(length=20), nullable=False),
        sa.Column("card_last4", sa.String(length=4), nullable=False),
        sa.Column("behavior", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "captured_minor BETWEEN 0 AND amount_minor",
            name=op.f("ck_sandbox_charges_captured_in_range"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sandbox_sessions.id"],
            name=op.f("fk_sandbox_charges_session_id_sandbox_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sandbox_charges")),
        sa.UniqueConstraint("reference", name=op.f("uq_sandbox_charges_reference")),
    )
    op.create_index(
        op.f("ix_sandbox_charges_session_id"), "sandbox_charges", ["session_id"], unique=False
    )
    op.create_index(
        "uq_sandbox_charges_live",
        "sandbox_charges",
        ["session_id"],
        unique=True,
        postgresql_where=sa.text("status NOT IN ('declined', 'voided')"),
    )
    op.create_table(
        "sandbox_refunds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "succeeded",
                "failed",
                name="refund_status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("failure", sa.String(length=40), nullable=True),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_sandbox_refunds_amount_positive")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sandbox_sessions.id"],
            name=op.f("fk_sandbox_refunds_session_id_sandbox_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sandbox_refunds")),
        sa.UniqueConstraint("reference", name=op.f("uq_sandbox_refunds_reference")),
    )
    op.create_index(
        op.f("ix_sandbox_refunds_session_id"), "sandbox_refunds", ["session_id"], unique=False
    )
    op.create_table(
        "sandbox_webhooks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("copy_number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_result", sa.String(length=200), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sandbox_sessions.id"],
            name=op.f("fk_sandbox_webhooks_session_id_sandbox_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sandbox_webhooks")),
        sa.UniqueConstraint(
            "event_id", "copy_number", name=op.f("uq_sandbox_webhooks_event_id_copy_number")
        ),
    )
    op.create_index(
        op.f("ix_sandbox_webhooks_session_id"), "sandbox_webhooks", ["session_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_sandbox_webhooks_session_id"), table_name="sandbox_webhooks")
    op.drop_table("sandbox_webhooks")
    op.drop_index(op.f("ix_sandbox_refunds_session_id"), table_name="sandbox_refunds")
    op.drop_table("sandbox_refunds")
    op.drop_index(
        "uq_sandbox_charges_live",
        table_name="sandbox_charges",
        postgresql_where=sa.text("status NOT IN ('declined', 'voided')"),
    )
    op.drop_index(op.f("ix_sandbox_charges_session_id"), table_name="sandbox_charges")
    op.drop_table("sandbox_charges")
    op.drop_index(
        "ix_sandbox_sessions_open_until",
        table_name="sandbox_sessions",
        postgresql_where=sa.text("status IN ('open', 'requires_action')"),
    )
    op.drop_table("sandbox_sessions")
    op.drop_table("sandbox_requests")
