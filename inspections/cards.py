"""Cards: the files of a camera, a recorder or a drone, received in one go and proposed as spots.

Nothing here decides: spots are arranged, decided and applied by people (``card_acts``).
"""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import func, select

from geo import spots
from geo.spots import Shot
from uploads import cards as folders
from uploads import sniff

from . import db, jobs, ledger, nearby, pages, people, permissions, photos, repeats, uploads, visibility
from .drafts import UploadDraft
from .errors import Conflict, FieldError, Invalid, NotFound
from .models import (
    Card,
    CardFile,
    CardSpot,
    CardState,
    Hazard,
    Inspection,
    Joined,
    Office,
    Photo,
    PhotoKind,
    PhotoStatus,
    Provenance,
    Upload,
)

GONE = (PhotoStatus.WITHDRAWN, PhotoStatus.PURGED)
MOST_NEIGHBOURS = 5
LOOKED_AT = 50  # of those around a spot, nearest first, before each is measured by its own type's radius


def get(session, actor, card_id, *, lock=False) -> Card:
    query = visibility.cards(actor).where(Card.id == card_id)
    card = session.scalar(query.with_for_update() if lock else query)
    if card is None:
        raise NotFound
    return card


def newest(session, actor, *, cursor=None, limit=50):
    """One page of the cards of the actor's office, newest first, and the cursor of the next page or None."""
    query = visibility.cards(actor).order_by(Card.id.desc()).limit(limit + 1)
    if cursor:
        query = query.where(Card.id < pages.read(cursor, "cards", UUID)[0])
    return pages.cut(list(session.scalars(query)), limit, lambda row: [str(row.id)], "cards")


def counts(session, ids) -> dict[UUID, tuple[int, int]]:
    """How many files each of these cards has, and how many of them are evidence of nothing yet."""
    query = select(CardFile.card_id, func.count(), func.count(CardFile.upload_id)).where(CardFile.card_id.in_(ids))
    return {id_: (files, waiting) for id_, files, waiting in session.execute(query.group_by(CardFile.card_id))}


def unsorted(session, actor, *, cursor=None, limit=50):
    """One page of the files that are evidence of nothing yet, in the order of their arrival, and the next cursor."""
    seen = visibility.cards(actor).where(Card.state == CardState.OPEN).with_only_columns(Card.id)
    query = select(CardFile).where(CardFile.card_id.in_(seen), CardFile.upload_id.is_not(None))
    query = query.order_by(CardFile.id).limit(limit + 1)
    if cursor:
        query = query.where(CardFile.id > pages.read(cursor, "unsorted", UUID)[0])
    return pages.cut(list(session.scalars(query)), limit, lambda row: [str(row.id)], "unsorted")


def waiting(session, actor, card_id, file_id) -> Upload:
    """The upload of a file that is evidence of nothing yet; afterwards it is a photo, with the rules of photos."""
    files = get(session, actor, card_id).files
    found = next((row.upload for row in files if row.id == file_id and row.upload_id), None)
    if found is None:
        raise NotFound
    return found


def source(row: CardFile) -> Upload | Photo:
    """Where what is known of the file stands: both have its digests, its size and what it claims."""
    return row.upload or row.photo


def open_(session, actor, draft) -> tuple[Card, bool]:
    """Gather files that were uploaded before; ``(card, True)``, or ``(the same card, False)`` for a repeat."""
    known = draft.id and session.scalar(select(Card.draft_digest).where(Card.id == draft.id))
    if known:
        return repeats.same(session, actor, draft, known, get), False
    office = _office(session, actor)
    named = _named(session, actor, draft.files)
    card = _new(session, actor, office, draft)
    for said in draft.files:
        upload = named[said.upload_id]
        if is_there(session, office.id, upload.sha256):
            card.skipped = [*card.skipped, {"name": said.name, "code": "already_there", "details": {}}]
            continue
        session.add(CardFile(id=db.new_id(), card_id=card.id, name=said.name, upload_id=upload.id))
        session.flush()  # the next one may have the same bytes
    if len(card.skipped) == len(draft.files):
        raise Conflict("card_brings_nothing", count=len(draft.files))
    counts = _group(session, card)
    note(session, actor, card, "card.opened", opened(card) | counts)
    return card, True


