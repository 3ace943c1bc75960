"""Does what is kept still hold together? Nothing is changed, except that what is derived can be derived anew.

Derived are the counters and the keys of places. Answers, evidence, ledger and records are never mended
here: a finding about them is for a person to look into.
"""

from collections.abc import Iterator

from sqlalchemy import select, text, update

from geo import quadkeys
from uploads.errors import Damaged

from . import ledger, ledger_checks, responsibility, service_papers, tallies
from .faults import Check, Fault
from .models import (
    CluePhoto,
    Derivative,
    DocumentVersion,
    Hazard,
    Import,
    KeptAnswer,
    Photo,
    PhotoStatus,
    Reassignment,
    Signature,
    Upload,
)

CHUNK = 10_000


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
    """The digest of every answer against what it says. That a hazard has its answer is a reference."""
    for answer in session.scalars(select(KeptAnswer).execution_options(yield_per=CHUNK)):
        right = responsibility.digest(answer.said)
        if answer.digest != right:
            yield Fault("digests", f"answer {answer.digest}", f"what it says gives {right}")


def _set(session, column, wrong):
    """What is derived is no act on the record: its version and its time of change stay."""
    right = [(id_, value) for id_, _, value in wrong]
    for id_, value in right:
        session.execute(update(Hazard).where(Hazard.id == id_).values({column: value}))
    return len(right)


def references(session) -> Iterator[Fault]:
    """Rows that point at rows which are not there. PostgreSQL never lets them be."""
    if session.get_bind().dialect.name == "sqlite":
        for table, row, parent, _ in session.execute(text("PRAGMA foreign_key_check")):
            yield Fault("references", f"{table} row {row}", f"points at no {parent}")


CHECKS = (
    Check("keys", keys, _rekey),
    Check("digests", digests),
    Check("counters", counters, _recount),  # after the keys: clusters are counted by them
    *ledger_checks.CHECKS,
    Check("references", references),
)


def files(session) -> set[str]:
    """The digests of all files that records name; those of purged photos are gone on purpose."""
    photos = session.scalars(select(Photo.sha256).where(Photo.status != PhotoStatus.PURGED))
    copies = session.scalars(select(Derivative.sha256).where(Derivative.purged_at.is_(None)))
    differences = session.scalars(select(Reassignment.digest).where(Reassignment.digest.is_not(None)))
    waiting = session.scalars(select(Upload.sha256).where(Upload.received_at.is_not(None), Upload.photo_id.is_(None)))
    signed = session.scalars(select(Signature.sha256).where(Signature.sha256.is_not(None)))
    sent = session.scalars(select(CluePhoto.sha256).where(CluePhoto.photo_id.is_(None)))
    columns = (DocumentVersion.pdf_sha256, DocumentVersion.docx_sha256, *service_papers.COLUMNS)
    papers = {sha256 for column in columns for sha256 in session.scalars(select(column).where(column.is_not(None)))}
    return {*photos, *copies, *differences, *waiting, *signed, *sent, *papers, *session.scalars(select(Import.sha256))}


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
