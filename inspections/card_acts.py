"""What people do with the spots of a card: arrange, decide, take back, and apply what was decided.

Until it is applied every act has its counter-act: split and merge, move and move back, assign or record and leave.
"""

from datetime import datetime

import orjson

from geo import spots
from geo.coordinates import Datum

from . import cards, db, hazards, permissions, recording, uploads
from .card_drafts import Act
from .drafts import HazardDraft, LocationSource, Position
from .errors import Conflict, FieldError, Invalid, Stale
from .models import CardFile, CardSpot, CardState, Joined, PhotoKind

#   act           needs                   may take
TAKES = {
    Act.SPLIT: ({"file_ids"}, {"spot_id"}),
    Act.MERGE: ({"spot_ids"}, set()),
    Act.MOVE: ({"file_ids"}, {"spot_id"}),
    Act.ASSIGN: ({"spot_id", "hazard_id"}, {"kind"}),
    Act.RECORD: ({"spot_id", "hazard"}, {"kind"}),
    Act.LEAVE: ({"spot_id"}, set()),
}
COMMON = {"version", "act"}


def act(session, actor, card_id, draft):
    """Do one act on the spots of a card, by the table; returns the card."""
    card = _to_write(session, actor, "arrange_card", card_id, draft.version)
    needs, may = TAKES[draft.act]
    said = {name for name in draft.model_fields_set if getattr(draft, name) is not None}
    wrong = [FieldError(name, "required") for name in sorted(needs - said)]
    wrong += [FieldError(name, "not_for_this_move") for name in sorted(said - needs - may - COMMON)]
    if wrong:
        raise Invalid(*wrong)
    payload = DO[draft.act](session, actor, card, draft)
    _drop_empty(session, card)
    cards.save(session, card)
    cards.note(session, actor, card, f"card.{draft.act}", payload)
    return card


def _to_write(session, actor, action, card_id, version, states=(CardState.OPEN,)):
    card = cards.get(session, actor, card_id, lock=True)
    permissions.in_office(actor, action, card.office_id)
    if version != card.version:
        raise Stale(card)
    if card.state not in states:
        raise Conflict("card_not_open", extra={"state": card.state})
    return card


def _spot(card, id_, path="spot_id") -> CardSpot:
    """A spot of the card that nobody has applied."""
    found = next((spot for spot in card.spots if spot.id == id_), None)
    if found is None:
        raise Invalid.at(path, "unknown_spot")
    if found.applied_at:
        raise Conflict("spot_applied")
    return found


def _files(card, ids) -> list[CardFile]:
    """Files of the card that are evidence of nothing yet, each named once."""
    waiting = {row.id: row for row in card.files if row.upload_id}
    wrong = {index: "unknown_card_file" for index, id_ in enumerate(ids) if id_ not in waiting}
    wrong |= {index: "given_twice" for index, id_ in enumerate(ids) if id_ in ids[:index]}
    if wrong:
        raise Invalid(*(FieldError(f"file_ids.{index}", code) for index, code in sorted(wrong.items())))
    return [waiting[id_] for id_ in ids]


def _put(files, spot):
    for row in files:
        row.spot_id, row.joined = (spot.id, Joined.PERSON) if spot else (None, None)


def _moved(files):
    """Where each file was, for whoever wants it back."""
    return [{"file_id": row.id, "name": row.name, "from": row.spot_id} for row in files]


def _split(session, actor, card, draft):
    files = _files(card, draft.file_ids)
    origin = draft.spot_id and _spot(card, draft.spot_id).id
    strange = [index for index, row in enumerate(files) if row.spot_id != origin]
    if strange:
        raise Invalid(*(FieldError(f"file_ids.{index}", "not_of_this_spot") for index in strange))
    spot = CardSpot(id=db.new_id(), card_id=card.id, position=1 + max((one.position for one in card.spots), default=-1))
    spot.kind = PhotoKind.OTHER
    card.spots.append(spot)
    session.flush()
    moved = _moved(files)
    _put(files, spot)
    return {"spot_id": spot.id, "moved": moved}


def _merge(session, actor, card, draft):
    first, *others = [_spot(card, id_, f"spot_ids.{i}") for i, id_ in enumerate(dict.fromkeys(draft.spot_ids))]
    ids = {spot.id for spot in others}
    files = [row for row in card.files if row.spot_id in ids]
    moved = _moved(files)
    _put(files, first)
    return {"spot_id": first.id, "moved": moved}


