"""Writing a difference that was released: in batches, from where the last one ended, one ledger entry at the end.

Nothing that is counted or drawn on a map changes here, only who answers; so this is no change for ``tallies``.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

import orjson
from sqlalchemy import String, cast, func, select, update

from geo.answers import Role, Source

from . import bulk, db, ledger, people, reassignments, responsibility
from .difference_files import DifferenceFile
from .models import Hazard, Person, Reassignment, ReassignmentState, Responsibility

BATCH = 2000
NEAR = "near_sensitive_place"


def apply(database, store, reassignment_id, told=lambda done: None):
    """Write what the difference says, as it says it; *told* gets how many are done. Goes on where it was interrupted.

    Raises Damaged when the file is not what was looked at.
    """
    with database.read() as session:
        row = reassignments.one(session, reassignment_id)
        id_, state, digest = row.id, row.state, row.digest
    if state is not ReassignmentState.APPLYING:
        return
    store.verify(digest)
    difference = DifferenceFile(store, digest)
    while (done := database.write(lambda session: _batch(session, id_, difference))) is not None:
        told(done)


def _batch(session, reassignment_id, difference):
    """Write the next hazards and how far it is, in one transaction; None at the end."""
    row = session.get_one(Reassignment, reassignment_id, with_for_update=True)
    if row.state is not ReassignmentState.APPLYING:
        return None
    lines = difference.hazards(row.done, BATCH)
    if not lines:
        _end(session, row)
        return None
    changed_meanwhile = _write(session, row, lines, difference.answers)
    row.left_out, row.done = [*row.left_out, *changed_meanwhile], row.done + len(lines)
    session.flush()
    return row.done


def _end(session, row):
    row.state, row.applied_at = ReassignmentState.APPLIED, db.now(session)
    session.flush()
    actor = row.applied_by_id and people.actor(session, session.get_one(Person, row.applied_by_id))
    said = {"reason": row.reason, "digest": row.digest, "changed": row.changed - len(row.left_out)}
    ledger.append(
        session,
        actor,
        "reassignment.applied",
        [("reassignment", row.id)],
        said | {"left_out": row.left_out, "counts": row.counts},
        office_id=row.office_id,
        blobs=[row.digest],
    )


def _write(session, row, lines, answers):
    """Write the lines whose hazards are still as they were; the ids of the others."""
    steps, alike, others = Steps(session, answers), defaultdict(list), []
    found = _locked(session, [UUID(line["hazard_id"]) for line in lines])
    for line in lines:
        was = found[UUID(line["hazard_id"])]
        if was.version != line["version"]:
            others.append(str(was.id))
            continue
        step = steps[line["before"], line["after"], tuple(line["kept"])]
        alike[step.roles, (*step.columns,)].append((was, line, step))
    for (roles, _), some in alike.items():
        ids = bulk.all_bound(session, Hazard.__table__.c.id, (was.id for was, _, _ in some))
        _hazards(session, row, ids, some)
        if roles:
            _supersede(session, [was.id for was, _, _ in some], roles)
            _add(session, row, ids, some)
    _link(session, [(was, line) for some in alike.values() for was, line, _ in some])
    return others


def _locked(session, ids):
    """The hazards as they are now, by id: version, flags as one text, asset, and the last position of a candidate."""
    last = select(func.coalesce(func.max(Responsibility.position), -1)).where(Responsibility.hazard_id == Hazard.id)
    columns = (Hazard.id, Hazard.version, cast(Hazard.flags, String).label("flags"), Hazard.asset_id)
    query = select(*columns, last.scalar_subquery().label("last")).where(Hazard.id.in_(ids))
    return {was.id: was for was in session.execute(query.with_for_update())}


@dataclass(frozen=True, slots=True)
class Step:
    """What the way from one answer to another writes with every hazard that goes it, as the driver takes it."""

    roles: tuple[Role, ...]  # whose candidates are not the same
    columns: dict[str, object]  # of the hazard
    flags: list[str]  # of the answer, beside the hazard's own
    candidates: list[tuple]  # in the order of CANDIDATE


class Steps(dict):
    """Steps by the names of both answers and the roles in which a person chose; most hazards go the way of others."""

    def __init__(self, session, answers):
        self._session, self._answers = session, answers

    def __missing__(self, way):
        before, after, kept = way
        answer, roles = self._answers[after], _roles(self._answers[before], self._answers[after])
        candidates = [self._candidate(one) for one in answer["candidates"] if one["role"] in roles]
        columns = self._columns(after, answer, {*roles}.difference(kept))
        self[way] = Step(roles, columns, answer["flags"], candidates)
        return self[way]

    def _columns(self, name, answer, roles):
        area = answer["area"] or {"code": None, "name": None}
        column, sure = Hazard.__table__.c, responsibility.certain(answer)
        chosen = {responsibility.CHOSEN[role]: sure[role] and UUID(sure[role]) for role in Role if role in roles}
        return {"area_code": area["code"], "area_name": area["name"], "answer_digest": int(name, 16)} | {
            name: bulk.bound(self._session, column[name], agency_id) for name, agency_id in chosen.items()
        }

    def _candidate(self, said):
        said = said | {"agency_id": said["agency_id"] and UUID(said["agency_id"])}
        column = Responsibility.__table__.c
        return tuple(bulk.bound(self._session, column[name], said[name]) for name in responsibility.CANDIDATE)


def _roles(before, after):
    """The roles whose candidates are not the same."""
    named = [
        [[row for row in answer["candidates"] if row["role"] == role] for role in Role] for answer in (before, after)
    ]
    return tuple(role for role, old, new in zip(Role, *named, strict=True) if old != new)


def _hazards(session, row, ids, some):
    """Write the answers of *some* hazards, all by the same columns."""
    flags = _Flags()
    each = {name: [step.columns[name] for _, _, step in some] for name in some[0][2].columns}
    each |= {
        "id": ids,
        "version": [was.version + 1 for was, _, _ in some],
        "flags": [flags[was.flags, line["near_sensitive_place"], *step.flags] for was, line, step in some],
    }
    bulk.update(
        session, Hazard.__table__, "id", each, {"map_versions": row.map_versions, "changed_at": db.now(session)}
    )


class _Flags(dict):
    """What becomes of a hazard's flags: those that no answer gives stay. By what they were and what comes, as texts."""

    def __missing__(self, said):
        before, near, *new = said
        own = [flag for flag in orjson.loads(before) if flag not in responsibility.ANSWER_FLAGS and flag != NEAR]
        self[said] = json.dumps([*own, *([NEAR] if near else []), *new])
        return self[said]


