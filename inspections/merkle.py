"""The Merkle tree of RFC 6962 §2.1 (RFC 9162 §2.1): its hashes, its proofs, and how a proof is checked.

Pure: who keeps the hashes is another matter. A subtree is the ``range`` of the leaves that it covers, counted from 0.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256

SIZE = 32  # bytes of a hash
EMPTY = sha256(b"").digest()  # the root of no leaves


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over leaves with these hashes (MTH)."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY
    half = _half(len(leaves))
    return node_hash(root(leaves[:half]), root(leaves[half:]))


def ended_by(number: int) -> Iterator[int]:
    """The sizes of the left halves of the complete subtrees that leaf *number* (from 1) ends, the smallest first."""
    half = 1
    while number % (2 * half) == 0:
        yield half
        half *= 2


def complete(subtree: range) -> list[tuple[int, int]]:
    """The complete subtrees that make up *subtree*, the left and largest first: ``(level, index on that level)``."""
    found, low = [], subtree.start
    while low < subtree.stop:
        level = (subtree.stop - low).bit_length() - 1
        found.append((level, low >> level))
        low += 1 << level
    return found


def fold(hashes: Sequence[bytes]) -> bytes:
    """The hash of what ``complete`` gave, from the hashes of these."""
    *left, folded = hashes or [EMPTY]
    for one in reversed(left):
        folded = node_hash(one, folded)
    return folded


def inclusion(index: int, size: int) -> list[range]:
    """The subtrees whose hashes prove that leaf *index* is in the tree of *size* leaves (PATH), the nearest first."""
    path, low, high = [], 0, size
    while high - low > 1:
        middle = low + _half(high - low)
        if index < middle:
            path.append(range(middle, high))
            high = middle
        else:
            path.append(range(low, middle))
            low = middle
    return path[::-1]


def consistency(first: int, size: int) -> list[range]:
    """The subtrees whose hashes prove that the tree of *size* leaves begins with that of *first* ones (PROOF)."""
    path, low, high = [], 0, size
    while first and high != first:
        middle = low + _half(high - low)
        if first <= middle:
            path.append(range(middle, high))
            high = middle
        else:
            path.append(range(low, middle))
            low = middle
    if low:  # otherwise the old root itself, which the checker has
        path.append(range(low, high))
    return path[::-1]


def _half(size):
    """The largest power of two below *size*."""
    return 1 << (size - 1).bit_length() - 1


def includes(root: bytes, size: int, index: int, leaf: bytes, proof: Sequence[bytes]) -> bool:
    """Whether *proof* shows that the leaf with hash *leaf* stands at *index* in the tree (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size or len(leaf) != SIZE:
        return False
    node, last, found = index, size - 1, leaf
    for one in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = node_hash(one, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, one)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def extends(first_root: bytes, first: int, root: bytes, size: int, proof: Sequence[bytes]) -> bool:
    """Whether *proof* shows that the tree of *size* leaves begins with that of *first* (RFC 9162 §2.1.4.2).

    False for no leaves at all: every tree begins with that one, so there is nothing to show.
    """
    if not 0 < first <= size:
        return False
    if first == size:
        return not proof and first_root == root
    if not proof:
        return False
    old, *rest = proof if first & (first - 1) else (first_root, *proof)
    node, last, new = first - 1, size - 1, old
    while node & 1:
        node, last = node >> 1, last >> 1
    for one in rest:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(one, old), node_hash(one, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, one)
        node, last = node >> 1, last >> 1
    return last == 0 and old == first_root and new == root
