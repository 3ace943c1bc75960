"""Evidence attached to a hazard: what was received, what it claims, and what does not fit (no verdicts)."""

from sqlalchemy import func, select

from geo.coordinates import Datum
from uploads import sniff

from . import case_teams, db, declared, hazards, jobs, ledger, likeness, observations, permissions, visibility
from .errors import Conflict, Destroyed, NotFound
from .models import CluePhoto, Derivative, Hazard, Photo, PhotoStatus, PreviewState


def may_add(session, actor, hazard_id):
    """The short check before the bytes are received."""
    office_id = office_of(session, actor, hazard_id)
    if office_id is None:
        raise NotFound
    permissions.in_office(actor, "add_photo", office_id)


def office_of(session, actor, hazard_id):
    """The id of the office that handles the hazard; None when there is none or it is not the actor's to see."""
    seen = visibility.hazards(session, actor).where(Hazard.id == hazard_id)
    return session.scalar(seen.with_only_columns(Hazard.office_id))


def of(session, actor, hazard_id) -> list[Photo]:
    return hazards.get(session, actor, hazard_id).photos


def get(session, actor, photo_id, *, lock=False) -> Photo:
    query = visibility.photos(session, actor).where(Photo.id == photo_id)
    photo = session.scalar(query.with_for_update() if lock else query)
    if photo is None:
        raise NotFound
    return photo


def there(photo):
    """Raise Destroyed or Conflict for a photo that was purged or taken back."""
    if photo.status is PhotoStatus.PURGED:
        raise Destroyed
    if photo.status is PhotoStatus.WITHDRAWN:
        raise Conflict("photo_withdrawn")
    if photo.status is PhotoStatus.DECLINED:
        raise Conflict("photo_declined")


def in_hand(session, actor, action, photo_id, *, lock=False) -> tuple[Photo, Hazard]:
    """The photo and its hazard, if it is still there and the actor may do *action* in the handling office."""
    photo = get(session, actor, photo_id, lock=lock)
    hazard = hazards.get(session, actor, photo.hazard_id)
    permissions.in_office(actor, action, hazard.office_id)
    there(photo)
    return photo, hazard


def is_held(session, sha256: str) -> bool:
    """Whether some record has a right to these bytes."""
    living = (
        select(Photo.id).where(Photo.sha256 == sha256, Photo.status != PhotoStatus.PURGED),
        select(Derivative.id).where(Derivative.sha256 == sha256, Derivative.purged_at.is_(None)),
        select(CluePhoto.id).where(CluePhoto.sha256 == sha256, CluePhoto.photo_id.is_(None)),
    )
    return any(session.scalar(query.limit(1)) for query in living)


def may_keep(session, sha256: str):
    """Raise Destroyed for bytes that the law had destroyed and that no record has: a phone may send them again."""
    gone = select(Photo.id).where(Photo.sha256 == sha256, Photo.status == PhotoStatus.PURGED).limit(1)
    if session.scalar(gone) and not is_held(session, sha256):
        raise Destroyed


def attach(session, actor, hazard_id, draft, evidence, received_at=None) -> tuple[Photo, bool]:
    """Attach bytes that are already durable; ``(photo, True)``, or ``(the same photo, False)`` for a repeat.

    Without an id the same bytes on the same hazard are a repeat; under a fresh id they are a second photo (a device may
    send twins). *received_at* is when the bytes came, if that was before now.
    """
    hazard = hazards.get(session, actor, hazard_id, lock=True)
    permissions.in_office(actor, "add_photo", hazard.office_id)
    mine = [photo for photo in hazard.photos if photo.invitation_id is None]
    return take(session, actor, hazard, mine, draft, evidence, received_at=received_at)


def take(session, actor, hazard, mine, draft, evidence, **more) -> tuple[Photo, bool]:
    """Attach bytes to a hazard that the actor may add to; a repeat is one of the photos in *mine*."""
    may_keep(session, evidence.sha256)
    known = _known(session, hazard, mine, draft, evidence)
    if known:
        return known, False
    photo = _new(session, actor, hazard, draft, evidence, **more)
    observations.compare(session, hazard, photo)
    hazard.photos.append(photo)
    if photo.status is PhotoStatus.ACCEPTED:
        declared.arrived(hazard, photo)
    if photo.preview is PreviewState.PENDING:
        jobs.enqueue(session, "preview", {"sha256": photo.sha256, "media_type": photo.media_type})
    session.flush()
    ledger.append(
        session,
        actor,
        "photo.added",
        [("hazard", hazard.id), ("photo", photo.id)],
        {"kind": photo.kind, "size_bytes": photo.size_bytes, "sm3": photo.sm3, "flags": photo.flags},
        office_id=hazard.office_id,
        version=hazard.version,
        blobs=[photo.sha256],
    )
    return photo, True


