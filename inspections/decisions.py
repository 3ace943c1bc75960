"""The chief's word: given here by the chief or a deputy, or recorded from the official system, as the office allows."""

from sqlalchemy import select

from . import db, ledger, people, permissions, visibility
from .case_needs import case_photos
from .lifecycle import Need
from .models import Decision, DecisionKind, DecisionRule, DecisionWay, Person, Photo, Upload
from .permissions import CHIEFS


def _official(facts):
    return facts.draft.recorded


def rules_of(session, office_id) -> dict[DecisionKind, DecisionRule]:
    """The rules of that office by kind; without one, decisions of the kind may be given and recorded."""
    return {row.kind: row for row in session.scalars(select(DecisionRule).where(DecisionRule.office_id == office_id))}


def _decided_by_a_chief(facts):
    official = _official(facts)
    person = official and facts.session.get(Person, official.decided_by_id)
    return not official or bool(person and people.actor(facts.session, person).roles_in(facts.case.office_id) & CHIEFS)


def _upload(facts):
    """The actor's own finished upload that is named as the scan, or None."""
    own = visibility.uploads(facts.actor).where(Upload.id == _official(facts).upload_id)
    return facts.session.scalar(own.where(Upload.received_at.is_not(None)))


def _scan_there(facts):
    official = _official(facts)
    if not official or (official.photo_id is None and official.upload_id is None):
        return True
    if official.photo_id is not None:
        return official.photo_id in case_photos(facts.session, facts.case)
    return _upload(facts) is not None


def needs_of(kind: DecisionKind) -> tuple[Need, ...]:
    """What every decision of that kind needs, given or recorded."""
    return (
        Need("record_official_decision", "recorded", lambda facts: _official(facts) or _gives(facts, kind)),
        Need("decision_only_given", "recorded", lambda facts: not _official(facts) or _records(facts, kind)),
        Need("not_a_chief", "recorded.decided_by_id", _decided_by_a_chief),
        Need("in_the_future", "recorded.decided_on", lambda facts: _past(facts, _official(facts))),
        Need("scan_required", "recorded.photo_id", lambda facts: not _official(facts) or _scanned(_official(facts))),
        Need("no_such_scan", "recorded.photo_id", _scan_there),
    )


def _gives(facts, kind):
    rule = rules_of(facts.session, facts.case.office_id).get(kind)
    return rule is None or rule.may_give


def _records(facts, kind):
    rule = rules_of(facts.session, facts.case.office_id).get(kind)
    return rule is None or rule.may_record


def _past(facts, official):
    return not official or official.decided_on <= db.today(facts.session)


def _scanned(official):
    return official.photo_id is not None or official.upload_id is not None


def make(facts, kind) -> Decision:
    """The decision behind the move, written first: the step and the record name it."""
    session, actor, official = facts.session, facts.actor, facts.draft.recorded
    decision = Decision(
        id=db.new_id(),
        case_id=facts.case.id,
        kind=kind,
        way=DecisionWay.RECORDED if official else DecisionWay.GIVEN,
        number=official and official.number,
        decided_on=official.decided_on if official else db.today(session),
        decided_by_id=official.decided_by_id if official else actor.person_id,
        recorded_at=db.now(session),
        recorded_by_id=actor.person_id,
        note=facts.draft.note,
        photo_id=official and official.photo_id,
        upload_id=official and official.upload_id,
        sha256=official and _scan_digest(facts, official),
    )
    facts.case.decisions.append(decision)
    session.flush()
    return decision


def _scan_digest(facts, official):
    """The digest of the scan: it stays when an upload is tidied away."""
    if official.photo_id:
        return facts.session.scalar(select(Photo.sha256).where(Photo.id == official.photo_id))
    return _upload(facts).sha256


def rules(session, actor) -> list[DecisionRule]:
    """How the actor's offices, and those below, let decisions come about; what is not said may be done both ways."""
    offices = DecisionRule.office_id.in_(visibility.whole_offices(actor))
    return list(
        session.scalars(select(DecisionRule).where(offices).order_by(DecisionRule.office_id, DecisionRule.kind))
    )


def set_rule(session, actor, draft) -> DecisionRule:
    """Say how decisions of one kind come about in the actor's own office from now on."""
    office = people.home_office(session, actor, permissions.PERMISSIONS["set_decision_rule"].roles)
    rule = session.get(DecisionRule, (office.id, draft.kind), with_for_update=True)
    if rule is None:
        rule = DecisionRule(office_id=office.id, kind=draft.kind)
        session.add(rule)
    rule.may_give, rule.may_record = draft.may_give, draft.may_record
    rule.set_at, rule.set_by_id = db.now(session), actor.person_id
    session.flush()
    ledger.append(
        session,
        actor,
        "decision.rule_set",
        [("office", office.id)],
        draft.model_dump(mode="json"),
        office_id=office.id,
    )
    return rule