def _supersede(session, ids, roles):
    """The candidates so far stay readable as superseded, and what a person chose stays as it is."""
    mine = (Responsibility.hazard_id.in_(ids), Responsibility.role.in_(roles))
    listed = (Responsibility.superseded_at.is_(None), Responsibility.source != Source.OVERRIDE)
    session.execute(
        update(Responsibility)
        .where(*mine, *listed)
        .values(superseded_at=db.now(session))
        .execution_options(synchronize_session=False)
    )


def _add(session, row, ids, some):
    """New candidates after those that each hazard had."""
    rows = [
        (id_, was.last + number, *candidate)
        for id_, (was, _, step) in zip(ids, some, strict=True)
        for number, candidate in enumerate(step.candidates, 1)
    ]
    names = ("hazard_id", "position", *responsibility.CANDIDATE)
    each = {"id": bulk.ids(len(rows))} | dict(zip(names, zip(*rows, strict=True), strict=True))
    bulk.insert(session, Responsibility.__table__, each, {"reassignment_id": row.id, "superseded_at": None})


def _link(session, some):
    """Link each hazard with the registered asset that it is about, where that is another one now."""
    asked = ((was, line["asset_id"] and UUID(line["asset_id"])) for was, line in some)
    links = {was.id: asset_id for was, asset_id in asked if asset_id != was.asset_id}
    column = Hazard.__table__.c
    each = {
        "id": bulk.all_bound(session, column.id, links),
        "asset_id": bulk.all_bound(session, column.asset_id, links.values()),
    }
    bulk.update(session, Hazard.__table__, "id", each, {})
