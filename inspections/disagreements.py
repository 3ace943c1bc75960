"""Edits made away from the record: merged field by field, and where people differ every assessment is kept and shown.

What stands of a field depends on what was said and never on the order in which it came: of severities the gravest, of
anything else what was said last, until a person chooses. Of verdicts on one outing the last stands too, but nobody
signs or finalises them while they differ.
"""

from uuid import UUID

import orjson
from sqlalchemy import select

from . import db, hazards, inspections, ledger, permissions, verdicts
from .drafts import HazardAmendment, HazardValues
from .errors import Conflict, Invalid, NotAllowed, NotFound
from .hazards import DIFFERING as FLAG
from .inspection_moves import TAKING_DOWN
from .models import (
    Assessment,
    Device,
    Disagreement,
    Finding,
    ItemStatus,
    Participant,
    ParticipantRole,
    Severity,
    SyncItem,
)
from .models.hazards import ENDED

SAFETY = {"severity", verdicts.FIELD}  # the presiding prosecutor chooses, where the outing has one
GRAVITY = [severity.value for severity in Severity]  # the gravest first


def merge(doing, draft) -> bool:
    """Apply what an edit changes; True when somebody else says otherwise of one of its fields."""
    session, actor, hazard_id = doing.of
    hazard = hazards.get(session, actor, hazard_id, lock=True)
    permissions.in_office(actor, "amend_hazard", hazard.office_id)
    if hazard.status in ENDED:
        raise Conflict("record_ended", status=hazard.status)
    now, base, ours = _values(hazard), _said(draft.base), _said(draft.ours)
    rows = {}
    for name in sorted(ours):
        rows[name] = _weigh(doing, hazard, name, now[name], base[name], ours[name], draft.reason)
    session.flush()
    standing = {name: _standing(name, found, now[name]) for name, found in rows.items()}
    changes = {name: value for name, value in standing.items() if value != now[name]}
    if changes:
        _amend(session, actor, hazard, changes, draft.reason, doing.maps)
    known = {row.field: row for row in of(session, [hazard.id])}
    differing = [name for name, found in rows.items() if _open(session, hazard, name, found, known)]
    hazards.mark(session, hazard, FLAG, bool(differing or known))
    if differing or not changes:
        said = {"base": base, "ours": ours, "differing": differing}
        _note(session, actor, hazard, "hazard.assessed", said)
    return bool(differing)


def judge(session, actor, inspection, hazard, finding, item):
    """Put a verdict beside those of others on the outing. *item* is the device's; with a network all were known."""
    rows, seen = [], {UUID(id_) for id_ in item.after} if item else ()
    for row in verdicts.about(session, inspection, hazard.id):
        if row.person_id != actor.person_id and (item is None or row.item_id in seen):
            row.settled_at = db.now(session)
        else:
            rows.append(row)
    mine = next((row for row in rows if row.person_id == actor.person_id), None)
    if mine is None:
        mine = _new(session, hazard, verdicts.FIELD, base=verdicts.NOTHING, value=finding.verdict, seq=0)
        rows.append(mine)
    if mine.item_id is None or finding.id > mine.item_id:
        mine.value, mine.reason, mine.item_id = finding.verdict, finding.note, finding.id
        mine.person_id, mine.device_id = actor.person_id, item and item.device_id
    session.flush()
    known = {row.field: row for row in of(session, [hazard.id])}
    differs = _open(session, hazard, verdicts.FIELD, rows, known)
    if hazard.status not in ENDED:
        hazards.mark(session, hazard, FLAG, bool(differs or known))


def is_open(session, hazard_id, field) -> bool:
    """Whether people differ about that field of a hazard that the caller has already."""
    return any(row.field == field for row in of(session, [hazard_id]))


def _values(hazard):
    """What stands in the fields that an edit can change, as JSON values."""
    values = {name: getattr(hazard, name) for name in HazardValues.model_fields if name != "location"}
    return _said(HazardValues.model_construct(**values, location=hazards.location_of(hazard)))


