"""Imports, and versions of layers"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("applied_by_id", sa.Uuid(), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["applied_by_id"], ["person.id"], name=op.f("fk_import_applied_by_id_person")),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_import_created_by_id_person")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_import_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import")),
    )
    with op.batch_alter_table("import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_office_id_created_at"), ["office_id", "created_at"], unique=False)

    with op.batch_alter_table("layer", schema=None) as batch_op:
        # What is there came with the demonstration: WGS 84, and the office above all others answers for it.
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("office_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("import_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("crs", sa.Text(), nullable=False, server_default="EPSG:4326"))
        batch_op.add_column(sa.Column("datum", sa.String(length=60), nullable=False, server_default="WGS84"))
        batch_op.add_column(sa.Column("method", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_reason", sa.Text(), nullable=True))
        batch_op.drop_constraint("uq_layer_key", type_="unique")
        batch_op.create_unique_constraint(op.f("uq_layer_key_version"), ["key", "version"])
        batch_op.create_foreign_key(op.f("fk_layer_office_id_office"), "office", ["office_id"], ["id"])
        batch_op.create_foreign_key(op.f("fk_layer_import_id_import"), "import", ["import_id"], ["id"])
        batch_op.create_foreign_key(op.f("fk_layer_withdrawn_by_id_person"), "person", ["withdrawn_by_id"], ["id"])
    with op.batch_alter_table("layer", schema=None) as batch_op:
        for name in ("version", "crs", "datum", "method"):
            batch_op.alter_column(name, server_default=None)
    op.execute("UPDATE layer SET office_id = (SELECT id FROM office WHERE parent_id IS NULL ORDER BY path LIMIT 1)")


def downgrade():
    """Only as long as every layer has one version: there the key was unique."""
    with op.batch_alter_table("layer", schema=None) as batch_op:
        for name in ("office_id_office", "import_id_import", "withdrawn_by_id_person"):
            batch_op.drop_constraint(op.f(f"fk_layer_{name}"), type_="foreignkey")
        batch_op.drop_constraint("uq_layer_key_version", type_="unique")
        batch_op.create_unique_constraint("uq_layer_key", ["key"])
        for name in ("version", "office_id", "import_id", "crs", "datum", "method"):
            batch_op.drop_column(name)
        for name in ("withdrawn_at", "withdrawn_by_id", "withdrawn_reason"):
            batch_op.drop_column(name)
    op.drop_table("import")
