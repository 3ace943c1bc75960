"""What a bundle says of the records of outings: who signed what, and what was remarked and added."""

from inspections import bundle_records

from . import present_signatures

TOLD = ("number", "status", "clue_only", "record", "digest", "remarks", "annexes")


def records(session, rows) -> list[dict]:
    """The records of these outings, still with their text."""
    return [_record(session, row) for row in rows]


def _record(session, row):
    whole, names = present_signatures.record(session, row), {one.id: one.name for one in row.participants}
    said = {"inspection_id": row.id, "kind": row.kind, "title": row.title} | {name: whole[name] for name in TOLD}
    said["remarks"] = [one | {"participant": names[one["participant_id"]]} for one in whole["remarks"]]
    said["signatures"] = [one | {"participant": names[one["participant_id"]]} for one in whole["signatures"]]
    return said


def timeline(session, rows) -> dict[str, list]:
    """By outing: the acts by which its record was printed, signed and added to."""
    return {str(row.id): bundle_records.timeline(session, row) for row in rows}
