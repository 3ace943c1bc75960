"""What invited assistants send: it waits for a prosecutor, and counts nowhere as evidence before (DESIGN §7)."""

from uuid import UUID

from sqlalchemy import select

from . import conflicts, declared, hazards, ledger, pages, photos, visibility
from .errors import Conflict, Invalid, NotAllowed, NotFound
from .models import Hazard, Inspection, InspectionStatus, Invitation, Person, Photo, PhotoStatus


def mine(session, actor):
    """``(outings, spots, uploads)`` of an invited assistant: the whole of what that person sees."""
    outings = session.scalars(visibility.invited_inspections(actor).order_by(Inspection.id)).all()
    spots = session.scalars(visibility.invited_hazards(actor).order_by(Hazard.id)).all()
    uploads = session.scalars(visibility.own_contributions(actor).order_by(Photo.id)).all()
    return outings, spots, uploads


def may_add(session, actor, inspection_id):
    """The short check before the bytes are received: invited to this outing, and it is under way."""
    query = visibility.invited_inspections(actor).where(Inspection.id == inspection_id)
    outing = session.scalar(query)
    if outing is None:
        raise NotFound
    if outing.status is not InspectionStatus.OPEN:
        raise Conflict("inspection_not_open", extra={"inspection_status": outing.status}, status=outing.status)


def add(session, actor, inspection_id, form, evidence):
    """A photo that waits for confirmation: ``(photo, created)``. Refused where the home agency is concerned."""
    may_add(session, actor, inspection_id)
    hazard = session.scalar(visibility.invited_hazards(actor).where(Hazard.id == form.hazard_id).with_for_update())
    if hazard is None:
        raise Invalid.at("hazard_id", "unknown_hazard")
    home = session.scalar(select(Person.home_agency_id).where(Person.id == actor.person_id))
    found = conflicts.of(session, home, hazard.id)
    if conflicts.blocks(found):
        raise NotAllowed("home_agency_concerned")
    invitation_id = session.scalar(
        select(Invitation.id).where(
            Invitation.inspection_id == inspection_id,
            Invitation.person_id == actor.person_id,
            Invitation.revoked_at.is_(None),
        )
    )
    own = [photo for photo in hazard.photos if photo.uploaded_by_id == actor.person_id and photo.invitation_id]
    return photos.take(
        session,
        actor,
        hazard,
        own,
        form,
        evidence,
        status=PhotoStatus.PENDING_CONFIRMATION,
        invitation_id=invitation_id,
        remark=form.remark,
        conflict=found,
    )


def waiting(session, actor, *, status, cursor=None, limit=50):
    """One page of what was sent to the actor's offices, newest first, and the cursor of the next page or None."""
    about = f"contributions {status}"
    query = visibility.contributions(actor).order_by(Photo.id.desc()).limit(limit + 1)
    if status:
        query = query.where(Photo.status == status)
    if cursor:
        query = query.where(Photo.id < pages.read(cursor, about, UUID)[0])
    return pages.cut(list(session.scalars(query)), limit, lambda row: [str(row.id)], about)


def confirm(session, actor, photo_id) -> Photo:
    """Let it count as evidence from now on; the same again is a repeat."""
    photo, hazard = photos.in_hand(session, actor, "confirm_photo", photo_id, lock=True)
    if photo.status is PhotoStatus.ACCEPTED:
        return photo
    photo.status = PhotoStatus.ACCEPTED
    declared.arrived(hazard, photo)
    return _decided(session, actor, photo, hazard, "photo.confirmed", {"conflict": photo.conflict})


def decline(session, actor, photo_id, reason) -> Photo:
    """Say why it is not taken; the bytes stay, and the sender sees the reason."""
    photo, hazard = photos.in_hand(session, actor, "decline_photo", photo_id, lock=True)
    if photo.status is not PhotoStatus.PENDING_CONFIRMATION:
        raise Conflict("photo_confirmed")
    photo.status, photo.declined_reason = PhotoStatus.DECLINED, reason
    return _decided(session, actor, photo, hazard, "photo.declined", {"reason": reason})


def _decided(session, actor, photo, hazard, type_, payload):
    hazards.save(session, hazard)
    subjects = [("hazard", hazard.id), ("photo", photo.id)]
    more = {"office_id": hazard.office_id, "version": hazard.version, "blobs": [photo.sha256]}
    ledger.append(session, actor, type_, subjects, payload, **more)
    return photo
