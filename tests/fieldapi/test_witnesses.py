"""Qingyun's ledger is cosigned by the city's, which remembers what it saw, over the real HTTP interface of both."""

import shutil

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from fieldapi import anchoring, create_app
from fieldapi.outside.witnesses import SIZE_TYPE, Answer, Refused
from fieldapi.settings import Settings
from inspections import checkpoints, keys, ledger_checks, merkle, migrations, notes, witnesses
from inspections.models import Cosignature, Entry, Fork, WatchedLog, Witness
from inspections.witnesses import Submission

PATH = "/api/v1/ledger/witness/add-checkpoint"


@pytest.fixture(scope="module")
def founded(tmp_path_factory):
    """Another installation, that of the office above, and a copy of its folder from before anything happened."""
    folder = tmp_path_factory.mktemp("city")
    app = create_app(Settings(data=folder / "data"))
    migrations.upgrade(app.extensions["database"])
    app.extensions["database"].close()
    shutil.copytree(folder / "data", folder / "before")
    return app, folder


@pytest.fixture
def city(founded, clock):
    app, folder = founded
    shutil.rmtree(folder / "data")
    shutil.copytree(folder / "before", folder / "data")
    app.extensions["database"].clock = clock
    yield app
    app.extensions["database"].close()


@pytest.fixture
def log(city):
    """A ledger that the city watches, with a hand free to lie: (signer, show)."""
    signer = notes.Signer("leling.example/ledger", Ed25519PrivateKey.generate())
    city.extensions["database"].write(lambda session: witnesses.watch(session, str(signer.key)))
    return signer


ENTRIES = [b"entry %d" % number for number in range(8)]


def root(entries):
    if len(entries) < 2:
        return merkle.leaf_hash(entries[0])
    half = 1 << (len(entries) - 1).bit_length() - 1
    return merkle.node_hash(root(entries[:half]), root(entries[half:]))


def show(city, signer, entries, old=0, proof=(), origin=None):
    head = notes.Head(origin or signer.name, len(entries), root(entries))
    note = notes.Note(str(head), (signer.sign(str(head)),))
    return city.test_client().post(PATH, data=str(Submission(old, list(proof), note, head)))


def proof(entries, first):
    return [root(entries[part.start : part.stop]) for part in merkle.consistency(first, len(entries))]


def rows(app, column):
    with app.extensions["database"].read() as session:
        return list(session.scalars(select(column)))


@pytest.fixture
def introduced(app, city, settings):
    """The city watches Qingyun's ledger and Qingyun asks the city: what carries a submission over."""
    here, there = keys.Folder(settings.keys), keys.Folder(city.extensions["settings"].keys)
    vkey = app.extensions["database"].write(lambda session: checkpoints.present_key(session, here).vkey)

    def watch(session):
        witnesses.watch(session, vkey)
        return str(there.witness(witnesses.witness_name(session, there)).key)

    witness = city.extensions["database"].write(watch)
    app.extensions["database"].write(lambda session: witnesses.ask(session, witness, "https://dezhou.example/w/"))

    def submit(url, text):
        assert url == "https://dezhou.example/w"
        response = city.test_client().post(PATH, data=text)
        if response.status_code == 409 and response.content_type.startswith(SIZE_TYPE):
            return Answer(size=int(response.text))
        if response.status_code != 200:
            raise Refused(response.text)
        return Answer(lines=response.text)

    return submit


def test_the_city_cosigns_each_checkpoint_and_the_lines_stand_in_it(app, city, li, settings, clock, introduced):
    database = app.extensions["database"]
    for _ in range(3):
        li.record()
        clock.advance(minutes=2)
        anchoring.checkpoint(database, settings)
        anchoring.cosign(database, settings, introduced)

    said = li.get("/ledger/checkpoint")
    with database.read() as session:
        key = notes.Key.parse(session.scalar(select(Witness.vkey)))
    assert notes.Note.parse(said["note"]).signed_by([key])[key].at == clock.at
    assert [one["witness"] for one in said["cosigned"]] == [key.name]
    assert len(rows(app, Cosignature.line)) == 3
    with database.read() as session:
        assert [fault for check in ledger_checks.CHECKS for fault in check.find(session)] == []


def test_a_witness_that_saw_more_than_is_signed_tells_of_a_loss(database, li, settings, introduced):
    li.record()
    anchoring.checkpoint(database, settings)
    signed = li.get("/ledger")["signed_size"]
    anchoring.cosign(database, settings, lambda url, text: Answer(size=signed + 7))

    with database.read() as session:
        gap = session.scalar(select(Entry).order_by(Entry.seq.desc()).limit(1))
        said = orjson.loads(gap.payload)
        assert (gap.type, said["from"], said["to"]) == ("ledger.gap", signed + 1, signed + 7)


def test_two_ledgers_that_witness_each_other_come_to_rest(app, city, li, settings, clock, introduced):
    database = app.extensions["database"]
    li.record()
    anchoring.checkpoint(database, settings)
    anchoring.cosign(database, settings, introduced)
    clock.advance(minutes=5)

    for one in (app, city):
        with one.extensions["database"].read() as session:
            last = checkpoints.newest(session)
            acts = session.scalars(select(Entry.type).where(Entry.seq > (last.size if last else 0)))
            assert set(acts) <= checkpoints.QUIET | {"log.watched"}


