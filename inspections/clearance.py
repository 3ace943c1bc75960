"""Who sees a photo: people outside the case team once a person cleared it, nobody once its uploader took it back."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from . import derivatives, hazards, ledger, permissions, photos
from .drafts import Draft
from .errors import Conflict, Invalid, NotAllowed
from .fields import text, words
from .models import Derivative, DerivativeKind, DisputeStep, Finding, Photo, PhotoStatus, Status


class ClearOutcome(StrEnum):
    NOTHING_TO_REDACT = "nothing_to_redact"
    REDACTED = "redacted"  # others see the redacted copy in its stead
    NOT_CLEARED = "not_cleared"  # takes an earlier outcome back


class ClearDraft(Draft):
    outcome: ClearOutcome
    redaction_id: UUID | None = None
    note: text(1000) = ""


class WithdrawDraft(Draft):
    reason: words(1000)


def shown(session, actor, photo_id):
    """What the actor sees of the photo: itself, or the copy with what was redacted; it has sha256 and media_type.

    Raises NotAllowed for people outside the case team until the photo is cleared.
    """
    photo = photos.get(session, actor, photo_id)
    if permissions.on_team(actor, hazards.get(session, actor, photo.hazard_id).office_id):
        return photo
    if not photo.cleared:
        raise NotAllowed("not_cleared")
    return derivatives.redaction(session, photo) or photo


def clear(session, actor, photo_id, draft):
    """Say what people outside the case team may see of the photo; the same again is a repeat.

    Another outcome than before takes back all copies that were cleared with the earlier one.
    """
    photo, hazard = photos.in_hand(session, actor, "clear_photo", photo_id, lock=True)
    chosen = _chosen(session, photo, draft)
    if (photo.cleared, derivatives.redaction(session, photo)) == (
        draft.outcome is not ClearOutcome.NOT_CLEARED,
        chosen,
    ):
        return photo
    take_back(session, photo)
    photo.cleared = draft.outcome is not ClearOutcome.NOT_CLEARED
    if chosen:
        chosen.cleared = True
    session.flush()
    ledger.append(
        session,
        actor,
        "photo.cleared" if photo.cleared else "photo.uncleared",
        [("photo", photo.id), ("hazard", hazard.id)],
        {"outcome": draft.outcome, "redaction_id": chosen and str(chosen.id), "note": draft.note},
        office_id=hazard.office_id,
        blobs=[photo.sha256, *([chosen.sha256] if chosen else [])],
    )
    return photo


def _chosen(session, photo, draft):
    if (draft.redaction_id is not None) != (draft.outcome is ClearOutcome.REDACTED):
        raise Invalid.at("redaction_id", "required" if draft.redaction_id is None else "not_for_this_kind")
    if draft.redaction_id is None:
        return None
    mine = (Derivative.photo_id == photo.id, Derivative.kind == DerivativeKind.REDACTED)
    row = session.scalar(select(Derivative).where(Derivative.id == draft.redaction_id, *mine))
    if row is None:
        raise Invalid.at("redaction_id", "unknown_redaction")
    return row


def take_back(session, photo):
    """Nobody outside the case team sees this photo or any copy of it from now on."""
    photo.cleared = False
    for row in session.scalars(derivatives.with_parent(select(Derivative), photo.id)):
        row.cleared = False


def withdraw(session, actor, photo_id, draft) -> Photo:
    """Take back one's own upload that nobody has confirmed: it counts no more. Bytes and row stay, it is evidence."""
    photo = photos.get(session, actor, photo_id, lock=True)
    hazard = hazards.get(session, actor, photo.hazard_id)
    permissions.in_office(actor, "withdraw_photo", hazard.office_id)
    if photo.uploaded_by_id != actor.person_id:
        raise NotAllowed("not_uploader")
    if photo.status is PhotoStatus.WITHDRAWN:
        return photo
    photos.there(photo)
    confirmed = photo.status is not PhotoStatus.PENDING_CONFIRMATION and hazard.status is not Status.RECORDED
    if confirmed or _is_named(session, photo):
        raise Conflict("photo_confirmed")
    photo.status = PhotoStatus.WITHDRAWN
    take_back(session, photo)
    session.flush()
    ledger.append(
        session,
        actor,
        "photo.withdrawn",
        [("photo", photo.id), ("hazard", hazard.id)],
        {"reason": draft.reason},
        office_id=hazard.office_id,
        blobs=[photo.sha256],
    )
    return photo


def _is_named(session, photo):
    """Whether a finding or a step of a dispute rests on the photo."""
    found = session.scalars(select(Finding.photo_ids).where(Finding.hazard_id == photo.hazard_id))
    step = session.scalar(select(DisputeStep.id).where(DisputeStep.photo_id == photo.id).limit(1))
    return step is not None or any(str(photo.id) in ids for ids in found)
