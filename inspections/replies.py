"""An agency's reply, hazard by hazard: written over days on its page, then submitted once and frozen.

What it says is a claim: a reply received is never the same as rectified (R2021 art. 82).
"""

import re
import unicodedata
from uuid import UUID

from sqlalchemy import select

from . import canonical, case_clocks, db, ledger, photos, service_access, service_cases, service_events, service_signing
from .drafts import PhotoDraft
from .errors import Conflict, Invalid, NotFound
from .models import (
    Agency,
    Answer,
    Hazard,
    Person,
    Photo,
    PhotoKind,
    PhotoStatus,
    Provenance,
    Reply,
    ReplyItem,
    Service,
    ServiceEventKind,
)
from .people import Actor

MOST_PHOTOS = 20  # of one hazard


def of(session, service) -> Reply | None:
    return session.scalar(select(Reply).where(Reply.service_id == service.id))


def submitted(session, rows) -> list[Reply]:
    """The replies to these services that were submitted; what is still being written is the agency's own."""
    sent = (Reply.service_id.in_([row.id for row in rows]), Reply.submitted_at.is_not(None))
    return list(session.scalars(select(Reply).where(*sent)))


def _open(session, service) -> Reply:
    """The reply that is being written. Raises Conflict once it was submitted."""
    reply = of(session, service)
    if reply is None:
        now = db.now(session)
        reply = Reply(id=db.new_id(), service_id=service.id, begun_at=now, late=False, note="", items=[])
        session.add(reply)
        session.flush()
    if reply.submitted_at:
        raise Conflict("reply_submitted")
    return reply


def item(reply, hazard_id) -> ReplyItem | None:
    return next((one for one in reply.items if one.hazard_id == hazard_id), None) if reply else None


def _item(session, service, hazard_id):
    service_access.shown(service, hazard_id)
    reply = _open(session, service)
    found = item(reply, hazard_id)
    if found is None:
        found = ReplyItem(
            id=db.new_id(), reply_id=reply.id, hazard_id=hazard_id, answer=Answer.NO_ANSWER, note="", photo_ids=[]
        )
        reply.items.append(found)
    return found


def answer(session, service: Service, hazard_id, draft, paper=None) -> ReplyItem:
    """Say something of one hazard, as often as wanted before submitting. *paper* is the document behind it."""
    if draft.done_on and draft.done_on > db.today(session):
        raise Invalid.at("done_on", "in_the_future")
    row = _item(session, service, hazard_id)
    row.answer, row.done_on, row.note = draft.answer, draft.done_on, draft.note
    if paper:
        row.paper_sha256, row.paper_media_type = paper.sha256, paper.media_type
    session.flush()
    said = draft.model_dump(mode="json") | {"hazard_id": str(hazard_id)}
    service_events.write(session, None, service, "answered", said | {"paper": row.paper_sha256})
    return row


def add_photo(session, service: Service, hazard_id, evidence) -> tuple[Photo, bool]:
    """A photo that the agency sends: a claim that waits for a prosecutor, and is shown to nobody before it is cleared.

    The same bytes for the same hazard again are a repeat.
    """
    row = _item(session, service, hazard_id)
    hazard = session.scalar(select(Hazard).where(Hazard.id == hazard_id).with_for_update())
    if len(row.photo_ids) >= MOST_PHOTOS:
        raise Conflict("too_many_photos", limit=MOST_PHOTOS)
    visitor = _visitor(session, service)
    mine = [photo for photo in hazard.photos if photo.uploaded_by_id == visitor.person_id]
    said = PhotoDraft(kind=PhotoKind.AFTER, provenance=Provenance.RECEIVED_FROM_AGENCY)
    pending = PhotoStatus.PENDING_CONFIRMATION
    photo, created = photos.take(session, visitor, hazard, mine, said, evidence, status=pending)
    if str(photo.id) not in row.photo_ids:
        row.photo_ids = [*row.photo_ids, str(photo.id)]
    session.flush()
    return photo, created


