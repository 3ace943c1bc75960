"""Places as keys on the Z-order curve, counters and the cluster pyramid, filled from what is there"""

from collections import Counter
from datetime import UTC, timedelta, timezone

import sqlalchemy as sa
from alembic import op

from geo import quadkeys

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LEVELS = (4, 6, 8, 10)
SHANGHAI = timezone(timedelta(hours=8))
TALLY = ("office_id", "month", "status", "type", "count")
CELL = ("office_id", "level", "cell", "status", "count", "lon_e7", "lat_e7")


def upgrade():
    op.create_table(
        "tally",
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_tally_office_id_office")),
        sa.PrimaryKeyConstraint("office_id", "month", "status", "type", name=op.f("pk_tally")),
    )
    op.create_table(
        "cluster_cell",
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cell", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("lon_e7", sa.BigInteger(), nullable=False),
        sa.Column("lat_e7", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_cluster_cell_office_id_office")),
        sa.PrimaryKeyConstraint(*CELL[:4], name=op.f("pk_cluster_cell")),
    )
    op.add_column("hazard", sa.Column("qk", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("hazard") as batch_op:
        batch_op.drop_index(batch_op.f("ix_hazard_lon_lat"))
        batch_op.create_index(batch_op.f("ix_hazard_qk_status"), ["qk", "status"])
    _fill()


def _fill():
    """The keys of the places that are there, and the counters that follow from them."""
    connection = op.get_bind()
    names = ("id", "office_id", "status", "type", "lon", "lat", "qk")
    hazard = sa.table("hazard", *map(sa.column, names), sa.column("seen_at", sa.DateTime(timezone=True)))
    tallies, cells = Counter(), {}
    for row in connection.execute(sa.select(*hazard.c)).all():
        seen_at = row.seen_at if row.seen_at.tzinfo else row.seen_at.replace(tzinfo=UTC)
        day = seen_at.astimezone(SHANGHAI)
        tallies[row.office_id, day.year * 100 + day.month, row.status, row.type] += 1
        if row.lon is None:
            continue
        key = quadkeys.key(row.lon, row.lat)
        connection.execute(sa.update(hazard).where(hazard.c.id == row.id).values(qk=key))
        place = (1, round(row.lon * 1e7), round(row.lat * 1e7))
        for level in LEVELS:
            cell = (row.office_id, level, quadkeys.cell(key, level), row.status)
            cells[cell] = tuple(map(sum, zip(cells.get(cell, (0, 0, 0)), place, strict=True)))
    _insert(connection, "tally", {key: (count,) for key, count in tallies.items()}, TALLY)
    _insert(connection, "cluster_cell", cells, CELL)


def _insert(connection, name, rows, columns):
    table = sa.table(name, *(sa.column(column) for column in columns))
    if rows:
        values = (key + sums for key, sums in rows.items())
        connection.execute(sa.insert(table), [dict(zip(columns, row, strict=True)) for row in values])


def downgrade():
    with op.batch_alter_table("hazard") as batch_op:
        batch_op.drop_index(batch_op.f("ix_hazard_qk_status"))
        batch_op.create_index(batch_op.f("ix_hazard_lon_lat"), ["lon", "lat"])
    op.drop_column("hazard", "qk")
    op.drop_table("cluster_cell")
    op.drop_table("tally")
