"""Does what is kept still hold together? Nothing is changed, except that what is derived can be derived anew.

Derived are the counters, the keys of places and the digests of answers. Evidence, ledger and records are never mended
here: a finding about them is for a person to look into.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

import orjson
from sqlalchemy import select, text, update

from geo import quadkeys
from geo.answers import Role, Source
from uploads.errors import Damaged

from . import ledger, responsibility, tallies
from .models import Entry, Hazard, Import, LedgerHead, Photo, PhotoStatus, Reassignment, Responsibility, Upload

CHUNK = 10_000
ROLES = tuple(Role)


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold: the check that found it, what it concerns, and how it is."""

    check: str
    about: str
    how: str


@dataclass(frozen=True, slots=True)
class Check:
    """One question to the database; ``mend`` derives anew what it asks about, and says how much that was."""

    name: str
    find: Callable
    mend: Callable | None = None


def counters(session) -> Iterator[Fault]:
    """Counters and clusters against the hazards themselves."""
    held, right = tallies.held(session), tallies.recount(session)
    for model, rows in right.items():
        for key in sorted(rows.keys() | held[model].keys(), key=str):
            there, counted = held[model].get(key), rows.get(key)
            if there != counted:
                about = f"{model.__tablename__} {' '.join(map(str, key))}"
                yield Fault("counters", about, f"holds {there}, counted {counted}")


def _recount(session):
    found = len(list(counters(session)))
    if found:
        tallies.rewrite(session, tallies.recount(session))
    return found


def keys(session) -> Iterator[Fault]:
    """The key of every place against its longitude and latitude."""
    for id_, there, right in _wrong_keys(session):
        yield Fault("keys", f"hazard {id_}", f"qk is {there}, its place is {right}")


def _wrong_keys(session):
    for id_, lon, lat, there in _rows(session, select(Hazard.id, Hazard.lon, Hazard.lat, Hazard.qk)):
        right = None if lon is None else quadkeys.key(lon, lat)
        if there != right:
            yield id_, there, right


def _rekey(session):
    return _set(session, "qk", _wrong_keys(session))


def digests(session) -> Iterator[Fault]:
    """The digest of every answer against the candidates that are kept."""
    for id_, there, right in _wrong_digests(session):
        yield Fault("digests", f"hazard {id_}", f"answer_digest is {there}, its candidates give {right}")


def _wrong_digests(session):
    columns = (Hazard.id, Hazard.answer_digest, Hazard.area_code, Hazard.area_name, Hazard.flags)
    current = (Responsibility.superseded_at.is_(None), Responsibility.source != Source.OVERRIDE)
    rows = (
        select(*columns, *(getattr(Responsibility, name) for name in responsibility.CANDIDATE))
        .join(Responsibility, Responsibility.hazard_id == Hazard.id)
        .where(*current)
        .order_by(Hazard.id, Responsibility.position)
    )
    for id_, kept in groupby(_rows(session, rows), key=lambda row: row.id):
        candidates = sorted(kept, key=lambda row: ROLES.index(row.role))  # a re-assigned role stands behind the others
        one = candidates[0]
        right = responsibility.digest(responsibility.kept(one.area_code, one.area_name, one.flags, candidates))
        if one.answer_digest != right:
            yield id_, one.answer_digest, right


def _redigest(session):
    return _set(session, "answer_digest", _wrong_digests(session))


def _set(session, column, wrong):
    """What is derived is no act on the record: its version and its time of change stay."""
    right = [(id_, value) for id_, _, value in wrong]
    for id_, value in right:
        session.execute(update(Hazard).where(Hazard.id == id_).values({column: value}))
    return len(right)


def entries(session) -> Iterator[Fault]:
    """The ledger: numbered without gaps up to its head, each payload as its entry says."""
    size, last = session.scalar(select(LedgerHead.size)), 0
    for entry in session.scalars(select(Entry).order_by(Entry.seq).execution_options(yield_per=CHUNK)):
        if entry.seq != last + 1:
            yield Fault("entries", f"entry {entry.seq}", f"follows {last}")
        last = entry.seq
        said = orjson.loads(entry.canonical)
        if said["seq"] != entry.seq or said["type"] != entry.type:
            yield Fault("entries", f"entry {entry.seq}", f"its bytes say {said['seq']} {said['type']}")
        if entry.payload is not None and hashlib.sha256(entry.salt + entry.payload).hexdigest() != said["pc"]:
            yield Fault("entries", f"entry {entry.seq}", "its payload is not what was said")
    if last != size:
        yield Fault("entries", "ledger", f"ends at {last}, its head says {size}")


def references(session) -> Iterator[Fault]:
    """Rows that point at rows which are not there. PostgreSQL never lets them be."""
    if session.get_bind().dialect.name == "sqlite":
        for table, row, parent, _ in session.execute(text("PRAGMA foreign_key_check")):
            yield Fault("references", f"{table} row {row}", f"points at no {parent}")


CHECKS = (
    Check("keys", keys, _rekey),
    Check("digests", digests, _redigest),
    Check("counters", counters, _recount),  # after the keys: clusters are counted by them
    Check("entries", entries),
    Check("references", references),
)


def files(session) -> set[str]:
    """The digests of all files that records name; those of purged photos are gone on purpose."""
    photos = session.scalars(select(Photo.sha256).where(Photo.status != PhotoStatus.PURGED))
    differences = session.scalars(select(Reassignment.digest).where(Reassignment.digest.is_not(None)))
    waiting = session.scalars(select(Upload.sha256).where(Upload.received_at.is_not(None), Upload.photo_id.is_(None)))
    return {*photos, *differences, *waiting, *session.scalars(select(Import.sha256))}


def damaged(store, digests_, told=lambda count: None) -> Iterator[Fault]:
    """Files that are missing or not what they were; *told* hears of each one that was read."""
    for sha256 in sorted(digests_):
        try:
            store.verify(sha256)
        except Damaged:
            yield Fault("files", f"original {sha256}", "missing or damaged")
        told(1)


def strays(store, digests_) -> list[str]:
    """Originals that no record names: what a crash left between keeping a file and noting it. No fault."""
    return sorted(set(store.originals()) - digests_)


def mend(session) -> dict[str, int]:
    """Derive anew what is derived and wrong; say so in the ledger if anything was."""
    done = {check.name: check.mend(session) for check in CHECKS if check.mend}
    if any(done.values()):
        ledger.append(session, None, "store.mended", [], done)
    return done


def _rows(session, query):
    return session.execute(query.execution_options(yield_per=CHUNK))
