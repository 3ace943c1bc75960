"""The tree over the ledger: it grows with every act, proves every entry, and is the same however it came about."""

import pytest
from sqlalchemy import select

from inspections import db, ledger, merkle, migrations, proofs
from inspections.models import Entry, Leaf, LedgerHead
from tests.inspections.test_merkle import root

pytestmark = pytest.mark.databases("sqlite")


def grow(database, count):
    def act(session):
        for _ in range(count):
            ledger.append(session, None, "test.act", [("person", db.new_id())])

    database.write(act)


def leaves(database):
    with database.read() as session:
        return session.execute(select(Leaf.seq, Leaf.hashes).order_by(Leaf.seq)).all()


@pytest.fixture
def grown(database):
    """The bytes of all entries of a ledger with at least 70."""
    grow(database, 70)
    with database.read() as session:
        return list(session.scalars(select(Entry.canonical).order_by(Entry.seq)))


def test_the_root_at_every_size_is_that_of_the_entries(database, grown):
    with database.read() as session:
        assert session.scalar(select(LedgerHead.size)) == len(grown)
        for size in range(len(grown) + 1):
            assert proofs.root(session, size) == root(grown[:size])


@pytest.mark.databases("sqlite", "postgresql")
def test_every_entry_is_proved_against_every_root_that_covers_it(database, grown):
    with database.read() as session:
        for size in (1, 2, 3, 63, 64, 65, len(grown)):
            whole = proofs.root(session, size)
            for seq in range(1, size + 1):
                leaf = proofs.leaf(session, seq)
                assert leaf == merkle.leaf_hash(grown[seq - 1])
                assert merkle.includes(whole, size, seq - 1, leaf, proofs.inclusion(session, seq, size))


def test_every_later_tree_is_proved_to_begin_with_every_earlier_one(database, grown):
    with database.read() as session:
        roots = [proofs.root(session, size) for size in range(len(grown) + 1)]
        for first in range(1, len(grown) + 1):
            for size in (first, len(grown)):
                proof = proofs.consistency(session, first, size)
                assert merkle.extends(roots[first], first, roots[size], size, proof)


@pytest.mark.databases("sqlite", "postgresql")
def test_acts_one_by_one_and_many_in_one_transaction_grow_the_same_tree(database):
    for count in (1, 1, 1, 5, 2, 3, 1):
        grow(database, count)

    with database.read() as session:
        entries = list(session.scalars(select(Entry.canonical).order_by(Entry.seq)))
        assert proofs.root(session, len(entries)) == root(entries)


@pytest.mark.databases("sqlite", "postgresql")
def test_an_act_that_fails_leaves_no_leaf(database):
    def fail(session):
        ledger.append(session, None, "test.act", [("person", db.new_id())])
        raise ZeroDivisionError

    before = leaves(database)
    with pytest.raises(ZeroDivisionError):
        database.write(fail)

    assert leaves(database) == before


@pytest.mark.databases("sqlite", "postgresql")
def test_the_migration_builds_the_tree_that_the_acts_built(database, grown):
    before = leaves(database)

    migrations.downgrade(database, "0009")
    migrations.upgrade(database)

    assert leaves(database) == before
    grow(database, 3)
    with database.read() as session:
        entries = list(session.scalars(select(Entry.canonical).order_by(Entry.seq)))
        assert proofs.root(session, len(entries)) == root(entries)
