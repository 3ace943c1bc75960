"""Pairs of photos in findings, what follows a relapse, and notices"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
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
    op.drop_index(op.f("ix_follow_up_closed_at_due_on"), "follow_up")
    op.create_index(op.f("ix_follow_up_closed_at_due_on_id"), "follow_up", ["closed_at", "due_on", "id"])
    _notices()


def _notices():
    op.create_table(
        "outgoing_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("moment", sa.String(length=60), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by_id", sa.Uuid(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_outgoing_notice_agency_id_agency")),
        sa.ForeignKeyConstraint(["case_id"], ["pil_case.id"], name=op.f("fk_outgoing_notice_case_id_pil_case")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_outgoing_notice_office_id_office")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outgoing_notice_person_id_person")),
        sa.ForeignKeyConstraint(
            ["released_by_id"], ["person.id"], name=op.f("fk_outgoing_notice_released_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_notice")),
        sa.UniqueConstraint("key", name=op.f("uq_outgoing_notice_key")),
    )
    op.create_index(op.f("ix_outgoing_notice_office_id_state_id"), "outgoing_notice", ["office_id", "state", "id"])
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("moment", sa.String(length=60), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("about_kind", sa.String(length=60), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outgoing_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["outgoing_id"], ["outgoing_notice.id"], name=op.f("fk_notice_outgoing_id_outgoing_notice")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_notice_person_id_key")),
    )
    op.create_index(op.f("ix_notice_key"), "notice", ["key"])
    op.create_index(op.f("ix_notice_outgoing_id"), "notice", ["outgoing_id"])
    op.create_index(op.f("ix_notice_person_id_read_at_id"), "notice", ["person_id", "read_at", "id"])
    op.create_table(
        "notice_setting",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("daily", sa.Boolean(), nullable=False),
        sa.Column("muted", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=60), nullable=False),
        sa.Column("calendar_hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_setting_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_notice_setting")),
        sa.UniqueConstraint("calendar_hash", name=op.f("uq_notice_setting_calendar_hash")),
    )
    op.create_table(
        "notice_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_progress")),
    )
    op.execute("INSERT INTO notice_progress (id, seq) SELECT 1, size FROM ledger_head")  # nobody is told of the past


def downgrade():
    for name in ("notice_progress", "notice_setting", "notice", "outgoing_notice"):
        op.drop_table(name)
    op.drop_index(op.f("ix_follow_up_closed_at_due_on_id"), "follow_up")
    op.create_index(op.f("ix_follow_up_closed_at_due_on"), "follow_up", ["closed_at", "due_on"])
    op.drop_table("relapse")
    with op.batch_alter_table("finding") as batch_op:
        for name in PAIR:
            batch_op.drop_constraint(op.f(f"fk_finding_{name}_photo"), type_="foreignkey")
            batch_op.drop_column(name)
