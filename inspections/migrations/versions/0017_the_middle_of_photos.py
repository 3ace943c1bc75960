"""What the middle of a photo looks like, beside the whole"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("photo", sa.Column("phash_middle", sa.BigInteger(), nullable=True))


def downgrade():
    op.execute(sa.text("DELETE FROM photo_band WHERE key >= 4 * 65536"))  # the quarters of the middle
    op.drop_column("photo", "phash_middle")
