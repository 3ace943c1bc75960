"""A scene examination of the demonstration: recorded, signed by all who were there, finalised, later annexed."""

from sqlalchemy import select

from .. import checklists, findings, inspections, records, signatures
from ..checklist_drafts import AnswerDraft
from ..inspection_drafts import (
    AnnexDraft,
    FinaliseDraft,
    InspectionAmendment,
    InspectionDraft,
    Minutes,
    ParticipantDraft,
    Plan,
    RemarkDraft,
    SignatureDraft,
)
from ..models import InspectionKind, ParticipantRole, Person, SignatureWay

PLAN = Plan(aim="查明通信井有无防坠设施", method="现场勘验", steps=["设置警示", "揭盖", "测量", "拍照"])
MINUTES = Minutes(
    place="承德小学东门（示意）",
    weather="晴，自然光",
    equipment="钢卷尺、测距仪",
    course="设置警示锥后揭开井盖，测量井深，拍摄近景、远景和标识。",
    result="井内未装防坠网，井盖踩踏晃动。",
)
REMARK = "井深超过两米，位于学生必经之路，建议加装防坠网（示意）。"
ANSWERS = {"needs_net": True, "department_patrols": False, "well_depth_m": 2.6, "near_school": True}


def play(session, actor, hazard_id, maps):
    """Li Wenqing presides, a colleague seconds, a specialist remarks, a resident is the witness; the outing's id."""
    draft = AnswerDraft(checklist_version=1, answers=ANSWERS)
    checklists.answer(session, actor, hazard_id, draft)
    outing = _opened(session, actor, hazard_id)
    specialist = next(row for row in outing.participants if row.role is ParticipantRole.EXPERT)
    signatures.remark(session, actor, outing.id, RemarkDraft(participant_id=specialist.id, text=REMARK))
    said = {"signed_digest": outing.remarks[0].digest, "remark_id": outing.remarks[0].id}
    _sign(session, actor, outing, specialist, **said)
    changes = {"version": outing.version, "status": "awaiting_signatures", "minutes": MINUTES}
    inspections.amend(session, actor, outing.id, InspectionAmendment(**changes))
    for row in outing.participants:
        _sign(session, actor, outing, row, signed_digest=records.digest(session, outing))
    findings.finalise(session, actor, outing.id, FinaliseDraft(), maps)
    annex = AnnexDraft(text="补附井盖标识照片（示意）。", reason="当日漏附")
    return signatures.annex(session, actor, outing.id, annex).id


def _opened(session, actor, hazard_id):
    second = session.scalar(select(Person.id).where(Person.username == "prosecutor2.qingyun"))
    people = [
        ParticipantDraft(person_id=second, role=ParticipantRole.PROSECUTOR, duty="记录"),
        ParticipantDraft(name="高工（示意）", body="市政设计院（示意）", role=ParticipantRole.EXPERT),
        ParticipantDraft(name="刘大爷（示意）", body="渤海路街道", role=ParticipantRole.WITNESS),
    ]
    said = {"kind": InspectionKind.SCENE_EXAMINATION, "title": "承德小学东门通信井勘验（示意）"}
    draft = InspectionDraft(**said, plan=PLAN, hazard_ids=[hazard_id], participants=people)
    return inspections.open_(session, actor, draft)[0]


def _sign(session, actor, outing, participant, **about):
    said = {"participant_id": participant.id, "way": SignatureWay.TYPED, "name": participant.name}
    signatures.sign(session, actor, outing.id, SignatureDraft(**said, **about))