def _said(values):
    return values.model_dump(mode="json", include=values.model_fields_set, warnings=False)


def _unsettled(session, hazard, *fields):
    query = select(Assessment).where(Assessment.hazard_id == hazard.id, Assessment.settled_at.is_(None))
    query = query.where(Assessment.field.in_(fields)) if fields else query
    return list(session.scalars(query.order_by(Assessment.field, Assessment.said_at, Assessment.id)))


def _weigh(doing, hazard, name, now, base, ours, reason):
    """Put the new assessment beside those that are not settled: all that count now."""
    session, item = doing.session, doing.item
    rows = _unsettled(session, hazard, name)
    mine = next((row for row in rows if row.device_id == item.device_id), None)
    if (mine.base if mine else base) == now:  # nobody changed it meanwhile, or it is back where it was
        rows = _settle(session, rows, keep=mine)
    elif now != ours and not (rows and _standing(name, rows, None) == now):  # changed by somebody with a network
        rows = _settle(session, rows, keep=mine)
        rows.append(_new(session, hazard, name, base=base, value=now, seq=0))
    if mine is None:
        mine = _new(session, hazard, name, base=base, value=ours, seq=0)
        mine.device_id, mine.person_id = item.device_id, doing.actor.person_id
        rows.append(mine)
    if item.seq > mine.seq:
        mine.value, mine.seq, mine.item_id, mine.reason = ours, item.seq, item.id, reason
    return rows


def _new(session, hazard, name, **said):
    row = Assessment(id=db.new_id(), hazard_id=hazard.id, field=name, reason="", said_at=db.now(session), **said)
    session.add(row)
    return row


def _settle(session, rows, keep):
    for row in rows:
        if row is not keep:
            row.settled_at = db.now(session)
    return [keep] if keep else []


def _differing(rows):
    """The assessments that want a change."""
    return [row for row in rows if row.value != row.base]


def _standing(name, rows, otherwise):
    """The value that stands while nobody has chosen; *otherwise* when no assessment wants a change."""
    found = _differing(rows)
    if not found:
        return rows[0].base if rows else otherwise
    if name == "severity":
        return min((row.value for row in found), key=GRAVITY.index)
    return max(found, key=lambda row: (row.device_id is None, str(row.item_id))).value


def _open(session, hazard, name, rows, known) -> bool:
    """Whether the assessments differ; then there is one open disagreement about the field, otherwise none."""
    values = []
    for row in _differing(rows):
        if row.value not in values:
            values.append(row.value)
    if len(values) > 1 and name not in known:
        session.add(Disagreement(id=db.new_id(), hazard_id=hazard.id, field=name, opened_at=db.now(session), reason=""))
    elif len(values) <= 1 and name in known:
        known.pop(name).settled_at = db.now(session)
    return len(values) > 1


def _amend(session, actor, hazard, changes, reason, maps):
    said = {"version": hazard.version, "reason": reason, **changes}
    hazards.amend(session, actor, hazard.id, HazardAmendment.model_validate_json(orjson.dumps(said)), maps)


def _note(session, actor, hazard, type_, said, inspection=None):
    about = {"office_id": hazard.office_id, "version": hazard.version}
    subjects = [("hazard", hazard.id), *((("inspection", inspection.id),) if inspection else ())]
    ledger.append(session, actor, type_, subjects, said, **about)


def of(session, hazard_ids) -> list[Disagreement]:
    """What is open about hazards that the caller has already."""
    query = select(Disagreement).where(Disagreement.hazard_id.in_(hazard_ids), Disagreement.settled_at.is_(None))
    return list(session.scalars(query.order_by(Disagreement.hazard_id, Disagreement.field)))


