"""How far others vouch for the ledger: by a cosignature or a time stamp on a checkpoint, which here is an anchor."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from . import checkpoints, db
from .models import Cosignature, LedgerHead, TimeStamp


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
