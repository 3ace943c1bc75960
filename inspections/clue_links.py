"""The one hazard that a clue is about. Several clues of one spot name the same; a person decides, never likeness."""

from uploads.evidence import Evidence
from uploads.metadata import Claimed

from . import clues, db, hazards, permissions, photos
from .drafts import HazardDraft, NoFix, PhotoDraft, Position
from .errors import Conflict, Invalid, NotFound, Stale
from .models import Clue, ClueState, PhotoStatus

NO_LINK = frozenset({ClueState.RECEIVED, ClueState.TRANSFERRED, ClueState.NOT_ACCEPTED})


def link(session, actor, clue_id, draft, maps) -> Clue:
    """Link the clue to a hazard of the office, or to one recorded from it now; a wrong link is made anew.

    Its pictures go along and wait there to be confirmed. Nothing of the hazard tells whose clue it was.
    """
    clue = clues.get(session, actor, clue_id, lock=True)
    permissions.in_office(actor, "link_clue", clue.office_id)
    if draft.version not in (None, clue.version):
        raise Stale(clue)
    if clue.state in NO_LINK:
        raise Conflict("clue_not_to_link", clue_state=clue.state)
    hazard = _found(session, actor, clue, draft) if draft.hazard_id else _made(session, actor, clue, draft, maps)
    clue.hazard_id = hazard.id
    for row in clue.photos:
        if row.photo_id is None:
            row.photo_id = _take_over(session, actor, hazard, row).id
    db.touch(session, clue)
    session.flush()
    clues.note(session, actor, clue, "clue.linked", {"hazard_id": str(hazard.id)}, version=clue.version)
    return clue


def _found(session, actor, clue, draft):
    try:
        hazard = hazards.get(session, actor, draft.hazard_id, lock=True)
    except NotFound:
        raise Invalid.at("hazard_id", "unknown_hazard") from None
    if hazard.office_id != clue.office_id:
        raise Invalid.at("hazard_id", "hazard_of_another_office")
    return hazard


def _made(session, actor, clue, draft, maps):
    location = NoFix(no_fix_reason="待现场核实定位")
    if clue.location:
        location = Position.model_validate(clue.location, strict=False)
    said = HazardDraft(
        type=draft.type,
        location=location,
        seen_at=db.begin_of(clue.seen_on) if clue.seen_on else clue.received_at,
        severity=draft.severity,
        description=draft.description,
        address=clue.place,
    )
    return hazards.record(session, actor, said, maps)[0]


def _take_over(session, actor, hazard, row):
    claimed = Claimed(**row.claimed | {"notes": tuple(row.claimed["notes"])})
    evidence = Evidence(row.sha256, row.sm3, row.size_bytes, row.media_type, claimed)
    more = {"status": PhotoStatus.PENDING_CONFIRMATION, "received_at": row.received_at}
    return photos.take(session, actor, hazard, hazard.photos, PhotoDraft(), evidence, **more)[0]