def test_a_ledger_that_forgot_what_the_witness_saw_is_told(app, city, li, settings, clock, introduced):
    database = app.extensions["database"]
    li.record()
    anchoring.checkpoint(database, settings)
    anchoring.cosign(database, settings, introduced)
    database.write(lambda session: witnesses.saw(session, rows(app, Witness.name)[0], 0))
    li.record()
    clock.advance(minutes=2)
    anchoring.checkpoint(database, settings)
    for _ in range(2):  # first it is told, then it goes on from there
        anchoring.cosign(database, settings, introduced)

    assert len(rows(app, Cosignature.line)) == 2


def test_a_witness_that_can_t_be_reached_is_asked_again(app, li, settings, introduced):
    database = app.extensions["database"]
    li.record()
    anchoring.checkpoint(database, settings)

    def silent(url, text):
        raise OSError("no route to host")

    with pytest.raises(ExceptionGroup):
        anchoring.cosign(database, settings, silent)
    anchoring.cosign(database, settings, introduced)
    assert len(rows(app, Cosignature.line)) == 1


def test_a_log_that_only_grows_is_cosigned(city, log):
    assert show(city, log, ENTRIES[:3]).status_code == 200
    assert show(city, log, ENTRIES[:3], old=3).status_code == 200  # again
    answer = show(city, log, ENTRIES, old=3, proof=proof(ENTRIES, 3))

    assert answer.status_code == 200
    assert answer.text.startswith("— ") and answer.text.endswith("\n")
    assert rows(city, WatchedLog.size) == [8]


def test_a_log_that_changed_its_past_is_not_cosigned(city, log):
    show(city, log, ENTRIES[:3])
    forged = [b"forged", *ENTRIES[1:]]

    answer = show(city, log, forged, old=3, proof=proof(forged, 3))

    assert (answer.status_code, answer.text) == (422, "no_proof\n")
    assert rows(city, WatchedLog.size) == [3]


def test_two_histories_of_one_size_are_kept_as_evidence(city, log):
    show(city, log, ENTRIES[:3])
    forged = [b"forged", *ENTRIES[1:3]]
    answers = [show(city, log, forged, old=old) for old in (3, 3, 0)]

    assert {(answer.status_code, answer.text) for answer in answers} == {(409, "forked\n")}
    with city.extensions["database"].read() as session:
        (fork,) = session.scalars(select(Fork))
        for written in (fork.kept, fork.shown):
            assert notes.Note.parse(written).signed_by([log.key])
        assert "log.forked" in session.scalars(select(Entry.type)).all()


def test_a_log_that_goes_back_is_told_what_was_seen(city, log):
    show(city, log, ENTRIES)

    answer = show(city, log, ENTRIES[:3])

    assert (answer.status_code, answer.text, answer.content_type) == (409, "8\n", SIZE_TYPE)


def test_strangers_are_not_cosigned(city, log):
    thief = notes.Signer(log.name, Ed25519PrivateKey.generate())

    assert show(city, thief, ENTRIES).status_code == 403
    assert show(city, log, ENTRIES, origin="nobody.example/ledger").status_code == 404
    forged = notes.Signature(log.name, log.key.id, bytes(64))
    head = notes.Head(log.name, 8, root(ENTRIES))
    text = str(Submission(0, [], notes.Note(str(head), (forged,)), head))
    assert city.test_client().post(PATH, data=text).status_code == 403
    assert rows(city, WatchedLog.note) == [None]


@pytest.mark.parametrize(
    "body", [b"", b"old 0\n\n", b"old x\n\na\n1\nAAAA\n\n", b"old 9\n\n%s", b"\xff", b"old 0\n" + b"A" * 100_001]
)
def test_what_is_no_checkpoint_is_refused(city, log, body):
    head = notes.Head(log.name, 8, root(ENTRIES))
    note = notes.Note(str(head), (log.sign(str(head)),))

    answer = city.test_client().post(PATH, data=body.replace(b"%s", str(note).encode()))

    assert answer.status_code in (400, 413)
    assert answer.json["code"] in ("not_a_checkpoint", "not_utf8", "body_too_large")


def test_a_key_of_the_wrong_kind_is_refused(database, log):
    witness = notes.Signer("w.example", log.private, notes.COSIGNATURE)
    for refused in (
        lambda session: witnesses.watch(session, str(witness.key)),
        lambda session: witnesses.ask(session, str(log.key), "https://w.example"),
    ):
        with pytest.raises(notes.BadNote):
            database.write(refused)


def test_a_witness_may_move_but_not_change_its_key(app, database, introduced):
    (name,), (vkey,) = rows(app, Witness.name), rows(app, Witness.vkey)
    database.write(lambda session: witnesses.ask(session, vkey, "https://new.example/w"))
    assert rows(app, Witness.url) == ["https://new.example/w"]

    other = notes.Signer(name, Ed25519PrivateKey.generate(), notes.COSIGNATURE)
    with pytest.raises(notes.BadNote):
        database.write(lambda session: witnesses.ask(session, str(other.key), "https://new.example/w"))
