"""Clues of citizens, what they were answered, and apart from them who sent them"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

PEOPLE = ("entered_by_id", "registered_by_id", "handler_id", "sponsor_id")


def _references(table, *pairs):
    return [
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))
        for column, target in pairs
    ]


def upgrade():
    _clue()
    _parts()
    op.create_table(
        "reporter",
        sa.Column("clue_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_by_id", sa.Uuid(), nullable=True),
        *_references("reporter", ("clue_id", "clue"), ("erased_by_id", "person")),
        sa.PrimaryKeyConstraint("clue_id", name=op.f("pk_reporter")),
    )


def _clue():
    op.create_table(
        "clue",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("location", sa.JSON(), nullable=True),
        sa.Column("area_code", sa.String(length=60), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_visit", sa.Boolean(), nullable=False),
        sa.Column("no_reply_reason", sa.String(length=40), nullable=True),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("hazard_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("receiving_body", sa.String(length=200), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=True) for name in PEOPLE),
        *_references("clue", ("office_id", "office"), ("hazard_id", "hazard"), ("case_id", "pil_case")),
        *_references("clue", *((name, "person") for name in PEOPLE)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clue")),
        sa.UniqueConstraint("number", name=op.f("uq_clue_number")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_clue_code_hash")),
    )
    for columns in (["office_id", "state", "id"], ["hazard_id"], ["case_id"]):
        op.create_index(op.f(f"ix_clue_{'_'.join(columns)}"), "clue", columns)


def _parts():
    op.create_table(
        "clue_photo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("clue_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sm3", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("claimed", sa.JSON(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("photo_id", sa.Uuid(), nullable=True),
        *_references("clue_photo", ("clue_id", "clue"), ("photo_id", "photo")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clue_photo")),
    )
    op.create_index(op.f("ix_clue_photo_clue_id_sha256"), "clue_photo", ["clue_id", "sha256"], unique=True)
    op.create_table(
        "clue_reply",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("clue_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        *_references("clue_reply", ("clue_id", "clue"), ("recorded_by_id", "person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clue_reply")),
    )
    op.create_index(op.f("ix_clue_reply_clue_id"), "clue_reply", ["clue_id"])


def downgrade():
    for table in ("reporter", "clue_reply", "clue_photo", "clue"):
        op.drop_table(table)
