"""Whoever owns the database can take the guards off and rewrite the ledger. What fsck then finds, and what it names."""

import random

import pytest
from sqlalchemy import delete, insert, select, update

from inspections import checkpoints, db, keys, ledger, ledger_checks, merkle, notes, proofs
from inspections.migrations import guards
from inspections.models import Checkpoint, Entry, EntrySubject, Leaf, LedgerHead, LedgerKey, Photo

pytestmark = pytest.mark.databases("sqlite")
SIZE = 60


@pytest.fixture
def folder(settings):
    return keys.Folder(settings.keys)


@pytest.fixture
def grown(database, folder):
    """A ledger of sixty entries under a checkpoint: their canonical bytes."""

    def act(session):
        for number in range(SIZE - session.scalar(select(LedgerHead.size))):
            ledger.append(session, None, "test.act", [("person", db.new_id())], {"number": number})

    database.write(act)
    assert checkpoints.sign(database, folder) == SIZE
    with database.read() as session:
        return list(session.scalars(select(Entry.canonical).order_by(Entry.seq)))


@pytest.fixture
def faults(database, folder):
    def find():
        with database.read() as session:
            found = [fault for check in ledger_checks.CHECKS for fault in check.find(session)]
            found += ledger_checks.outside(session, folder)
        return {(fault.check, fault.about) for fault in found}

    return find


@pytest.fixture
def tamper(database):
    """Run statements as the owner of the database, without the guards."""

    def run(*statements):
        with database.schema_change() as connection:
            guards.drop(connection)
            for statement in statements:
                connection.execute(statement)
            guards.create(connection)

    return run


