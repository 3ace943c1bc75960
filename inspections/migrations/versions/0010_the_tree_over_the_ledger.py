"""The Merkle tree over the ledger, built for what is there; its keys, checkpoints, witnesses and time stamps"""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
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
    _witnesses()
    op.create_table(
        "time_stamp",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("checkpoint_size", sa.Integer(), nullable=True),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("renew_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("renewed_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["checkpoint_size"], ["checkpoint.size"], name=op.f("fk_time_stamp_checkpoint_size_checkpoint")
        ),
        sa.ForeignKeyConstraint(
            ["renewed_by_id"], ["time_stamp.id"], name=op.f("fk_time_stamp_renewed_by_id_time_stamp")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_stamp")),
    )
    op.create_index(op.f("ix_time_stamp_checkpoint_size"), "time_stamp", ["checkpoint_size"])
    op.create_index(op.f("ix_time_stamp_renew_at"), "time_stamp", ["renew_at"])
    op.create_index(op.f("ix_time_stamp_renewed_by_id"), "time_stamp", ["renewed_by_id"])
    _fill()


def _witnesses():
    op.create_table(
        "witness",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("vkey", sa.Text(), nullable=False),
        sa.Column("url", sa.String(length=1000), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_witness")),
    )
    op.create_table(
        "cosignature",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("witness", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["size"], ["checkpoint.size"], name=op.f("fk_cosignature_size_checkpoint")),
        sa.ForeignKeyConstraint(["witness"], ["witness.name"], name=op.f("fk_cosignature_witness_witness")),
        sa.PrimaryKeyConstraint("size", "witness", name=op.f("pk_cosignature")),
    )
    op.create_table(
        "watched_log",
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.Column("vkey", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("origin", name=op.f("pk_watched_log")),
    )
    op.create_table(
        "fork",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["origin"], ["watched_log.origin"], name=op.f("fk_fork_origin_watched_log")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fork")),
    )


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
    for table in ("time_stamp", "fork", "watched_log", "cosignature", "witness", "checkpoint", "ledger_key", "leaf"):
        op.drop_table(table)
