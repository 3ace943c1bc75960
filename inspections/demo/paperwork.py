"""The documents of the demonstration: drafted by whoever leads, approved by a second person, frozen like in earnest."""

from uploads import previews

from .. import document_acts, document_files, document_snapshots
from ..document_drafts import ApprovalDraft, DocumentDraft, DocumentMoveDraft
from ..documents.stationery import Templates
from ..models import SubjectKind
from .lawsuits import CHIEF, COLLEAGUE, LEAD


def of_case(do, store, case_id):
    """A recommendation that the chief approves, and the receipt for it as a draft; ``do(username, act)`` acts."""
    _approved(do, store, SubjectKind.CASE, case_id, "recommendation", CHIEF)
    _drafted(do, SubjectKind.CASE, case_id, "service_receipt")


def of_examination(do, store, inspection_id):
    """The record of an examination, which a colleague approves."""
    _approved(do, store, SubjectKind.INSPECTION, inspection_id, "scene_record", COLLEAGUE)


def _drafted(do, subject, id_, kind):
    said = DocumentDraft(kind=kind)
    return do(LEAD, lambda session, actor: document_acts.draft(session, actor, subject, id_, said)[0].id)


def _approved(do, store, subject, id_, kind, approver):
    document_id = _drafted(do, subject, id_, kind)
    submitted = DocumentMoveDraft(move="submit")
    do(LEAD, lambda session, actor: document_acts.move(session, actor, document_id, submitted).id)
    snapshot = do(approver, lambda session, actor: _taken(session, actor, document_id))
    shown = document_files.pictures(store, snapshot, lambda *original: previews.derive(store, *original))
    frozen = document_files.freeze(store, snapshot, shown, Templates())
    said = ApprovalDraft(version=snapshot.version, note="同意（示意）。")
    do(approver, lambda session, actor: document_acts.approve(session, actor, document_id, said, frozen).id)


def _taken(session, actor, document_id):
    document = document_acts.get(session, actor, document_id)
    return document_snapshots.taken(session, actor, document, frozen=True)
