"""A finer level of the cluster pyramid, keys by which hazards elsewhere are found, and the version of registers"""

from collections import Counter

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

LEVEL = 12
SHIFT = 24  # of a key at zoom 24 to a cell of this level
HANDED_OVER = sa.text("found_by_office_id != office_id")
CELL = ("office_id", "level", "cell", "status", "count", "lon_e7", "lat_e7")


def upgrade():
    op.create_index(op.f("ix_hazard_inspection_id"), "hazard", ["inspection_id"])
    name = op.f("ix_hazard_found_by_office_id")
    op.create_index(name, "hazard", ["found_by_office_id"], sqlite_where=HANDED_OVER, postgresql_where=HANDED_OVER)
    op.add_column("reference_version", sa.Column("registers", sa.Integer(), server_default="0", nullable=False))
    op.add_column("reassignment", sa.Column("registers_version", sa.Integer(), nullable=True))
    _fill()


def _fill():
    connection = op.get_bind()
    hazard = sa.table("hazard", *map(sa.column, ("office_id", "status", "lon", "lat", "qk")))
    counts, lons, lats = Counter(), Counter(), Counter()
    placed = sa.select(*hazard.c).where(hazard.c.qk.is_not(None))
    for row in connection.execute(placed, execution_options={"yield_per": 1000}):
        key = row.office_id, LEVEL, row.qk >> SHIFT, row.status
        counts[key] += 1
        lons[key] += round(row.lon * 1e7)
        lats[key] += round(row.lat * 1e7)
    cells = sa.table("cluster_cell", *map(sa.column, CELL))
    rows = [dict(zip(CELL, (*key, count, lons[key], lats[key]), strict=True)) for key, count in counts.items()]
    if rows:
        connection.execute(sa.insert(cells), rows)


def downgrade():
    op.drop_column("reassignment", "registers_version")
    op.drop_column("reference_version", "registers")
    op.execute(sa.text(f"DELETE FROM cluster_cell WHERE level = {LEVEL}"))
    op.drop_index(op.f("ix_hazard_found_by_office_id"), "hazard")
    op.drop_index(op.f("ix_hazard_inspection_id"), "hazard")
