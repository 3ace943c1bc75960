"""How far others vouch for the ledger: by a cosignature or a time stamp on a checkpoint, which here is an anchor."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from . import checkpoints, db, hazards
from .models import Checkpoint, Cosignature, EntrySubject, LedgerHead, TimeStamp

VOUCHERS = (
    (Checkpoint.at, Checkpoint.size),
    (Cosignature.at, Cosignature.size),
    (TimeStamp.at, TimeStamp.checkpoint_size),
)


@dataclass(frozen=True, slots=True)
class State:
    """Sizes are numbers of entries; what is anchored is also signed."""

    size: int
    signed_size: int
    anchored_size: int
    waiting_since: datetime | None  # the first act that no anchor holds
    waiting: timedelta
    time_to_anchor: timedelta | None  # how long the first act that the newest anchor holds had to wait for it


def state(session) -> State:
    newest, size = checkpoints.newest(session), session.scalar(select(LedgerHead.size))
    anchored, before = _anchored(session)
    since = checkpoints.waiting_since(session, anchored)
    return State(
        size=size,
        signed_size=newest.size if newest else 0,
        anchored_size=anchored,
        waiting_since=since,
        waiting=db.now(session) - since if since else timedelta(),
        time_to_anchor=_took(session, anchored, before) if anchored else None,
    )


def _anchored(session):
    """The sizes of the two largest checkpoints with an anchor, 0 for none."""
    sizes = [0, 0]
    for column in (Cosignature.size, TimeStamp.checkpoint_size):
        sizes += session.scalars(select(column).where(column > 0).order_by(column.desc()).distinct().limit(2))
    newest = max(sizes)
    return newest, max(size for size in sizes if size < newest or not newest)


def _took(session, size, before):
    """From the first act after *before* to the first anchor of *size*, by the clocks of both."""
    columns = ((Cosignature.at, Cosignature.size), (TimeStamp.at, TimeStamp.checkpoint_size))
    anchors = [session.scalar(select(func.min(at)).where(held == size)) for at, held in columns]
    first = checkpoints.waiting_since(session, before)
    return max(min(filter(None, anchors)) - first, timedelta())


@dataclass(frozen=True, slots=True)
class Anchored:
    """Since when the entry that brought a record in is signed, and since when others vouch for it; None: not yet."""

    kind: str  # hazard or photo
    id: UUID
    seq: int
    signed_at: datetime | None
    witnessed_at: datetime | None
    stamped_at: datetime | None  # by the authority's clock

    @property
    def anchored(self) -> bool:
        return bool(self.witnessed_at or self.stamped_at)


def of(session, actor, hazard_id) -> list[Anchored]:
    """How far others vouch for the hazard and for each of its photos, the hazard first."""
    hazard = hazards.get(session, actor, hazard_id)
    subjects = [("hazard", hazard.id), *(("photo", photo.id) for photo in hazard.photos)]
    firsts = _first_entries(session, subjects)
    seqs = [firsts.get(subject, firsts[subjects[0]]) for subject in subjects]  # a split brings its photos in
    times = _times(session, set(seqs))
    return [Anchored(kind, id_, seq, *times[seq]) for (kind, id_), seq in zip(subjects, seqs, strict=True)]


def _first_entries(session, subjects):
    columns = EntrySubject.kind, EntrySubject.subject_id
    wanted = or_(*(and_(columns[0] == kind, columns[1] == id_) for kind, id_ in subjects))
    rows = session.execute(select(*columns, func.min(EntrySubject.seq)).where(wanted).group_by(*columns))
    return {(kind, id_): seq for kind, id_, seq in rows}


def _times(session, seqs):
    """When the earliest checkpoint, cosignature and time stamp over each of these entries was made."""
    return {seq: [session.scalar(_earliest(seq, *columns)) for columns in VOUCHERS] for seq in seqs}


def _earliest(seq, at, size):
    return select(at).where(size >= seq).order_by(size).limit(1)
