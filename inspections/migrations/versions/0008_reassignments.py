"""Re-assignments, the act that brought a candidate, and a digest of each hazard's answer, filled from what is there"""

import hashlib

import orjson
import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

FLAGS = {"boundary_uncertain", "outside_jurisdiction"}
CANDIDATE = ("role", "agency_id", "source", "rule", "reason", "legal_basis", "confidence", "verified")


def upgrade():
    op.create_table(
        "reassignment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("requested_by_id", sa.Uuid(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reference_version", sa.Integer(), nullable=True),
        sa.Column("map_versions", sa.JSON(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("applied_by_id", sa.Uuid(), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["applied_by_id"], ["person.id"], name=op.f("fk_reassignment_applied_by_id_person")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_reassignment_office_id_office")),
        sa.ForeignKeyConstraint(
            ["requested_by_id"], ["person.id"], name=op.f("fk_reassignment_requested_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reassignment")),
    )
    with op.batch_alter_table("responsibility") as batch_op:
        batch_op.add_column(sa.Column("reassignment_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_responsibility_reassignment_id_reassignment"), "reassignment", ["reassignment_id"], ["id"]
        )
    op.create_index(op.f("ix_hazard_status_seen_at_id"), "hazard", ["status", "seen_at", "id"])
    op.add_column("hazard", sa.Column("answer_digest", sa.BigInteger(), nullable=True))
    _fill()


def _fill():
    connection = op.get_bind()
    hazard = sa.table(
        "hazard", sa.column("id"), *map(sa.column, ("area_code", "area_name")), sa.column("flags", sa.JSON)
    )
    row = sa.table(
        "responsibility",
        *(sa.column(name, _TYPES.get(name)) for name in ("hazard_id", "position", "superseded_at", *CANDIDATE)),
    )
    candidates = {}
    current = sa.select(row).where(row.c.superseded_at.is_(None), row.c.source != "override")
    for found in connection.execute(current.order_by(row.c.hazard_id, row.c.position)).mappings():
        candidates.setdefault(found["hazard_id"], []).append({name: found[name] for name in CANDIDATE})
    digests = [
        {"key": one.id, "value": _digest(one, candidates.get(one.id, []))}
        for one in connection.execute(sa.select(hazard)).all()
    ]
    if digests:
        column = sa.table("hazard", sa.column("id"), sa.column("answer_digest"))
        filling = sa.update(column).where(column.c.id == sa.bindparam("key"))
        connection.execute(filling.values(answer_digest=sa.bindparam("value")), digests)


_TYPES = {"legal_basis": sa.JSON(), "agency_id": sa.Uuid(), "verified": sa.Boolean()}


def _digest(hazard, candidates):
    area = hazard.area_code and {"code": hazard.area_code, "name": hazard.area_name}
    answer = {"area": area, "flags": sorted(FLAGS & set(hazard.flags)), "candidates": candidates}
    return int.from_bytes(hashlib.sha256(orjson.dumps(answer, option=orjson.OPT_SORT_KEYS)).digest()[:8]) >> 1


def downgrade():
    op.drop_column("hazard", "answer_digest")
    op.drop_index(op.f("ix_hazard_status_seen_at_id"), table_name="hazard")
    with op.batch_alter_table("responsibility") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_responsibility_reassignment_id_reassignment"), type_="foreignkey")
        batch_op.drop_column("reassignment_id")
    op.drop_table("reassignment")
