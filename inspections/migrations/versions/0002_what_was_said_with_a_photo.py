"""What was said with a photo, as a digest; for photos from before nobody knows it"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("photo", sa.Column("draft_digest", sa.String(length=64), nullable=True))


def downgrade():
    op.drop_column("photo", "draft_digest")
