"""Writing a difference that was released: in batches, from where the last one ended, one ledger entry at the end.

Nothing that is counted or drawn on a map changes here, only who answers; so this is no change for ``tallies``.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

import orjson
from sqlalchemy import String, cast, select

from geo.answers import Role

from . import bulk, conflicts, db, ledger, people, reassignments, responsibility
from .difference_files import DifferenceFile
from .models import Hazard, PastAnswer, Person, Reassignment, ReassignmentState

BATCH = 4000  # written in half a second, for which others wait on SQLite
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
    steps = Steps(difference.answers)
    while (done := database.write(lambda session: _batch(session, id_, difference, steps))) is not None:
        told(done)


def _batch(session, reassignment_id, difference, steps):
    """Write the next hazards and how far it is, in one transaction; None at the end."""
    row = session.get_one(Reassignment, reassignment_id, with_for_update=True)
    if row.state is not ReassignmentState.APPLYING:
        return None
    lines = difference.hazards(row.done, BATCH)
    if not lines:
        _end(session, row)
        return None
    changed_meanwhile = _write(session, row, lines, steps)
    conflicts.review(session, _actor(session, row), [UUID(line["hazard_id"]) for line in lines])
    row.left_out, row.done = [*row.left_out, *changed_meanwhile], row.done + len(lines)
    session.flush()
    return row.done


def _actor(session, row):
    return row.applied_by_id and people.actor(session, session.get_one(Person, row.applied_by_id))


def _end(session, row):
    row.state, row.applied_at = ReassignmentState.APPLIED, db.now(session)
    session.flush()
    said = {"reason": row.reason, "digest": row.digest, "changed": row.changed - len(row.left_out)}
    ledger.append(
        session,
        _actor(session, row),
        "reassignment.applied",
        [("reassignment", row.id)],
        said | {"left_out": row.left_out, "counts": row.counts},
        office_id=row.office_id,
        blobs=[row.digest],
    )


def _write(session, row, lines, steps):
    """Write the lines whose hazards are still as they were; the ids of the others."""
    alike, others = defaultdict(list), []
    ids = [UUID(line["hazard_id"]) for line in lines]
    found = _locked(session, ids)
    for id_, line in zip(bulk.all_bound(session, Hazard.__table__.c.id, ids), lines, strict=True):
        was = found[id_]
        if was.version != line["version"]:
            others.append(line["hazard_id"])
            continue
        step = steps.of(session, line)
        alike[step.changing(was)].append((was, line, step))
    written = [(was, line) for some in alike.values() for was, line, _ in some]
    steps.keep(session, {line["after"] for _, line in written})
    for names, some in alike.items():
        _hazards(session, row, some, names)
    _supersede(session, row, written)
    _link(session, written)
    return others


class Was(NamedTuple):
    """A hazard as it is now; ids and flags as the driver gives them."""

    id: object
    version: int
    flags: str
    asset_id: object
    owner_id: object
    regulator_id: object
    territorial_id: object


def _locked(session, ids):
    """The hazards by id, as the driver gives it; others wait."""
    agencies = (getattr(Hazard, name) for name in responsibility.CHOSEN.values())
    columns = (Hazard.id, Hazard.version, cast(Hazard.flags, String), Hazard.asset_id, *agencies)
    query = select(*columns).where(Hazard.id.in_(ids)).with_for_update()
    return {was[0]: Was(*was) for rows in db.raw_rows(session, query) for was in rows}


@dataclass(frozen=True, slots=True)
class Step:
    """What the way from one answer to another writes with every hazard that goes it, as the driver takes it."""

    columns: dict[str, object]  # of the hazard
    chosen: dict[str, object]  # of the hazard: the agencies; each has an index, so only what differs is written
    flags: list[str]  # of the answer, beside the hazard's own

    def changing(self, was) -> tuple[str, ...]:
        """The columns with another agency than the hazard has now."""
        return tuple(name for name, agency_id in self.chosen.items() if getattr(was, name) != agency_id)


class Steps:
    """The steps that lines of a difference take; most hazards go the way of others."""

    def __init__(self, answers):
        self._answers, self._known = answers, {}

    def of(self, session, line) -> Step:
        way = line["before"], line["after"], tuple(line["kept"])
        if way not in self._known:
            self._known[way] = _step(session, line["after"], *(self._answers[name] for name in way[:2]), way[2])
        return self._known[way]

    def keep(self, session, names):
        """Keep the answers of these names, to which hazards are about to point."""
        responsibility.keep(session, {int(name, 16): self._answers[name] for name in names})


def _step(session, name, before, answer, kept):
    roles, sure = _roles(before, answer), responsibility.certain(answer)
    area = answer["area"] or {"code": None, "name": None}
    columns = {"area_code": area["code"], "area_name": area["name"], "answer_digest": int(name, 16)}
    chosen = {
        name: bulk.bound(session, Hazard.__table__.c[name], sure[role])
        for role, name in responsibility.CHOSEN.items()
        if role in roles and role not in kept
    }
    return Step(columns, chosen, answer["flags"])


def _roles(before, after):
    """The roles whose candidates are not the same."""
    named = [
        [[row for row in answer["candidates"] if row["role"] == role] for role in Role] for answer in (before, after)
    ]
    return tuple(role for role, old, new in zip(Role, *named, strict=True) if old != new)


def _hazards(session, row, some, names):
    """Write the answers of *some* hazards, and the agencies in the columns *names*."""
    flags = _Flags()
    each = {name: [step.columns[name] for _, _, step in some] for name in some[0][2].columns}
    each |= {name: [step.chosen[name] for _, _, step in some] for name in names}
    each |= {
        "id": [was.id for was, _, _ in some],
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


def _supersede(session, row, written):
    """The answers that hazards had so far stay readable; what a person chose stays as it is."""
    past = [(was.id, int(line["before"], 16)) for was, line in written if line["before"] != line["after"]]
    each = {"id": bulk.ids(len(past)), "hazard_id": [id_ for id_, _ in past], "answer_digest": [at for _, at in past]}
    bulk.insert(session, PastAnswer.__table__, each, {"reassignment_id": row.id, "superseded_at": db.now(session)})


def _link(session, some):
    """Link each hazard with the registered asset that it is about, where that is another one now."""
    column = Hazard.__table__.c.asset_id
    asked = bulk.all_bound(session, column, (line["asset_id"] and UUID(line["asset_id"]) for _, line in some))
    links = {was.id: asset_id for (was, _), asset_id in zip(some, asked, strict=True) if asset_id != was.asset_id}
    bulk.update(session, Hazard.__table__, "id", {"id": [*links], column.name: [*links.values()]}, {})
