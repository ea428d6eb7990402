"""Holidays of workshops, the journal, summaries of help articles, gift messages, words between
buyer and workshop.
"""

import sqlalchemy as sa

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("vendors", sa.Column("vacation_from", sa.Date(), nullable=True))
    op.add_column("vendors", sa.Column("vacation_to", sa.Date(), nullable=True))
    op.add_column("vendors", _text("vacation_message", 300))
    op.create_check_constraint(
        op.f("ck_vendors_vacation_in_order"),
        "vendors",
        "(vacation_from IS NULL) = (vacation_to IS NULL) AND vacation_to >= vacation_from",
    )
    op.add_column("help_articles", _text("summary", 300))
    op.add_column(
        "follow_digests",
        sa.Column("is_at_once", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.add_column("vendor_orders", _text("gift_message", 300))
    _journal()
    _messages()


def downgrade() -> None:
    op.drop_table("order_messages")
    op.drop_table("journal_pieces")
    op.drop_table("journal_pictures")
    op.drop_table("journal_articles")
    op.drop_column("vendor_orders", "gift_message")
    op.drop_column("follow_digests", "is_at_once")
    op.drop_column("help_articles", "summary")
    op.drop_constraint(op.f("ck_vendors_vacation_in_order"), "vendors", type_="check")
    op.drop_column("vendors", "vacation_message")
    op.drop_column("vendors", "vacation_to")
    op.drop_column("vendors", "vacation_from")


def _journal() -> None:
    op.create_table(
        "journal_articles",
        *_id(),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("summary", sa.String(300), nullable=False),
        sa.Column("byline", sa.String(80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("vendor_id", sa.Uuid(), nullable=True),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["vendor_id"],
            ["vendors.id"],
            name=op.f("fk_journal_articles_vendor_id_vendors"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_articles")),
        sa.UniqueConstraint("slug", name=op.f("uq_journal_articles_slug")),
    )
    op.create_index(
        op.f("ix_journal_articles_vendor_id"), "journal_articles", ["vendor_id"], unique=False
    )
    op.create_index(
        op.f("ix_journal_articles_published_at"),
        "journal_articles",
        ["published_at"],
        unique=False,
    )
    op.create_table(
        "journal_pictures",
        *_id(),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("media_id", sa.Uuid(), nullable=False),
        sa.Column("alt", sa.String(300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _article("journal_pictures"),
        sa.ForeignKeyConstraint(
            ["media_id"],
            ["media_assets.id"],
            name=op.f("fk_journal_pictures_media_id_media_assets"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_pictures")),
        sa.UniqueConstraint(
            "article_id", "media_id", name=op.f("uq_journal_pictures_article_id_media_id")
        ),
    )
    op.create_index(
        op.f("ix_journal_pictures_media_id"), "journal_pictures", ["media_id"], unique=False
    )
    op.create_table(
        "journal_pieces",
        *_id(),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _article("journal_pieces"),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["products.id"],
            name=op.f("fk_journal_pieces_product_id_products"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_pieces")),
        sa.UniqueConstraint(
            "article_id", "product_id", name=op.f("uq_journal_pieces_article_id_product_id")
        ),
    )
    op.create_index(
        op.f("ix_journal_pieces_product_id"), "journal_pieces", ["product_id"], unique=False
    )


def _messages() -> None:
    op.create_table(
        "order_messages",
        *_id(),
        sa.Column("vendor_order_id", sa.Uuid(), nullable=False),
        sa.Column("is_from_buyer", sa.Boolean(), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("body", sa.String(1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["vendor_order_id"],
            ["vendor_orders.id"],
            name=op.f("fk_order_messages_vendor_order_id_vendor_orders"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_messages")),
    )
    op.create_index(
        op.f("ix_order_messages_vendor_order_id"),
        "order_messages",
        ["vendor_order_id"],
        unique=False,
    )


def _id() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
    ]


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), server_default=sa.text("''"), nullable=False)


def _article(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["article_id"],
        ["journal_articles.id"],
        name=op.f(f"fk_{table}_article_id_journal_articles"),
        ondelete="CASCADE",
    )
