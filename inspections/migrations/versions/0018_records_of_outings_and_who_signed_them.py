"""Records of outings, who signed them, remarks and annexes; who guards a hazard; checklists"""

import json
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from uuid_utils.compat import uuid7

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

COLUMNS = {
    "inspection": (
        ("plan", sa.JSON()),
        ("tasking", sa.JSON()),
        ("minutes", sa.JSON()),
        ("sealed", sa.Text()),
        ("clue_only", sa.Boolean()),
    ),
    "participant": (("role", sa.String(length=40)), ("card_number", sa.String(length=200))),
}


def _by(table, column, target):
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def _entered(table):
    return (
        sa.Column("entered_by_id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        _by(table, "entered_by_id", "person"),
        _by(table, "inspection_id", "inspection"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def upgrade():
    for table, columns in COLUMNS.items():
        for name, type_ in columns:
            op.add_column(table, sa.Column(name, type_, nullable=True))
    op.create_table(
        "remark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        *_entered("remark"),
        _by("remark", "participant_id", "participant"),
    )
    op.create_index(op.f("ix_remark_inspection_id"), "remark", ["inspection_id"])
    op.create_table(
        "signature",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("remark_id", sa.Uuid(), nullable=True),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        *_entered("signature"),
        _by("signature", "participant_id", "participant"),
        _by("signature", "remark_id", "remark"),
    )
    op.create_index(op.f("ix_signature_inspection_id"), "signature", ["inspection_id"])
    op.create_table(
        "annex",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_entered("annex"),
    )
    op.create_index(op.f("ix_annex_inspection_id"), "annex", ["inspection_id"])
    op.create_table(
        "guard",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hazard_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("photo_id", sa.Uuid(), nullable=True),
        sa.Column("entered_by_id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        _by("guard", "hazard_id", "hazard"),
        _by("guard", "photo_id", "photo"),
        _by("guard", "entered_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guard")),
    )
    op.create_index(op.f("ix_guard_hazard_id_ended_at"), "guard", ["hazard_id", "ended_at"])
    op.create_table(
        "checklist",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hazard_type", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("shots", sa.JSON(), nullable=False),
        sa.Column("stops", sa.JSON(), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        _by("checklist", "added_by_id", "person"),
        sa.ForeignKeyConstraint(
            ["hazard_type"], ["hazard_type.code"], name=op.f("fk_checklist_hazard_type_hazard_type")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist")),
        sa.UniqueConstraint("hazard_type", "version", name=op.f("uq_checklist_hazard_type_version")),
    )
    op.create_table(
        "checklist_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hazard_id", sa.Uuid(), nullable=False),
        sa.Column("checklist_id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("judged", sa.JSON(), nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("draft_digest", sa.String(length=64), nullable=False),
        _by("checklist_answer", "hazard_id", "hazard"),
        _by("checklist_answer", "checklist_id", "checklist"),
        _by("checklist_answer", "inspection_id", "inspection"),
        _by("checklist_answer", "answered_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_answer")),
    )
    op.create_index(op.f("ix_checklist_answer_hazard_id"), "checklist_answer", ["hazard_id"])
    _first_checklists()


def _first_checklists():
    """The first version for the hazard types that are there; a new installation gets them with its types."""
    types = sa.table("hazard_type", *map(sa.column, ("code", "family")))
    types.append_column(sa.column("checklist", sa.JSON()))
    types.append_column(sa.column("required_shots", sa.JSON()))
    columns = (sa.column("id", sa.Uuid()), sa.column("hazard_type"), sa.column("version"))
    parts = (sa.column(name, sa.JSON()) for name in ("items", "shots", "stops"))
    table = sa.table("checklist", *columns, *parts, sa.column("added_at"))
    more = json.loads((Path(__file__).parents[2] / "reference" / "checklist_additions.json").read_text("utf-8"))
    for row in op.get_bind().execute(sa.select(types)).all():
        op.get_bind().execute(
            table.insert().values(
                id=uuid7(),
                hazard_type=row.code,
                version=1,
                items=more["items"].get(row.family, []) + row.checklist,
                shots=row.required_shots,
                stops=more["stops"].get(row.family, []),
                added_at=sa.func.current_timestamp(),
            )
        )


def downgrade():
    op.drop_table("checklist_answer")
    op.drop_table("checklist")
    op.drop_table("guard")
    for table in ("annex", "signature", "remark"):
        op.drop_table(table)
    for table, columns in COLUMNS.items():
        for name, _ in columns:
            op.drop_column(table, name)
