"""Repeats of photos are known by what was said with them (unknown for earlier ones); sign-in attempts are judged"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("photo", sa.Column("draft_digest", sa.String(length=64), nullable=True))
    op.add_column("sign_in_attempt", sa.Column("failed", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_index(op.f("ix_replay_created_at"), "replay", ["created_at"])


def downgrade():
    op.drop_index(op.f("ix_replay_created_at"), table_name="replay")
    op.drop_column("sign_in_attempt", "failed")
    op.drop_column("photo", "draft_digest")
