"""Backup of a living installation into a folder of encrypted files, and the way back.

First keys and database at one moment, while nobody signs; then the originals that the database named then, which never
change. So all that a record names is there. Derived copies are made again; bytes under way are sent again.
"""

import io
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import orjson
from sqlalchemy import delete, select

from uploads import sealed
from uploads.errors import Damaged
from uploads.store import Store, sync_folders

from . import checkpoints, db, dumps, fsck, ledger, migrations, notes, proofs
from .models import LedgerHead, Token

FORMAT = "lanjian-backup/1"
MANIFEST = "manifest.age"


class Refused(RuntimeError):
    """Nothing was written where it should go; the message names the items."""


@dataclass(frozen=True, slots=True)
class Made:
    entries: int  # of the ledger
    items: int
    damaged: list[str]  # originals that were not sound and are left out


def write(database, store, keys, target: Path, recipient: str, told: Callable = lambda count, of: None) -> Made:
    """Back up into the new folder *target*, encrypted to *recipient*. Others may read and write meanwhile."""
    if target.exists():
        raise Refused(f"{target} is there already")
    to, partial = sealed.recipient(recipient), target.with_name(target.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700, parents=True)
    with store.scratch() as folder:
        with ExitStack() as until_dumped:
            with keys.held():
                files = {f"keys/{path.name}": path.read_bytes() for path in _key_files(keys)}
                session, dump = until_dumped.enter_context(dumps.moment(database, Path(folder)))
                manifest = _manifest(database, session)
            dumped = dump()
        originals = manifest.pop("originals")
        items = {name: sealed.seal(io.BytesIO(content), _at(partial, name), to) for name, content in files.items()}
        with dumped.open("rb") as file:
            items[dumped.name] = sealed.seal(file, _at(partial, dumped.name), to)
        damaged = []
        for count, sha256 in enumerate(originals, 1):
            if not _seal_original(store, sha256, partial, to, items):
                damaged.append(sha256)
            told(count, len(originals))
    manifest |= {"items": {name: {"sha256": item[0], "size": item[1]} for name, item in items.items()}}
    manifest |= {"damaged": damaged}
    sealed.seal(io.BytesIO(orjson.dumps(manifest)), partial / MANIFEST, to)
    sync_folders(*(path for path in (partial, *partial.rglob("*")) if path.is_dir()))
    os.replace(partial, target)
    sync_folders(target.parent)
    made = Made(manifest["entries"], len(items), damaged)
    database.write(lambda session: _note(session, target.name, made))
    return made


def _note(session, name, made):
    """That there is a backup is known here: bytes that are destroyed later are still in it."""
    said = {"name": name, "entries": made.entries, "damaged": made.damaged}
    ledger.append(session, None, "backup.made", [], said)


def _key_files(keys):
    return [path for path in sorted(keys.path.iterdir()) if path.is_file() and path.suffix in (".pem", ".note", ".key")]


def _at(folder, name):
    return folder / f"{name}.age"


def _manifest(database, session):
    """What the database says of itself at this moment."""
    return {
        "format": FORMAT,
        "at": ledger.instant(db.now(session)),
        "revision": migrations.current(database),
        "entries": session.scalar(select(LedgerHead.size)),
        "originals": sorted(fsck.files(session)),
    }


def _seal_original(store, sha256, partial, to, items):
    name = f"originals/{sha256}"
    try:
        store.verify(sha256)
    except Damaged:
        return False
    with store.open(sha256) as file:
        items[name] = sealed.seal(file, _at(partial, name), to)
    return True


def read(database, source: Path, partial: Path, identity: str) -> dict:
    """Restore *source* into the new folder *partial* and the empty *database*; the manifest.

    SQLite's database lies in the folder. Refused names every item that is not sound; nothing is in *database* then.
    """
    by = sealed.identity(identity)
    content = io.BytesIO()
    try:
        sealed.unseal(source / MANIFEST, content, by)
        manifest = orjson.loads(content.getvalue())
    except (sealed.NotOpened, orjson.JSONDecodeError) as error:
        raise Refused(f"{MANIFEST}: {error}") from None
    if manifest["format"] != FORMAT or manifest["revision"] != migrations.head():
        raise Refused(f"it was made by another version: {manifest['format']}, tables {manifest['revision']}")
    dump = dumps.name(database)
    if dump not in manifest["items"]:
        raise Refused(f"it holds no {dump}: it was made on another kind of database (LANJIAN_DATABASE_URL)")
    store, broken = Store(partial / "store"), []
    for name, item in manifest["items"].items():
        try:
            _take(source, partial, store, name, item, by)
        except (sealed.NotOpened, Damaged) as error:
            broken.append(f"{name}: {error or 'not what it was'}")
    if broken:
        raise Refused("\n".join(broken))
    if not database.is_sqlite:
        _fill(database, partial / dump)
    return manifest


def _fill(database, dump):
    try:
        dumps.restore(database, dump)
    except dumps.Failed as error:
        raise Refused(str(error)) from None
    dump.unlink()


def _take(source, partial, store, name, item, by):
    if not name.startswith("originals/"):
        path = partial / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            if sealed.unseal(_at(source, name), file, by) != item["sha256"]:
                raise Damaged
        return
    incoming = store.incoming(item["size"])
    try:
        sealed.unseal(_at(source, name), incoming, by)
        received = incoming.finish()
        if received.sha256 != item["sha256"]:
            raise Damaged
        store.keep(received)
    finally:
        incoming.discard()


def settle(session, manifest, known: Sequence[notes.Note] = ()) -> range:
    """After a restore: every session is over, and the ledger says from when the records are, and what is lost.

    *known* are checkpoints from elsewhere; the numbers of the entries that the largest holds and the backup lacks.
    Refused when one is not of this ledger.
    """
    entries = session.scalar(select(LedgerHead.size))
    largest = max(known, key=lambda note: _size(session, note, entries), default=None)
    lost = range(entries + 1, _size(session, largest, entries) + 1) if largest else range(0)
    session.execute(delete(Token))
    ledger.append(session, None, "store.restored", [], {"backup_at": manifest["at"], "entries": manifest["entries"]})
    if lost:
        checkpoints.lack(session, entries, lost.stop - 1, note=str(largest))
    return lost


def _size(session, note, entries):
    head = notes.Head.parse(note.text)
    if not note.signed_by([notes.Key.parse(key.vkey) for key in checkpoints.all_keys(session)]):
        raise Refused(f"the checkpoint over {head.size} entries is not signed with a key that this backup knows")
    if head.size <= entries and proofs.root(session, head.size) != head.root:
        raise Refused(f"the first {head.size} entries are not those of the checkpoint")
    return head.size
