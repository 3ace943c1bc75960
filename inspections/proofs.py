"""The Merkle tree over the ledger's entries: how it grows, its root at any size, and proofs out of stored hashes.

Entry *seq* is the leaf with index ``seq - 1``. A proof reads some twenty to forty rows of a tree of a million.
"""

from collections.abc import Sequence

from sqlalchemy import select

from . import merkle
from .models import Leaf


def grown(session, seq: int, canonical: bytes) -> bytes:
    """What ``Leaf.hashes`` is for the entry with these bytes, once those before it are there."""
    halves = list(merkle.ended_by(seq))
    rows = _rows(session, [seq - half for half in halves]) if halves else {}
    hashes = [merkle.leaf_hash(canonical)]
    for half in halves:
        hashes.append(merkle.node_hash(rows[seq - half][-merkle.SIZE :], hashes[-1]))
    return b"".join(hashes)


def root(session, size: int) -> bytes:
    """The root of the tree of the first *size* entries."""
    return _hashes(session, [range(size)])[0]


def leaf(session, seq: int) -> bytes:
    """The hash of the entry as a leaf."""
    return _rows(session, [seq])[seq][: merkle.SIZE]


def inclusion(session, seq: int, size: int) -> list[bytes]:
    """The proof that entry *seq* is among the first *size* (``merkle.includes`` checks it)."""
    return _hashes(session, merkle.inclusion(seq - 1, size))


def consistency(session, first: int, size: int) -> list[bytes]:
    """The proof that the first *size* entries begin with the first *first* ones (``merkle.extends`` checks it)."""
    return _hashes(session, merkle.consistency(first, size))


def _hashes(session, subtrees: Sequence[range]) -> list[bytes]:
    parts = [merkle.complete(subtree) for subtree in subtrees]
    rows = _rows(session, {index + 1 << level for part in parts for level, index in part})
    return [merkle.fold([_node(rows[index + 1 << level], level) for level, index in part]) for part in parts]


def _node(hashes, level):
    return hashes[level * merkle.SIZE : (level + 1) * merkle.SIZE]


def _rows(session, seqs) -> dict[int, bytes]:
    return dict(session.execute(select(Leaf.seq, Leaf.hashes).where(Leaf.seq.in_(seqs))).all())
