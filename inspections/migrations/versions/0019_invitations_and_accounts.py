"""Invitations, shares, and what accounts need"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

#             table         column            points to
REFERENCES = (
    ("role_grant", "inspection_id", "inspection"),
    ("role_grant", "deputises_id", "person"),
    ("role_grant", "granted_by_id", "person"),
    ("token", "grant_id", "role_grant"),
    ("photo", "invitation_id", "invitation"),
)
PLAIN = (
    ("person", sa.Column("totp_exempt", sa.Boolean(), nullable=False, server_default=sa.false())),
    ("person", sa.Column("totp_offered", sa.String(length=64), nullable=True)),
    ("person", sa.Column("password_expires_at", sa.DateTime(timezone=True), nullable=True)),
    ("role_grant", sa.Column("is_pending", sa.Boolean(), nullable=False, server_default=sa.false())),
    ("photo", sa.Column("remark", sa.Text(), nullable=True)),
    ("photo", sa.Column("conflict", sa.String(length=60), nullable=True)),
    ("photo", sa.Column("declined_reason", sa.Text(), nullable=True)),
)


def upgrade():
    op.create_table(
        "one_time_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_one_time_code_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_code")),
        sa.UniqueConstraint("person_id", "hash", name=op.f("uq_one_time_code_person_id_hash")),
    )
    _invitations()
    _shares()
    for table, column, target in REFERENCES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column(column, sa.Uuid(), nullable=True))
            batch.create_foreign_key(op.f(f"fk_{table}_{column}_{target}"), target, [column], ["id"])
    for table, column in PLAIN:
        op.add_column(table, column)
    op.create_index(op.f("ix_role_grant_inspection_id"), "role_grant", ["inspection_id"])


def _invitations():
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("phone_tail", sa.String(length=6), nullable=True),
        sa.Column("home_agency_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("grant_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("code_expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Uuid(), nullable=True),
        sa.Column("redeemed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("letter_version", sa.String(length=60), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_invitation_{column}_{target}"))
            for column, target in (
                ("inspection_id", "inspection"),
                ("home_agency_id", "agency"),
                ("person_id", "person"),
                ("grant_id", "role_grant"),
                ("approved_by_id", "person"),
                ("created_by_id", "person"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitation_code_hash")),
    )
    op.create_index(op.f("ix_invitation_inspection_id"), "invitation", ["inspection_id"])


def _shares():
    op.create_table(
        "share",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_kind", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("shared_by_id", sa.Uuid(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_share_office_id_office")),
        sa.ForeignKeyConstraint(["shared_by_id"], ["person.id"], name=op.f("fk_share_shared_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share")),
    )
    op.create_index(op.f("ix_share_office_id_subject_kind"), "share", ["office_id", "subject_kind"])
    op.create_index(op.f("ix_share_subject_id"), "share", ["subject_id"])


def downgrade():
    op.drop_index(op.f("ix_role_grant_inspection_id"), "role_grant")
    for table, column in reversed(PLAIN):
        op.drop_column(table, column.name)
    for table, column, target in reversed(REFERENCES):
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"fk_{table}_{column}_{target}"), type_="foreignkey")
            batch.drop_column(column)
    for table in ("share", "invitation", "one_time_code"):
        op.drop_table(table)
