"""Does the ledger hold together: its entries, the tree over them, what was signed, and the evidence that it names?"""

import hashlib
from collections.abc import Iterator
from itertools import groupby

import orjson
from sqlalchemy import select

from . import checkpoints, ledger, merkle, notes, proofs, service_papers, timestamps
from .faults import Check, Fault
from .models import (
    Checkpoint,
    CluePhoto,
    Cosignature,
    Derivative,
    DocumentVersion,
    Entry,
    EntrySubject,
    Import,
    Leaf,
    LedgerHead,
    Photo,
    Reassignment,
    TimeStamp,
    Upload,
    Witness,
)

CHUNK = 10_000
BRINGS_PHOTOS = ("photo.added", "hazard.split")
SAID = ("seq", "at", "type", "actor", "office")


def entries(session) -> Iterator[Fault]:
    """The entries: numbered without gaps up to the head, each row and each payload as its proved bytes say."""
    size, last = session.scalar(select(LedgerHead.size)), 0
    about = _subjects(session)
    for row in _rows(session, select(*Entry.__table__.columns).order_by(Entry.seq)):
        if row.seq != last + 1:
            yield Fault("entries", f"entry {row.seq}", f"follows {last}")
        last = row.seq
        said = _read(row.canonical)
        if {name: said.get(name) for name in SAID} != _said(row):
            yield Fault("entries", f"entry {row.seq}", "its row is not what its bytes say")
        if said.get("subj") != about(row.seq):
            yield Fault("entries", f"entry {row.seq}", "its subjects are not those of its bytes")
        if row.payload is not None and digest(row.salt + row.payload) != said.get("pc"):
            yield Fault("entries", f"entry {row.seq}", "its payload is not what was said")
    if last != size:
        yield Fault("entries", "ledger", f"ends at {last}, its head says {size}")


def _read(canonical):
    """What an entry says; nothing when its bytes were broken."""
    try:
        return orjson.loads(canonical)
    except orjson.JSONDecodeError:
        return {}


def _said(row):
    return {
        "seq": row.seq,
        "at": ledger.instant(row.at),
        "type": row.type,
        "actor": row.actor_id and f"person:{row.actor_id}",
        "office": row.office_id and f"office:{row.office_id}",
    }


def _subjects(session):
    """A function that tells the subjects of an entry; it is asked in the order of the entries."""
    columns = (EntrySubject.seq, EntrySubject.kind, EntrySubject.subject_id)
    rows = _rows(session, select(*columns).order_by(EntrySubject.seq, EntrySubject.position))
    groups = groupby(rows, key=lambda row: row.seq)
    waiting = [next(groups, None)]

    def of(seq):
        if waiting[0] is None or waiting[0][0] != seq:
            return []
        found = [f"{kind}:{id_}" for _, kind, id_ in waiting[0][1]]
        waiting[0] = next(groups, None)
        return found

    return of


def tree(session) -> Iterator[Fault]:
    """The tree: every stored hash against the bytes and hashes that it is made of, and every root that was signed."""
    signed = dict(session.execute(select(Checkpoint.size, Checkpoint.note)).all())
    columns = (Entry.seq, Entry.canonical, Leaf.hashes)
    waiting = []  # the complete subtrees so far: (level, hash), the largest first
    rows = select(*columns).outerjoin(Leaf, Leaf.seq == Entry.seq).order_by(Entry.seq)
    for seq, canonical, hashes in _rows(session, rows):
        if (hashes or b"")[: merkle.SIZE] != merkle.leaf_hash(canonical):
            yield Fault("tree", f"entry {seq}", "its bytes are not those that were hashed")
        if not _grows(waiting, hashes or b""):
            yield Fault("tree", f"entry {seq}", "the hashes above it do not follow from those below")
        if seq in signed and merkle.fold([one for _, one in waiting]) != _root(signed[seq]):
            yield Fault("tree", f"checkpoint {seq}", "the ledger's root is not the one that was signed")
    size = session.scalar(select(LedgerHead.size))
    for seq in session.scalars(select(Leaf.seq).where(Leaf.seq > size)):
        yield Fault("tree", f"leaf {seq}", f"the ledger's head says {size}")
    for seq in sorted(seq for seq in signed if seq > size):
        yield Fault("tree", f"checkpoint {seq}", f"the ledger's head says {size}")


def _grows(waiting, hashes):
    """Take the hashes of one leaf on to *waiting*; whether there are as many as there should be, and each follows."""
    nodes = [hashes[at : at + merkle.SIZE] for at in range(0, len(hashes), merkle.SIZE)] or [b""]
    level, follows = 0, True
    while waiting and waiting[-1][0] == level:
        above = nodes[level + 1] if level + 1 < len(nodes) else b""
        follows &= above == merkle.node_hash(waiting.pop()[1], nodes[min(level, len(nodes) - 1)])
        level += 1
    waiting.append((level, nodes[-1]))
    return follows and len(nodes) == level + 1


def _root(note):
    try:
        return notes.Head.parse(notes.Note.parse(note).text).root
    except notes.BadNote:
        return None


