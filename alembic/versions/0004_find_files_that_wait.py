"""Files that wait for work are found without reading them all."""

import sqlalchemy as sa

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_media_assets_to_do",
        "media_assets",
        ["status", "id"],
        postgresql_where=sa.text("status IN ('waiting', 'stored')"),
    )


def downgrade() -> None:
    op.drop_index("ix_media_assets_to_do", table_name="media_assets")
