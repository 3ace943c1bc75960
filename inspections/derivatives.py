"""Copies drawn from photographs: redacted, stamped, before and after side by side, marked.

Every copy is drawn from the original itself. ``plan`` says what is to be drawn, in a short reading; the drawing is done
without a transaction; ``keep`` enters the copy, unless the records have moved on meanwhile.
"""

from dataclasses import asdict, dataclass
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import or_, select

from uploads.derivatives import Drawn, Part
from uploads.errors import NotDrawn

from . import captions, db, hazards, ledger, photos, visibility
from .drafts import Draft
from .errors import Conflict, Destroyed, Invalid, NotFound
from .marks import Length, Marks, Pixels
from .models import Derivative, DerivativeKind, Office


class Box(Draft):
    """What is covered, in pixels of the upright picture, from its upper left corner."""

    x: Pixels
    y: Pixels
    width: Length
    height: Length


Boxes = Annotated[list[Box], Field(max_length=200)]


class RedactionDraft(Draft):
    """*picture_width* is the width of the preview on which the boxes were drawn; without it they fit the original."""

    boxes: Boxes
    picture_width: Length | None = None


class DerivativeDraft(Draft):
    """A redacted copy takes boxes, an annotated one marks, a pair the photo taken after, a stamp nothing.

    Of boxes and marks *picture_width* is the width of the preview on which they were drawn.
    """

    kind: DerivativeKind
    boxes: Boxes | None = None
    marks: Marks | None = None
    picture_width: Length | None = None
    after_id: UUID | None = None


# What is said of a copy, and of which kind alone.
FIELDS = {"boxes": DerivativeKind.REDACTED, "marks": DerivativeKind.ANNOTATED, "after_id": DerivativeKind.PAIR}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be drawn of which photos."""

    kind: DerivativeKind
    photo_ids: tuple[UUID, ...]
    parts: tuple[Part, ...]
    cleared: bool  # of a cleared photo, with what was redacted there


def of(session, actor, photo_id) -> list[Derivative]:
    """The copies that the photo is a parent of, oldest first."""
    photo = photos.get(session, actor, photo_id)
    return list(session.scalars(with_parent(visibility.derivatives(session, actor), photo.id).order_by(Derivative.id)))


def with_parent(query, photo_id):
    """*query* narrowed to copies that the photo is a parent of."""
    return query.where(or_(Derivative.photo_id == photo_id, Derivative.after_id == photo_id))


def get(session, actor, derivative_id) -> Derivative:
    row = session.scalar(visibility.derivatives(session, actor).where(Derivative.id == derivative_id))
    if row is None:
        raise NotFound
    return row


def file(session, actor, derivative_id) -> Derivative:
    """The copy, if its bytes may be handed out: not when it was purged, or a parent of it taken back."""
    row = get(session, actor, derivative_id)
    if row.purged_at:
        raise Destroyed
    for parent in filter(None, (row.photo_id, row.after_id)):
        photos.there(photos.get(session, actor, parent))
    return row


def may_derive(session, actor, action, photo_id):
    """The short check before the draft is read."""
    photos.in_hand(session, actor, action, photo_id)


def plan(session, actor, action, photo_id, draft) -> Plan:
    """What *draft* asks to be drawn of the photo. Raises Invalid for a draft that its kind does not take."""
    photo, hazard = photos.in_hand(session, actor, action, photo_id)
    for name, kind in FIELDS.items():
        if bool(getattr(draft, name)) != (draft.kind is kind):
            raise Invalid.at(name, "required" if draft.kind is kind else "not_for_this_kind")
    if draft.kind is DerivativeKind.REDACTED:
        boxes = tuple((box.x, box.y, box.width, box.height) for box in draft.boxes)
        return Plan(
            draft.kind, (photo.id,), (Part(photo.sha256, photo.media_type, boxes, draft.picture_width),), cleared=False
        )
    if draft.kind is DerivativeKind.ANNOTATED:
        marks = tuple(mark.drawn for mark in draft.marks)
        covered = _covered(session, photo)
        part = Part(photo.sha256, photo.media_type, *covered, marks=marks, marks_width=draft.picture_width)
        return Plan(draft.kind, (photo.id,), (part,), photo.cleared)
    pictures = [photo] if draft.kind is DerivativeKind.STAMPED else [photo, _after(hazard, photo, draft.after_id)]
    if len(pictures) == 1:
        lines = [captions.stamp(hazard, session.get_one(Office, hazard.office_id), photo)]
    else:
        lines = [captions.side(hazard, picture, after=picture is not photo) for picture in pictures]
    parts = tuple(
        Part(picture.sha256, picture.media_type, *_covered(session, picture), said)
        for picture, said in zip(pictures, lines, strict=True)
    )
    cleared = all(picture.cleared for picture in pictures)
    return Plan(draft.kind, tuple(picture.id for picture in pictures), parts, cleared)


def _after(hazard, photo, after_id):
    after = next((other for other in hazard.photos if other.id == after_id), None)
    if after is None or after is photo:
        raise Invalid.at("after_id", "photo_of_other_hazard")
    photos.there(after)
    return after


def _covered(session, photo):
    """What is covered on every copy of a photo that was cleared with a redaction: boxes, and of which width."""
    shown = redaction(session, photo)
    drawn = shown.recipe[0] if shown else {"boxes": (), "picture_width": None}
    return tuple(map(tuple, drawn["boxes"])), drawn["picture_width"]


def redaction(session, photo) -> Derivative | None:
    """The redacted copy that people outside the case team see instead of *photo*."""
    cleared = (Derivative.kind == DerivativeKind.REDACTED, Derivative.cleared)
    return session.scalar(select(Derivative).where(Derivative.photo_id == photo.id, *cleared))


def undrawn(error: NotDrawn):
    """What the drafter can do about a copy that can't be drawn."""
    for list_, item in (("boxes", "box"), ("marks", "mark")):
        if item in error.details:
            details = dict(error.details)
            return Invalid.at(f"{list_}.{details.pop(item)}", f"{item}_outside", **details)
    return Invalid.at("photo_id", "not_drawn", **error.details)


