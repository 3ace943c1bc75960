"""The ledger: one entry per act, no gaps, never edited, and provable after what is personal was erased."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from inspections import canonical, db, ledger, notes, reassignment_differences, witnesses
from inspections.models import Entry, EntrySubject, LedgerHead, Person
from inspections.permissions import PERMISSIONS, Mode
from tests.access_acts import ENTERED, account_acts, invitation_acts, share_acts
from tests.cards import APPLIED, card_acts
from tests.case_steps import acts_on_a_case
from tests.clue_acts import clue_acts
from tests.dispute_steps import WATER, broken_valve
from tests.document_steps import document_acts
from tests.notice_acts import MARKED, notice_acts, relapse_acts
from tests.outing_acts import outing_acts
from tests.people import PASSWORD, draft
from tests.photo_acts import UNDER_WAY, photo_acts, upload
from tests.reference_acts import asset_acts, change_reference_data, import_acts, run_a_clock
from tests.service_acts import IMPORTED, service_acts
from tests.steps import agency
from tests.sync_acts import sync_acts

SECRET = "证人老王住在三单元"
WRITERS = 16


def entries(database):
    with database.read() as session:
        columns = (Entry.seq, Entry.type, Entry.canonical, Entry.payload, Entry.salt)
        return session.execute(select(*columns).order_by(Entry.seq)).all()


def size(database):
    with database.read() as session:
        return session.scalar(select(LedgerHead.size)), session.scalar(select(func.count()).select_from(Entry))


@dataclass
class Tour:
    """Every write of the API once, and how many entries each left."""

    database: object
    left: dict = field(default_factory=dict)

    def did(self, action, act):
        before = size(self.database)[1]
        answer = act()
        assert size(self.database)[0] == size(self.database)[1]
        self.left[action] = size(self.database)[1] - before
        return answer


def record_and_visit(did, li, sun):
    hazard = did("record_hazard", li.record)
    path = f"/hazards/{hazard['id']}"
    did("amend_hazard", lambda: li.patch(path, {"version": 1, "severity": "low"}))
    photo = did("add_photo", lambda: li.add_photo(hazard))
    did("read_original", lambda: li.ask("GET", f"/photos/{photo['id']}/original", buffered=True))
    choice = {"version": 2, "role": "owner", "agency_id": None, "reason": "权属不明"}
    did("override_responsibility", lambda: li.put(f"{path}/responsibilities", choice))
    did("move_hazard", lambda: sun.move(hazard, "confirm", unknown_owner=True))
    outing = {"kind": "follow_up", "title": "回访", "hazard_ids": [hazard["id"]]}
    inspection = did("open_inspection", lambda: li.post("/inspections", outing, status=201))
    path = f"/inspections/{inspection['id']}"
    did("amend_inspection", lambda: li.patch(path, {"version": 1, "note": "雨天"}))
    guest = {"name": "老赵", "body": "渤海路街道"}
    did("add_participant", lambda: li.post(f"{path}/participants", guest))
    finding = {"hazard_id": hazard["id"], "verdict": "fixed"}
    did("record_finding", lambda: li.post(f"{path}/findings", finding, status=201))
    did("finalise_inspection", lambda: li.post(f"{path}/finalise", {}))


def dispute_and_split(did, li, sun):
    hazard, drawing = broken_valve(li)
    path = f"/hazards/{hazard['id']}"
    did("follow_hazard", lambda: sun.ask("PUT", f"{path}/follow", status=204))
    did("unfollow_hazard", lambda: sun.ask("DELETE", f"{path}/follow", status=204))
    did("open_dispute", lambda: li.post(f"{path}/dispute", {"note": "权属不明"}, status=201))
    denial = {"move": "deny", "agency_id": agency(li, WATER), "photo_id": drawing["id"], "note": "不是本单位的"}
    did("move_dispute", lambda: li.post(f"{path}/dispute/moves", denial))
    part = {"version": li.get(path)["version"], "reason": "实为两处", "location": draft()["location"]}
    did("split_hazard", lambda: li.post(f"{path}/split", part, status=201))


def reassign(did, database, store, chen):
    asked = did("request_reassignment", lambda: chen.post("/reassignments", {"reason": "区划调整"}, status=201))
    reassignment_differences.compute(database, store, asked["id"])
    path = f"/reassignments/{asked['id']}"
    looked_at = {"difference": chen.get(path)["difference"]}
    did("apply_reassignment", lambda: chen.post(f"{path}/apply", looked_at))


def cosign(did, database, person):
    log = notes.Signer("leling.example/ledger", Ed25519PrivateKey.generate())
    database.write(lambda session: witnesses.watch(session, str(log.key)))
    head = notes.Head(log.name, 7, bytes(32))
    submission = witnesses.Submission(0, [], notes.Note(str(head), (log.sign(str(head)),)), head)
    path = "/ledger/witness/add-checkpoint"
    did("cosign_checkpoint", lambda: person.ask("POST", path, data=str(submission)))


@pytest.mark.slow
def test_every_act_leaves_exactly_one_entry(app, settings, database, store, clock, li, sun, chen, person):
    tour = Tour(database)
    did = tour.did
    record_and_visit(did, li, sun)
    dispute_and_split(did, li, sun)
    run_a_clock(did, li, chen)
    acts_on_a_case(did, li, chen)
    clue_acts(did, app, li, chen, person("admin"), person("superior.dezhou"))
    change_reference_data(did, li)
    import_acts(did, li)
    asset_acts(did, li, chen)
    reassign(did, database, store, chen)
    cosign(did, database, li)
    outing_acts(did, li)
    document_acts(did, li, chen, sun)
    service_acts(did, li, chen, sun)
    invitation_acts(did, app, li)
    share_acts(did, li, sun, chen, person("prosecutor.leling"))
    account_acts(did, app, database, clock, li, person("admin"))
    relapse_acts(did, li, sun)
    notice_acts(did, database, settings, li, sun, person("assistant.qingyun"))
    upload(did, li)
    photo_acts(did, li, chen)
    card_acts(did, li)
    sync_acts(did, li, sun)
    said = {"username": "chief.qingyun", "password": PASSWORD}
    did("sign_in", lambda: li.post("/auth/tokens", said, status=201))
    did("sign_out", lambda: li.ask("DELETE", "/auth/tokens", status=204))

    acts = {action for action, row in PERMISSIONS.items() if row.mode is Mode.WRITE} - UNDER_WAY
    usual = dict.fromkeys(acts, 1) | dict.fromkeys(UNDER_WAY, 0)
    assert tour.left == usual | APPLIED | ENTERED | MARKED | IMPORTED


def test_reading_repeating_and_being_refused_leave_none(database, li, liu):
    said = draft(id=str(db.new_id()))
    hazard = li.post("/hazards", said, status=201)
    liu.get("/me")
    before = size(database)

    li.post("/hazards", said)
    li.get(f"/hazards/{hazard['id']}/timeline")
    li.get("/hazards")
    li.move(hazard, "close", status=409)
    li.patch(f"/hazards/{hazard['id']}", {"version": 7, "severity": "low"}, status=409)
    li.record(type="no.such", status=422)
    liu.get(f"/hazards/{hazard['id']}", status=404)

    assert size(database) == before


def test_an_entry_holds_who_when_what_and_no_personal_text(database, li):
    hazard = li.record(description=SECRET, address=SECRET)
    li.patch(f"/hazards/{hazard['id']}", {"version": 1, "address": "别处", "reason": SECRET})

    for entry in entries(database):
        said = json.loads(entry.canonical)
        assert list(said) == ["actor", "at", "blobs", "office", "pc", "seq", "subj", "type", "v", "ver"]
        assert entry.canonical == canonical.encode(said)
        assert said["pc"] == sha256(entry.salt + entry.payload).hexdigest()
        assert (said["seq"], said["type"], len(entry.salt)) == (entry.seq, entry.type, 32)
        assert entry.canonical.isascii()  # names, words and places would not be
        for word in (SECRET, "李文清", "37.775", "承德小学", PASSWORD):
            assert word.encode() not in entry.canonical
    assert any(SECRET in orjson.loads(entry.payload).get("description", "") for entry in entries(database))


def test_the_time_of_an_entry_is_utc_to_the_millisecond(database, li):
    assert json.loads(entries(database)[0].canonical)["at"] == "2026-06-29T02:05:00.000Z"


def test_sixteen_writers_at_once_leave_no_gap_and_no_twin(database):
    def act(number):
        return database.write(lambda session: ledger.append(session, None, "test.act", [("person", db.new_id())]))

    before = size(database)[0]
    with ThreadPoolExecutor(WRITERS) as writers:
        given = list(writers.map(act, range(WRITERS * 4)))

    assert sorted(given) == list(range(before + 1, before + 1 + WRITERS * 4))
    assert [entry.seq for entry in entries(database)] == list(range(1, before + 1 + WRITERS * 4))


def test_an_act_that_fails_leaves_neither_entry_nor_number(database):
    def fail(session):
        ledger.append(session, None, "test.act", [("person", db.new_id())])
        raise ZeroDivisionError

    before = size(database)
    with pytest.raises(ZeroDivisionError):
        database.write(fail)

    assert size(database) == before


REWRITING = [
    "UPDATE entry SET type = 'other'",
    "UPDATE entry SET at = at",
    "UPDATE entry SET canonical = payload",
    "UPDATE entry SET payload = canonical",
    "UPDATE entry SET salt = canonical, payload = NULL",
    "UPDATE entry SET seq = seq + 1000",
    "DELETE FROM entry",
    "UPDATE entry_subject SET kind = 'other'",
    "DELETE FROM entry_subject",
    "UPDATE leaf SET hashes = hashes",
    "DELETE FROM leaf",
]
REPLACING = {
    "sqlite": [
        "INSERT OR REPLACE INTO entry SELECT * FROM entry",
        "INSERT OR REPLACE INTO entry_subject SELECT * FROM entry_subject",
        "INSERT OR REPLACE INTO leaf SELECT * FROM leaf",
    ],
    "postgresql": ["TRUNCATE entry CASCADE", "TRUNCATE entry_subject", "TRUNCATE leaf"],
}


def test_the_database_refuses_to_rewrite_what_happened(database, li):
    li.record()
    before = entries(database)

    for statement in REWRITING + REPLACING[database.url.get_backend_name()]:
        with pytest.raises(DatabaseError, match="append-only"):
            database.write(lambda session, statement=statement: session.execute(text(statement)))

    assert entries(database) == before


def test_what_is_personal_can_be_erased_and_the_entry_stays_valid(database, li):
    hazard = li.record(description=SECRET)
    proved = {entry.seq: entry.canonical for entry in entries(database)}
    wanted = {json.loads(entry.canonical)["pc"]: entry for entry in entries(database)}
    assert all(sha256(entry.salt + entry.payload).hexdigest() == pc for pc, entry in wanted.items())

    erase = text("UPDATE entry SET payload = NULL, salt = NULL WHERE type = 'hazard.recorded'")
    database.write(lambda session: session.execute(erase))

    assert {entry.seq: entry.canonical for entry in entries(database)} == proved
    (event,) = li.get(f"/hazards/{hazard['id']}/timeline")["items"]
    assert (event["type"], event["payload"]) == ("hazard.recorded", None)
    assert all(SECRET.encode() not in (entry.payload or b"") for entry in entries(database))


def test_two_equal_acts_have_different_digests(database, li):
    li.record()
    li.record()

    digests = [json.loads(entry.canonical)["pc"] for entry in entries(database)]
    assert len(set(digests)) == len(digests)


def test_every_subject_of_an_act_finds_it(database, li):
    hazard = li.record()
    photo = li.add_photo(hazard)

    with database.read() as session:
        for kind, noun in (("hazard", hazard), ("photo", photo)):
            rows = ledger.timeline(session, kind, db.UUID(noun["id"]))
            assert rows[-1]["type"] == "photo.added"
            assert rows[-1]["actor"]["name"] == "李文清"
        people = set(session.scalars(select(EntrySubject.subject_id).where(EntrySubject.kind == "person")))
        assert people <= set(session.scalars(select(Person.id)))
