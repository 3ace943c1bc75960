"""A backup is taken while the server runs, and comes back whole or not at all."""

from dataclasses import replace

import orjson
import pytest
from sqlalchemy import select

from fieldapi import create_app
from fieldapi.settings import Settings
from inspections.db import Database
from inspections.models import Entry, Token
from tests.people import Person
from tests.served import Served, run, typed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def signed(seeded):
    """The county after its ledger was signed."""
    run("ledger", "checkpoint", "--data", str(seeded))
    return seeded


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    """Where the identity lies, and the recipient."""
    path = tmp_path_factory.mktemp("key") / "backup.key"
    return path, run("backup-key", str(path)).strip()


@pytest.fixture(scope="module")
def taken(signed, key, tmp_path_factory):
    """A backup of the county, taken while it was served."""
    folder = tmp_path_factory.mktemp("backup") / "monday"
    with Served(signed):
        run("backup", "--data", str(signed), "--to", str(folder), "--recipient", key[1])
    return folder


def restore(source, key, target, code=0, how=typed):
    return how("restore", "--from", str(source), "--identity", str(key[0]), "--data", str(target), code=code)


def listed(folder):
    app = create_app(Settings(data=folder))
    found = Person(app, "prosecutor.qingyun").get("/hazards", limit=100)["items"]
    app.extensions["database"].close()
    return [(item["number"], item["status"]) for item in found]


def reporters_of(folder):
    app = create_app(Settings(data=folder))
    li = Person(app, "prosecutor.qingyun")
    known = [clue["id"] for clue in li.get("/clues")["items"] if clue["has_reporter"]]
    names = [li.get(f"/clues/register/{id_}/reporter")["name"] for id_ in known]
    app.extensions["database"].close()
    return names


def test_what_comes_back_is_what_was_there_and_every_session_is_over(signed, taken, key, tmp_path):
    target = tmp_path / "back"
    said = restore(taken, key, target, how=run)

    assert "files: no faults" in said and "entries of the ledger" in said
    database = Database(f"sqlite:///{target / 'lanjian.db'}")
    with database.read() as session:
        assert session.scalars(select(Token)).all() == []
        assert session.scalar(select(Entry.type).order_by(Entry.seq.desc()).limit(1)) == "store.restored"
    database.close()
    assert listed(target) == listed(signed)
    assert reporters_of(target) == ["来电群众（示意）"]  # the key of their store came along
    assert "no faults" in run("fsck", "--data", str(target))
    assert run("ledger", "checkpoint", "--data", str(target))  # the key came along and goes on


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_what_was_signed_after_the_backup_is_entered_as_lost(settings, li, tmp_path):
    """The old folder of keys survived; so would a witness or a bundle tell."""
    recipient, data = typed("backup-key", tmp_path / "key").strip(), ("--data", settings.data)
    li.record()
    typed("ledger", "checkpoint", *data)
    typed("backup", *data, "--to", tmp_path / "monday", "--recipient", recipient)
    li.record()
    entries = int(typed("ledger", "checkpoint", *data).split("\n")[1])
    back = ("restore", "--from", tmp_path / "monday", "--identity", tmp_path / "key", "--data", tmp_path / "back")
    forged = tmp_path / "forged.note"
    forged.write_text((settings.keys / "last-signed.note").read_text("utf-8").replace(f"\n{entries}\n", "\n999\n"))

    assert "refused" in typed(*back, "--known", forged, code=1)
    said = typed(*back, "--known", settings.keys / "last-signed.note")

    assert f"to {entries} were signed and are lost" in said
    restored = Database(f"sqlite:///{tmp_path / 'back' / 'lanjian.db'}")
    with restored.read() as session:
        gap = session.scalar(select(Entry).order_by(Entry.seq.desc()).limit(1))
        assert (gap.type, orjson.loads(gap.payload)["to"]) == ("ledger.gap", entries)
    restored.close()


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_postgresql_comes_back_whole_or_not_at_all(settings, li, postgresql, tmp_path):
    hazard = li.record()
    li.add_photo(hazard)
    there, here = settings.database_url, postgresql.create("restored")
    recipient, backup = typed("backup-key", tmp_path / "key").strip(), tmp_path / "monday"
    typed("ledger", "checkpoint", "--data", settings.data, LANJIAN_DATABASE_URL=there)
    typed("backup", "--data", settings.data, "--to", backup, "--recipient", recipient, LANJIAN_DATABASE_URL=there)
    li.record()  # after the backup
    back = ("restore", "--from", backup, "--identity", tmp_path / "key", "--data", tmp_path / "back")
    try:
        for item in (backup / "lanjian.dump.age", next((backup / "originals").iterdir())):
            content = item.read_bytes()
            item.write_bytes(content[:-100] + bytes([content[-100] ^ 1]) + content[-99:])
            assert item.name.removesuffix(".age") in typed(*back, code=1, LANJIAN_DATABASE_URL=here)
            item.write_bytes(content)
        assert "no lanjian.db" in typed(*back, code=1)

        said = typed(*back, LANJIAN_DATABASE_URL=here)
        assert "tree: no faults" in said and "files: no faults" in said
        restored = create_app(replace(settings, data=tmp_path / "back", database_url=here))
        (found,) = Person(restored, "prosecutor.qingyun").get("/hazards")["items"]
        restored.extensions["database"].close()
        assert found["id"] == hazard["id"]
        assert "is not empty" in typed(*back[:-1], tmp_path / "more", code=1, LANJIAN_DATABASE_URL=here)
    finally:
        postgresql.drop("restored")


