"""The tree over a ledger of a million entries: a proof in at most 5 ms, what an act pays for it, and checking it all.

Proofs are measured as the API makes them: found in the database, with root and checkpoint; checking is left out.
"""

import random
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from sqlalchemy import insert, select, update

from inspections import canonical, checkpoints, db, keys, ledger, ledger_checks, merkle, migrations
from inspections.db import Database
from inspections.models import Entry, Leaf, LedgerHead
from tests import cluster

SIZE = 1_000_000
CHUNK = 20_000
PROOFS = 2_000
ACTS = 500


def measure():
    with tempfile.TemporaryDirectory() as name:
        folder = keys.Folder(Path(name) / "keys")
        _measure(Database(f"sqlite:///{name}/lanjian.db"), folder, "SQLite")
        reason = cluster.available()
        if reason:
            print(f"PostgreSQL left out: {reason}")
            return
        with cluster.Cluster() as server:
            _measure(Database(server.create("ledger")), keys.Folder(Path(name) / "others"), "PostgreSQL")


def _measure(database, folder, label):
    migrations.upgrade(database)
    _say(f"{label}, an act with its entry and leaf, ledger empty", _acts(database))
    begun = time.perf_counter()
    database.write(_fill)
    print(f"{label}: {SIZE:,} entries in place after {time.perf_counter() - begun:.0f} s")
    _say(f"{label}, an act with its entry and leaf, {SIZE:,} there", _acts(database))
    checkpoints.sign(database, folder)
    chance = random.Random(SIZE)
    with database.read() as session:
        seqs = [chance.randrange(1, SIZE) for _ in range(PROOFS)]
        proved = [_timed(checkpoints.prove, session, seq, None) for seq in seqs]
        _say(f"{label}, proof of inclusion (goal 5 ms)", proved)
        _say(f"{label}, proof of consistency", [_timed(checkpoints.prove_growth, session, seq, None) for seq in seqs])
        _say(f"{label}, checking a proof of inclusion", _checks(session, seqs))
        begun = time.perf_counter()
        assert list(ledger_checks.tree(session)) == []
        print(f"{label}: the whole tree checked in {time.perf_counter() - begun:.1f} s")
    database.close()


def _acts(database):
    """Seconds of the last statement of an act, without its commit."""
    took = []

    def act(session):
        begun = time.perf_counter()
        ledger.append(session, None, "bench.act", [("person", db.new_id())], {"number": 1})
        took.append(time.perf_counter() - begun)

    for _ in range(ACTS):
        database.write(act)
    return took


def _fill(session):
    """Entries up to SIZE, straight into the tables, with the hashes that acts one by one would have left."""
    size = session.scalar(select(LedgerHead.size))
    ends = dict(session.execute(select(Leaf.seq, Leaf.hashes)).all())
    waiting = [(level, ends[index + 1 << level][level * 32 :][:32]) for level, index in merkle.complete(range(size))]
    for first in range(size + 1, SIZE + 1, CHUNK):
        entries, leaves = [], []
        for seq in range(first, min(first + CHUNK, SIZE + 1)):
            body = canonical.encode({"at": "2026-06-29T02:05:00.000Z", "seq": seq, "type": "bench.act", "v": 1})
            entries.append({"seq": seq, "at": db.now(session), "type": "bench.act", "canonical": body})
            leaves.append({"seq": seq, "hashes": _hashes(waiting, body)})
        session.execute(insert(Entry), entries)
        session.execute(insert(Leaf), leaves)
    session.execute(update(LedgerHead).values(size=SIZE))


def _hashes(waiting, body):
    level, nodes = 0, [merkle.leaf_hash(body)]
    while waiting and waiting[-1][0] == level:
        nodes.append(merkle.node_hash(waiting.pop()[1], nodes[-1]))
        level += 1
    waiting.append((level, nodes[-1]))
    return b"".join(nodes)


def _checks(session, seqs):
    took = []
    for seq in seqs:
        proof = checkpoints.prove(session, seq, None)
        took.append(_timed(merkle.includes, proof.root, proof.size, seq - 1, proof.leaf, proof.hashes))
    return took


def _timed(act, *arguments):
    begun = time.perf_counter()
    act(*arguments)
    return time.perf_counter() - begun


def _say(label, seconds):
    cuts = quantiles(seconds, n=100)
    print(f"{label}: p50 {cuts[49] * 1000:.2f} ms, p99 {cuts[98] * 1000:.2f} ms")
