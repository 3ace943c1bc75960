"""The counter-acts of merging: a duplicate becomes again what it was; one record of two spots becomes two.

Photos and followers stay where they are, and are named by the other record too.
"""

from sqlalchemy import func, select

from . import db, followers, followups, hazards, ledger, merges, numbers, observations, permissions, repeats
from .errors import Conflict, FieldError, Invalid
from .inspection_moves import TAKING_DOWN
from .models import FollowUp, Hazard, Inspection, Office, Photo, PhotoStatus, Status
from .models.hazards import ENDED

KIND = ("type", "asset_kind", "place_kind", "severity")
EVIDENCE = (
    *("sha256", "sm3", "size_bytes", "media_type", "kind", "captured", "claimed", "provenance", "status"),
    *("preview", "preview_reason", "phash", "phash_middle", "received_at", "uploaded_by_id"),
)


def split(session, actor, hazard_id, draft, maps) -> tuple[Hazard, bool]:
    """Undo a merge: ``(the hazard, False)``; or divide one record: ``(the new hazard, True)``, False for a repeat."""
    hazard = hazards.get(session, actor, hazard_id, lock=True)
    permissions.in_office(actor, "split_hazard", hazard.office_id)
    known = draft.id and session.scalar(select(Hazard.draft_digest).where(Hazard.id == draft.id))
    if known:
        return _repeated(session, actor, hazard, draft, known), False
    hazards.check_version(hazard, draft.version)
    if hazard.status is Status.DUPLICATE:
        return _unmerge(session, actor, hazard, draft), False
    if hazard.status in ENDED:
        raise Conflict("record_ended", status=hazard.status)
    return _divide(session, actor, hazard, draft, maps), True


def _repeated(session, actor, hazard, draft, known):
    part = repeats.same(session, actor, draft, known, hazards.get)
    if part.split_from_id != hazard.id:
        raise Conflict("id_taken")
    return part


def _unmerge(session, actor, hazard, draft):
    """Its status before the merge and its own duplicates; the visits that the merge made needless are planned anew."""
    strange = sorted(draft.model_fields_set - {"version", "reason"})
    if strange:
        raise Invalid(*(FieldError(name, "not_for_a_duplicate") for name in strange))
    master_id, hazard.duplicate_of_id = hazard.duplicate_of_id, None
    merging = (FollowUp.closed_because == "mark_duplicate", FollowUp.closed_at >= hazard.merged_at)
    closed = (FollowUp.hazard_id == hazard.id, *merging)
    asked = select(FollowUp.reason, func.max(FollowUp.due_on)).where(*closed).group_by(FollowUp.reason)
    for reason, due_on in session.execute(asked.order_by(FollowUp.reason)).all():
        followups.plan_again(session, hazard, reason, due_on)
    back = merges.take_back(session, hazard, master_id)
    hazard.status, hazard.merged_from, hazard.merged_at = hazard.merged_from, None, None
    hazards.save(session, hazard)
    payload = {"reason": draft.reason, "duplicate_id": hazard.id, "master_id": master_id, "status": hazard.status}
    _write(session, actor, hazard, [master_id, *back], payload)
    return hazard


def _divide(session, actor, hazard, draft, maps):
    """A new hazard at the second spot, with the kind of the first and the photos that show it."""
    photos = _chosen(hazard, draft)
    part = _part(session, actor, hazard, draft)
    hazards.locate(session, part, draft.location, maps)
    for photo in photos:
        _show(session, part, photo)
    hazards.save(session, part)
    hazards.save(session, hazard)
    followers.join(session, part.id, hazard.id)
    followers.add(session, part.id, actor.person_id)
    payload = {"reason": draft.reason, "from_id": hazard.id, "part_id": part.id, "photo_ids": draft.photo_ids}
    _write(session, actor, hazard, [part.id], payload, photos)
    return part


def _chosen(hazard, draft):
    if draft.location is None:
        raise Invalid.at("location", "required")
    accepted = {photo.id: photo for photo in hazard.photos if photo.status is PhotoStatus.ACCEPTED}
    strange = [index for index, id_ in enumerate(draft.photo_ids) if id_ not in accepted]
    if strange:
        raise Invalid(*(FieldError(f"photo_ids.{index}", "no_accepted_photo") for index in strange))
    return [accepted[id_] for id_ in dict.fromkeys(draft.photo_ids)]


def _part(session, actor, hazard, draft):
    now = db.now(session)
    return Hazard(
        id=draft.id or db.new_id(),
        number=numbers.next_number(session, session.get_one(Office, hazard.office_id), "H"),
        status=Status.RECORDED,
        description=hazard.description if draft.description is None else draft.description,
        address=draft.address,
        seen_at=hazard.seen_at,
        received_at=now,
        changed_at=now,
        recorded_by_id=actor.person_id,
        found_by_office_id=hazard.found_by_office_id,
        office_id=hazard.office_id,
        inspection_id=_still_open(session, hazard.inspection_id),
        split_from_id=hazard.id,
        flags=[],
        map_versions={},
        draft_digest=draft.digest,
        **{name: getattr(hazard, name) for name in KIND},
    )


def _still_open(session, inspection_id):
    """The outing, unless it is finalised: the list of what it recorded never changes."""
    open_ = select(Inspection.id).where(Inspection.id == inspection_id, Inspection.status.in_(TAKING_DOWN))
    return session.scalar(open_)


def _show(session, part, photo):
    """The same bytes as evidence of *part* too; what does not fit is judged by the new place."""
    twin = Photo(id=db.new_id(), hazard_id=part.id, **{name: getattr(photo, name) for name in EVIDENCE})
    twin.cleared = False  # what was redacted for others belongs to the other record: a person looks again
    twin.copy = sum(other.sha256 == photo.sha256 for other in part.photos)
    observations.note(session, part, twin)
    part.photos.append(twin)


def _write(session, actor, hazard, others, payload, photos=()):
    """One entry in the timelines of all records, and of the photos."""
    ledger.append(
        session,
        actor,
        "hazard.split",
        [*(("hazard", id_) for id_ in (hazard.id, *others)), *(("photo", photo.id) for photo in photos)],
        payload,
        office_id=hazard.office_id,
        version=hazard.version,
        blobs=[photo.sha256 for photo in photos],
    )
