"""Collections, materials, renamed addresses, product safety."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

RENAMED = ("products", "categories", "vendors")
REMEMBER_SLUG = """
CREATE FUNCTION ecomarket_remember_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO slug_changes (id, kind, old_slug, target_id)
    VALUES (gen_random_uuid(), TG_TABLE_NAME, OLD.slug, NEW.id)
    ON CONFLICT (kind, old_slug) DO UPDATE
        SET target_id = EXCLUDED.target_id, created_at = now();
    RETURN NULL;
END
$$
"""


def upgrade() -> None:
    _create_collections()
    _create_materials()
    _create_slug_changes()
    _add_product_safety()


def downgrade() -> None:
    op.drop_constraint("ck_product_variants_content_positive", "product_variants")
    op.drop_column("product_variants", "content_unit")
    op.drop_column("product_variants", "content_amount")
    op.drop_column("products", "safety")
    for table in RENAMED:
        op.execute(f"DROP TRIGGER remember_slug ON {table}")
    op.execute("DROP FUNCTION ecomarket_remember_slug")
    op.drop_table("slug_changes")
    op.drop_table("materials")
    op.drop_table("collection_items")
    op.drop_table("collections")


def _create_collections() -> None:
    op.create_table(
        "collections",
        *_row(),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("intro", sa.String(length=500), nullable=False),
        sa.Column(
            "is_published", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collections")),
        sa.UniqueConstraint("slug", name=op.f("uq_collections_slug")),
    )
    op.create_table(
        "collection_items",
        *_row(),
        sa.Column("collection_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"],
            ["collections.id"],
            name=op.f("fk_collection_items_collection_id_collections"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["products.id"],
            name=op.f("fk_collection_items_product_id_products"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection_items")),
        sa.UniqueConstraint(
            "collection_id",
            "product_id",
            name=op.f("uq_collection_items_collection_id_product_id"),
        ),
    )
    op.create_index(op.f("ix_collection_items_product_id"), "collection_items", ["product_id"])


def _create_materials() -> None:
    op.create_table(
        "materials",
        *_row(),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("intro", sa.String(length=500), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("care", sa.Text(), nullable=False),
        sa.Column("names", postgresql.ARRAY(sa.String(length=120)), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_materials")),
        sa.UniqueConstraint("slug", name=op.f("uq_materials_slug")),
    )


def _create_slug_changes() -> None:
    """An address that was once given out leads on, whoever changed it."""
    op.create_table(
        "slug_changes",
        *_row(),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("old_slug", sa.String(length=160), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slug_changes")),
        sa.UniqueConstraint("kind", "old_slug", name=op.f("uq_slug_changes_kind_old_slug")),
    )
    op.execute(REMEMBER_SLUG)
    for table in RENAMED:
        op.execute(
            f"CREATE TRIGGER remember_slug AFTER UPDATE OF slug ON {table} FOR EACH ROW "
            "WHEN (OLD.slug IS DISTINCT FROM NEW.slug) "
            "EXECUTE FUNCTION ecomarket_remember_slug()"
        )


def _add_product_safety() -> None:
    op.add_column(
        "products",
        sa.Column(
            "safety",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
    )
    op.add_column("product_variants", sa.Column("content_amount", sa.Integer(), nullable=True))
    op.add_column(
        "product_variants",
        sa.Column(
            "content_unit", sa.String(length=2), server_default=sa.text("''"), nullable=False
        ),
    )
    op.create_check_constraint(
        op.f("ck_product_variants_content_positive"),
        "product_variants",
        "content_amount IS NULL OR content_amount > 0",
    )


def _row() -> tuple[sa.Column[object], ...]:
    """What every table has."""
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
    )