def _visitor(session, service) -> Actor:
    """The agency's own account, which no password opens: whoever comes with the code acts in its name."""
    username = f"agency.{service.agency_id.hex}"
    person = session.scalar(select(Person).where(Person.username == username))
    if person is None:
        name = session.get_one(Agency, service.agency_id).name
        person = Person(
            id=db.new_id(), username=username, name=name, password_hash="none", home_agency_id=service.agency_id
        )
        session.add(person)
        session.flush()
    return Actor(person.id, person.username, person.name, ())


def matching(service: Service, filename: str) -> UUID | None:
    """The hazard whose number stands in the name of a file, in full or by its end; None when none or several do."""
    name = unicodedata.normalize("NFKC", filename).casefold()
    for said in (lambda number: number, lambda number: number.rpartition("-")[2]):
        found = [one for one in service.shown if re.search(_pattern(said(one["number"])), name)]
        if len(found) == 1:
            return UUID(found[0]["hazard_id"])
    return None


def _pattern(number):
    """The number with whatever between its parts, and no other digit or letter beside it."""
    parts = r"[\W_]*".join(map(re.escape, re.split(r"[\W_]+", number.casefold())))
    return rf"(?<![a-z0-9]){parts}(?!\d)"


def attach_letter(session, service: Service, evidence) -> Reply:
    """The stamped letter (盖章回函), which is the main reply; another one takes its place until it is submitted."""
    reply = _open(session, service)
    reply.letter_sha256, reply.letter_media_type = evidence.sha256, evidence.media_type
    session.flush()
    service_events.write(session, None, service, "letter_attached", {"sha256": evidence.sha256})
    return reply


def submit(session, service: Service, draft, *, actor=None) -> Reply:
    """Submit the reply: from now on it is frozen. Submitting again gives the same receipt.

    Whoever answers has received: a document that nobody signed for yet is signed for with the same name. Not so when
    one of our people, *actor*, enters a reply that came back as a file.
    """
    known = of(session, service)
    if known and known.submitted_at:
        return known
    reply = _open(session, service)
    if not reply.items and reply.letter_sha256 is None:
        raise Conflict("reply_says_nothing")
    if actor is None:
        service_signing.sign(session, service, draft)
    reply.submitted_at, reply.late = db.now(session), _late(session, service)
    reply.name, reply.post, reply.phone, reply.note = draft.name, draft.post, draft.phone, draft.note
    reply.digest = canonical.digest(content(service, reply))
    event = service_events.add(
        session,
        actor,
        service,
        ServiceEventKind.REPLIED,
        signer=draft.name,
        post=draft.post,
        phone=draft.phone,
        sha256=reply.letter_sha256,
    )
    service_cases.replied(session, service, reply, event.on)
    service_events.save(session, service)
    papers = [reply.letter_sha256, *(one.paper_sha256 for one in reply.items)]
    service_events.write(session, actor, service, "replied", {"late": reply.late, "digest": reply.digest}, papers)
    return reply


def _late(session, service):
    due = case_clocks.due_of(session, service.case_id)
    return bool(due and due < db.today(session))


def photo(session, service: Service, photo_id) -> tuple[Photo, bool]:
    """A photo of the page, and whether the agency sent it itself. NotFound for every other one."""
    reply, said = of(session, service), str(photo_id)
    own = bool(reply) and any(said in one.photo_ids for one in reply.items)
    if not own and not any(said in one["photo_ids"] for one in service.shown):
        raise NotFound
    return session.scalar(select(Photo).where(Photo.id == photo_id)), own


def content(service, reply) -> dict:
    """Everything that was submitted, as canonical JSON values."""
    return {
        "service": service.number,
        "submitted_at": ledger.instant(reply.submitted_at),
        "by": [reply.name, reply.post, reply.phone],
        "note": reply.note,
        "letter": reply.letter_sha256,
        "items": [
            {
                "hazard_id": str(one.hazard_id),
                "answer": one.answer.value,
                "done_on": one.done_on and one.done_on.isoformat(),
                "note": one.note,
                "photos": list(one.photo_ids),
                "paper": one.paper_sha256,
            }
            for one in sorted(reply.items, key=lambda one: str(one.hazard_id))
        ],
    }
