"""Checkpoints: signed tree heads of the ledger, each going on from the one before, and the keys that sign them."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from . import db, ledger, notes, proofs
from .errors import Conflict, Invalid, NotFound
from .models import Checkpoint, Entry, LedgerHead, LedgerKey

AT_MOST_EVERY = timedelta(seconds=60)
# What proving the ledger itself writes into it. Alone it asks for no further proof, or two ledgers that witness each
# other would never come to rest.
QUIET = frozenset({"checkpoint.stamped", "checkpoint.cosigned", "log.cosigned"})


class Inconsistent(RuntimeError):
    """The ledger does not go on from what was signed before: it was rewritten, or put back to an earlier state."""


def newest(session) -> Checkpoint | None:
    return session.scalar(select(Checkpoint).order_by(Checkpoint.size.desc()).limit(1))


def is_due(session) -> bool:
    """Whether something happened that no checkpoint covers, and the last one is a minute old."""
    last = newest(session)
    if last and db.now(session) - last.at < AT_MOST_EVERY:
        return False
    return waiting_since(session, last.size if last else 0) is not None


def waiting_since(session, size: int):
    """When the first act happened that the first *size* entries don't hold; None when there is none."""
    acts = select(Entry.at).where(Entry.seq > size, Entry.type.not_in(QUIET))
    return session.scalar(acts.order_by(Entry.seq).limit(1))


def sign(database, folder) -> int | None:
    """Sign the ledger as it is now, unless it was signed already; the size of the new checkpoint.

    The first time a key is made. Raises Inconsistent, and KeyMissing when the database knows a key that the folder
    lacks.
    """
    with folder.held():
        return database.write(lambda session: _sign(session, folder))


def _sign(session, folder):
    signer = folder.signer(present_key(session, folder).vkey)
    last, size = newest(session), session.scalar(select(LedgerHead.size))
    if size == (last.size if last else 0):
        return None
    head = notes.Head(signer.name, size, proofs.root(session, size))
    _check(session, head, folder.last())
    note = notes.Note(str(head), (signer.sign(str(head)),))
    folder.remember(note)
    session.add(Checkpoint(size=size, at=db.now(session), note=str(note)))
    return size


def present_key(session, folder) -> LedgerKey:
    """The key that signs now. The first time it is made."""
    key = session.scalar(select(LedgerKey).order_by(LedgerKey.number.desc()).limit(1))
    if key is None:
        signer = folder.make(f"lanjian/{secrets.token_hex(8)}/ledger/v1")
        key = LedgerKey(number=1, vkey=str(signer.key), since_size=0, at=db.now(session))
        session.add(key)
        session.flush()
    return key


def _check(session, head, last):
    """Raise Inconsistent unless the tree of *head* goes on from the note that was signed last."""
    if last is None:
        return
    before = notes.Head.parse(last.text)
    if before.size > head.size:
        raise Inconsistent(f"{head.size} entries are left of {before.size} that were signed")
    if before.origin != head.origin or proofs.root(session, before.size) != before.root:
        raise Inconsistent(f"the first {before.size} entries are not those that were signed")


def lack(session, size: int, signed: int, **said):
    """Enter that more was signed than there is: *signed* entries, of which *size* are left; *said* tells by whom."""
    ledger.append(session, None, "ledger.gap", [], {"from": size + 1, "to": signed, **said})


def rotate(database, folder, actor=None) -> str:
    """Follow the present key by a new one, which both sign; the new vkey. The old private half is removed."""
    sign(database, folder)
    with folder.held():
        old, new = database.write(lambda session: _rotate(session, folder, actor))
        folder.forget(old)
    sign(database, folder)
    return new


def _rotate(session, folder, actor):
    present = present_key(session, folder)
    old, new = folder.signer(present.vkey), folder.make(notes.Key.parse(present.vkey).name)
    text = _succession(old.key, new.key)
    statement = str(notes.Note(text, (old.sign(text), new.sign(text))))
    seq = ledger.append(session, actor, "ledger.key_rotated", [], {"statement": statement})
    now = db.now(session)
    session.add(LedgerKey(number=present.number + 1, vkey=str(new.key), since_size=seq, at=now, statement=statement))
    return present.vkey, str(new.key)


def _succession(old, new):
    """The text by which one key follows another. Its second line is no number, so that it is no checkpoint."""
    return f"{old.name}\nkey rotation\n{old}\n{new}\n"


def followers(first: notes.Key, statements) -> list[notes.Key]:
    """*first* and the keys that follow it by *statements*, in order. BadNote when one is not signed by both."""
    keys = [first]
    for statement in statements:
        note = notes.Note.parse(statement)
        new = notes.Key.parse(note.text.removesuffix("\n").rpartition("\n")[2])
        if note.text != _succession(keys[-1], new) or set(note.signed_by([keys[-1], new])) != {keys[-1], new}:
            raise notes.BadNote("a key that the one before did not sign")
        keys.append(new)
    return keys


def all_keys(session) -> list[LedgerKey]:
    return list(session.scalars(select(LedgerKey).order_by(LedgerKey.number)))


def get(session, size: int | None = None) -> Checkpoint:
    """The newest checkpoint, or the one of that size. NotFound when there is none."""
    row = session.get(Checkpoint, size) if size else newest(session)
    if row is None:
        raise NotFound
    return row


@dataclass(frozen=True, slots=True)
class Proof:
    """Hashes that lead from *leaf*, or from the root of a tree of *first* entries, to *root* of one of *size*."""

    first: int
    size: int
    leaf: bytes
    root: bytes
    hashes: list[bytes]
    checkpoint: Checkpoint | None


def prove(session, seq: int, size: int | None) -> Proof:
    """That entry *seq* is among the first *size* of the ledger; by default among those of the newest checkpoint.

    NotFound when there is no such entry, Conflict when no checkpoint holds it yet.
    """
    whole = session.scalar(select(LedgerHead.size))
    if seq > whole:
        raise NotFound
    last = newest(session)
    if size is None and (last is None or seq > last.size):
        raise Conflict("no_checkpoint_yet", extra={"size": last.size if last else 0})
    size = size or last.size
    if not seq <= size <= whole:
        raise Invalid.at("size", "out_of_range", of="bad_parameter", allowed=f"{seq} ≤ size ≤ {whole}")
    hashes = proofs.inclusion(session, seq, size)
    return _proof(session, seq, size, proofs.leaf(session, seq), hashes)


def prove_growth(session, first: int, size: int | None) -> Proof:
    """That the first *size* entries begin with the first *first* ones; by default those of the newest checkpoint."""
    whole = session.scalar(select(LedgerHead.size))
    size = size or get(session).size
    if not first <= size <= whole:
        raise Invalid.at("size", "out_of_range", of="bad_parameter", allowed=f"{first} ≤ size ≤ {whole}")
    return _proof(session, first, size, proofs.root(session, first), proofs.consistency(session, first, size))


def _proof(session, first, size, leaf, hashes):
    return Proof(first, size, leaf, proofs.root(session, size), hashes, session.get(Checkpoint, size))
