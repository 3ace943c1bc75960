"""The Merkle tree over the ledger, built for the entries that are there; its keys and checkpoints"""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

CHUNK = 10_000


def upgrade():
    op.create_table(
        "leaf",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["entry.seq"], name=op.f("fk_leaf_seq_entry")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_leaf")),
    )
    op.create_table(
        "ledger_key",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("vkey", sa.Text(), nullable=False),
        sa.Column("since_size", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_ledger_key")),
    )
    op.create_table(
        "checkpoint",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_checkpoint")),
    )
    _fill()


def _fill():
    """One row per entry: its hash, and those of the subtrees that it completes (RFC 6962 §2.1)."""
    connection = op.get_bind()
    entry = sa.table("entry", sa.column("seq"), sa.column("canonical"))
    leaf = sa.table("leaf", sa.column("seq"), sa.column("hashes"))
    waiting, last = [], 0  # the complete subtrees so far, each with its level, the largest first
    while True:
        some = sa.select(entry).where(entry.c.seq > last).order_by(entry.c.seq).limit(CHUNK)
        rows = [{"seq": seq, "hashes": _hashes(waiting, canonical)} for seq, canonical in connection.execute(some)]
        if not rows:
            return
        connection.execute(sa.insert(leaf), rows)
        last = rows[-1]["seq"]


def _hashes(waiting, canonical):
    level, node = 0, hashlib.sha256(b"\x00" + canonical).digest()
    hashes = [node]
    while waiting and waiting[-1][0] == level:
        node = hashlib.sha256(b"\x01" + waiting.pop()[1] + node).digest()
        hashes.append(node)
        level += 1
    waiting.append((level, node))
    return b"".join(hashes)


def downgrade():
    op.drop_table("checkpoint")
    op.drop_table("ledger_key")
    op.drop_table("leaf")
