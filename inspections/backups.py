"""Backup of a living installation into a folder of encrypted files, and the way back.

First keys and database at one moment, while nobody signs; then the originals that the copied database names, which
never change. So all that a record names is there. Derived copies are made again; bytes under way are sent again.
"""

import io
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import orjson
from sqlalchemy import delete, select

from uploads import sealed
from uploads.errors import Damaged
from uploads.store import Store, sync_folders

from . import db, fsck, ledger, migrations
from .models import LedgerHead, Token

FORMAT = "lanjian-backup/1"
MANIFEST, DATABASE = "manifest.age", "lanjian.db"


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
        copied = Path(folder) / DATABASE
        with keys.held():
            files = {f"keys/{path.name}": path.read_bytes() for path in _key_files(keys)}
            database.copy(copied)
        manifest = _manifest(copied)
        originals = manifest.pop("originals")
        items = {name: sealed.seal(io.BytesIO(content), _at(partial, name), to) for name, content in files.items()}
        with copied.open("rb") as file:
            items[DATABASE] = sealed.seal(file, _at(partial, DATABASE), to)
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
    return [path for path in sorted(keys.path.iterdir()) if path.is_file() and path.suffix in (".pem", ".note")]


def _at(folder, name):
    return folder / f"{name}.age"


def _manifest(copied):
    """What the copied database says of itself."""
    copy = db.Database(f"sqlite:///{copied}")
    try:
        with copy.read() as session:
            entries = session.scalar(select(LedgerHead.size))
            originals = sorted(fsck.files(session))
        return {
            "format": FORMAT,
            "at": ledger.instant(copy.clock()),
            "revision": migrations.current(copy),
            "entries": entries,
            "originals": originals,
        }
    finally:
        copy.close()


def _seal_original(store, sha256, partial, to, items):
    name = f"originals/{sha256}"
    try:
        store.verify(sha256)
    except Damaged:
        return False
    with store.open(sha256) as file:
        items[name] = sealed.seal(file, _at(partial, name), to)
    return True


def read(source: Path, partial: Path, identity: str) -> dict:
    """Restore *source* into the new folder *partial*; the manifest. Refused names every item that is not sound."""
    by = sealed.identity(identity)
    content = io.BytesIO()
    try:
        sealed.unseal(source / MANIFEST, content, by)
        manifest = orjson.loads(content.getvalue())
    except (sealed.NotOpened, orjson.JSONDecodeError) as error:
        raise Refused(f"{MANIFEST}: {error}") from None
    if manifest["format"] != FORMAT or manifest["revision"] != migrations.head():
        raise Refused(f"it was made by another version: {manifest['format']}, tables {manifest['revision']}")
    store, broken = Store(partial / "store"), []
    for name, item in manifest["items"].items():
        try:
            _take(source, partial, store, name, item, by)
        except (sealed.NotOpened, Damaged) as error:
            broken.append(f"{name}: {error or 'not what it was'}")
    if broken:
        raise Refused("\n".join(broken))
    return manifest


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


def settle(session, manifest):
    """After a restore: every session is over, and the ledger says from when the records are."""
    session.execute(delete(Token))
    said = {"backup_at": manifest["at"], "entries": manifest["entries"]}
    ledger.append(session, None, "store.restored", [], said)