def signatures(session) -> Iterator[Fault]:
    """Checkpoints: each signed for its size with the key of its time, and each key followed by one that it signed."""
    rows = checkpoints.all_keys(session)
    try:
        keys = checkpoints.followers(notes.Key.parse(rows[0].vkey), [row.statement for row in rows[1:]]) if rows else []
    except notes.BadNote as error:
        yield Fault("signatures", "keys", str(error))
        return
    for row in rows:
        if row.vkey != str(keys[row.number - 1]):
            yield Fault("signatures", f"key {row.number}", "is not the one that follows")
    for size, written in _rows(session, select(Checkpoint.size, Checkpoint.note).order_by(Checkpoint.size)):
        key = keys[max(row.number for row in rows if row.since_size <= size) - 1]
        if not _holds(written, size, key):
            yield Fault("signatures", f"checkpoint {size}", "is not signed as it should be")


def cosignatures(session) -> Iterator[Fault]:
    """The lines of the witnesses, each over its checkpoint with the key that was named for it."""
    columns = (Checkpoint.size, Checkpoint.note, Cosignature.line, Witness.vkey, Witness.name)
    joined = select(*columns).join(Cosignature, Cosignature.size == Checkpoint.size).join(Witness)
    for size, written, line, vkey, name in _rows(session, joined.order_by(Checkpoint.size)):
        try:
            if not notes.Note.parse(written + line).signed_by([notes.Key.parse(vkey)]):
                yield Fault("cosignatures", f"checkpoint {size}", f"the line of {name} is not its own")
        except notes.BadNote as error:
            yield Fault("cosignatures", f"checkpoint {size}", f"{name}: {error}")


def _holds(written, size, key):
    try:
        note = notes.Note.parse(written)
        head = notes.Head.parse(note.text)
        return bool(note.signed_by([key])) and (head.size, head.origin) == (size, key.name)
    except notes.BadNote:
        return False


def evidence(session) -> Iterator[Fault]:
    """Evidence in both directions: every photo as the ledger names it, and a record of all bytes that it names."""
    columns = (Photo.id, Photo.hazard_id, Photo.sha256)
    photos = {str(id_): (str(hazard), sha256) for id_, hazard, sha256 in _rows(session, select(*columns))}
    kept = {sha256 for _, sha256 in photos.values()}
    papers = (DocumentVersion.pdf_sha256, DocumentVersion.docx_sha256, *service_papers.COLUMNS)
    for column in (CluePhoto.sha256, Derivative.sha256, Import.sha256, Reassignment.digest, Upload.sha256, *papers):
        kept.update(session.scalars(select(column)))
    kept.update(digest(token) for token in session.scalars(select(TimeStamp.token)))
    known = set()
    for seq, canonical in _rows(session, select(Entry.seq, Entry.canonical).order_by(Entry.seq)):
        said = _read(canonical)
        subjects = [subject.partition(":")[::2] for subject in said.get("subj", ())]
        blobs = said.get("blobs", ())
        hazards = [id_ for kind, id_ in subjects if kind == "hazard"]
        if said.get("type") in BRINGS_PHOTOS:
            known.update((hazard, sha256) for hazard in hazards for sha256 in blobs)
        if said.get("type") == "photo.added":
            id_ = next((id_ for kind, id_ in subjects if kind == "photo"), "unnamed")
            if photos.get(id_) not in zip(hazards, blobs, strict=False):
                yield Fault("evidence", f"photo {id_}", f"is not what entry {seq} says")
        for sha256 in set(blobs) - kept:
            yield Fault("evidence", f"original {sha256}", f"is named by entry {seq} and by no record")
    for id_, bytes_ in photos.items():
        if bytes_ not in known:
            yield Fault("evidence", f"photo {id_}", "is in no entry of the ledger")


def stamps(session) -> Iterator[Fault]:
    """The time stamps: each byte for byte the one that the ledger names."""
    named = set()
    entries_ = select(Entry.canonical).where(Entry.type == "checkpoint.stamped")
    for canonical in session.scalars(entries_.execution_options(yield_per=CHUNK)):
        named.update(_read(canonical).get("blobs", ()))
    for id_, token in _rows(session, select(TimeStamp.id, TimeStamp.token)):
        if digest(token) not in named:
            yield Fault("stamps", f"time stamp {id_}", "is not the one that the ledger names")


def authentic(session, authority) -> Iterator[Fault]:
    """Every time stamp against what it was made over and the certificates that are trusted."""
    for row in session.scalars(select(TimeStamp).order_by(TimeStamp.id)):
        try:
            authority.read(row.token, timestamps.content_of(session, row))
        except timestamps.BadToken as error:
            yield Fault("authentic", f"time stamp {row.id}", str(error))


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


CHECKS = (
    Check("entries", entries),
    Check("tree", tree),
    Check("signatures", signatures),
    Check("cosignatures", cosignatures),
    Check("stamps", stamps),
    Check("evidence", evidence),
)


def outside(session, folder) -> Iterator[Fault]:
    """What was signed last, by the folder of keys, against the ledger: was it put back to an earlier state?"""
    last = folder.last()
    if last is None:
        return
    head = notes.Head.parse(last.text)
    size = session.scalar(select(LedgerHead.size))
    if head.size > size:
        yield Fault("outside", "ledger", f"ends at {size}, but {head.size} entries were signed")
    elif proofs.root(session, head.size) != head.root:
        yield Fault("outside", "ledger", f"its first {head.size} entries are not those that were signed")


def _rows(session, query):
    return session.execute(query.execution_options(yield_per=CHUNK))
