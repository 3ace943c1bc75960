"""What a re-assignment would change: the hazards of its scope answered anew, each for the day on which it was seen.

Only those that a change can reach are asked about (``reassignment_reach``). They are compared by the digest that each
keeps, and those that differ are looked at one by one. The result is written as a file (``difference_files``).
"""

from collections import Counter
from dataclasses import dataclass
from operator import ne
from uuid import UUID

from sqlalchemy import func, select, true

from geo.answers import Role

from . import (
    case_links,
    db,
    difference_files,
    hazard_questions,
    reassignment_reach,
    reassignments,
    responsibility,
)
from .hazard_questions import AT_ONCE
from .models import Agency, Choice, Hazard, KeptAnswer, Office, Reassignment, ReassignmentState, Tally
from .models.hazards import ENDED


@dataclass(frozen=True, slots=True)
class Change:
    """One hazard that is answered otherwise now, or about whose surroundings more is known.

    ``before`` and ``after`` are digests of answers.
    """

    hazard_id: UUID
    number: str
    version: int
    before: int
    after: int
    kept: tuple[Role, ...]  # roles in which a person chose
    asset_id: UUID | None  # of the registered asset that it is about, and whether it is near a sensitive place: after
    near_sensitive: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes of a scope, and the answers that they name."""

    total: int  # hazards of the scope
    changes: list[Change]
    answers: dict[int, dict]


def reassignable(office):
    """The hazards that a re-assignment of *office* answers anew: of the office and those below, not ended, placed.

    A hazard in a served case keeps what it was served with.
    """
    # A whole table read in its order is quicker than most of it by an index.
    of_scope = db.unwalked(Hazard.office_id).in_(_below(office)), Hazard.status.not_in(ENDED), Hazard.lon.is_not(None)
    return *of_scope, ~case_links.served(Hazard.id)


def _below(office):
    return select(Office.id).where(Office.path.startswith(office.path))


def size(session, office) -> int:
    """How many hazards a re-assignment of *office* is about."""
    counted = select(func.coalesce(func.sum(Tally.count), 0))
    unplaced = select(func.count(Hazard.id)).where(Hazard.qk.is_(None))
    every, without = (
        session.scalar(query.where(of.office_id.in_(_below(office)), of.status.not_in(ENDED)))
        for query, of in ((counted, Tally), (unplaced, Hazard))
    )
    return every - without


def compute(database, store, reassignment_id, told=lambda rows: None):
    """Compute and keep the difference; *told* gets the number of rows read each time. Safe to repeat."""
    with database.read() as session:
        row = reassignments.one(session, reassignment_id)
        if row.state is not ReassignmentState.COMPUTING:
            return
        version, registers = reassignments.versions(session)
        map_ = responsibility.Maps(store.indexes).current(session)
        reached = reassignment_reach.condition(session, map_, store.indexes)
        found = find(session, session.get_one(Office, row.office_id), map_, reached, told)
        named = {agency_id for answer in found.answers.values() for agency_id in _agencies(answer)}
        names = dict(session.execute(select(Agency.id, Agency.name).where(Agency.id.in_(named))).all())
        digest = difference_files.keep(store, row, map_.versions, names, found)
        id_ = row.id
    values = {
        "state": ReassignmentState.COMPUTED,
        "reference_version": version,
        "registers_version": registers,
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


def find(session, office, map_, reached=None, told=lambda rows: None) -> Difference:
    """What would change if the hazards of *office* and below were answered by *map_*.

    Those that do not meet the condition *reached* are not asked about: nothing can have changed for them.
    """
    import numpy

    total = size(session, office)
    asked = select(Hazard).where(*reassignable(office), true() if reached is None else reached)
    hazards = hazard_questions.read(session, asked, told)
    told(total - len(hazards))
    if not len(hazards):
        return Difference(total, [], {})
    columns, questions = hazards.columns, hazards.questions
    answer_of, found = map_.answer_many(questions)
    after = [_kept(answer) for answer in found]
    digests = [responsibility.digest(answer) for answer in after]
    now, old = numpy.array(digests)[answer_of], numpy.array(columns["digests"], dtype=numpy.int64)
    sensitive, linked = map_.near_sensitive(questions), _linked(columns, questions)
    otherwise = (now != old) | (sensitive != numpy.array(columns["sensitive"], dtype=bool))
    otherwise |= numpy.fromiter(map(ne, columns["asset_ids"], linked), bool, len(hazards))
    rows = numpy.flatnonzero(otherwise).tolist()
    said = [[columns[name][row] for row in rows] for name in ("numbers", "versions")]
    beside = [(linked[row], bool(sensitive[row])) for row in rows]
    facts = zip(*said, old[rows].tolist(), now[rows].tolist(), beside, strict=True)
    changes = _changes(session, hazards.ids(rows), facts)
    wanted = {change.after for change in changes}
    answers = {digest: answer for digest, answer in zip(digests, after, strict=True) if digest in wanted}
    return Difference(total, changes, answers | _stored(session, {change.before for change in changes}))


def _linked(columns, questions):
    """The asset that each hazard is about, as the registers have it now; while they are empty, as it was."""
    if questions.assets is None:
        return columns["asset_ids"]
    return [nearby.one and nearby.one.id for nearby in questions.assets]


def _kept(answer):
    area, found = answer.area, responsibility.candidates(answer)
    return responsibility.kept(area and area.code, area and area.name, answer.flags, found)


def _changes(session, ids, facts):
    """The changes in the order in which they are best written: as the records lie in the table."""
    kept = {}
    for some in _some(ids):
        chosen = select(Choice.hazard_id, Choice.role).where(Choice.superseded_at.is_(None))
        for id_, role in session.execute(chosen.where(Choice.hazard_id.in_(some))):
            kept.setdefault(id_, set()).add(role)
    changes = [
        Change(id_, number, version, before, after, tuple(sorted(kept.get(id_, ()))), *beside)
        for id_, (number, version, before, after, beside) in zip(ids, facts, strict=True)
    ]
    return sorted(changes, key=lambda change: change.hazard_id)


def _stored(session, digests):
    found = {}
    for some in _some(list(digests)):
        said = select(KeptAnswer.digest, KeptAnswer.said).where(KeptAnswer.digest.in_(some))
        found.update(session.execute(said).all())
    return found


def _some(ids):
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


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
    return tuple(row["agency_id"] for row in answer["candidates"] if row["role"] == role and row["agency_id"])


def _agencies(answer):
    return (UUID(row["agency_id"]) for row in answer["candidates"] if row["agency_id"])
