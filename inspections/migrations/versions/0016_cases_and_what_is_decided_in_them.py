"""Cases, what is decided in them, and the hazards, people, grounds and items that belong to them"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "decision_rule",
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("may_give", sa.Boolean(), nullable=False),
        sa.Column("may_record", sa.Boolean(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_decision_rule_office_id_office")),
        sa.ForeignKeyConstraint(["set_by_id"], ["person.id"], name=op.f("fk_decision_rule_set_by_id_person")),
        sa.PrimaryKeyConstraint("office_id", "kind", name=op.f("pk_decision_rule")),
    )
    op.create_table(
        "pil_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("track", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("legal_field", sa.String(length=40), nullable=True),
        sa.Column("nature", sa.String(length=60), nullable=False),
        sa.Column("respondent_id", sa.Uuid(), nullable=True),
        sa.Column("official_number", sa.String(length=200), nullable=True),
        sa.Column("secrecy_level", sa.String(length=40), nullable=False),
        sa.Column("regime", sa.String(length=60), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registered_by_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("apart_reason", sa.Text(), nullable=True),
        sa.Column("previous_case_id", sa.Uuid(), nullable=True),
        sa.Column("proposal", sa.String(length=40), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("urgent_reason", sa.Text(), nullable=True),
        sa.Column("urgent_by_id", sa.Uuid(), nullable=True),
        sa.Column("rectify_due_on", sa.Date(), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("nonperformance_ground", sa.String(length=40), nullable=True),
        sa.Column("closure_reason", sa.String(length=40), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("draft_digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_pil_case_office_id_office")),
        sa.ForeignKeyConstraint(
            ["previous_case_id"], ["pil_case.id"], name=op.f("fk_pil_case_previous_case_id_pil_case")
        ),
        sa.ForeignKeyConstraint(["registered_by_id"], ["person.id"], name=op.f("fk_pil_case_registered_by_id_person")),
        sa.ForeignKeyConstraint(["respondent_id"], ["agency.id"], name=op.f("fk_pil_case_respondent_id_agency")),
        sa.ForeignKeyConstraint(["urgent_by_id"], ["person.id"], name=op.f("fk_pil_case_urgent_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pil_case")),
        sa.UniqueConstraint("number", name=op.f("uq_pil_case_number")),
    )
    op.create_index(op.f("ix_pil_case_office_id_state_id"), "pil_case", ["office_id", "state", "id"])
    op.create_index(op.f("ix_pil_case_previous_case_id"), "pil_case", ["previous_case_id"])
    op.create_index(op.f("ix_pil_case_respondent_id_state"), "pil_case", ["respondent_id", "state"])
    op.create_table(
        "case_legal_basis",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("article", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["pil_case.id"], name=op.f("fk_case_legal_basis_case_id_pil_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_legal_basis")),
    )
    op.create_index(op.f("ix_case_legal_basis_case_id"), "case_legal_basis", ["case_id"])
    op.create_table(
        "case_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("is_lead", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["pil_case.id"], name=op.f("fk_case_person_case_id_pil_case")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_case_person_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_person")),
    )
    op.create_index(op.f("ix_case_person_case_id"), "case_person", ["case_id"])
    op.create_index(op.f("ix_case_person_person_id"), "case_person", ["person_id"])
    op.create_table(
        "recommendation_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["pil_case.id"], name=op.f("fk_recommendation_item_case_id_pil_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation_item")),
    )
    op.create_index(op.f("ix_recommendation_item_case_id"), "recommendation_item", ["case_id"])
    op.create_table(
        "case_hazard",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("hazard_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by_id", sa.Uuid(), nullable=True),
        sa.Column("removed_reason", sa.Text(), nullable=True),
        sa.Column("served_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("served_with", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_case_hazard_added_by_id_person")),
        sa.ForeignKeyConstraint(["case_id"], ["pil_case.id"], name=op.f("fk_case_hazard_case_id_pil_case")),
        sa.ForeignKeyConstraint(["hazard_id"], ["hazard.id"], name=op.f("fk_case_hazard_hazard_id_hazard")),
        sa.ForeignKeyConstraint(["removed_by_id"], ["person.id"], name=op.f("fk_case_hazard_removed_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_hazard")),
    )
    op.create_index(
        op.f("ix_case_hazard_case_id_hazard_id"),
        "case_hazard",
        ["case_id", "hazard_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_index(op.f("ix_case_hazard_hazard_id"), "case_hazard", ["hazard_id"])
    op.create_table(
        "item_hazard",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("hazard_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["hazard_id"], ["hazard.id"], name=op.f("fk_item_hazard_hazard_id_hazard")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["recommendation_item.id"], name=op.f("fk_item_hazard_item_id_recommendation_item")
        ),
        sa.PrimaryKeyConstraint("item_id", "hazard_id", name=op.f("pk_item_hazard")),
    )
    op.create_index(op.f("ix_item_hazard_hazard_id"), "item_hazard", ["hazard_id"])
    op.create_table(
        "decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("photo_id", sa.Uuid(), nullable=True),
        sa.Column("upload_id", sa.Uuid(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["pil_case.id"], name=op.f("fk_decision_case_id_pil_case")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_decision_decided_by_id_person")),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_decision_photo_id_photo")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_decision_recorded_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_case_id"), "decision", ["case_id"])
    op.create_table(
        "case_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("number", sa.String(length=200), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("photo_id", sa.Uuid(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("draft_digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["pil_case.id"], name=op.f("fk_case_step_case_id_pil_case")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_case_step_decision_id_decision")),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_case_step_photo_id_photo")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_case_step_recorded_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_step")),
        sa.UniqueConstraint("case_id", "position", name=op.f("uq_case_step_case_id_position")),
    )


def downgrade():
    op.drop_table("case_step")
    op.drop_table("decision")
    op.drop_table("item_hazard")
    op.drop_table("case_hazard")
    op.drop_table("recommendation_item")
    op.drop_table("case_person")
    op.drop_table("case_legal_basis")
    op.drop_table("pil_case")
    op.drop_table("decision_rule")
