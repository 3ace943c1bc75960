"""Invitations and what comes through them, for the host and for whoever was invited."""

from inspections import invitations
from inspections.models import Hazard, Inspection, Photo

from . import present
from .present import Names, fields


def many(session, rows) -> list[dict]:
    names = Names(
        session,
        people=[id_ for row in rows for id_ in (row.created_by_id, row.approved_by_id)],
        agencies=[row.home_agency_id for row in rows],
    )
    return [_invitation(session, row, names) for row in rows]


def one(session, row) -> dict:
    return many(session, [row])[0]


def _invitation(session, row, names):
    return {
        **fields(row, "id", "inspection_id", "name", "person_id", "valid_from", "valid_to", "code_expires_at"),
        **fields(row, "asked_at", "redeemed_at", "letter_version", "revoked_at", "created_at"),
        "state": invitations.state(session, row),
        "by_phone": row.phone_tail is not None,
        "home_agency": names.agency(row.home_agency_id),
        "approved_by": names.person(row.approved_by_id),
        "created_by": names.person(row.created_by_id),
    }


def invited(outings: list[Inspection], spots: list[Hazard], uploads: list[Photo]) -> dict:
    """What an invited assistant sees: the outing, its spots in brief, and what became of each upload."""
    return {
        "inspections": [fields(row, "id", "number", "kind", "status", "title") for row in outings],
        "spots": [fields(row, "id", "number", "type", "address") | {"location": present.place(row)} for row in spots],
        "uploads": [own(row) for row in uploads],
    }


def own(row: Photo) -> dict:
    """An upload as its sender sees it."""
    return {
        **fields(row, "id", "hazard_id", "sha256", "size_bytes", "media_type", "kind", "received_at", "status"),
        **fields(row, "remark", "declined_reason"),
    }


def contributions(session, rows) -> list[dict]:
    """Uploads for the case team: who sent them, and why the sender should perhaps have kept away."""
    names = Names(session, people=[row.uploaded_by_id for row in rows])
    return [own(row) | {"conflict": row.conflict, "uploaded_by": names.person(row.uploaded_by_id)} for row in rows]


def contribution(session, row) -> dict:
    return contributions(session, [row])[0]