def _move(session, actor, card, draft):
    files, spot = _files(card, draft.file_ids), draft.spot_id and _spot(card, draft.spot_id)
    moved = _moved(files)
    _put(files, spot)
    return {"spot_id": draft.spot_id, "moved": moved}


def _assign(session, actor, card, draft):
    spot, hazard = _spot(card, draft.spot_id), hazards.get(session, actor, draft.hazard_id)
    permissions.in_office(actor, "add_photo", hazard.office_id)
    spot.hazard_id, spot.record, spot.kind = hazard.id, None, draft.kind or PhotoKind.OTHER
    return {"spot_id": spot.id, "hazard_id": hazard.id, "kind": spot.kind}


def _record(session, actor, card, draft):
    spot = _spot(card, draft.spot_id)
    said = draft.hazard.model_dump(exclude_none=True)
    said |= {"id": draft.hazard.id or db.new_id(), "inspection_id": draft.hazard.inspection_id or card.inspection_id}
    files = [row for row in card.files if row.spot_id == spot.id]
    said["location"] = draft.hazard.location or _claimed_place(files)
    said["seen_at"] = draft.hazard.seen_at or _claimed_time(files)
    missing = [
        FieldError(f"hazard.{name}", "claimed_by_none") for name in ("location", "seen_at") if said[name] is None
    ]
    if missing:
        raise Invalid(*missing)
    record = HazardDraft(**said)
    try:
        hazards.check(session, actor, record, db.now(session))
    except Invalid as error:
        raise Invalid(*(FieldError(f"hazard.{one.path}", one.code, one.details) for one in error.fields)) from None
    spot.hazard_id, spot.kind = None, draft.kind or PhotoKind.OTHER
    spot.record = orjson.loads(record.model_dump_json())
    return {"spot_id": spot.id, "hazard": spot.record, "kind": spot.kind}


def _claimed_place(files):
    at = spots.centre(map(cards.shot, files))
    return at and Position(lon=at[0], lat=at[1], datum=Datum.WGS84, source=LocationSource.EXIF)


def _claimed_time(files):
    """The first instant that a file claims with its zone; a time without one is none."""
    said = [row.upload.claimed["taken_at"] for row in files if row.upload and row.upload.claimed["taken_at"]]
    return min(map(datetime.fromisoformat, said), default=None)


def _leave(session, actor, card, draft):
    spot = _spot(card, draft.spot_id)
    spot.hazard_id, spot.record, spot.kind = None, None, PhotoKind.OTHER
    return {"spot_id": spot.id}


DO = {
    Act.SPLIT: _split,
    Act.MERGE: _merge,
    Act.MOVE: _move,
    Act.ASSIGN: _assign,
    Act.RECORD: _record,
    Act.LEAVE: _leave,
}


def _drop_empty(session, card):
    session.flush()
    held = {row.spot_id for row in card.files}
    for spot in [spot for spot in card.spots if spot.id not in held]:
        card.spots.remove(spot)


def apply(session, actor, card_id, version, maps):
    """Record and attach what was decided, spot by spot, in one transaction; the rest stays as it is."""
    card = _to_write(session, actor, "apply_card", card_id, version)
    decided = [spot for spot in card.spots if not spot.applied_at and (spot.hazard_id or spot.record)]
    if not decided:
        raise Conflict("card_undecided")
    done = [_applied(session, actor, card, spot, maps) for spot in decided]
    cards.save(session, card)
    cards.note(session, actor, card, "card.applied", {"spots": done})
    return card


def _applied(session, actor, card, spot, maps):
    if spot.record:
        draft = HazardDraft.model_validate_json(orjson.dumps(spot.record))
        spot.hazard_id = recording.record(session, actor, draft, maps)[0].id
    rows = [row for row in card.files if row.spot_id == spot.id and row.upload_id]
    for row in rows:
        uploads.place(session, actor, row.upload, spot.hazard_id, {"kind": spot.kind})
        session.expire(row, ["upload", "photo"])
    spot.applied_at = db.now(session)
    return {"spot_id": spot.id, "hazard_id": spot.hazard_id, "recorded": bool(spot.record), "photos": len(rows)}


def discard(session, actor, card_id, version):
    """Let go of a card that was taken by mistake: what became evidence stays, the rest may be taken again."""
    states = (CardState.RECEIVING, CardState.OPEN)
    card = _to_write(session, actor, "discard_card", card_id, version, states)
    card.state = CardState.DISCARDED
    cards.save(session, card)
    cards.note(session, actor, card, "card.discarded", {})
    return card
