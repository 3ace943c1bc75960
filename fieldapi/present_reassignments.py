"""Re-assignments and their differences as dicts for the wire."""

from uuid import UUID

from .present import Names, fields

CANDIDATE = ("role", "source", "rule", "reason", "legal_basis", "confidence", "verified")


def reassignments(session, rows) -> list[dict]:
    names = Names(
        session,
        people=[id_ for row in rows for id_ in (row.requested_by_id, row.applied_by_id)],
        offices=[row.office_id for row in rows],
        agencies=[id_ for row in rows for item in row.counts for id_ in _ids(item)],
    )
    return [_reassignment(row, names) for row in rows]


def reassignment(session, row) -> dict:
    return reassignments(session, [row])[0]


def _ids(item):
    return map(UUID, (*item["before"], *item["after"]))


def _reassignment(row, names):
    return {
        **fields(row, "id", "state", "reason", "requested_at", "total", "changed", "done", "left_out"),
        **fields(row, "map_versions", "applied_at"),
        "office": names.office(row.office_id),
        "requested_by": names.person(row.requested_by_id),
        "applied_by": names.person(row.applied_by_id),
        "difference": row.digest,
        "counts": [
            item | {side: [names.agency(UUID(id_)) for id_ in item[side]] for side in ("before", "after")}
            for item in row.counts
        ],
    }


def differences(file, lines) -> list[dict]:
    """Lines of a difference file, each with both its answers in full."""
    return [line | {side: _answer(file, line[side]) for side in ("before", "after")} for line in lines]


def _answer(file, name):
    answer = file.answers[name]
    rows = [
        {name: row[name] for name in CANDIDATE} | {"agency": _agency(file, row["agency_id"])}
        for row in answer["candidates"]
    ]
    return {"area": answer["area"], "flags": answer["flags"], "responsibilities": rows}


def _agency(file, id_):
    return id_ and {"id": id_, "name": file.agencies[id_]}
