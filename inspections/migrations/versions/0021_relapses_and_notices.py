"""Pairs of photos in findings, and what follows when a closed hazard is found again"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0016"
branch_labels = None
depends_on = None

PAIR = ("photo_before_id", "photo_after_id")


def upgrade():
    with op.batch_alter_table("finding") as batch_op:
        for name in PAIR:
            batch_op.add_column(sa.Column(name, sa.Uuid(), nullable=True))
            batch_op.create_foreign_key(op.f(f"fk_finding_{name}_photo"), "photo", [name], ["id"])
    op.create_table(
        "relapse",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("hazard_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["pil_case.id"], name=op.f("fk_relapse_case_id_pil_case")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_relapse_decided_by_id_person")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_relapse_finding_id_finding")),
        sa.ForeignKeyConstraint(["hazard_id"], ["hazard.id"], name=op.f("fk_relapse_hazard_id_hazard")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relapse")),
        sa.UniqueConstraint("finding_id", name=op.f("uq_relapse_finding_id")),
        sa.UniqueConstraint("hazard_id", name=op.f("uq_relapse_hazard_id")),
    )


def downgrade():
    op.drop_table("relapse")
    with op.batch_alter_table("finding") as batch_op:
        for name in PAIR:
            batch_op.drop_constraint(op.f(f"fk_finding_{name}_photo"), type_="foreignkey")
            batch_op.drop_column(name)
