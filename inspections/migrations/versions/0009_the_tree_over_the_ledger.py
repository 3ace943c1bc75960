"""The Merkle tree over the ledger, built for the entries that are there"""

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
    op.drop_table("leaf")