def _new(session, actor, hazard, draft, evidence, received_at=None, status=PhotoStatus.ACCEPTED, **more):
    previewable = sniff.is_decodable(evidence.media_type)
    return Photo(
        id=draft.id or db.new_id(),
        hazard_id=hazard.id,
        copy=sum(photo.sha256 == evidence.sha256 for photo in hazard.photos),
        sha256=evidence.sha256,
        sm3=evidence.sm3,
        size_bytes=evidence.size_bytes,
        media_type=evidence.media_type,
        kind=draft.kind,
        captured=_captured(draft),
        claimed=claims(evidence.claimed),
        provenance=draft.provenance,
        status=status,
        cleared=False,
        preview=PreviewState.PENDING if previewable else PreviewState.NONE,
        preview_reason=None if previewable else "not_an_image",
        received_at=received_at or db.now(session),
        uploaded_by_id=actor.person_id,
        draft_digest=draft.digest,
        **more,
    )


def _known(session, hazard, mine, draft, evidence):
    same = [photo for photo in mine if photo.sha256 == evidence.sha256]
    if draft.id is None:
        return next((photo for photo in same if photo.status is not PhotoStatus.WITHDRAWN), None)
    columns = (Photo.hazard_id, Photo.sha256, func.coalesce(Photo.draft_digest, draft.digest))
    taken = session.execute(select(*columns).where(Photo.id == draft.id)).one_or_none()
    if taken and taken != (hazard.id, evidence.sha256, draft.digest):
        raise Conflict("id_taken")
    return next((photo for photo in same if photo.id == draft.id), None)


def _captured(draft):
    if (draft.captured_at, draft.location, draft.heading_deg) == (None, None, None):
        return None
    return {
        "at": draft.captured_at and draft.captured_at.isoformat(),
        "location": draft.location and draft.location.model_dump(mode="json", exclude={"source"}),
        "source": draft.location and draft.location.source,
        "heading_deg": draft.heading_deg,
    }


def claims(claimed) -> dict:
    """What a file claims (`uploads.metadata.Claimed`) as it is kept with a photo."""
    place = None
    if claimed.lon is not None:
        place = {"lon": claimed.lon, "lat": claimed.lat, "datum": Datum.WGS84, "accuracy_m": claimed.accuracy_m}
    return {
        "taken_at": claimed.taken_at or claimed.taken_local,
        "location": place,
        "device": claimed.device,
        "software": claimed.software,
        "direction_deg": claimed.direction_deg,
        "altitude_m": claimed.altitude_m,
        "notes": list(claimed.notes),
    }


def original(session, actor, photo_id) -> tuple[Photo, Hazard]:
    """The photo and its hazard, if the actor may have the original bytes. Raises Destroyed when they are no more."""
    photo = get(session, actor, photo_id)
    hazard = hazards.get(session, actor, photo.hazard_id)
    permissions.in_office(actor, "read_original", hazard.office_id)
    case_teams.check_reader(session, actor, hazard)
    if photo.status is PhotoStatus.PURGED:
        raise Destroyed
    return photo, hazard


def original_read(session, actor, photo, part: str | None):
    """Enter that the original bytes of *photo*, or *part* of them (its Content-Range), are about to be handed out."""
    hazard = hazards.get(session, actor, photo.hazard_id)
    ledger.append(
        session,
        actor,
        "photo.original_read",
        [("photo", photo.id), ("hazard", hazard.id)],
        {"part": part} if part else None,
        office_id=hazard.office_id,
        blobs=[photo.sha256],
    )


def previewed(session, sha256: str, result):
    """Note how deriving the previews of these bytes ended, for every photo that waits for them, and what it looks like.

    *result* is an uploads.previews.Preview.
    """
    pending = (Photo.sha256 == sha256, Photo.preview == PreviewState.PENDING)
    waiting = session.execute(select(Photo, Hazard).join(Hazard, Hazard.id == Photo.hazard_id).where(*pending)).all()
    for photo, _ in waiting:
        photo.preview, photo.preview_reason = PreviewState(result.state), result.reason
        likeness.keep(session, photo, result.looks)
    for photo, hazard in waiting:
        if likeness.is_seen(photo):
            observations.compare(session, hazard, photo)
