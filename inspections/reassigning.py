"""Writing a difference that was released: in batches, from where the last one ended, one ledger entry at the end.

Nothing that is counted or drawn on a map changes here, only who answers; so this is no change for ``tallies``.
"""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import func, select, update

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
    ids = [UUID(line["hazard_id"]) for line in lines]
    columns = (Hazard.id, Hazard.version, Hazard.flags, Hazard.asset_id)
    there = session.execute(select(*columns).where(Hazard.id.in_(ids)).with_for_update())
    found = {id_: facts for id_, *facts in there}
    alike, links, others = defaultdict(list), {}, []
    for id_, line in zip(ids, lines, strict=True):
        version, flags, asset_id = found[id_]
        if version != line["version"]:
            others.append(str(id_))
            continue
        alike[line["before"], line["after"], tuple(line["kept"]), _own(flags, line)].append(id_)
        linked = line["asset_id"] and UUID(line["asset_id"])
        if linked != asset_id:
            links[id_] = linked
    for (before, after, kept, own), some in alike.items():
        roles = _roles(answers[before], answers[after])
        _hazards(session, row, some, answers[after], {*roles}.difference(kept), own)
        _candidates(session, row, some, roles, answers[after])
    table = Hazard.__table__
    links = {
        "id": bulk.all_bound(session, table.c.id, links),
        "asset_id": bulk.all_bound(session, table.c.asset_id, links.values()),
    }
    bulk.update(session, table, "id", links, {})
    return others


def _own(flags, line):
    """The flags that no answer gives."""
    own = [flag for flag in flags if flag not in responsibility.ANSWER_FLAGS and flag != NEAR]
    return (*own, NEAR) if line["near_sensitive_place"] else tuple(own)


def _hazards(session, row, ids, answer, roles, own_flags):
    area = answer["area"] or {"code": None, "name": None}
    chosen = {
        responsibility.CHOSEN[role]: agency_id and UUID(agency_id)
        for role, agency_id in responsibility.certain(answer).items()
        if role in roles
    }
    session.execute(
        update(Hazard)
        .where(Hazard.id.in_(ids))
        .values(
            area_code=area["code"],
            area_name=area["name"],
            flags=[*own_flags, *answer["flags"]],
            map_versions=row.map_versions,
            answer_digest=responsibility.digest(answer),
            changed_at=db.now(session),
            version=Hazard.version + 1,
            **chosen,
        )
        .execution_options(synchronize_session=False)
    )


def _roles(before, after):
    """The roles whose candidates are not the same."""
    named = [
        [[row for row in answer["candidates"] if row["role"] == role] for role in Role] for answer in (before, after)
    ]
    return [role for role, old, new in zip(Role, *named, strict=True) if old != new]


def _candidates(session, row, ids, roles, answer):
    """New candidates after the old ones, which stay readable as superseded, and so does what a person chose."""
    mine = (Responsibility.hazard_id.in_(ids), Responsibility.role.in_(roles))
    listed = (Responsibility.superseded_at.is_(None), Responsibility.source != Source.OVERRIDE)
    session.execute(
        update(Responsibility)
        .where(*mine, *listed)
        .values(superseded_at=db.now(session))
        .execution_options(synchronize_session=False)
    )
    new = [_columns(candidate) for candidate in answer["candidates"] if candidate["role"] in roles]
    if not new:
        return
    last = select(Responsibility.hazard_id, func.max(Responsibility.position)).group_by(Responsibility.hazard_id)
    positions = session.execute(last.where(Responsibility.hazard_id.in_(ids))).all()
    for number, columns in enumerate(new, 1):
        _add(session, row, positions, number, columns)


def _add(session, row, positions, number, columns):
    """One candidate for each hazard, *number* behind the last that it had."""
    table = Responsibility.__table__
    each = {
        "id": bulk.ids(len(positions)),
        "hazard_id": bulk.all_bound(session, table.c.hazard_id, (id_ for id_, _ in positions)),
        "position": [position + number for _, position in positions],
    }
    bulk.insert(session, table, each, columns | {"reassignment_id": row.id})


def _columns(candidate):
    return candidate | {"agency_id": candidate["agency_id"] and UUID(candidate["agency_id"]), "superseded_at": None}
