"""Registers of assets, their history, and where imported hazards come from"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "asset",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("raw_id", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("draft_digest", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("register_name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("component_code", sa.String(length=60), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("owner_text", sa.String(length=200), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("received_lon", sa.Double(), nullable=False),
        sa.Column("received_lat", sa.Double(), nullable=False),
        sa.Column("received_datum", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=True),
        sa.Column("cover_class", sa.String(length=60), nullable=True),
        sa.Column("net", sa.Boolean(), nullable=True),
        sa.Column("last_patrol_on", sa.Date(), nullable=True),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=60), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("missing_since", sa.Date(), nullable=True),
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name=op.f("ck_asset_lat_range")),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name=op.f("ck_asset_lon_range")),
        sa.ForeignKeyConstraint(["import_id"], ["import.id"], name=op.f("fk_asset_import_id_import")),
        sa.ForeignKeyConstraint(["kind"], ["asset_kind.code"], name=op.f("fk_asset_kind_asset_kind")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_asset_office_id_office")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_asset_owner_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset")),
        sa.UniqueConstraint("office_id", "scheme", "code", name=op.f("uq_asset_office_id_scheme_code")),
    )
    with op.batch_alter_table("asset", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asset_code"), ["code"], unique=False)
        batch_op.create_index(batch_op.f("ix_asset_lon_lat_kind"), ["lon", "lat", "kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_asset_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "asset_history",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("register_name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("component_code", sa.String(length=60), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("owner_text", sa.String(length=200), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("received_lon", sa.Double(), nullable=False),
        sa.Column("received_lat", sa.Double(), nullable=False),
        sa.Column("received_datum", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=True),
        sa.Column("cover_class", sa.String(length=60), nullable=True),
        sa.Column("net", sa.Boolean(), nullable=True),
        sa.Column("last_patrol_on", sa.Date(), nullable=True),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=60), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("missing_since", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["asset_id"], ["asset.id"], name=op.f("fk_asset_history_asset_id_asset")),
        sa.ForeignKeyConstraint(["import_id"], ["import.id"], name=op.f("fk_asset_history_import_id_import")),
        sa.ForeignKeyConstraint(["kind"], ["asset_kind.code"], name=op.f("fk_asset_history_kind_asset_kind")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_asset_history_owner_id_agency")),
        sa.PrimaryKeyConstraint("asset_id", "version", name=op.f("pk_asset_history")),
    )
    with op.batch_alter_table("asset_history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asset_history_lon_lat_kind"), ["lon", "lat", "kind"], unique=False)

    op.create_table(
        "hazard_origin",
        sa.Column("hazard_id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("external_number", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["hazard_id"], ["hazard.id"], name=op.f("fk_hazard_origin_hazard_id_hazard")),
        sa.ForeignKeyConstraint(["import_id"], ["import.id"], name=op.f("fk_hazard_origin_import_id_import")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_hazard_origin_office_id_office")),
        sa.PrimaryKeyConstraint("hazard_id", name=op.f("pk_hazard_origin")),
        sa.UniqueConstraint(
            "office_id", "source", "external_number", name=op.f("uq_hazard_origin_office_id_source_external_number")
        ),
    )
    with op.batch_alter_table("hazard_origin", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hazard_origin_import_id"), ["import_id"], unique=False)

    with op.batch_alter_table("hazard", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asset_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_hazard_asset_id"), ["asset_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_hazard_asset_id_asset"), "asset", ["asset_id"], ["id"])


def downgrade():
    with op.batch_alter_table("hazard", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_hazard_asset_id_asset"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_hazard_asset_id"))
        batch_op.drop_column("asset_id")

    with op.batch_alter_table("hazard_origin", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hazard_origin_import_id"))

    op.drop_table("hazard_origin")
    with op.batch_alter_table("asset_history", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_asset_history_lon_lat_kind"))

    op.drop_table("asset_history")
    with op.batch_alter_table("asset", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_asset_owner_id"))
        batch_op.drop_index(batch_op.f("ix_asset_lon_lat_kind"))
        batch_op.drop_index(batch_op.f("ix_asset_code"))

    op.drop_table("asset")
