"""Rules have versions, a source document and somebody who recorded and verified them"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

REFERENCES = {"verified_by_id": "person", "recorded_by_id": "person", "office_id": "office"}


def upgrade():
    with op.batch_alter_table("rule") as rule:
        rule.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        rule.add_column(sa.Column("source_document", sa.JSON(), nullable=True))
        rule.add_column(sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True))
        rule.add_column(sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True))
        for column, table in REFERENCES.items():
            rule.add_column(sa.Column(column, sa.Uuid(), nullable=True))
            rule.create_foreign_key(op.f(f"fk_rule_{column}_{table}"), table, [column], ["id"])
        rule.drop_constraint(op.f("uq_rule_code"), type_="unique")
        rule.create_unique_constraint(op.f("uq_rule_code_version"), ["code", "version"])


def downgrade():
    # The earlier tables hold one row for a code: the latest.
    op.execute("DELETE FROM rule WHERE version < (SELECT max(version) FROM rule AS later WHERE later.code = rule.code)")
    with op.batch_alter_table("rule") as rule:
        rule.drop_constraint(op.f("uq_rule_code_version"), type_="unique")
        rule.create_unique_constraint(op.f("uq_rule_code"), ["code"])
        for column, table in REFERENCES.items():
            rule.drop_constraint(op.f(f"fk_rule_{column}_{table}"), type_="foreignkey")
            rule.drop_column(column)
        for column in ("recorded_at", "verified_at", "source_document", "version"):
            rule.drop_column(column)
