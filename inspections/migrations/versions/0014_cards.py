"""The cards of cameras, recorders and drones, and the spots that their files are put into"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "card",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=True),
        sa.Column("gap_minutes", sa.Integer(), nullable=False),
        sa.Column("radius_m", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.JSON(), nullable=False),
        sa.Column("draft_digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_card_created_by_id_person")),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name=op.f("fk_card_inspection_id_inspection")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_card_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
    )
    op.create_index(op.f("ix_card_office_id_created_at"), "card", ["office_id", "created_at"])
    op.create_index(op.f("ix_card_created_by_id_state"), "card", ["created_by_id", "state"])
    op.create_table(
        "card_spot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("hazard_id", sa.Uuid(), nullable=True),
        sa.Column("record", sa.JSON(), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_card_spot_card_id_card")),
        sa.ForeignKeyConstraint(["hazard_id"], ["hazard.id"], name=op.f("fk_card_spot_hazard_id_hazard")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_spot")),
    )
    op.create_index(op.f("ix_card_spot_card_id"), "card_spot", ["card_id"])
    op.create_table(
        "card_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=1000), nullable=False),
        sa.Column("spot_id", sa.Uuid(), nullable=True),
        sa.Column("joined", sa.String(length=40), nullable=True),
        sa.Column("upload_id", sa.Uuid(), nullable=True),
        sa.Column("photo_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_card_file_card_id_card")),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_card_file_photo_id_photo")),
        sa.ForeignKeyConstraint(["spot_id"], ["card_spot.id"], name=op.f("fk_card_file_spot_id_card_spot")),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name=op.f("fk_card_file_upload_id_upload")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_file")),
        sa.UniqueConstraint("upload_id", name=op.f("uq_card_file_upload_id")),
    )
    op.create_index(op.f("ix_card_file_card_id"), "card_file", ["card_id"])
    op.create_index(op.f("ix_card_file_photo_id"), "card_file", ["photo_id"])


def downgrade():
    op.drop_table("card_file")
    op.drop_table("card_spot")
    op.drop_table("card")
