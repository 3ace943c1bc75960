"""Every act that matters, appended in the transaction that does it, and never edited.

The entry that is proved holds no personal text: only who, when, what kind of act on which record, and a salted digest
of the payload. The payload lies beside it, so that it can be erased by law while the entry stays valid.
"""

import hashlib
import secrets
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import and_, insert, or_, select, update

from . import canonical, db, merkle, proofs
from .models import Entry, EntrySubject, Leaf, LedgerHead, PastAnswer, Person

# Said once, and as rows: as objects of a session, which nobody asks for again, they take half again as long.
COUNT_UP = update(LedgerHead.__table__).values(size=LedgerHead.size + 1).returning(LedgerHead.size)
INSERT_ENTRY, INSERT_SUBJECT, INSERT_LEAF = (insert(row.__table__) for row in (Entry, EntrySubject, Leaf))


def append(session, actor, type_, subjects, payload=None, *, office_id=None, version=None, blobs=()):
    """Append one entry; the last statement before the commit.

    *subjects* are ``(kind, id)`` pairs, the first the one acted on; *blobs* are SHA-256 digests of the bytes concerned;
    *payload* is a dict of JSON values for people (coordinates may be floats there). Returns the entry's number.
    """
    session.flush()
    connection, at = session.connection(), db.now(session)
    seq = connection.execute(COUNT_UP).scalar_one()
    salt, text = secrets.token_bytes(32), orjson.dumps(payload or {}, option=orjson.OPT_SORT_KEYS)
    body = {
        "actor": actor and f"person:{actor.person_id}",
        "at": instant(at),
        "blobs": list(blobs),
        "office": office_id and f"office:{office_id}",
        "pc": hashlib.sha256(salt + text).hexdigest(),
        "seq": seq,
        "subj": [f"{kind}:{id_}" for kind, id_ in subjects],
        "type": type_,
        "v": 1,
        "ver": version,
    }
    entry = {
        "seq": seq,
        "at": at,
        "type": type_,
        "actor_id": actor and actor.person_id,
        "office_id": office_id,
        "canonical": canonical.encode(body),
        "payload": text,
        "salt": salt,
    }
    connection.execute(INSERT_ENTRY, entry)
    named = [{"seq": seq, "position": i, "kind": kind, "subject_id": id_} for i, (kind, id_) in enumerate(subjects)]
    if named:
        connection.execute(INSERT_SUBJECT, named)
    hashes = proofs.grown(session, seq, entry["canonical"])
    connection.execute(INSERT_LEAF, {"seq": seq, "hashes": hashes})
    session.info["receipt"] = (seq, hashes[: merkle.SIZE])
    return seq


def receipt(session) -> tuple[int, bytes] | None:
    """The number and the leaf hash of the entry that this transaction appended last: what its author takes home."""
    return session.info.get("receipt")


def instant(at: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, the one spelling used inside entries."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def timeline(session, kind: str, subject_id: UUID) -> list[dict[str, Any]]:
    """What happened to one record, oldest first: seq, leaf, at, type, actor (id, name), payload (null once erased).

    An act on an outing concerns many hazards; of its payload each hazard's timeline tells only what is its own. A
    re-assignment names no hazard: the answers that it made past ones name it.
    """
    brought = select(PastAnswer.reassignment_id).where(PastAnswer.hazard_id == subject_id)
    subjects = and_(EntrySubject.kind == kind, EntrySubject.subject_id == subject_id)
    if kind == "hazard":
        act = and_(EntrySubject.kind == "reassignment", EntrySubject.subject_id.in_(brought))
        subjects = or_(subjects, and_(act, Entry.type == "reassignment.applied"))
    rows = session.execute(
        select(Entry, Person.name, Leaf.hashes)
        .join(EntrySubject, EntrySubject.seq == Entry.seq)
        .join(Leaf, Leaf.seq == Entry.seq)
        .outerjoin(Person, Person.id == Entry.actor_id)
        .where(subjects)
        .order_by(Entry.seq)
    )
    return [
        {
            "seq": entry.seq,
            "leaf": hashes[: merkle.SIZE].hex(),
            "at": entry.at,
            "type": entry.type,
            "actor": entry.actor_id and {"id": entry.actor_id, "name": name},
            "office_id": entry.office_id,
            "payload": entry.payload and _own(orjson.loads(entry.payload), entry.type, kind, subject_id),
        }
        for entry, name, hashes in rows
    ]


def _own(payload, type_, kind, subject_id):
    if kind == "hazard" and type_ == "reassignment.applied":
        return {"reason": payload["reason"]}
    if kind != "hazard" or not type_.startswith("inspection."):
        return payload
    concerned = ("hazard_id", "new_hazard_id")
    own = [effect for effect in payload.get("effects", ()) if str(subject_id) in map(effect.get, concerned)]
    return {"effects": own}