def _office(session, actor) -> Office:
    """The office that receives the card. Held, so that of the same bytes at the same moment one comes first."""
    permissions.gate(actor, "open_card")
    office = people.home_office(session, actor)
    session.execute(select(Office.id).where(Office.id == office.id).with_for_update())
    return office


def _named(session, actor, files):
    """The uploads that are named, by id: the actor's own, received, and belonging to nothing."""
    ids = [said.upload_id for said in files]
    taken = select(CardFile.upload_id).where(CardFile.upload_id.is_not(None))
    free = (Upload.received_at.is_not(None), Upload.photo_id.is_(None), Upload.hazard_id.is_(None))
    query = visibility.uploads(actor).where(Upload.id.in_(ids), *free, Upload.id.not_in(taken))
    found = {row.id: row for row in session.scalars(query.with_for_update())}
    wrong = {i: "unknown_upload" for i, id_ in enumerate(ids) if id_ not in found}
    wrong |= {i: "given_twice" for i, id_ in enumerate(ids) if id_ in ids[:i]}
    if wrong:
        raise Invalid(*(FieldError(f"files.{i}.upload_id", code) for i, code in sorted(wrong.items())))
    return found


def may_open(session, actor, settings):
    """The short check before anything is received."""
    permissions.gate(actor, "open_card")
    people.home_office(session, actor)
    seen = visibility.inspections(session, actor).with_only_columns(Inspection.id)
    if settings.inspection_id and session.scalar(seen.where(Inspection.id == settings.inspection_id)) is None:
        raise Invalid.at("inspection_id", "unknown_inspection")


def _new(session, actor, office, draft):
    may_open(session, actor, draft)
    now = db.now(session)
    card = Card(
        id=getattr(draft, "id", None) or db.new_id(),
        state=CardState.RECEIVING,
        office_id=office.id,
        created_by_id=actor.person_id,
        created_at=now,
        changed_at=now,
        name=draft.name,
        inspection_id=draft.inspection_id,
        gap_minutes=draft.gap_minutes,
        radius_m=draft.radius_m,
        skipped=[],
        draft_digest=draft.digest,
    )
    session.add(card)
    session.flush()
    return card


def opened(card):
    return {"name": card.name, "inspection_id": card.inspection_id}


def is_there(session, office_id, sha256: str) -> bool:
    """Whether these bytes wait in a card of the office already, or are evidence of one of its hazards."""
    cards = select(CardFile.id).join(Card, Card.id == CardFile.card_id).join(Upload, Upload.id == CardFile.upload_id)
    waits = cards.where(Upload.sha256 == sha256, Card.office_id == office_id, Card.state != CardState.DISCARDED)
    held = select(Photo.id).join(Hazard, Hazard.id == Photo.hazard_id)
    held = held.where(Photo.sha256 == sha256, Hazard.office_id == office_id, Photo.status.not_in(GONE))
    return any(session.scalar(query.limit(1)) for query in (waits, held))


def may_take(session, actor, sha256: str) -> bool:
    """The short look before the bytes are kept: False when they are there already. Raises Destroyed."""
    photos.may_keep(session, sha256)
    return not is_there(session, people.home_office(session, actor).id, sha256)


def receiving(session, actor, settings) -> Card | None:
    """The card of that name that the actor began to receive and that was interrupted."""
    mine = (Card.created_by_id == actor.person_id, Card.state == CardState.RECEIVING, Card.name == settings.name)
    return session.scalar(visibility.cards(actor).where(*mine).order_by(Card.id).limit(1))