def keep(session, actor, action, photo_id, draft, planned: Plan, drawn: Drawn) -> tuple[Derivative, bool]:
    """Enter the copy as drawn; ``(derivative, True)``, or ``(the same, False)`` for a repeat.

    Raises Conflict when what was planned is not what would be planned now.
    """
    photos.get(session, actor, photo_id, lock=True)
    if plan(session, actor, action, photo_id, draft) != planned:
        raise Conflict
    known = session.scalar(
        visibility.derivatives(session, actor).where(
            Derivative.photo_id == photo_id, Derivative.sha256 == drawn.sha256, Derivative.kind == planned.kind
        )
    )
    if known:
        known.cleared = known.cleared or planned.cleared
        return known, False
    row = _new(session, actor, planned, drawn)
    session.add(row)
    session.flush()
    _enter(session, actor, row)
    return row, True


def discard(session, store, drawn: Drawn):
    """Let go of a copy that was not entered: of bytes that were destroyed meanwhile nothing may stay."""
    if not photos.is_held(session, drawn.sha256):
        store.destroy(drawn.sha256)


def _new(session, actor, planned, drawn):
    return Derivative(
        id=db.new_id(),
        kind=planned.kind,
        photo_id=planned.photo_ids[0],
        after_id=planned.photo_ids[1] if len(planned.photo_ids) > 1 else None,
        sha256=drawn.sha256,
        size_bytes=drawn.size_bytes,
        width=drawn.width,
        height=drawn.height,
        recipe=[
            {"photo_id": str(id_), **{name: value for name, value in asdict(part).items() if name != "media_type"}}
            for id_, part in zip(planned.photo_ids, planned.parts, strict=True)
        ],
        cleared=planned.cleared,
        made_at=db.now(session),
        made_by_id=actor.person_id,
    )


def _enter(session, actor, row):
    parents = [id_ for id_ in (row.photo_id, row.after_id) if id_]
    hazard = hazards.get(session, actor, photos.get(session, actor, row.photo_id).hazard_id)
    ledger.append(
        session,
        actor,
        "photo.derived",
        [("derivative", row.id), *(("photo", id_) for id_ in parents), ("hazard", hazard.id)],
        {"derivative": row.kind, "recipe": row.recipe, "width": row.width, "height": row.height},
        office_id=hazard.office_id,
        blobs=[row.sha256, *(part["sha256"] for part in row.recipe)],
    )
