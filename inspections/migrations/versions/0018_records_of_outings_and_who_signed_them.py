"""Records of outings, who signed them, remarks and annexes; who guards a hazard"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0016"
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


def downgrade():
    op.drop_table("guard")
    for table in ("annex", "signature", "remark"):
        op.drop_table(table)
    for table, columns in COLUMNS.items():
        for name, _ in columns:
            op.drop_column(table, name)
