"""What photos look like, and what people made of the observations about them"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("photo", sa.Column("phash", sa.BigInteger(), nullable=True))
    op.create_table(
        "photo_band",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("photo_id", sa.Uuid(), nullable=False),
        sa.Column("phash", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_photo_band_photo_id_photo")),
        sa.PrimaryKeyConstraint("key", "photo_id", name=op.f("pk_photo_band")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "judgement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("photo_id", sa.Uuid(), nullable=False),
        sa.Column("flag", sa.String(length=60), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("judged_by_id", sa.Uuid(), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["judged_by_id"], ["person.id"], name=op.f("fk_judgement_judged_by_id_person")),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_judgement_photo_id_photo")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
    )
    op.create_index(op.f("ix_judgement_photo_id"), "judgement", ["photo_id"])


def downgrade():
    op.drop_table("judgement")
    op.drop_table("photo_band")
    op.drop_column("photo", "phash")