def every(session, hazard_id) -> list[Disagreement]:
    """Those of a hazard that the caller has already, open and settled, in the order in which they came up."""
    query = select(Disagreement).where(Disagreement.hazard_id == hazard_id)
    return list(session.scalars(query.order_by(Disagreement.opened_at, Disagreement.id)))


def not_applied(session, hazard_id) -> list:
    """Acts of devices on a hazard that the caller has already, for which others had been quicker: (item, device)."""
    held = (SyncItem.about_id == hazard_id, SyncItem.status == ItemStatus.CONFLICT, SyncItem.entry_seq.is_(None))
    query = select(SyncItem, Device.name, Device.person_id).join(Device, Device.id == SyncItem.device_id).where(*held)
    return list(session.execute(query.order_by(SyncItem.received_at, SyncItem.id)))


def assessments(session, rows) -> dict:
    """By disagreement: who says what. Of a settled one what had been said by then."""
    ids = {row.hazard_id for row in rows}
    query = select(Assessment).where(Assessment.hazard_id.in_(ids)).order_by(Assessment.said_at, Assessment.id)
    said = list(session.scalars(query))
    return {
        row.id: [one for one in said if (one.hazard_id, one.field) == (row.hazard_id, row.field) and _within(one, row)]
        for row in rows
    }


def _within(assessment, row):
    if row.settled_at is None:
        return assessment.settled_at is None
    return assessment.settled_at is not None and row.opened_at <= assessment.settled_at <= row.settled_at


def choose(session, actor, hazard_id, disagreement_id, draft, maps):
    """A person says which assessment holds; the others stay to be read. Returns the hazard."""
    hazard = hazards.get(session, actor, hazard_id, lock=True)
    permissions.in_office(actor, "settle_disagreement", hazard.office_id)
    row = next((row for row in every(session, hazard.id) if row.id == disagreement_id), None)
    if row is None:
        raise NotFound
    if row.settled_at:
        raise Conflict("disagreement_settled")
    rows = _unsettled(session, hazard, row.field)
    chosen = next((one for one in rows if one.id == draft.assessment_id), None)
    if chosen is None:
        raise Invalid.at("assessment_id", "not_of_this_disagreement")
    inspection = _outing(session, actor, chosen) if row.field == verdicts.FIELD else None
    _may_choose(session, actor, inspection.id if inspection else hazard.inspection_id, row)
    before = None if inspection else _values(hazard)[row.field]
    _settle(session, rows, keep=None)
    row.settled_at, row.settled_by_id = db.now(session), actor.person_id
    row.assessment_id, row.reason = chosen.id, draft.reason
    session.flush()
    if inspection:
        verdicts.stand(inspection, chosen, db.now(session))
        db.touch(session, inspection)
    elif chosen.value != before:
        _amend(session, actor, hazard, {row.field: chosen.value}, draft.reason, maps)
    hazards.mark(session, hazard, FLAG, bool(of(session, [hazard.id])))
    said = {"field": row.field, "from": before, "to": chosen.value, "reason": draft.reason}
    _note(session, actor, hazard, "hazard.disagreement_settled", said, inspection)
    return hazard


def _outing(session, actor, chosen):
    """The outing of a verdict, while its findings are taken down."""
    of_it = select(Finding.inspection_id).where(Finding.id == chosen.item_id)
    return inspections.to_write(session, actor, "settle_disagreement", session.scalar(of_it), statuses=TAKING_DOWN)


def _may_choose(session, actor, inspection_id, row):
    """Of what bears on safety the presiding prosecutor of the outing decides, where one is named."""
    presiding = (
        Participant.inspection_id == inspection_id,
        Participant.role == ParticipantRole.PRESIDING_PROSECUTOR,
        Participant.person_id.is_not(None),
    )
    found = dict(session.execute(select(Participant.person_id, Participant.name).where(*presiding)).all())
    if row.field in SAFETY and found and actor.person_id not in found:
        raise NotAllowed("presiding_chooses", name="、".join(found.values()))
