"""Destroying the bytes of a photo that the law forbids to keep: proposed by one person, confirmed by a head.

Rows, digests and ledger entries stay, so every proof stays valid; the bytes, all copies drawn from them, what waits to
be attached and what was queued for drawing go. The same bytes are not taken again.
"""

from uuid import UUID

import orjson
from sqlalchemy import delete, or_, select

from . import db, hazards, jobs, ledger, likeness, photos, visibility
from .clearance import take_back
from .drafts import Draft
from .errors import Conflict, NotAllowed, NotFound
from .fields import Sha256, text, words
from .models import (
    CardFile,
    Derivative,
    Entry,
    Hazard,
    Job,
    Photo,
    PhotoStatus,
    PreviewState,
    Purge,
    PurgeState,
    Upload,
)

FORGOTTEN = {"taken_at": None, "location": None, "device": None, "software": None}  # what the bytes said


class PurgeDraft(Draft):
    reason: words(2000)
    legal_basis: words(1000)


class PurgeConfirmation(Draft):
    """The SHA-256 of the original says that this very file was looked at."""

    sha256: Sha256
    note: text(1000) = ""


class PurgeRefusal(Draft):
    note: words(1000)


def of(session, actor, hazard_id) -> list[Purge]:
    """Every proposal about a photo of the hazard, oldest first."""
    seen = visibility.photos(session, actor).where(Photo.hazard_id == hazards.get(session, actor, hazard_id).id)
    proposed = select(Purge).where(Purge.photo_id.in_(seen.with_only_columns(Photo.id)))
    return list(session.scalars(proposed.order_by(Purge.id)))


def latest(session, actor, photo_id) -> Purge:
    """The newest proposal about the photo, or NotFound."""
    row = _latest(session, photos.get(session, actor, photo_id))
    if row is None:
        raise NotFound
    return row


def _latest(session, photo, *states):
    query = select(Purge).where(Purge.photo_id == photo.id).order_by(Purge.id.desc()).limit(1)
    return session.scalar(query.where(Purge.state.in_(states)) if states else query)


def propose(session, actor, photo_id, draft) -> tuple[Purge, bool]:
    """Ask that the bytes be destroyed; ``(purge, True)``, or ``(the open proposal, False)`` for a repeat."""
    photo, hazard = photos.in_hand(session, actor, "propose_purge", photo_id, lock=True)
    known = _latest(session, photo, PurgeState.PROPOSED)
    said = (actor.person_id, draft.reason, draft.legal_basis)
    if known and (known.proposed_by_id, known.reason, known.legal_basis) != said:
        raise Conflict("purge_open")
    if known:
        return known, False
    row = Purge(
        id=db.new_id(),
        photo_id=photo.id,
        state=PurgeState.PROPOSED,
        reason=draft.reason,
        legal_basis=draft.legal_basis,
        proposed_by_id=actor.person_id,
        proposed_at=db.now(session),
        note="",
        destroyed=[],
    )
    session.add(row)
    session.flush()
    said = {"reason": row.reason, "legal_basis": row.legal_basis}
    _enter(session, actor, "photo.purge_proposed", row, [photo], hazard, said)
    return row, True


def _open(session, actor, action, photo_id):
    """The open proposal with its photo and hazard; Conflict when there is none."""
    photo, hazard = photos.in_hand(session, actor, action, photo_id, lock=True)
    row = _latest(session, photo, PurgeState.PROPOSED)
    if row is None:
        raise Conflict("no_purge_open")
    return row, photo, hazard


def decline(session, actor, photo_id, draft) -> Purge:
    """The bytes stay; whoever proposed it may also take the proposal back so."""
    row, photo, hazard = _open(session, actor, "decline_purge", photo_id)
    _decide(session, actor, row, PurgeState.DECLINED, draft.note)
    _enter(session, actor, "photo.purge_declined", row, [photo], hazard, {"note": draft.note})
    return row