def test_nothing_readable_lies_in_a_backup(taken):
    found = [path for path in taken.rglob("*") if path.is_file()]
    content = b"".join(path.read_bytes() for path in found)

    assert all(path.suffix == ".age" and path.stat().st_mode & 0o777 == 0o600 for path in found)
    assert taken.stat().st_mode & 0o777 == 0o700
    assert b"SQLite format 3" not in content and b"PRIVATE KEY" not in content and "承德小学".encode() not in content


@pytest.mark.parametrize(
    ("what", "how"),
    [("manifest", "shortened"), ("lanjian.db", "changed"), ("original", "changed"), ("original", "gone")],
)
def test_a_damaged_backup_is_refused_with_the_name_of_the_item(taken, key, tmp_path, what, how):
    path = next((taken / "originals").iterdir()) if what == "original" else taken / f"{what}.age"
    content = path.read_bytes()
    try:
        path.unlink()
        if how == "changed":
            path.write_bytes(content[:-100] + bytes([content[-100] ^ 1]) + content[-99:])
        elif how == "shortened":
            path.write_bytes(content[:-1])
        said = restore(taken, key, tmp_path / "back", code=1)
        assert path.name.removesuffix(".age") in said and "Traceback" not in said
        assert list(tmp_path.iterdir()) == []
    finally:
        path.write_bytes(content)
        path.chmod(0o600)


def test_another_key_opens_nothing(taken, tmp_path):
    typed("backup-key", tmp_path / "other.key")

    assert "manifest" in restore(taken, (tmp_path / "other.key",), tmp_path / "back", code=1)
    assert not (tmp_path / "back").exists()


def test_a_folder_that_holds_something_is_left_alone(signed, taken, key):
    before = sorted(path.name for path in signed.iterdir())

    assert "is not empty" in restore(taken, key, signed, code=1)
    assert "is there already" in typed(
        "backup", "--to", str(taken), "--data", str(signed), "--recipient", key[1], code=1
    )
    assert "no age recipient" in typed(
        "backup", "--to", str(taken.parent / "x"), "--data", str(signed), "--recipient", "x", code=1
    )
    assert sorted(path.name for path in signed.iterdir()) == before
