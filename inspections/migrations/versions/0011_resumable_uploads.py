"""Uploads that arrive in pieces or before their record, and the photos that records declare"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "upload",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("hazard_id", sa.Uuid(), nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("client_metadata", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("sm3", sa.String(length=64), nullable=True),
        sa.Column("media_type", sa.String(length=60), nullable=True),
        sa.Column("claimed", sa.JSON(), nullable=True),
        sa.Column("photo_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_upload_created_by_id_person")),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_upload_photo_id_photo")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    op.create_index(op.f("ix_upload_created_by_id_received_at"), "upload", ["created_by_id", "received_at"])
    op.create_index(op.f("ix_upload_hazard_id"), "upload", ["hazard_id"])
    op.create_table(
        "declared_photo",
        sa.Column("hazard_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("photo_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["hazard_id"], ["hazard.id"], name=op.f("fk_declared_photo_hazard_id_hazard")),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_declared_photo_photo_id_photo")),
        sa.PrimaryKeyConstraint("hazard_id", "position", name=op.f("pk_declared_photo")),
    )
    op.create_index(op.f("ix_declared_photo_photo_id_hazard_id"), "declared_photo", ["photo_id", "hazard_id"])


def downgrade():
    op.drop_table("declared_photo")
    op.drop_table("upload")
