"""By which way a notice went."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "notices", sa.Column("channel", sa.String(length=20), server_default="telegram", nullable=False)
    )