def take(session, actor, settings, name: str, evidence) -> bool:
    """Note one file whose bytes are durable by now; the first one begins the card. False when it is there already."""
    office = _office(session, actor)
    photos.may_keep(session, evidence.sha256)
    if is_there(session, office.id, evidence.sha256):
        return False
    card = receiving(session, actor, settings)
    if card is None:
        card = _new(session, actor, office, settings)
        note(session, actor, card, "card.opened", opened(card))
    made = folders.method(evidence.claimed.device)
    provenance = Provenance.UNKNOWN if made else Provenance.PICKED_FROM_GALLERY
    upload = uploads.begin(session, actor, UploadDraft(provenance=provenance), evidence.size_bytes, "")
    session.flush()
    uploads.settle(session, actor, upload.id, evidence)
    session.add(CardFile(id=db.new_id(), card_id=card.id, name=name, upload_id=upload.id))
    session.flush()
    return True


def propose(session, actor, card_id, skipped) -> Card:
    """Everything is received: put the files into spots; from now on people decide."""
    card = get(session, actor, card_id, lock=True)
    card.skipped = skipped
    counts = _group(session, card)
    note(session, actor, card, "card.proposed", counts)
    return card


def _group(session, card):
    """Spots by what the files claim, as `geo.spots` says; how many of what."""
    session.refresh(card, ["files"])
    rows = {shot(row).key: row for row in card.files}
    found, _ = spots.propose(map(shot, card.files), card.gap_minutes * 60, card.radius_m)
    for position, group in enumerate(found):
        spot = CardSpot(id=db.new_id(), card_id=card.id, position=position, kind=PhotoKind.OTHER)
        card.spots.append(spot)
        session.flush()
        for one in group:
            row = rows[one.key]
            row.spot_id, row.joined = spot.id, Joined.TIME if one.lon is None else Joined.TIME_AND_PLACE
    for upload in (row.upload for row in card.files if row.upload):
        if sniff.is_decodable(upload.media_type):  # whoever sorts will look at each
            jobs.enqueue(session, "preview", {"sha256": upload.sha256, "media_type": upload.media_type})
    card.state = CardState.OPEN
    save(session, card)
    return {"files": len(card.files), "spots": len(found), "skipped": len(card.skipped)}


def shot(row: CardFile) -> Shot:
    """The file as it is grouped: by the time that its camera's clock showed, whatever the zone.

    Where only the satellites say when, their time is taken as it is in China; nothing is written of that.
    """
    claimed = source(row).claimed
    lon, lat = place(claimed) or (None, None)
    return Shot(f"{row.name}\n{row.id}", clock(claimed), lon, lat)


def clock(claimed) -> float | None:
    said = claimed.get("taken_local") or claimed.get("taken_at")
    if not said:
        return None
    at = datetime.fromisoformat(said)
    if at.tzinfo and at.utcoffset() == UTC.utcoffset(None):
        at = at.astimezone(db.SHANGHAI)
    return at.replace(tzinfo=UTC).timestamp()


def place(claimed) -> tuple[float, float] | None:
    """Longitude and latitude that a file claims: an upload has them side by side, a photo under ``location``."""
    at = claimed.get("location") or claimed
    return None if at.get("lon") is None else (at["lon"], at["lat"])


def neighbours(session, actor, at: tuple[float, float], type_="") -> list[nearby.Neighbour]:
    """Hazards around a spot, each within the radius of its own type, nearest first."""
    found = nearby.around(session, actor, *at, type_, nearby.FURTHEST_M, LOOKED_AT)
    return [row for row in found if row.distance_m <= nearby.radius_of(row.hazard.type)][:MOST_NEIGHBOURS]


def save(session, card):
    """Every change of a card or of its spots is a new version of it."""
    db.touch(session, card)
    session.flush()


def note(session, actor, card, type_, payload):
    ledger.append(session, actor, type_, [("card", card.id)], payload, office_id=card.office_id, version=card.version)
