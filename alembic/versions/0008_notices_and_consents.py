"""Notices of illegal content, consents, help."""

from typing import Any

import sqlalchemy as sa

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

AUDIENCES = ("buyer", "vendor", "both")
REASONS = (
    "illegal_product", "unsafe_product", "counterfeit", "copyright", "misleading",
    "false_review", "hate", "privacy", "other",
)  # fmt: skip
STATUSES = ("received", "in_review", "decided")
MEASURES = ("none", "product_paused", "workshop_suspended", "content_removed")


def upgrade() -> None:
    _create_help()
    _create_notices()
    op.create_table(
        "consents",
        *_base(),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("is_granted", sa.Boolean(), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_consents_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index(op.f("ix_consents_user_id"), "consents", ["user_id"])


def downgrade() -> None:
    tables = ("consents", "notice_changes", "notices", "help_votes", "help_articles")
    for name in tables:
        op.drop_table(name)


def _create_help() -> None:
    op.create_table(
        "help_articles",
        *_base(),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("section", sa.String(length=40), nullable=False),
        sa.Column("audience", _words("audience", AUDIENCES), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("updated_on", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_articles")),
        sa.UniqueConstraint("slug", name=op.f("uq_help_articles_slug")),
    )
    op.create_index(op.f("ix_help_articles_section"), "help_articles", ["section"])
    op.create_table(
        "help_votes",
        *_base(),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("visitor", sa.LargeBinary(), nullable=False),
        sa.Column("is_helpful", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["help_articles.id"],
            name=op.f("fk_help_votes_article_id_help_articles"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_votes")),
        sa.UniqueConstraint(
            "article_id", "visitor", name=op.f("uq_help_votes_article_id_visitor")
        ),
    )
    op.create_index(op.f("ix_help_votes_article_id"), "help_votes", ["article_id"])


def _create_notices() -> None:
    op.create_table(
        "notices",
        *_base(),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=True),
        sa.Column("vendor_id", sa.Uuid(), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("reason", _words("notice_reason", REASONS), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("reporter_name", sa.String(length=120), nullable=False),
        sa.Column("reporter_email", sa.String(length=254), nullable=False),
        sa.Column("status", _words("notice_status", STATUSES), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("measure", _words("measure", MEASURES), nullable=True),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("number", name=op.f("uq_notices_number")),
    )
    op.create_index(op.f("ix_notices_product_id"), "notices", ["product_id"])
    op.create_index(op.f("ix_notices_vendor_id"), "notices", ["vendor_id"])
    op.create_index("ix_notices_status_due_at", "notices", ["status", "due_at"])
    op.create_table(
        "notice_changes",
        *_base(),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("from_status", sa.String(length=32), nullable=True),
        sa.Column("to_status", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["notices.id"],
            name=op.f("fk_notice_changes_notice_id_notices"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_changes")),
    )
    op.create_index(op.f("ix_notice_changes_notice_id"), "notice_changes", ["notice_id"])


def _base() -> tuple[sa.Column[Any], sa.Column[Any]]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
    )


def _words(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