def flipped(content, bit):
    spoiled = bytearray(content)
    spoiled[bit // 8] ^= 1 << bit % 8
    return bytes(spoiled)


@pytest.mark.databases("sqlite", "postgresql")
def test_a_sound_ledger_has_no_faults(database, grown, faults, li, folder):
    hazard = li.record()
    li.add_photo(hazard)
    checkpoints.rotate(database, folder)

    assert faults() == set()


def test_every_bit_of_every_entry_counts(database, grown):
    with database.read() as session:
        root = proofs.root(session, SIZE)
        paths = [proofs.inclusion(session, seq, SIZE) for seq in range(1, SIZE + 1)]

    for index, (canonical, path) in enumerate(zip(grown, paths, strict=True)):
        for bit in range(len(canonical) * 8):
            leaf = merkle.leaf_hash(flipped(canonical, bit))
            assert not merkle.includes(root, SIZE, index, leaf, path), (index, bit)


def test_every_bit_of_every_proof_counts(database, grown):
    with database.read() as session:
        root = proofs.root(session, SIZE)
        for index, canonical in enumerate(grown):
            leaf, path = merkle.leaf_hash(canonical), proofs.inclusion(session, index + 1, SIZE)
            for place, one in enumerate(path):
                for bit in range(0, 256, 5):
                    spoiled = [*path[:place], flipped(one, bit), *path[place + 1 :]]
                    assert not merkle.includes(root, SIZE, index, leaf, spoiled)


@pytest.mark.parametrize(
    ("column", "check"), [("canonical", "tree"), ("payload", "entries"), ("salt", "entries"), ("hashes", "tree")]
)
def test_a_flipped_bit_is_found_and_its_entry_named(database, grown, faults, tamper, column, check):
    chance = random.Random(column)
    model = Leaf if column == "hashes" else Entry
    for seq in chance.sample(range(1, SIZE + 1), 12):
        with database.read() as session:
            before = session.scalar(select(getattr(model, column)).where(model.seq == seq))
        bit = chance.randrange(8 * len(before))
        tamper(update(model).where(model.seq == seq).values({column: flipped(before, bit)}))
        assert (check, f"entry {seq}") in faults(), (seq, bit)
        tamper(update(model).where(model.seq == seq).values({column: before}))
    assert faults() == set()


@pytest.mark.databases("sqlite", "postgresql")
def test_a_row_that_says_something_else_than_its_bytes_is_found(grown, faults, tamper):
    tamper(
        update(Entry).where(Entry.seq == 5).values(type="test.other"),
        update(Entry).where(Entry.seq == 6).values(at=db.datetime(2026, 1, 1, tzinfo=db.UTC)),
        update(EntrySubject).where(EntrySubject.seq == 7).values(kind="hazard"),
        delete(EntrySubject).where(EntrySubject.seq == 8),
    )

    assert faults() == {("entries", f"entry {seq}") for seq in (5, 6, 7, 8)}


@pytest.mark.parametrize("place", [1, 30, 59])
def test_an_entry_that_was_taken_out_is_found(grown, faults, tamper, place):
    tamper(*[delete(model).where(model.seq == place) for model in (EntrySubject, Leaf, Entry)])

    assert {about for _, about in faults()} >= {f"entry {place + 1}"}


@pytest.mark.parametrize(("one", "other"), [(1, 2), (17, 44)])
def test_two_entries_that_were_swapped_are_found(database, grown, faults, tamper, one, other):
    values = {seq: grown[seq - 1] for seq in (one, other)}
    tamper(*[update(Entry).where(Entry.seq == a).values(canonical=values[b]) for a, b in ((one, other), (other, one))])

    assert {("tree", f"entry {one}"), ("tree", f"entry {other}")} <= faults()


@pytest.mark.databases("sqlite", "postgresql")
def test_a_tail_that_was_cut_off_is_found_by_what_was_signed(grown, faults, tamper):
    cut = [delete(model).where(model.seq > SIZE - 3) for model in (EntrySubject, Leaf, Entry)]
    tamper(delete(Checkpoint), *cut, update(LedgerHead).values(size=SIZE - 3))

    assert faults() == {("outside", "ledger")}


def test_a_ledger_that_was_hashed_anew_is_found_by_what_was_signed(database, grown, faults, tamper):
    forged = [canonical.replace(b'"v":1', b'"v":2') if at == 20 else canonical for at, canonical in enumerate(grown)]
    hashes = dict(zip(range(1, SIZE + 1), _rehashed(forged), strict=True))
    tamper(
        update(Entry).where(Entry.seq == 21).values(canonical=forged[20]),
        *[update(Leaf).where(Leaf.seq == seq).values(hashes=one) for seq, one in hashes.items()],
    )

    assert faults() == {("tree", f"checkpoint {SIZE}"), ("outside", "ledger")}


def _rehashed(entries):
    rows = []
    for seq, canonical in enumerate(entries, 1):
        nodes = [merkle.leaf_hash(canonical)]
        for half in merkle.ended_by(seq):
            nodes.append(merkle.node_hash(rows[seq - half - 1][-merkle.SIZE :], nodes[-1]))
        rows.append(b"".join(nodes))
    return rows


def test_a_checkpoint_signed_with_another_key_is_found(database, grown, faults, tamper, tmp_path):
    with database.read() as session:
        name = notes.Key.parse(checkpoints.all_keys(session)[0].vkey).name
        head = notes.Head(name, SIZE, proofs.root(session, SIZE))
    stranger = keys.Folder(tmp_path / "stranger")
    with stranger.held():
        thief = stranger.make(name)
    note = str(notes.Note(str(head), (thief.sign(str(head)),)))
    tamper(update(Checkpoint).values(note=note))
    assert faults() == {("signatures", f"checkpoint {SIZE}")}

    row = {"number": 2, "vkey": str(thief.key), "since_size": 1, "at": db.system_clock(), "statement": note}
    tamper(insert(LedgerKey).values(row))
    assert faults() == {("signatures", "keys")}


@pytest.mark.databases("sqlite", "postgresql")
def test_evidence_that_was_exchanged_is_found_though_the_file_fits_its_row(database, faults, tamper, li):
    photo = li.add_photo(li.record())
    tamper(update(Photo).values(sha256="0" * 64))

    assert faults() == {("evidence", f"photo {photo['id']}"), ("evidence", f"original {photo['sha256']}")}


def test_evidence_that_nobody_added_is_found(database, faults, tamper, li):
    li.add_photo(li.record())
    other = li.record()
    with database.read() as session:
        values = dict(session.execute(select(*Photo.__table__.columns)).mappings().one())
    strange = values | {"id": db.new_id(), "hazard_id": db.UUID(other["id"])}
    tamper(insert(Photo.__table__).values(strange))

    assert faults() == {("evidence", f"photo {strange['id']}")}


def test_a_photo_that_was_taken_away_is_found(database, faults, tamper, li):
    photo = li.add_photo(li.record())
    tamper(delete(Photo))

    assert faults() == {("evidence", f"photo {photo['id']}"), ("evidence", f"original {photo['sha256']}")}


@pytest.mark.databases("sqlite", "postgresql")
def test_what_was_erased_by_law_is_no_fault(database, grown, faults):
    database.write(lambda session: session.execute(update(Entry).where(Entry.seq == 9).values(payload=None, salt=None)))

    assert faults() == set()
