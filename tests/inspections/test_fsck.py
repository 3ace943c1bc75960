"""Does everything still hold together after a whole story, and is what does not found and named?"""

import pytest
from sqlalchemy import select, text, update

from inspections import fsck
from inspections.db import new_id
from inspections.models import Entry, Hazard, KeptAnswer, LedgerHead, Tally
from tests import imports, operations
from tests.handover import BESIDE_THE_SCHOOL, FAR_AWAY
from tests.steps import claimed, verified, visit
from tests.tus import Phone


@pytest.fixture
def faults(database, store):
    """What fsck finds: {(check, about), …}."""

    def find():
        with database.read() as session:
            found = [fault for check in fsck.CHECKS for fault in check.find(session)]
            digests = fsck.files(session)
        return {(fault.check, fault.about) for fault in [*found, *fsck.damaged(store, digests)]}

    return find


def tell(li, sun):
    """A story in which hazards are recorded, moved, amended, merged, judged, fixed and found broken again."""
    hazard = li.record(location=BESIDE_THE_SCHOOL)
    li.add_photo(hazard)
    li.patch(
        f"/hazards/{hazard['id']}", {"version": 1, "location": FAR_AWAY, "severity": "low", "type": "manhole.missing"}
    )
    nowhere = li.record(location={"no_fix_reason": "地下室内无信号"})
    li.patch(f"/hazards/{nowhere['id']}", {"version": 1, "location": BESIDE_THE_SCHOOL})
    sun.move(nowhere, "dismiss", note="现场复核，井盖完好")
    master = claimed(li)
    li.move(li.record(), "mark_duplicate", master_id=master["id"], note="同一口井")
    visit(li, master, "not_fixed", note="仍未加装")
    fixed = verified(li)
    closed = sun.move(fixed, "close")
    visit(sun, closed, "rebounded", note="网又破了")
    return hazard


def test_after_a_whole_story_nothing_is_wrong(li, sun, faults):
    tell(li, sun)

    assert faults() == set()


def test_a_change_that_was_not_counted_is_found_and_can_be_counted_again(database, li, sun, faults):
    hazard = tell(li, sun)
    changed = update(Hazard).where(Hazard.number == hazard["number"])
    database.write(lambda session: session.execute(changed.values(status="confirmed", qk=7)))
    with database.read() as session:
        columns = (Hazard.version, Hazard.changed_at)
        before = session.execute(select(*columns).where(Hazard.number == hazard["number"])).one()

    assert {check for check, _ in faults()} == {"counters", "keys"}
    done = database.write(fsck.mend)

    assert faults() == set()
    assert done["keys"] == 1 and done["counters"] > 1
    with database.read() as session:
        assert session.execute(select(*columns).where(Hazard.number == hazard["number"])).one() == before
        assert session.scalar(select(Entry.type).order_by(Entry.seq.desc()).limit(1)) == "store.mended"


def test_where_nothing_is_wrong_nothing_is_written(database, li):
    li.record()
    with database.read() as session:
        before = session.scalar(select(LedgerHead.size))

    assert not any(database.write(fsck.mend).values())
    with database.read() as session:
        assert session.scalar(select(LedgerHead.size)) == before


def test_a_damaged_and_a_lost_original_are_named(li, store, faults):
    one, two = (li.add_photo(li.record(), content=b"\xff\xd8\xff" + bytes([i]) * 100) for i in (1, 2))
    path = store.path(one["sha256"])
    path.chmod(0o640)
    path.write_bytes(b"something else")
    store.path(two["sha256"]).unlink()

    assert faults() == {("files", f"original {photo['sha256']}") for photo in (one, two)}


def test_an_original_that_no_record_names_is_noted_and_no_fault(li, store, database):
    li.add_photo(li.record())
    incoming = store.incoming(100)
    incoming.write(b"kept, and then the power failed")
    received = incoming.finish()
    store.keep(received)

    with database.read() as session:
        assert fsck.strays(store, fsck.files(session)) == [received.sha256]


def test_a_photo_that_waits_for_its_record_is_no_fault(li, faults):
    Phone(li).send(hazard_id=str(new_id()))

    assert faults() == set()


def test_the_file_of_an_import_is_checked_and_no_stray(li, database, store):
    sha256 = imports.send(li, "/layers/imports", b"{}", operations.LAYER)["sha256"]

    with database.read() as session:
        assert sha256 in fsck.files(session)
        assert fsck.strays(store, fsck.files(session)) == []


def test_a_ledger_that_was_tampered_with_is_found(database, li, faults):
    li.record()
    with database.read() as session:
        last = session.scalar(select(LedgerHead.size))
    with database.schema_change() as connection:
        table = "" if database.is_sqlite else " ON entry"
        connection.execute(text(f"DROP TRIGGER entry_no_rewrite{table}"))
        connection.execute(update(Entry).where(Entry.seq == last).values(payload=b"{}"))

    assert faults() == {("entries", f"entry {last}")}


def test_a_counter_that_somebody_touched_is_found(database, li, faults):
    li.record()
    database.write(lambda session: session.execute(update(Tally).values(count=Tally.count + 1)))

    assert {check for check, _ in faults()} == {"counters"}


def test_an_answer_that_somebody_touched_is_found_and_not_mended(database, li, faults):
    li.record()
    nobody = {"area": None, "flags": [], "candidates": []}
    database.write(lambda session: session.execute(update(KeptAnswer).values(said=nobody)))

    assert not any(database.write(fsck.mend).values())
    assert {check for check, _ in faults()} == {"digests"}
