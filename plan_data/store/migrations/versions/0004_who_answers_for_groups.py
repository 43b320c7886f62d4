"""Who answers for what a group follows; for groups known before, whom the audit log names."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    with op.batch_alter_table("subscriptions") as table:
        table.add_column(sa.Column("official_id", identity, nullable=True))
        table.create_foreign_key(
            op.f("fk_subscriptions_official_id_officials"), "officials", ["official_id"], ["id"]
        )
        table.create_index(op.f("ix_subscriptions_official_id"), ["official_id"])
    op.execute("""
        UPDATE subscriptions SET official_id = (
            SELECT audit_log.actor FROM audit_log
            JOIN chats ON audit_log.subject = 'chat ' || chats.telegram_chat_id || '/' || chats.thread_id
            WHERE chats.id = subscriptions.chat_id AND audit_log.action = 'chat.follow'
            AND audit_log.after = '{"unit":"' || subscriptions.unit_code || '"}'
            ORDER BY audit_log.id DESC LIMIT 1
        )
        WHERE ended_at IS NULL
        AND chat_id IN (SELECT id FROM chats WHERE kind <> 'private')
    """)
