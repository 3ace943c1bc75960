"""Checklists in versions, the answers given by them, and how measured values stand to limits.

A limit that nobody verified guides whoever measures; only a verified one makes a violation.
"""

import json
from pathlib import Path

from sqlalchemy import func, select

from . import db, hazards, inspections, ledger, permissions
from .errors import Conflict, FieldError, Invalid, NotFound
from .models import Checklist, ChecklistAnswer, HazardType, PhotoStatus
from .models.hazards import ENDED

ADDITIONS = Path(__file__).parent / "reference" / "checklist_additions.json"
GONE = (PhotoStatus.WITHDRAWN, PhotoStatus.PURGED)
FITS = {
    "bool": lambda value: isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "text": lambda value: isinstance(value, str),
    "choice": lambda value: isinstance(value, str),
}


def load_starter(session):
    """The first version of each hazard type's checklist, where there is none."""
    additions, known = json.loads(ADDITIONS.read_text("utf-8")), set(session.scalars(select(Checklist.hazard_type)))
    for type_ in session.scalars(select(HazardType).order_by(HazardType.code)):
        if type_.code not in known:
            row = Checklist(hazard_type=type_.code, version=1, shots=type_.required_shots, added_at=db.now(session))
            row.items = additions["items"].get(type_.family, []) + type_.checklist
            row.stops = additions["stops"].get(type_.family, [])
            session.add(row)


def current(session) -> list[Checklist]:
    """The newest version of each, by hazard type."""
    newest = select(Checklist.hazard_type, func.max(Checklist.version)).group_by(Checklist.hazard_type)
    rows = {tuple(row) for row in session.execute(newest)}
    found = session.scalars(select(Checklist).order_by(Checklist.hazard_type))
    return [row for row in found if (row.hazard_type, row.version) in rows]


def get(session, hazard_type, version=None) -> Checklist:
    """That version, by default the newest. Raises NotFound."""
    query = select(Checklist).where(Checklist.hazard_type == hazard_type).order_by(Checklist.version.desc()).limit(1)
    found = session.scalar(query.where(Checklist.version == version) if version else query)
    if found is None:
        raise NotFound
    return found


def asked(checklist, asset_kind) -> list[dict]:
    """The items that are asked at such an asset."""
    return [item for item in checklist.items if asset_kind in item.get("asset_kinds", [asset_kind])]


def missing_shots(checklist, hazard) -> list[str]:
    """The kinds of photos that the checklist takes and that are not there yet."""
    there = {photo.kind for photo in hazard.photos if photo.status not in GONE}
    return [shot for shot in checklist.shots if shot not in there]


def answers(session, hazard_id) -> list[ChecklistAnswer]:
    """What was answered at a hazard that the caller has already, oldest first."""
    query = select(ChecklistAnswer).where(ChecklistAnswer.hazard_id == hazard_id)
    return list(session.scalars(query.order_by(ChecklistAnswer.answered_at, ChecklistAnswer.id)))


def answer(session, actor, hazard_id, draft):
    """Keep what was answered; ``(hazard, created)``. A repeat of the same id and content is harmless."""
    hazard = hazards.get(session, actor, hazard_id, lock=True)
    permissions.in_office(actor, "answer_checklist", hazard.office_id)
    known = draft.id and session.get(ChecklistAnswer, draft.id)
    if known:
        if (known.hazard_id, known.draft_digest) != (hazard.id, draft.digest):
            raise Conflict("id_taken")
        return hazard, False
    if hazard.status in ENDED:
        raise Conflict("record_ended", status=hazard.status)
    checklist = _named(session, hazard, draft)
    if draft.inspection_id:
        _outing(session, actor, draft.inspection_id)
    items = {item["key"]: item for item in asked(checklist, hazard.asset_kind)}
    wrong = [fault for key, value in draft.answers.items() if (fault := _fault(items.get(key), key, value))]
    if wrong:
        raise Invalid(*wrong)
    row = ChecklistAnswer(id=draft.id or db.new_id(), hazard_id=hazard.id, checklist_id=checklist.id)
    row.inspection_id, row.answers, row.draft_digest = draft.inspection_id, dict(draft.answers), draft.digest
    row.judged = [judge(items[key], value) for key, value in draft.answers.items() if _is_limited(items[key])]
    row.answered_by_id, row.answered_at = actor.person_id, db.now(session)
    session.add(row)
    hazards.save(session, hazard)
    told = draft.model_dump(mode="json") | {"judged": row.judged}
    said = {"office_id": hazard.office_id, "version": hazard.version}
    ledger.append(session, actor, "hazard.checklist_answered", [("hazard", hazard.id)], told, **said)
    return hazard, True


def _named(session, hazard, draft):
    try:
        return get(session, hazard.type, draft.checklist_version)
    except NotFound:
        raise Invalid.at("checklist_version", "unknown_checklist_version") from None


def _outing(session, actor, inspection_id):
    try:
        return inspections.get(session, actor, inspection_id)
    except NotFound:
        raise Invalid.at("inspection_id", "unknown_inspection") from None


def _fault(item, key, value):
    path = f"answers.{key}"
    if item is None:
        return FieldError(path, "unknown_question")
    if not FITS[item["kind"]](value):
        return FieldError(path, "wrong_answer", {"kind": item["kind"]})
    if item["kind"] == "choice" and value not in item["choices"]:
        return FieldError(path, "not_one_of", {"allowed": ", ".join(item["choices"])})
    return None


def _is_limited(item):
    limit = item.get("limit", {})
    return item["kind"] == "number" and ("min" in limit or "max" in limit)


def judge(item, value) -> dict:
    """How a measured value stands to the limit of its item: ``within``, ``violation``, or ``beyond_guide``."""
    limit = item["limit"]
    beyond = value < limit.get("min", value) or value > limit.get("max", value)
    outcome = "within" if not beyond else "violation" if limit["verified"] else "beyond_guide"
    return {"key": item["key"], "value": value, "unit": item.get("unit"), "limit": limit, "outcome": outcome}


def add_version(session, actor, hazard_type, said, *, dry_run) -> dict:
    """What an imported form changes against the newest version, by key; without *dry_run* it becomes the next one."""
    now = get(session, hazard_type)
    before, after = ({item["key"]: item for item in items} for items in (now.items, said["items"]))
    report = {
        "added": [key for key in after if key not in before],
        "removed": [key for key in before if key not in after],
        "changed": [key for key in after if key in before and after[key] != before[key]],
        "other": [name for name in ("shots", "stops") if said[name] != getattr(now, name)],
    }
    same = not any(report.values()) and list(before) == list(after)
    report |= {"hazard_type": hazard_type, "version": now.version + (not same), "same": same, "applied": False}
    if same or dry_run:
        return report
    row = Checklist(id=db.new_id(), hazard_type=hazard_type, version=now.version + 1, **said)
    row.added_by_id, row.added_at = actor.person_id, db.now(session)
    session.add(row)
    session.flush()
    told = {name: report[name] for name in ("hazard_type", "version", "added", "removed", "changed", "other")}
    ledger.append(session, actor, "checklist.imported", [("checklist", row.id)], told)
    return report | {"applied": True}
