"""Copies of photos and their destruction as dicts for the wire."""

from inspections import purges

from .present import Names, fields

UNMARKED = {"marks": [], "marks_width": None}  # copies from before there were marks


def derivatives(session, rows) -> list[dict]:
    names = Names(session, people=[row.made_by_id for row in rows])
    return [
        {
            **fields(row, "id", "kind", "photo_id", "after_id", "sha256", "size_bytes", "media_type"),
            **fields(row, "width", "height", "cleared", "made_at", "purged_at"),
            "recipe": [UNMARKED | part for part in row.recipe],
            "made_by": names.person(row.made_by_id),
        }
        for row in rows
    ]


def derivative(session, row) -> dict:
    return derivatives(session, [row])[0]


def purge(session, row) -> dict:
    names = Names(session, people=[id_ for id_ in (row.proposed_by_id, row.decided_by_id) if id_])
    return {
        **fields(row, "id", "photo_id", "state", "reason", "legal_basis", "proposed_at", "decided_at", "note"),
        **fields(row, "destroyed", "done_at"),
        "proposed_by": names.person(row.proposed_by_id),
        "decided_by": names.person(row.decided_by_id),
        "backups": purges.backups(session, row),
    }
