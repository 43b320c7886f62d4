"""A second way to officials whom Telegram does not reach, and by which way each message went."""

import sqlalchemy as sa
from alembic import op

from plan_data.store import column_types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "fallback_addresses",
        sa.Column("official_id", identity, autoincrement=False, nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("confirmed_at", column_types.Instant(timezone=True), nullable=False),
        sa.Column("failed_at", column_types.Instant(timezone=True), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["official_id"], ["officials.id"], name=op.f("fk_fallback_addresses_official_id_officials")
        ),
        sa.PrimaryKeyConstraint("official_id", name=op.f("pk_fallback_addresses")),
    )
    op.create_table(
        "fallback_codes",
        sa.Column("id", identity, nullable=False),
        sa.Column("official_id", identity, nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("sent_at", column_types.Instant(timezone=True), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("used_at", column_types.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["official_id"], ["officials.id"], name=op.f("fk_fallback_codes_official_id_officials")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fallback_codes")),
        sa.UniqueConstraint("official_id", "code_hash", name=op.f("uq_fallback_codes_official_id_code_hash")),
    )
    op.create_index(op.f("ix_fallback_codes_sent_at"), "fallback_codes", ["sent_at"])
    for table in ("digests", "sent_messages"):
        op.add_column(
            table, sa.Column("channel", sa.String(length=20), server_default="telegram", nullable=False)
        )
