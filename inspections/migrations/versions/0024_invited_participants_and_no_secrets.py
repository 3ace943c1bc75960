"""Participants by their invitation; forget passwords, links and secrets in answers that were kept for repeats"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

REPLAY = sa.table("replay", *(sa.column(name) for name in ("person_id", "key", "body")))
SECRETS = (b'"one_time_password":', b'"link":', b'"secret":', b'"codes":["', b'"address":"http')


def upgrade():
    # Said in SQL: to give SQLite a reference in a new column, alembic would write the whole table anew.
    reference = "CONSTRAINT fk_participant_invitation_id_invitation REFERENCES invitation (id)"
    kind = {"sqlite": "CHAR(32)"}.get(op.get_bind().dialect.name, "UUID")
    op.execute(sa.text(f"ALTER TABLE participant ADD COLUMN invitation_id {kind} {reference}"))
    op.create_index(op.f("ix_participant_invitation_id"), "participant", ["invitation_id"], unique=True)
    _forget()


def _forget():
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
    op.drop_index(op.f("ix_participant_invitation_id"), "participant")
    op.drop_column("participant", "invitation_id")
