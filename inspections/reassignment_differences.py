"""What a re-assignment would change: the hazards of its scope answered anew, each for the day on which it was seen.

Compared by the digest that is kept with each hazard; only those that differ are looked at one by one. The result is
written as a file (``difference_files``).
"""

import functools
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import String, cast, func, select, type_coerce

from geo.answers import Role, Source
from geo.assets import NOTHING
from geo.bulk import Questions
from geo.coordinates import Datum, datum_error_m

from . import assets, db, difference_files, reassignments, responsibility
from .models import Agency, Hazard, Office, Reassignment, ReassignmentState, ReferenceVersion, Responsibility
from .models.hazards import ENDED

SOME = 500  # ids in one statement
# All that tells one kind of question from another, in one text: most of a million rows share theirs with others.
KIND = functools.reduce(
    lambda left, right: left + "|" + right,
    (
        Hazard.type,
        func.coalesce(Hazard.asset_kind, ""),
        func.coalesce(Hazard.place_kind, ""),
        type_coerce(Hazard.received_datum, String),
        func.substr(cast(Hazard.seen_at, String), 1, 13),  # the hour in UTC; Shanghai is whole hours ahead
        cast(Hazard.office_id, String),
    ),
)
COLUMNS = {
    "kinds": KIND,
    "ids": Hazard.id,
    "versions": Hazard.version,
    "digests": Hazard.answer_digest,
    "lons": Hazard.lon,
    "lats": Hazard.lat,
    "accuracies_m": Hazard.accuracy_m,
    "codes": Hazard.asset_code,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One hazard that is answered otherwise now; ``before`` and ``after`` are digests of answers."""

    hazard_id: UUID
    number: str
    version: int
    before: int
    after: int
    kept: tuple[Role, ...]  # roles in which a person chose


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes of a scope, and the answers that they name."""

    total: int
    changes: list[Change]
    answers: dict[int, dict]


def reassignable(office):
    """The hazards that a re-assignment of *office* answers anew: of the office and those below, not ended, placed.

    A hazard in a served case will keep what it was served with: when there are cases, that condition belongs here.
    """
    below = select(Office.id).where(Office.path.startswith(office.path))
    return Hazard.office_id.in_(below), Hazard.status.not_in(ENDED), Hazard.lon.is_not(None)


def size(session, office) -> int:
    """How many hazards a re-assignment of *office* answers anew."""
    return session.scalar(select(func.count()).select_from(Hazard).where(*reassignable(office)))


def compute(database, store, reassignment_id, told=lambda rows: None):
    """Compute and keep the difference; *told* gets the number of rows read each time. Safe to repeat."""
    with database.read() as session:
        row = reassignments.one(session, reassignment_id)
        if row.state is not ReassignmentState.COMPUTING:
            return
        version = session.scalar(select(ReferenceVersion.version))
        map_ = responsibility.Maps().current(session)
        found = find(session, session.get_one(Office, row.office_id), map_, told)
        named = {agency_id for answer in found.answers.values() for agency_id in _agencies(answer)}
        names = dict(session.execute(select(Agency.id, Agency.name).where(Agency.id.in_(named))).all())
        digest = difference_files.keep(store, row, map_.versions, names, found)
        id_ = row.id
    values = {
        "state": ReassignmentState.COMPUTED,
        "reference_version": version,
        "map_versions": dict(map_.versions),
        "digest": digest,
        "total": found.total,
        "changed": len(found.changes),
        "counts": counts(found),
    }
    database.write(lambda session: _computed(session, id_, values))


def _computed(session, reassignment_id, values):
    row = session.get_one(Reassignment, reassignment_id, with_for_update=True)
    if row.state is ReassignmentState.COMPUTING:  # else another worker was quicker
        for name, value in values.items():
            setattr(row, name, value)


def find(session, office, map_, told=lambda rows: None) -> Difference:
    """What would change if the hazards of *office* and below were answered by *map_*."""
    import numpy

    columns, kinds = _read(session, select(*COLUMNS.values()).where(*reassignable(office)), told)
    total = len(columns["ids"])
    if not total:
        return Difference(0, [], {})
    answer_of, found = map_.answer_many(_questions(session, columns, kinds))
    after = [_kept(answer) for answer in found]
    digests = [responsibility.digest(answer) for answer in after]
    now, old = numpy.array(digests)[answer_of], numpy.array(columns["digests"], dtype=numpy.int64)
    rows = numpy.flatnonzero(now != old)
    ids = [_uuid(columns["ids"][row]) for row in rows]
    facts = zip(ids, (columns["versions"][row] for row in rows), old[rows].tolist(), now[rows].tolist(), strict=True)
    changes = _changes(session, ids, facts)
    examples = {change.before: change.hazard_id for change in changes}
    wanted = {change.after for change in changes}
    answers = {digest: answer for digest, answer in zip(digests, after, strict=True) if digest in wanted}
    return Difference(total, changes, answers | _stored(session, examples))


def _read(session, query, told):
    """The columns of *query* as lists, the kinds as numbers, and what the kinds are, by number."""
    columns, numbers = {name: [] for name in COLUMNS}, _Numbers()
    for rows in db.raw_rows(session, query):
        kinds, *others = zip(*rows, strict=True)
        for name, values in zip(COLUMNS, (map(numbers.__getitem__, kinds), *others), strict=True):
            columns[name].extend(values)
        told(len(rows))
    return columns, [kind.split("|") for kind in numbers]


class _Numbers(dict):
    """A number for every value, in the order in which they come."""

    def __missing__(self, value):
        self[value] = len(self)
        return self[value]


def _questions(session, columns, kinds):
    areas = {id_: frozenset([code]) for id_, code in session.execute(select(Office.id, Office.area_code))}
    errors, days = {datum.value: datum_error_m(datum) for datum in Datum}, _Days()
    types, things, places, datums, hours, offices = zip(*kinds, strict=True)
    by_kind = {
        "hazard_types": types,
        "asset_kinds": [thing or None for thing in things],
        "place_kinds": [place or None for place in places],
        "datum_errors_m": [errors[datum] for datum in datums],
        "ons": [days[hour] for hour in hours],
        "office_areas": [areas[UUID(office)] for office in offices],
    }
    registered = _registered(session, columns, by_kind)
    return Questions(
        assets=registered,
        **{name: columns[name] for name in ("lons", "lats", "accuracies_m")},
        **{name: [values[kind] for kind in columns["kinds"]] for name, values in by_kind.items()},
    )


def _registered(session, columns, by_kind):
    """What the registers hold about each hazard; None while they are empty."""
    there = assets.kinds(session)
    if not there:
        return None
    rows = zip(*(columns[name] for name in ("lons", "lats", "accuracies_m", "codes", "kinds")), strict=True)
    found = []
    for lon, lat, accuracy_m, code, number in rows:
        kind, on = by_kind["asset_kinds"][number], by_kind["ons"][number]
        error_m = (accuracy_m or 0.0) + by_kind["datum_errors_m"][number]
        known = kind in there or code
        found.append(assets.at(session, lon, lat, error_m, kind, code, on) if known else NOTHING)
    return found


class _Days(dict):
    """The legal date of an hour in UTC, written as 2026-06-29 02."""

    def __missing__(self, hour):
        self[hour] = db.legal_date(datetime.fromisoformat(f"{hour}:00:00+00:00"))
        return self[hour]


def _uuid(raw):
    return raw if isinstance(raw, UUID) else UUID(raw)


def _kept(answer):
    area, rows = answer.area, responsibility.rows(answer)
    return responsibility.kept(area and area.code, area and area.name, answer.flags, rows)


def _changes(session, ids, facts):
    """The changes in the order in which they are best written: equal ones together."""
    numbers, kept = {}, {}
    overridden = (Responsibility.source == Source.OVERRIDE, Responsibility.superseded_at.is_(None))
    for some in _some(ids):
        numbers.update(session.execute(select(Hazard.id, Hazard.number).where(Hazard.id.in_(some))).all())
        chosen = select(Responsibility.hazard_id, Responsibility.role)
        for id_, role in session.execute(chosen.where(Responsibility.hazard_id.in_(some), *overridden)):
            kept.setdefault(id_, set()).add(role)
    changes = [
        Change(id_, numbers[id_], version, before, after, tuple(sorted(kept.get(id_, ()))))
        for id_, version, before, after in facts
    ]
    return sorted(changes, key=lambda change: (change.after, change.before, change.kept, change.number))


def _stored(session, examples):
    """The answers of these digests as they are kept with one hazard each."""
    found, of = {}, {id_: digest for digest, id_ in examples.items()}
    for some in _some(list(of)):
        current = (Responsibility.superseded_at.is_(None), Responsibility.source != Source.OVERRIDE)
        columns = (getattr(Responsibility, name) for name in ("hazard_id", *responsibility.CANDIDATE))
        rows = select(*columns).where(Responsibility.hazard_id.in_(some), *current).order_by(Responsibility.position)
        candidates = {}
        for row in session.execute(rows):
            candidates.setdefault(row.hazard_id, []).append(row)
        places = select(Hazard.id, Hazard.area_code, Hazard.area_name, Hazard.flags).where(Hazard.id.in_(some))
        for id_, code, name, flags in session.execute(places):
            found[of[id_]] = responsibility.kept(code, name, flags, candidates.get(id_, []))
    return found


def _some(ids):
    return (ids[start : start + SOME] for start in range(0, len(ids), SOME))


def counts(found: Difference) -> list[dict]:
    """How many hazards change from whom to whom in each role, most first; what a person chose does not count."""
    alike = Counter((change.before, change.after, change.kept) for change in found.changes)
    moved = Counter()
    for (before, after, kept), count in alike.items():
        for role in Role:
            pair = (agencies(found.answers[before], role), agencies(found.answers[after], role))
            if role not in kept and pair[0] != pair[1]:
                moved[role, *pair] += count
    return [
        {"role": role, "before": list(before), "after": list(after), "count": count}
        for (role, before, after), count in sorted(moved.items(), key=lambda item: (-item[1], str(item[0])))
    ]


def agencies(answer, role) -> tuple[str, ...]:
    """The ids of who is named for *role*; empty when nobody is known."""
    return tuple(str(row["agency_id"]) for row in answer["candidates"] if row["role"] == role and row["agency_id"])


def _agencies(answer):
    return (row["agency_id"] for row in answer["candidates"] if row["agency_id"])