def confirm(session, actor, photo_id, draft) -> Purge:
    """The photo becomes a tombstone, with every photo of the same bytes in this office; a job destroys the bytes."""
    row, photo, hazard = _open(session, actor, "confirm_purge", photo_id)
    if row.proposed_by_id == actor.person_id:
        raise NotAllowed("two_persons")
    if draft.sha256 != photo.sha256:
        raise Conflict("other_file")
    twins = _twins(session, photo, hazard)
    copies = [copy for twin in twins for copy in _copies(session, twin)]
    for twin in twins:
        _entomb(session, twin)
    for copy in copies:
        copy.purged_at = db.now(session)
    _decide(session, actor, row, PurgeState.CONFIRMED, draft.note)
    row.destroyed = list(dict.fromkeys([photo.sha256, *(copy.sha256 for copy in copies)]))
    session.flush()
    _drop_queued(session, photo.sha256)
    jobs.enqueue(session, "photo.purge", {"purge_id": str(row.id)})
    session.flush()
    said = {"reason": row.reason, "legal_basis": row.legal_basis, "note": draft.note}
    said |= {"proposed_by": str(row.proposed_by_id)}
    _enter(session, actor, "photo.purged", row, twins, hazard, said)
    return row


def _decide(session, actor, row, state, note):
    row.state, row.note = state, note
    row.decided_by_id, row.decided_at = actor.person_id, db.now(session)


def _twins(session, photo, hazard):
    """Every photo of the office with these bytes, also on other hazards; the one acted on first."""
    handled = select(Hazard.id).where(Hazard.office_id == hazard.office_id)
    same = select(Photo).where(Photo.sha256 == photo.sha256, Photo.hazard_id.in_(handled), Photo.id != photo.id)
    return [photo, *session.scalars(same.where(Photo.status != PhotoStatus.PURGED))]


def _copies(session, photo):
    mine = or_(Derivative.photo_id == photo.id, Derivative.after_id == photo.id)
    return session.scalars(select(Derivative).where(mine, Derivative.purged_at.is_(None)))


def _entomb(session, photo):
    take_back(session, photo)
    photo.status = PhotoStatus.PURGED
    photo.claimed, photo.flag_details = FORGOTTEN, {}
    likeness.forget(session, photo)
    photo.preview, photo.preview_reason = PreviewState.NONE, "purged"


def _drop_queued(session, sha256):
    """What waits for its record, and what waits to be drawn, if nobody else has these bytes."""
    if photos.is_held(session, sha256):
        return
    waiting = (Upload.sha256 == sha256, Upload.photo_id.is_(None))
    for upload in session.scalars(select(Upload).where(*waiting)):
        session.execute(delete(CardFile).where(CardFile.upload_id == upload.id))
        session.delete(upload)
    for job in session.scalars(select(Job).where(Job.kind == "preview", Job.done_at.is_(None))):
        if job.payload["sha256"] == sha256:
            job.done_at = db.now(session)


def destroy(database, store, purge_id: str):
    """Job: the bytes go, with everything derived from them, unless another office's record has the same. Repeatable."""
    id_ = UUID(purge_id)

    def look(session):
        row = session.get_one(Purge, id_)
        return [sha256 for sha256 in row.destroyed if not photos.is_held(session, sha256)]

    with database.read() as session:
        doomed = look(session)
    for sha256 in doomed:
        store.destroy(sha256)

    def note(session):
        row = session.get_one(Purge, id_, with_for_update=True)
        if row.state is PurgeState.CONFIRMED:
            row.state, row.done_at, row.destroyed = PurgeState.DONE, db.now(session), doomed
            session.flush()
            photo = session.execute(select(Photo.id, Photo.hazard_id).where(Photo.id == row.photo_id)).one()
            office_id = session.scalar(select(Hazard.office_id).where(Hazard.id == photo.hazard_id))
            subjects = [("photo", photo.id), ("hazard", photo.hazard_id), ("purge", row.id)]
            ledger.append(session, None, "photo.destroyed", subjects, None, office_id=office_id, blobs=doomed)

    database.write(note)


def backups(session, row) -> list[dict]:
    """The backups made while the bytes were here, as the ledger tells: they still hold them until they are replaced."""
    if row.done_at is None:
        return []
    came = session.scalar(select(Photo.received_at).where(Photo.id == row.photo_id))
    made = select(Entry.seq, Entry.at, Entry.payload).where(Entry.type == "backup.made")
    rows = session.execute(made.where(Entry.at >= came, Entry.at <= row.done_at).order_by(Entry.seq))
    return [{"seq": seq, "at": at, "what": orjson.loads(payload or b"{}")} for seq, at, payload in rows]


def _enter(session, actor, type_, row, found, hazard, payload):
    subjects = [("photo", photo.id) for photo in found]
    hazards_ = dict.fromkeys([hazard.id, *(photo.hazard_id for photo in found)])
    ledger.append(
        session,
        actor,
        type_,
        [*subjects, *(("hazard", id_) for id_ in hazards_), ("purge", row.id)],
        payload,
        office_id=hazard.office_id,
        blobs=[found[0].sha256],
    )
