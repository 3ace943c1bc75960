"""THE table of what a device may send: kind × what is said × the function that does it. A new kind is a row."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from . import (
    checklist_drafts,
    checklists,
    disagreements,
    findings,
    guard_drafts,
    guards,
    inspection_drafts,
    inspections,
    moves,
    photos,
    recording,
    signatures,
    strokes,
    uploads,
    verdicts,
    visibility,
)
from .drafts import Draft, HazardDraft, MoveDraft
from .errors import Conflict, Invalid, NotFound
from .models import Photo, SyncItem, Upload
from .sync_drafts import OfflineAmendment, OfflinePhoto


@dataclass(frozen=True, slots=True)
class Doing:
    """What the function of a kind gets."""

    session: Any
    actor: Any
    maps: Any
    item: SyncItem

    @property
    def of(self):
        """As most functions of the domain begin."""
        return self.session, self.actor, self.item.about_id


@dataclass(frozen=True, slots=True)
class Kind:
    draft: type[Draft]
    act: Callable  # act(doing, draft)
    about: str = "hazard"  # what the item's about_id names


def _named(draft, id_):
    """The draft under *id_*, which is not said twice."""
    if draft.id not in (None, id_):
        raise Invalid.at("said.id", "other_id_than_item")
    return draft.model_copy(update={"id": id_})


def _hazard(doing, draft):
    recording.record(doing.session, doing.actor, _named(draft, doing.item.about_id), doing.maps)


def _inspection(doing, draft):
    inspections.open_(doing.session, doing.actor, _named(draft, doing.item.about_id))


def _finding(doing, draft):
    draft = draft.model_copy(update={"id": draft.id or doing.item.id})
    finding, _ = findings.record(*doing.of, draft, item=doing.item)
    return disagreements.is_open(doing.session, finding.hazard_id, verdicts.FIELD)


def _answer(doing, draft):
    checklists.answer(*doing.of, draft.model_copy(update={"id": draft.id or doing.item.id}))


def _signature(doing, draft):
    drawing = hashlib.sha256(strokes.drawn(draft.strokes)).hexdigest() if draft.strokes else None
    signatures.sign(*doing.of, draft, drawing)


def _photo(doing, draft):
    """Attach bytes that came by themselves under the declared id; they may have been attached already."""
    session, actor, hazard_id = doing.of
    columns = (Photo.hazard_id, Photo.sha256)
    there = session.execute(select(*columns).where(Photo.id == draft.id)).one_or_none()
    if there:
        if there != (hazard_id, draft.sha256):
            raise Conflict("id_taken")
        photos.get(session, actor, draft.id)
        return
    waiting = (Upload.sha256 == draft.sha256, Upload.received_at.is_not(None), Upload.photo_id.is_(None))
    upload = session.scalar(visibility.uploads(actor).where(*waiting).order_by(Upload.id).limit(1).with_for_update())
    if upload is None:
        raise NotFound("bytes_to_come")
    uploads.place(session, actor, upload, hazard_id, draft.model_dump(mode="json", exclude_unset=True))


#    kind                    what is said                               what does it
KINDS = {
    "hazard": Kind(HazardDraft, _hazard),
    "hazard_amendment": Kind(OfflineAmendment, disagreements.merge),
    "hazard_move": Kind(MoveDraft, lambda doing, draft: moves.move(*doing.of, draft)),
    "photo": Kind(OfflinePhoto, _photo),
    "checklist_answer": Kind(checklist_drafts.AnswerDraft, _answer),
    "guard": Kind(guard_drafts.GuardDraft, lambda doing, draft: guards.guard(*doing.of, draft)),
    "inspection": Kind(inspection_drafts.InspectionDraft, _inspection, "inspection"),
    "inspection_amendment": Kind(
        inspection_drafts.InspectionAmendment,
        lambda doing, draft: inspections.amend(*doing.of, draft),
        "inspection",
    ),
    "participant": Kind(
        inspection_drafts.ParticipantDraft,
        lambda doing, draft: inspections.add_participant(*doing.of, draft),
        "inspection",
    ),
    "finding": Kind(inspection_drafts.FindingDraft, _finding, "inspection"),
    "remark": Kind(
        inspection_drafts.RemarkDraft, lambda doing, draft: signatures.remark(*doing.of, draft), "inspection"
    ),
    "signature": Kind(inspection_drafts.SignatureDraft, _signature, "inspection"),
}
