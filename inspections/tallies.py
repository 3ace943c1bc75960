"""Counters and the cluster pyramid, by office: changed only by ``count``, in the transaction that changes a hazard."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import delete, insert, inspect, select
from sqlalchemy.dialects import postgresql, sqlite

from geo import quadkeys

from . import db
from .models import ClusterCell, Hazard, Status, Tally

LEVELS = (4, 6, 8, 10, 12)  # of the pyramid; a map at zoom z shows the cells of level z + 2
INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a hazard is counted by."""

    office_id: UUID
    seen_at: datetime
    status: Status
    type: str
    lon: float | None
    lat: float | None
    qk: int | None


NAMES = tuple(Facts.__slots__)


def count(session, hazard):
    """Count *hazard* where it now belongs and no longer where it was. Call it before the flush that writes it."""
    before, after = _was(hazard), Facts(*(getattr(hazard, name) for name in NAMES))
    if before == after:
        return
    tallies, cells = Counter(), {}
    for facts, step in ((before, -1), (after, 1)):
        if facts:
            tallies[tally_of(facts)] += step
            for key, place in cells_of(facts).items():
                cells[key] = tuple(a + step * b for a, b in zip(cells.get(key, (0, 0, 0)), (1, *place), strict=True))
    _add(session, Tally, [(*key, step) for key, step in sorted(tallies.items()) if step])
    moved = [(*key, *sums) for key, sums in sorted(cells.items()) if sums != (0, 0, 0)]
    _add(session, ClusterCell, moved)


def tally_of(facts):
    """The key of the counter: office, month, status, type."""
    day = db.legal_date(facts.seen_at)
    return facts.office_id, day.year * 100 + day.month, facts.status, facts.type


def cells_of(facts):
    """The cells of all levels, ``{(office, level, cell, status): (lon, lat in 1e-7 degree)}``; none without a place."""
    if facts.qk is None:
        return {}
    place = round(facts.lon * 1e7), round(facts.lat * 1e7)
    return {(facts.office_id, level, quadkeys.cell(facts.qk, level), facts.status): place for level in LEVELS}


def _was(hazard):
    """The facts that the database still has of the row; None for a new one."""
    state = inspect(hazard)
    if not state.persistent:
        return None
    histories = {name: state.attrs[name].history for name in NAMES}
    return Facts(*(past.deleted[0] if past.deleted else getattr(hazard, name) for name, past in histories.items()))


def _add(session, model, rows):
    """Add to the counters; *rows* are the values of their columns in the order of the table."""
    names = [column.name for column in model.__table__.columns]
    if rows:
        values = [dict(zip(names, row, strict=True)) for row in rows]
        session.connection().execute(_upsert(session.get_bind().dialect.name, model), values)


@lru_cache(4)
def _upsert(dialect, model):
    """Made once: to say it again for every row takes longer than to do it."""
    table = model.__table__
    upsert = INSERT[dialect](table)
    sums = {column.name: column + upsert.excluded[column.name] for column in table.columns if not column.primary_key}
    return upsert.on_conflict_do_update(index_elements=list(table.primary_key), set_=sums)


def recount(session):
    """What the counters should hold: ``{Tally: {key: (count,)}, ClusterCell: {key: (count, lon_e7, lat_e7)}}``."""
    tallies, cells = Counter(), {}
    for row in session.execute(select(*(getattr(Hazard, name) for name in NAMES))).yield_per(10_000):
        facts = Facts(*row)
        tallies[tally_of(facts)] += 1
        for key, (lon, lat) in cells_of(facts).items():
            there = cells.get(key, (0, 0, 0))
            cells[key] = (there[0] + 1, there[1] + lon, there[2] + lat)
    return {Tally: {key: (count,) for key, count in tallies.items()}, ClusterCell: cells}


def held(session):
    """What the counters hold, in the shape of ``recount``; empty ones left out."""
    found = {}
    for model in (Tally, ClusterCell):
        table = model.__table__
        size = len(table.primary_key)
        rows = [tuple(row) for row in session.execute(select(*table.columns).where(model.count != 0))]
        found[model] = {row[:size]: row[size:] for row in rows}
    return found


def rewrite(session, right):
    """Replace the counters by *right*, which ``recount`` gave."""
    for model, rows in right.items():
        session.execute(delete(model))
        names = [column.name for column in model.__table__.columns]
        if rows:
            session.execute(insert(model), [dict(zip(names, key + sums, strict=True)) for key, sums in rows.items()])
