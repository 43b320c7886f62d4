"""Later dates that were granted and taken back."""

import sqlalchemy as sa
from alembic import op

from plan_data.store import column_types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "extension_revocations",
        sa.Column("id", identity, nullable=False),
        sa.Column("request_id", identity, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("official_id", identity, nullable=False),
        sa.Column("revoked_at", column_types.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["extension_requests.id"],
            name=op.f("fk_extension_revocations_request_id_extension_requests"),
        ),
        sa.ForeignKeyConstraint(
            ["official_id"], ["officials.id"], name=op.f("fk_extension_revocations_official_id_officials")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension_revocations")),
        sa.UniqueConstraint("request_id", name=op.f("uq_extension_revocations_request_id")),
    )
