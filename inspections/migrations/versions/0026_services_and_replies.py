"""Services of documents on agencies, their replies, and where agencies take what"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def _to(table, column, target):
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def upgrade():
    _confirmations()
    _services()
    _batches()
    _replies()
    with op.batch_alter_table("outgoing_notice") as batch_op:
        batch_op.add_column(sa.Column("service_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_outgoing_notice_service_id_service"), "service", ["service_id"], ["id"])
        batch_op.create_index(op.f("ix_outgoing_notice_service_id"), ["service_id"])


def _confirmations():
    op.create_table(
        "address_confirmation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("credit_code", sa.String(length=200), nullable=False),
        sa.Column("recipient_unit", sa.String(length=200), nullable=False),
        sa.Column("contact_name", sa.String(length=200), nullable=False),
        sa.Column("contact_phone", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("document_kinds", sa.JSON(), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("signatory", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("draft_digest", sa.String(length=64), nullable=False),
        _to("address_confirmation", "agency_id", "agency"),
        _to("address_confirmation", "created_by_id", "person"),
        _to("address_confirmation", "office_id", "office"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_confirmation")),
    )
    op.create_index(
        op.f("ix_address_confirmation_office_id_agency_id"), "address_confirmation", ["office_id", "agency_id"]
    )
    op.create_table(
        "service_rule",
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("electronic", sa.Boolean(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=False),
        _to("service_rule", "office_id", "office"),
        _to("service_rule", "set_by_id", "person"),
        sa.PrimaryKeyConstraint("office_id", "kind", name=op.f("pk_service_rule")),
    )


def _services():
    op.create_table(
        "service",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("confirmation_id", sa.Uuid(), nullable=True),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("dispatched_on", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("dispatched_by_id", sa.Uuid(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("effective_basis", sa.String(length=40), nullable=True),
        sa.Column("receipts_disagree", sa.Boolean(), nullable=False),
        sa.Column("code_hash", sa.String(length=200), nullable=True),
        sa.Column("link_hash", sa.String(length=64), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drafted_by_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("draft_digest", sa.String(length=64), nullable=False),
        _to("service", "agency_id", "agency"),
        _to("service", "case_id", "pil_case"),
        _to("service", "confirmation_id", "address_confirmation"),
        _to("service", "dispatched_by_id", "person"),
        _to("service", "document_id", "document"),
        _to("service", "drafted_by_id", "person"),
        _to("service", "office_id", "office"),
        _to("service", "version_id", "document_version"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_service_link_hash")),
        sa.UniqueConstraint("number", name=op.f("uq_service_number")),
    )
    op.create_index(op.f("ix_service_agency_id"), "service", ["agency_id"])
    op.create_index(op.f("ix_service_document_id"), "service", ["document_id"])
    living = sa.text("state != 'failed'")
    op.create_index(
        op.f("ix_service_version_id_agency_id"),
        "service",
        ["version_id", "agency_id"],
        unique=True,
        sqlite_where=living,
        postgresql_where=living,
    )
    op.create_index(op.f("ix_service_office_id_state_id"), "service", ["office_id", "state", "id"])
    op.create_table(
        "service_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=True),
        sa.Column("number", sa.String(length=200), nullable=True),
        sa.Column("signer", sa.String(length=200), nullable=True),
        sa.Column("post", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=200), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("upload_id", sa.Uuid(), nullable=True),
        sa.Column("officers", sa.JSON(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        _to("service_event", "recorded_by_id", "person"),
        _to("service_event", "service_id", "service"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_event")),
        sa.UniqueConstraint("service_id", "position", name=op.f("uq_service_event_service_id_position")),
    )
    op.create_table(
        "service_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("hazard_id", sa.Uuid(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        _to("service_key", "hazard_id", "hazard"),
        _to("service_key", "service_id", "service"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_service_key_token_hash")),
    )
    op.create_index(op.f("ix_service_key_service_id"), "service_key", ["service_id"])


def _batches():
    op.create_table(
        "service_batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("draft_digest", sa.String(length=64), nullable=False),
        _to("service_batch", "created_by_id", "person"),
        _to("service_batch", "office_id", "office"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_batch")),
    )
    op.create_index(op.f("ix_service_batch_office_id"), "service_batch", ["office_id"])
    op.create_table(
        "service_batch_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("problem", sa.JSON(), nullable=True),
        _to("service_batch_item", "batch_id", "service_batch"),
        _to("service_batch_item", "service_id", "service"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_batch_item")),
        sa.UniqueConstraint("batch_id", "position", name=op.f("uq_service_batch_item_batch_id_position")),
    )


def _replies():
    op.create_table(
        "reply",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("letter_sha256", sa.String(length=64), nullable=True),
        sa.Column("letter_media_type", sa.String(length=60), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("post", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=200), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        _to("reply", "service_id", "service"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
        sa.UniqueConstraint("service_id", name=op.f("uq_reply_service_id")),
    )
    op.create_table(
        "reply_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reply_id", sa.Uuid(), nullable=False),
        sa.Column("hazard_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("photo_ids", sa.JSON(), nullable=False),
        sa.Column("paper_sha256", sa.String(length=64), nullable=True),
        sa.Column("paper_media_type", sa.String(length=60), nullable=True),
        _to("reply_item", "hazard_id", "hazard"),
        _to("reply_item", "reply_id", "reply"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_item")),
        sa.UniqueConstraint("reply_id", "hazard_id", name=op.f("uq_reply_item_reply_id_hazard_id")),
    )
    op.create_index(op.f("ix_reply_item_hazard_id"), "reply_item", ["hazard_id"])


def downgrade():
    with op.batch_alter_table("outgoing_notice") as batch_op:
        batch_op.drop_index(op.f("ix_outgoing_notice_service_id"))
        batch_op.drop_constraint(op.f("fk_outgoing_notice_service_id_service"), type_="foreignkey")
        batch_op.drop_column("service_id")
    for name in ("reply_item", "reply", "service_batch_item", "service_batch"):
        op.drop_table(name)
    for name in ("service_key", "service_event", "service", "service_rule", "address_confirmation"):
        op.drop_table(name)
