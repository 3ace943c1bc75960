"""Disputes about ownership, followers, and what a merge or a split was made from"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# What a duplicate was before: a move to `referred` names the agency; the ledger says whether it was ever confirmed, and
# a hazard that came back was born confirmed. All visits that were closed since it came count as closed by the merge.
MERGED = """
UPDATE hazard SET merged_at = received_at, merged_from = CASE
    WHEN referred_to_id IS NOT NULL THEN 'referred'
    WHEN previous_hazard_id IS NOT NULL OR EXISTS (
        SELECT 1 FROM entry JOIN entry_subject ON entry_subject.seq = entry.seq
        WHERE entry.type = 'hazard.confirm' AND entry_subject.kind = 'hazard' AND entry_subject.subject_id = hazard.id
    ) THEN 'confirmed'
    ELSE 'recorded' END
WHERE status = 'duplicate'
"""
FOLLOWED = """
INSERT INTO follower (hazard_id, person_id, since) SELECT id, recorded_by_id, received_at FROM hazard
"""


def upgrade():
    op.create_table(
        "follower",
        sa.Column("hazard_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["hazard_id"], ["hazard.id"], name=op.f("fk_follower_hazard_id_hazard")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_follower_person_id_person")),
        sa.PrimaryKeyConstraint("hazard_id", "person_id", name=op.f("pk_follower")),
    )
    with op.batch_alter_table("follower", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follower_person_id"), ["person_id"], unique=False)

    op.create_table(
        "ownership_dispute",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hazard_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("extends_to", sa.JSON(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("guard_id", sa.Uuid(), nullable=False),
        sa.Column("guard_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("guard_legal_basis", sa.JSON(), nullable=False),
        sa.Column("guard_verified", sa.Boolean(), nullable=False),
        sa.Column("draft_digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["guard_id"], ["agency.id"], name=op.f("fk_ownership_dispute_guard_id_agency")),
        sa.ForeignKeyConstraint(["hazard_id"], ["hazard.id"], name=op.f("fk_ownership_dispute_hazard_id_hazard")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"], name=op.f("fk_ownership_dispute_opened_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ownership_dispute")),
    )
    with op.batch_alter_table("ownership_dispute", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ownership_dispute_due_on_id"), ["due_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ownership_dispute_hazard_id"), ["hazard_id"], unique=False)

    op.create_table(
        "dispute_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dispute_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("by_agency_id", sa.Uuid(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("document_no", sa.String(length=200), nullable=True),
        sa.Column("photo_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("draft_digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_dispute_step_agency_id_agency")),
        sa.ForeignKeyConstraint(["by_agency_id"], ["agency.id"], name=op.f("fk_dispute_step_by_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["ownership_dispute.id"], name=op.f("fk_dispute_step_dispute_id_ownership_dispute")
        ),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_dispute_step_photo_id_photo")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_dispute_step_recorded_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_step")),
        sa.UniqueConstraint("dispute_id", "position", name=op.f("uq_dispute_step_dispute_id_position")),
    )
    with op.batch_alter_table("dispute_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dispute_step_agency_id"), ["agency_id"], unique=False)

    # Not in a batch, which would build the largest table anew.
    op.add_column("hazard", sa.Column("merged_from", sa.String(length=40), nullable=True))
    op.add_column("hazard", sa.Column("merged_at", sa.DateTime(timezone=True), nullable=True))
    split_from = sa.ForeignKey("hazard.id", name=op.f("fk_hazard_split_from_id_hazard"))
    op.add_column("hazard", sa.Column("split_from_id", sa.Uuid(), split_from, nullable=True), inline_references=True)
    op.execute(MERGED)
    op.execute(FOLLOWED)


def downgrade():
    for column in ("split_from_id", "merged_at", "merged_from"):
        op.drop_column("hazard", column)
    for table in ("follower", "dispute_step", "ownership_dispute"):
        op.drop_table(table)
