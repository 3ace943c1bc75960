"""Forget the one-time passwords, links and secrets in answers that were kept for repeats"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0021"
branch_labels = None
depends_on = None

REPLAY = sa.table("replay", *(sa.column(name) for name in ("person_id", "key", "body")))
SECRETS = (b'"one_time_password":', b'"link":', b'"secret":', b'"codes":["', b'"address":"http')


def upgrade():
    """The row stays, so that its key is never used for a second act."""
    connection = op.get_bind()
    rows = connection.execute(sa.select(REPLAY).execution_options(yield_per=1000))
    told = [
        {"person": row.person_id, "used": row.key}
        for row in rows
        if any(secret in bytes(row.body) for secret in SECRETS)
    ]
    if told:
        same = (REPLAY.c.person_id == sa.bindparam("person"), REPLAY.c.key == sa.bindparam("used"))
        connection.execute(sa.update(REPLAY).where(*same).values(body=b""), told)


def downgrade():
    """What is forgotten stays forgotten."""
