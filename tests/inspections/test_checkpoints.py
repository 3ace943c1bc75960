"""Checkpoints: what was signed is never contradicted, and a key is followed only by one that it signed."""

import stat
from itertools import pairwise

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DatabaseError

from inspections import checkpoints, db, keys, ledger, merkle, notes, proofs
from inspections.models import Checkpoint, Entry, Leaf, LedgerHead

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def folder(tmp_path):
    return keys.Folder(tmp_path / "keys")


def act(database, count=1, type_="test.act"):
    def append(session):
        for _ in range(count):
            ledger.append(session, None, type_, [("person", db.new_id())])

    database.write(append)


def note_of(database):
    with database.read() as session:
        return notes.Note.parse(checkpoints.newest(session).note)


def vkeys(database):
    with database.read() as session:
        return [notes.Key.parse(row.vkey) for row in checkpoints.all_keys(session)]


@pytest.mark.databases("sqlite", "postgresql")
def test_a_checkpoint_is_the_signed_head_of_the_tree(database, folder):
    act(database, 5)
    size = checkpoints.sign(database, folder)
    note, (key,) = note_of(database), vkeys(database)
    head = notes.Head.parse(note.text)

    assert list(note.signed_by([key])) == [key]
    with database.read() as session:
        assert (head.origin, head.size, head.root) == (key.name, size, proofs.root(session, size))
    assert checkpoints.sign(database, folder) is None


def test_each_checkpoint_goes_on_from_the_one_before(database, folder):
    heads = []
    for count in (3, 1, 8):
        act(database, count)
        checkpoints.sign(database, folder)
        heads.append(notes.Head.parse(note_of(database).text))

    with database.read() as session:
        for old, new in pairwise(heads):
            proof = proofs.consistency(session, old.size, new.size)
            assert merkle.extends(old.root, old.size, new.root, new.size, proof)


def test_the_private_key_is_a_file_that_only_its_owner_reads(database, folder):
    checkpoints.sign(database, folder)
    (pem,) = folder.path.glob("*.pem")

    assert stat.S_IMODE(pem.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    assert b"PRIVATE KEY" in pem.read_bytes()


def test_a_minute_passes_between_checkpoints_and_nothing_is_signed_twice(database, folder, clock):
    def is_due():
        with database.read() as session:
            return checkpoints.is_due(session)

    act(database)
    assert is_due()
    checkpoints.sign(database, folder)
    assert not is_due()
    act(database)
    assert not is_due()
    clock.advance(seconds=60)
    assert is_due()
    checkpoints.sign(database, folder)
    clock.advance(hours=1)
    assert not is_due()
    act(database, type_="log.cosigned")
    assert not is_due()  # or two ledgers that witness each other never rest


def test_a_ledger_that_became_shorter_is_never_signed_again(database, folder):
    act(database, 3)
    size = checkpoints.sign(database, folder)

    _rewrite(database, [text("DELETE FROM checkpoint"), _shorter(size - 2)])
    with pytest.raises(checkpoints.Inconsistent, match=f"{size - 2} entries are left of {size}"):
        checkpoints.sign(database, folder)

    with database.read() as session:
        assert checkpoints.newest(session) is None


@pytest.mark.databases("sqlite", "postgresql")
def test_a_ledger_that_was_rewritten_is_never_signed_again(database, folder):
    act(database, 3)
    size = checkpoints.sign(database, folder)
    forged = update(Leaf).where(Leaf.seq == size).values(hashes=merkle.leaf_hash(b"forged") * 5)
    _rewrite(database, [forged])
    act(database)

    with pytest.raises(checkpoints.Inconsistent, match="are not those that were signed"):
        checkpoints.sign(database, folder)


def test_without_its_private_key_nothing_is_signed_and_no_other_key_is_made(database, folder, tmp_path):
    checkpoints.sign(database, folder)
    act(database)

    with pytest.raises(keys.KeyMissing):
        checkpoints.sign(database, keys.Folder(tmp_path / "elsewhere"))
    assert len(vkeys(database)) == 1


def test_a_new_key_follows_the_old_one_by_a_statement_that_both_signed(database, folder):
    act(database)
    checkpoints.sign(database, folder)
    before = note_of(database)
    vkey = checkpoints.rotate(database, folder)
    old, new = vkeys(database)

    assert str(new) == vkey
    assert list(before.signed_by([old, new])) == [old]
    assert list(note_of(database).signed_by([old, new])) == [new]
    assert len(list(folder.path.glob("*.pem"))) == 1
    with database.read() as session:
        rows = checkpoints.all_keys(session)
        assert checkpoints.followers(old, [row.statement for row in rows[1:]]) == [old, new]
        last = session.get_one(Entry, rows[1].since_size)
        assert (last.type, last.seq) == ("ledger.key_rotated", notes.Head.parse(note_of(database).text).size)


def test_a_key_that_the_one_before_did_not_sign_is_refused(database, folder, tmp_path):
    checkpoints.rotate(database, folder)
    (old, _), stranger = vkeys(database), keys.Folder(tmp_path)
    with stranger.held():
        thief, other = stranger.make(old.name), stranger.make(old.name)
    words = f"{old.name}\nkey rotation\n{old}\n{thief.key}\n"
    lonely = notes.Note(words, (thief.sign(words),))
    strange = notes.Note(words, (thief.sign(words), other.sign(words)))

    for statement in (lonely, strange):
        with pytest.raises(notes.BadNote):
            checkpoints.followers(old, [str(statement)])


def _shorter(size):
    return update(LedgerHead).values(size=size)


def _rewrite(database, statements):
    """What only somebody who owns the database can do."""
    with database.schema_change() as connection:
        for table in ("leaf", "checkpoint"):
            for name in ("update", "delete"):
                on = "" if database.is_sqlite else f" ON {table}"
                connection.execute(text(f"DROP TRIGGER {table}_no_{name}{on}"))
        for statement in statements:
            connection.execute(statement)


@pytest.mark.databases("sqlite", "postgresql")
def test_checkpoints_are_not_rewritten_either(database, folder):
    act(database)
    checkpoints.sign(database, folder)

    for statement in (update(Checkpoint).values(note=""), text("DELETE FROM ledger_key")):
        with pytest.raises(DatabaseError, match="append-only"):
            database.write(lambda session, statement=statement: session.execute(statement))
