"""When each version of a layer is in force."""

from datetime import date, timedelta

from sqlalchemy import select

from geo import agencies

from .models import Layer

Period = tuple[date | None, date | None]  # both days included, None is open


def periods(session, key=None) -> dict[Layer, Period]:
    """The versions of every layer, or of one, that were not withdrawn, and when each is in force, oldest first.

    A version ends on the day before its successor begins, or earlier when it was declared so.
    """
    query = select(Layer).where(Layer.withdrawn_at.is_(None)).order_by(Layer.key, Layer.version)
    rows = list(session.scalars(query.where(Layer.key == key) if key else query))
    found = {}
    for row, successor in zip(rows, [*rows[1:], None], strict=False):
        superseded = successor is not None and successor.key == row.key
        ends = [row.valid_to, successor.valid_from - timedelta(days=1) if superseded else None]
        found[row] = row.valid_from, min(filter(None, ends), default=None)
    return found


def in_force(session, on: date) -> list[Layer]:
    """The versions that are in force on a day."""
    return [layer for layer, period in periods(session).items() if agencies.in_force(*period, on)]


def newest(session, key) -> Layer | None:
    """The version of a layer that a further one would supersede."""
    return next(reversed(periods(session, key)), None)


def holder(session, key) -> Layer | None:
    """The version that says whose a key is, and of which kind: the newest, else the last one that was withdrawn."""
    last = select(Layer).where(Layer.key == key).order_by(Layer.version.desc()).limit(1)
    return newest(session, key) or session.scalar(last)
