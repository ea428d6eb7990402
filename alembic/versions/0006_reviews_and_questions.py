"""Reviews of buyers and questions to makers."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# A review counts while it is published. Both triggers add differences in one UPDATE, so that
# changes of many transactions take turns at the row and none is lost.
RATED = """
CREATE FUNCTION ecomarket_rate_product() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was boolean := TG_OP <> 'INSERT' AND OLD.status = 'published';
  is_now boolean := TG_OP <> 'DELETE' AND NEW.status = 'published';
BEGIN
  IF was AND is_now AND OLD.product_id = NEW.product_id THEN
    IF OLD.rating <> NEW.rating THEN
      UPDATE products SET rating_sum = rating_sum + NEW.rating - OLD.rating
        WHERE id = NEW.product_id;
    END IF;
    RETURN NULL;
  END IF;
  IF was THEN
    UPDATE products SET rating_count = rating_count - 1, rating_sum = rating_sum - OLD.rating
      WHERE id = OLD.product_id;
  END IF;
  IF is_now THEN
    UPDATE products SET rating_count = rating_count + 1, rating_sum = rating_sum + NEW.rating
      WHERE id = NEW.product_id;
  END IF;
  RETURN NULL;
END $$
"""

HELPFUL = """
CREATE FUNCTION ecomarket_count_helpful() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE reviews SET helpful_count = helpful_count + 1 WHERE id = NEW.review_id;
  ELSE
    UPDATE reviews SET helpful_count = helpful_count - 1 WHERE id = OLD.review_id;
  END IF;
  RETURN NULL;
