"""Uploads in pieces: begun, received, and kept as photos; those that come before their record wait for it."""

from contextlib import suppress
from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

import orjson
from sqlalchemy import func, select, update

from uploads import parts
from uploads.errors import Gone, WrongDigest
from uploads.evidence import Evidence
from uploads.metadata import Claimed

from . import db, jobs, ledger, pages, people, permissions, photos, visibility
from .drafts import PhotoDraft
from .errors import Conflict, Destroyed, NotAllowed, NotFound
from .models import CardFile, Person, Upload

LIFE = timedelta(days=7)  # of an upload that nobody finishes; what is received waits for its record without end
MOST_OPEN = 100  # unfinished ones of one person


def may_begin(session, actor, draft):
    """The short check before the first byte. A hazard that the actor does not see may be one that is still to come."""
    people.home_office(session, actor)
    office_id = draft.hazard_id and photos.office_of(session, actor, draft.hazard_id)
    if office_id:
        permissions.in_office(actor, "add_photo", office_id)
    mine = select(func.count()).where(Upload.created_by_id == actor.person_id, Upload.received_at.is_(None))
    if session.scalar(mine) >= MOST_OPEN:
        raise Conflict("too_many_uploads", limit=MOST_OPEN)


def begin(session, actor, draft, size_bytes: int, client_metadata: str) -> Upload:
    """Note an upload of *size_bytes*; its bytes come later, and so may the record that it belongs to."""
    may_begin(session, actor, draft)
    now = db.now(session)
    upload = Upload(
        id=db.new_id(),
        created_by_id=actor.person_id,
        created_at=now,
        expires_at=now + LIFE,
        size_bytes=size_bytes,
        hazard_id=draft.hazard_id,
        said=draft.model_dump(mode="json", include=set(PhotoDraft.model_fields)),
        client_metadata=client_metadata,
    )
    session.add(upload)
    jobs.enqueue(session, "upload.tidy", {"upload_id": str(upload.id)}, due_at=upload.expires_at)
    return upload


def get(session, actor, upload_id, *, lock=False) -> Upload:
    """The actor's own upload, or NotFound. Raises Gone when its time was over before it was received."""
    query = visibility.uploads(actor).where(Upload.id == upload_id)
    upload = session.scalar(query.with_for_update() if lock else query)
    if upload is None:
        raise NotFound
    if _is_over(session, upload):
        raise Gone
    return upload


def _is_over(session, upload):
    return upload.received_at is None and upload.expires_at <= db.now(session)


def newest(session, actor, *, cursor=None, limit=50):
    """One page of the actor's uploads, newest first, and the cursor of the next page or None."""
    query = visibility.uploads(actor).order_by(Upload.id.desc()).limit(limit + 1)
    if cursor:
        query = query.where(Upload.id < pages.read(cursor, "uploads", UUID)[0])
    return pages.cut(list(session.scalars(query)), limit, lambda row: [str(row.id)], "uploads")


def settle(session, actor, upload_id, evidence: Evidence | None) -> Upload:
    """The upload; with *evidence*, whose bytes are durable by now, it becomes a photo or waits for its record."""
    upload = get(session, actor, upload_id, lock=True)
    if evidence is None or upload.received_at:
        return upload
    upload.received_at = db.now(session)
    upload.sha256, upload.sm3 = evidence.sha256, evidence.sm3
    upload.media_type, upload.claimed = evidence.media_type, asdict(evidence.claimed)
    jobs.enqueue(session, "upload.tidy", {"upload_id": str(upload.id)})
    session.flush()
    if not _placed(session, actor, upload):
        _wait(session, actor, upload)
        # Entries are written one after the other: whoever recorded the hazard meanwhile either saw this upload waiting,
        # or is seen now.
        _placed(session, actor, upload)
    return upload


def _placed(session, actor, upload) -> bool:
    """Attach it to its hazard, if there is one that the actor may add to."""
    if upload.hazard_id is None:
        return False
    try:
        _attach(session, actor, upload, upload.hazard_id, upload.said)
    except (NotFound, NotAllowed):
        return False
    return True


def _attach(session, actor, upload, hazard_id, said):
    draft = PhotoDraft.model_validate_json(orjson.dumps(said))
    if draft.sha256 not in (None, upload.sha256):
        raise WrongDigest(draft.sha256, upload.sha256)
    claimed = Claimed(**upload.claimed | {"notes": tuple(upload.claimed["notes"])})
    evidence = Evidence(upload.sha256, upload.sm3, upload.size_bytes, upload.media_type, claimed)
    photo, created = photos.attach(session, actor, hazard_id, draft, evidence, upload.received_at)
    upload.photo_id, upload.hazard_id = photo.id, hazard_id
    on_card = update(CardFile).where(CardFile.upload_id == upload.id)  # whichever way it became a photo
    session.execute(on_card.values(upload_id=None, photo_id=photo.id))
    return photo, created


def _wait(session, actor, upload):
    payload = {"size_bytes": upload.size_bytes, "sm3": upload.sm3, "hazard_id": upload.hazard_id}
    office = people.home_office(session, actor)
    ledger.append(
        session, actor, "photo.received", [("upload", upload.id)], payload, office_id=office.id, blobs=[upload.sha256]
    )


def bind(session, hazard):
    """Attach what came before this record, each in the name of whoever sent it and may add to it."""
    waiting = (Upload.hazard_id == hazard.id, Upload.received_at.is_not(None), Upload.photo_id.is_(None))
    rows = session.scalars(select(Upload).where(*waiting).order_by(Upload.received_at, Upload.id).with_for_update())
    for upload in rows.all():
        sender = people.actor(session, session.get_one(Person, upload.created_by_id))
        with suppress(Conflict, Destroyed):  # its id is another photo's by now: it stays where its sender can see it
            _placed(session, sender, upload)


def attach(session, actor, hazard_id, form):
    """Attach an upload that was received: ``(photo, True)``, or ``(the same photo, False)`` for a repeat.

    What *form* says of the photo counts more than what was said when the upload began.
    """
    upload = get(session, actor, form.upload_id, lock=True)
    if upload.received_at is None:
        raise Conflict("upload_unfinished")
    if upload.photo_id and upload.hazard_id != hazard_id:
        raise Conflict("upload_attached")
    if upload.photo_id:
        return photos.get(session, actor, upload.photo_id), False
    return _attach(session, actor, upload, hazard_id, upload.said | form.said)


def place(session, actor, upload, hazard_id, said):
    """Attach an upload that a colleague may have sent, with what is *said* of the photo now."""
    if upload.photo_id is None:
        _attach(session, actor, upload, hazard_id, upload.said | said)


def discard(session, actor, upload_id):
    """Forget an upload under way. What is received is evidence and stays."""
    upload = get(session, actor, upload_id, lock=True)
    if upload.received_at:
        raise Conflict("upload_received")
    session.delete(upload)
    jobs.enqueue(session, "upload.tidy", {"upload_id": str(upload.id)})


def tidy(database, store, upload_id: str):
    """Job: let go of what nobody needs: the pieces of an upload that is over, and its row unless it waits."""
    id_ = UUID(upload_id)

    def look(session):
        upload = session.get(Upload, id_, with_for_update=True)
        if upload is None or upload.received_at or _is_over(session, upload):
            parts.discard(store, id_)
            if upload and upload.expires_at <= db.now(session) and (upload.photo_id or not upload.received_at):
                session.delete(upload)

    database.write(look)
