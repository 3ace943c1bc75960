"""The Merkle tree against what RFC 6962's logs publish, and every proof against every way to spoil it.

The leaves, roots and proofs are those of the Certificate Transparency reference implementations.
"""

import random
from hashlib import sha256

import pytest

from inspections import merkle

LEAVES = [
    bytes.fromhex(entry)
    for entry in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    bytes.fromhex(root)
    for root in (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    )
]
N = {  # the nodes that the published proofs name
    "0": "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "1": "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "4": "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "6": "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
    "0-1": "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "2-3": "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "4-5": "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "6-7": "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "0-3": "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4-7": "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
}
#             index, size: proof
INCLUSION = {
    (0, 1): (),
    (0, 8): ("1", "2-3", "4-7"),
    (5, 8): ("4", "6-7", "0-3"),
    (2, 3): ("0-1",),
    (1, 5): ("0", "2-3", "4"),
}
#             first, size: proof
CONSISTENCY = {
    (1, 1): (),
    (1, 8): ("1", "2-3", "4-7"),
    (6, 8): ("4-5", "6-7", "0-3"),
    (2, 5): ("2-3", "4"),
    (6, 7): ("4-5", "6", "0-3"),
}
OTHER = bytes.fromhex("abacaba000000000000000000000000000000000000000000060061e00123456")


def nodes(names):
    return [bytes.fromhex(N[name]) for name in names]


def root(entries):
    """MTH as RFC 6962 §2.1 defines it, word for word."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    half = max(1 << power for power in range(len(entries).bit_length()) if 1 << power < len(entries))
    return sha256(b"\x01" + root(entries[:half]) + root(entries[half:])).digest()


def subtree_hashes(entries, subtrees):
    return [
        merkle.fold(
            [root(entries[index << level : index + 1 << level]) for level, index in merkle.complete(subtree)],
        )
        for subtree in subtrees
    ]


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_the_published_ones(size):
    assert root(LEAVES[:size]) == ROOTS[size]
    assert subtree_hashes(LEAVES, [range(size)]) == [ROOTS[size]]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_is_proved_as_published_and_not_otherwise(index, size):
    proof, leaf = nodes(INCLUSION[index, size]), merkle.leaf_hash(LEAVES[index])

    assert subtree_hashes(LEAVES, merkle.inclusion(index, size)) == proof
    assert merkle.includes(ROOTS[size], size, index, leaf, proof)
    for wrong in spoiled(proof, [ROOTS[size]]):
        assert not merkle.includes(ROOTS[size], size, index, leaf, wrong)
    for other in (index - 1, index + 1, index ^ 2, index - size):
        assert not merkle.includes(ROOTS[size], size, other, leaf, proof)
    for other in (size * 2, size // 2, 0):
        assert not merkle.includes(ROOTS[size], other, index, leaf, proof)
    for other in (b"WrongLeaf", b"", OTHER):
        assert not merkle.includes(ROOTS[size], size, index, other, proof)
    for other in (ROOTS[0], OTHER, b""):
        assert not merkle.includes(other, size, index, leaf, proof)


@pytest.mark.parametrize(("first", "size"), CONSISTENCY)
def test_consistency_is_proved_as_published_and_not_otherwise(first, size):
    proof, old, new = nodes(CONSISTENCY[first, size]), ROOTS[first], ROOTS[size]

    assert subtree_hashes(LEAVES, merkle.consistency(first, size)) == proof
    assert merkle.extends(old, first, new, size, proof)
    for wrong in spoiled(proof, [old, new]):
        assert not merkle.extends(old, first, new, size, wrong)
    for others in ((first - 1, size), (first + 1, size), (first ^ 2, size), (first, size * 2), (first, size // 2)):
        assert not merkle.extends(old, others[0], new, others[1], proof)
    for others in ((b"WrongRoot", new), (old, b"WrongRoot"), (new, old)):
        assert others == (old, new) or not merkle.extends(others[0], first, others[1], size, proof)


def spoiled(proof, roots):
    """Proofs that are not *proof*: longer, shorter, or with one bit flipped."""
    for more in (b"", *roots, *proof[:1]):
        yield [*proof, more]
        yield [more, *proof]
    if proof:
        yield []
        yield proof[:-1]
        yield [proof[0], OTHER, *proof[1:]]
    for i, one in enumerate(proof):
        yield [*proof[:i], bytes([one[0] ^ 8]) + one[1:], *proof[i + 1 :]]


def test_of_no_leaves_nothing_can_be_shown():
    assert not merkle.extends(merkle.EMPTY, 0, merkle.EMPTY, 0, [])
    assert not merkle.extends(merkle.EMPTY, 0, ROOTS[1], 1, [])
    assert not merkle.extends(ROOTS[2], 2, ROOTS[1], 1, [])
    assert not merkle.includes(merkle.EMPTY, 0, 0, merkle.EMPTY, [])
    assert not merkle.includes(b"", 1, 0, b"", [])


@pytest.mark.parametrize("size", [*range(1, 34), 63, 64, 65, 100])
def test_every_proof_of_every_tree_holds_and_no_other_place_does(size):
    entries = [b"entry %d" % i for i in range(size)]
    whole = root(entries)
    for index in range(size):
        leaf = merkle.leaf_hash(entries[index])
        proof = subtree_hashes(entries, merkle.inclusion(index, size))
        assert merkle.includes(whole, size, index, leaf, proof)
        assert not merkle.includes(whole, size, (index + 1) % size, leaf, proof) or size == 1
        assert merkle.extends(
            root(entries[: index + 1]),
            index + 1,
            whole,
            size,
            subtree_hashes(entries, merkle.consistency(index + 1, size)),
        )


def test_a_log_that_was_rewritten_has_no_proof_of_consistency():
    entries = [b"entry %d" % i for i in range(50)]
    chance = random.Random(20260629)
    for _ in range(200):
        first, place = chance.randrange(1, 50), chance.randrange(50)
        forged = [*entries[:place], b"forged", *entries[place + 1 :]]
        proof = subtree_hashes(forged, merkle.consistency(first, 50))
        assert merkle.extends(root(entries[:first]), first, root(forged), 50, proof) is (place >= first)