END $$
"""


def upgrade() -> None:
    _tables()
    op.execute(RATED)
    op.execute(
        "CREATE TRIGGER rate_product "
        "AFTER INSERT OR DELETE OR UPDATE OF status, rating, product_id ON reviews "
        "FOR EACH ROW EXECUTE FUNCTION ecomarket_rate_product()"
    )
    op.execute(HELPFUL)
    op.execute(
        "CREATE TRIGGER count_helpful AFTER INSERT OR DELETE ON review_votes "
        "FOR EACH ROW EXECUTE FUNCTION ecomarket_count_helpful()"
    )


def _tables() -> None:
    op.create_table(
        "review_opt_outs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_opt_outs")),
        sa.UniqueConstraint("email", name=op.f("uq_review_opt_outs_email")),
    )
    op.create_table(
        "questions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("vendor_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "published",
                "rejected",
                "removed",
                name="content_status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("held_for", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_reason", sa.String(length=1000), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_questions_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_questions_user_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendors.id"], name=op.f("fk_questions_vendor_id_vendors")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    op.create_index(
        "ix_questions_product_id_status",
        "questions",
        ["product_id", "status", "answered_at"],
        unique=False,
    )
    op.create_index(
        "ix_questions_queue",
        "questions",
        ["created_at"],
        unique=False,
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_index(op.f("ix_questions_user_id"), "questions", ["user_id"], unique=False)
    op.create_index(
        "ix_questions_vendor_id_status",
        "questions",
        ["vendor_id", "status", "created_at"],
        unique=False,
    )
    op.create_table(
        "review_invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("vendor_order_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("stop_token_hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["vendor_order_id"],
            ["vendor_orders.id"],
            name=op.f("fk_review_invitations_vendor_order_id_vendor_orders"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_invitations")),
        sa.UniqueConstraint(
            "stop_token_hash", name=op.f("uq_review_invitations_stop_token_hash")
        ),
        sa.UniqueConstraint(
            "vendor_order_id", name=op.f("uq_review_invitations_vendor_order_id")
        ),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("vendor_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("order_line_id", sa.Uuid(), nullable=False),
        sa.Column("variant_id", sa.Uuid(), nullable=False),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "published",
                "rejected",
                "removed",
                name="content_status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("held_for", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("helpful_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_reason", sa.String(length=1000), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "helpful_count >= 0", name=op.f("ck_reviews_helpful_count_not_negative")
        ),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_reviews_rating_in_stars")),
        sa.ForeignKeyConstraint(
            ["order_line_id"],
            ["order_lines.id"],
            name=op.f("fk_reviews_order_line_id_order_lines"),
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_reviews_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_reviews_user_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["product_variants.id"],
            name=op.f("fk_reviews_variant_id_product_variants"),
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendors.id"], name=op.f("fk_reviews_vendor_id_vendors")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("order_line_id", name=op.f("uq_reviews_order_line_id")),
        sa.UniqueConstraint(
            "user_id", "product_id", name=op.f("uq_reviews_user_id_product_id")
        ),
    )
    op.create_index(
        "ix_reviews_product_id_status",
        "reviews",
        ["product_id", "status", "published_at"],
        unique=False,
    )
    op.create_index(
        "ix_reviews_queue",
        "reviews",
        ["created_at"],
        unique=False,
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_index(
        "ix_reviews_vendor_id_status",
        "reviews",
        ["vendor_id", "status", "published_at"],
        unique=False,
    )
    op.create_table(
        "content_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("review_id", sa.Uuid(), nullable=True),
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column("from_status", sa.String(length=32), nullable=True),
        sa.Column("to_status", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.CheckConstraint(
            "num_nonnulls(review_id, question_id) = 1",
            name=op.f("ck_content_changes_one_target"),
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["questions.id"],
            name=op.f("fk_content_changes_question_id_questions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["reviews.id"],
            name=op.f("fk_content_changes_review_id_reviews"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_changes")),
    )
    op.create_index(
        op.f("ix_content_changes_question_id"), "content_changes", ["question_id"], unique=False
    )
    op.create_index(
        op.f("ix_content_changes_review_id"), "content_changes", ["review_id"], unique=False
    )
    op.create_table(
        "content_reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "target",
            sa.Enum(
                "review",
                "reply",
                "question",
                "answer",
                name="report_target",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("review_id", sa.Uuid(), nullable=True),
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column("reporter_id", sa.Uuid(), nullable=True),
        sa.Column("vendor_id", sa.Uuid(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "not_genuine",
                "offensive",
                "personal_data",
                "off_topic",
                "advertising",
                "illegal",
                name="report_reason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("details", sa.String(length=1000), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "upheld",
                "dismissed",
                name="report_status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=64), nullable=False),
        sa.Column("decision", sa.String(length=1000), nullable=False),
        sa.CheckConstraint(
            "reporter_id IS NOT NULL OR email <> ''",
            name=op.f("ck_content_reports_somebody_told"),
        ),
        sa.CheckConstraint(
            "num_nonnulls(review_id, question_id) = 1",
            name=op.f("ck_content_reports_one_target"),
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["questions.id"],
            name=op.f("fk_content_reports_question_id_questions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["users.id"], name=op.f("fk_content_reports_reporter_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["reviews.id"],
            name=op.f("fk_content_reports_review_id_reviews"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendors.id"], name=op.f("fk_content_reports_vendor_id_vendors")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_reports")),
    )
    op.create_index(
        op.f("ix_content_reports_question_id"), "content_reports", ["question_id"], unique=False
    )
    op.create_index(
        op.f("ix_content_reports_review_id"), "content_reports", ["review_id"], unique=False
    )
    op.create_index(
        "ix_content_reports_status_due_at",
        "content_reports",
        ["status", "due_at"],
        unique=False,
    )
    op.create_index(
        "uq_content_reports_once",
        "content_reports",
        ["reporter_id", "target", "review_id", "question_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("reporter_id IS NOT NULL"),
    )
    op.create_table(
        "review_photos",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("media_id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"],
            ["media_assets.id"],
            name=op.f("fk_review_photos_media_id_media_assets"),
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["reviews.id"],
            name=op.f("fk_review_photos_review_id_reviews"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_review_photos_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_photos")),
    )
    op.create_index(
        op.f("ix_review_photos_media_id"), "review_photos", ["media_id"], unique=False
    )
    op.create_index(
        op.f("ix_review_photos_review_id"), "review_photos", ["review_id"], unique=False
    )
    op.create_index(
        op.f("ix_review_photos_user_id"), "review_photos", ["user_id"], unique=False
    )
    op.create_table(
        "review_votes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["reviews.id"],
            name=op.f("fk_review_votes_review_id_reviews"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_review_votes_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_votes")),
        sa.UniqueConstraint(
            "review_id", "user_id", name=op.f("uq_review_votes_review_id_user_id")
        ),
    )
    op.create_index(op.f("ix_review_votes_user_id"), "review_votes", ["user_id"], unique=False)
    op.add_column(
        "products",
        sa.Column("rating_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    op.add_column(
        "products",
        sa.Column("rating_sum", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    op.create_check_constraint(
        op.f("ck_products_rating_adds_up"),
        "products",
        "rating_sum BETWEEN rating_count AND 5 * rating_count",
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER count_helpful ON review_votes")
    op.execute("DROP FUNCTION ecomarket_count_helpful")
    op.execute("DROP TRIGGER rate_product ON reviews")
    op.execute("DROP FUNCTION ecomarket_rate_product")
    op.drop_constraint(op.f("ck_products_rating_adds_up"), "products")
    op.drop_column("products", "rating_sum")
    op.drop_column("products", "rating_count")
    op.drop_index(op.f("ix_review_votes_user_id"), table_name="review_votes")
    op.drop_table("review_votes")
    op.drop_index(op.f("ix_review_photos_user_id"), table_name="review_photos")
    op.drop_index(op.f("ix_review_photos_review_id"), table_name="review_photos")
    op.drop_index(op.f("ix_review_photos_media_id"), table_name="review_photos")
    op.drop_table("review_photos")
    op.drop_index(
        "uq_content_reports_once",
        table_name="content_reports",
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("reporter_id IS NOT NULL"),
    )
    op.drop_index("ix_content_reports_status_due_at", table_name="content_reports")
    op.drop_index(op.f("ix_content_reports_review_id"), table_name="content_reports")
    op.drop_index(op.f("ix_content_reports_question_id"), table_name="content_reports")
    op.drop_table("content_reports")
    op.drop_index(op.f("ix_content_changes_review_id"), table_name="content_changes")
    op.drop_index(op.f("ix_content_changes_question_id"), table_name="content_changes")
    op.drop_table("content_changes")
    op.drop_index("ix_reviews_vendor_id_status", table_name="reviews")
    op.drop_index(
        "ix_reviews_queue", table_name="reviews", postgresql_where=sa.text("status = 'pending'")
    )
    op.drop_index("ix_reviews_product_id_status", table_name="reviews")
    op.drop_table("reviews")
    op.drop_table("review_invitations")
    op.drop_index("ix_questions_vendor_id_status", table_name="questions")
    op.drop_index(op.f("ix_questions_user_id"), table_name="questions")
    op.drop_index(
        "ix_questions_queue",
        table_name="questions",
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.drop_index("ix_questions_product_id_status", table_name="questions")
    op.drop_table("questions")
    op.drop_table("review_opt_outs")
