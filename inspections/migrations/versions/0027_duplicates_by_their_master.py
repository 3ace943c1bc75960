"""Find the duplicates of a hazard by an index of those that there are"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

MERGED = sa.text("duplicate_of_id IS NOT NULL")


def upgrade():
    name = op.f("ix_hazard_duplicate_of_id")
    op.create_index(name, "hazard", ["duplicate_of_id"], sqlite_where=MERGED, postgresql_where=MERGED)


def downgrade():
    op.drop_index(op.f("ix_hazard_duplicate_of_id"), "hazard")
