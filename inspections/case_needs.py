"""What the moves of a case need: each row names a code, the field that can supply it, and when it holds."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from . import case_clocks, db, people, visibility
from .lifecycle import BAD, Need
from .models import (
    Agency,
    BasisLevel,
    Case,
    CaseProposal,
    ClosureReason,
    Decision,
    Hazard,
    ItemState,
    Person,
    Photo,
    PhotoStatus,
    ReceiptBasis,
    Role,
    SecrecyLevel,
    ServiceMode,
    Status,
    Track,
)
from .permissions import PROSECUTORS, STAFF

LEADERS = PROSECUTORS - {Role.ASSISTANT_PROSECUTOR}  # 检察官: whoever may lead an investigation (R2021 art. 42)
BINDING = frozenset({BasisLevel.LAW, BasisLevel.ADMIN_REGULATION, BasisLevel.RULE, BasisLevel.LOCAL_REGULATION})
CLAIMS = frozenset(
    {ItemState.CLAIMED_DONE, ItemState.IN_PROGRESS, ItemState.REFUSED, ItemState.NOT_OURS, ItemState.NO_ANSWER}
)
VERDICTS = frozenset({ItemState.VERIFIED_DONE, ItemState.PARTLY_DONE, ItemState.NOT_DONE, ItemState.REBOUNDED})
FIXED = frozenset({Status.VERIFIED_FIXED, Status.CLOSED})
#                        what each report may propose
AFTER_INVESTIGATION = {
    Track.ADMINISTRATIVE: frozenset({CaseProposal.CLOSE, CaseProposal.RECOMMEND}),
    Track.CIVIL: frozenset({CaseProposal.CLOSE, CaseProposal.ANNOUNCE}),
}
AFTER_REVIEW = frozenset({CaseProposal.CLOSE, CaseProposal.SUE, CaseProposal.TRANSFER})


@dataclass(frozen=True, slots=True)
class Facts:
    """What a need or an effect may look at. ``decision`` is the chief's word, once all that the move needs is there."""

    session: Any
    case: Case
    actor: Any
    draft: Any
    decision: Decision | None = None


def said(path, code="required"):
    def holds(facts):
        value = getattr(facts.draft, path)
        return bool(value.strip() if isinstance(value, str) else value)

    return Need(code, path, holds)


def _unsaid_or(path, holds):
    """Nothing is said there, which another need may complain about; or it holds."""
    return lambda facts: (value := getattr(facts.draft, path)) is None or holds(facts, value)


def _record(code, holds):
    """Only the record can supply it."""
    return Need(code, None, lambda facts: holds(facts.case))


def case_photos(session, case) -> set:
    """The ids of the accepted photos and files of the hazards that are in the case."""
    inside = [row.hazard_id for row in case.hazards if row.removed_at is None]
    accepted = (Photo.hazard_id.in_(inside), Photo.status == PhotoStatus.ACCEPTED)
    return set(session.scalars(select(Photo.id).where(*accepted))) if inside else set()


def _not_before(path, code, first):
    """Not said, or no earlier than ``first(case)``, when there is such a day."""

    def holds(facts, value):
        return (day := first(facts.case)) is None or value >= day

    return Need(code, path, _unsaid_or(path, holds), lambda facts: {"first": first(facts.case)})


def last_decided_on(case):
    """The day of the latest decision of the case."""
    return case.decisions[-1].decided_on if case.decisions else None


def period_ends_on(session, case):
    """The last day of the time that the agency has, or that a public notice runs; None while it has not begun."""
    days = (case.rectify_due_on, case_clocks.answer_due_on(session, case))
    return max((day for day in days if day), default=None) if case.effective_on else days[1]


def _two_officers(facts, ids):
    return len(set(ids)) >= 2


def _all_staff(facts, ids):
    return all(_roles(facts, id_) & STAFF for id_ in ids)


def _led(facts, ids):
    """A prosecutor is among them; whoever is unknown is complained about elsewhere."""
    return any(_roles(facts, id_) & LEADERS for id_ in ids)


def _roles(facts, person_id):
    person = facts.session.get(Person, person_id)
    usable = person is not None and person.disabled_at is None
    return people.actor(facts.session, person).roles if usable else frozenset()


def _numbers_there(facts, answers):
    numbers = {item.position + 1 for item in facts.case.items}
    return {answer.number for answer in answers} <= numbers


def _of_kind(states):
    return _unsaid_or("answers", lambda facts, answers: {answer.state for answer in answers} <= states)


def _seen_fixed(facts, answers):
    """What is called done was found done by a visit, hazard by hazard: paper alone fixes nothing (R2021 art. 82)."""
    done = {answer.number - 1 for answer in answers if answer.state is ItemState.VERIFIED_DONE}
    about = [concerned(facts.case, item) for item in facts.case.items if item.position in done]
    query = select(Hazard.id).where(Hazard.id.in_(set().union(*about)), Hazard.status.in_(FIXED))
    fixed = set(facts.session.scalars(query)) if any(about) else set()
    return all(ids and ids <= fixed for ids in about)


def concerned(case, item):
    """The hazards that an item is about: those that it names, or all of the case."""
    named = item.hazards or [row for row in case.hazards if row.removed_at is None]
    return {row.hazard_id for row in named}


def _all_verified(facts, reason):
    return reason is not ClosureReason.FULLY_RECTIFIED or all(
        item.state is ItemState.VERIFIED_DONE for item in facts.case.items
    )


def _period_over(facts):
    end = period_ends_on(facts.session, facts.case)
    return bool(facts.draft.override_reason) or (end is not None and end < db.today(facts.session))


def _rebounded(facts, ids):
    """Each was in the closed case and stands again, or came back as a new record of one that was."""
    inside = {row.hazard_id for row in facts.case.hazards if row.removed_at is None}
    rows = facts.session.execute(
        visibility.hazards(facts.session, facts.actor)
        .where(Hazard.id.in_(ids))
        .with_only_columns(Hazard.id, Hazard.previous_hazard_id, Hazard.last_verdict)
    ).all()
    again = {
        row.id for row in rows if row.previous_hazard_id in inside or (row.id in inside and row.last_verdict in BAD)
    }
    return bool(ids) and again == set(ids)


def _last_day(facts):
    return {"last": period_ends_on(facts.session, facts.case) or "—"}


def _successor(facts):
    """The case that takes this one up again and is not ended itself."""
    living = (Case.previous_case_id == facts.case.id, Case.ended_at.is_(None))
    return facts.session.scalar(select(Case.id).where(*living))


def _known_agencies(facts, ids):
    return all(facts.session.get(Agency, id_) is not None for id_ in ids)


NOTE = said("note")
ON = (said("on"), Need("in_the_future", "on", _unsaid_or("on", lambda facts, day: day <= db.today(facts.session))))
NUMBER = said("number")
RECEIVING_BODY = said("receiving_body")
FIELD = _record("no_legal_field", lambda case: case.legal_field is not None)
RESPONDENT = _record("no_respondent", lambda case: case.respondent_id is not None)
ITEM = _record("no_item", lambda case: bool(case.items))
BASIS = _record("no_legal_basis", lambda case: any(row.level in BINDING for row in case.legal_bases))
ADMINISTRATIVE = _record("not_administrative", lambda case: case.track is Track.ADMINISTRATIVE)
CIVIL = _record("not_civil", lambda case: case.track is Track.CIVIL)
OFFICERS = (
    said("officers"),
    Need("two_officers", "officers", _unsaid_or("officers", _two_officers)),
    Need("unknown_person", "officers", _unsaid_or("officers", _all_staff)),
    Need("no_prosecutor_leads", "officers", _unsaid_or("officers", _led)),
)
WHOM = Need("agencies_or_respondent", "agency_ids", lambda facts: bool(_whom(facts)))
KNOWN_AGENCIES = Need("unknown_agency", "agency_ids", _unsaid_or("agency_ids", _known_agencies))
INVESTIGATED = (
    said("proposal"),
    Need(
        "proposal_not_possible",
        "proposal",
        _unsaid_or("proposal", lambda facts, value: value in AFTER_INVESTIGATION[facts.case.track]),
    ),
)
REVIEWED = (
    said("proposal"),
    Need("proposal_not_possible", "proposal", _unsaid_or("proposal", lambda facts, value: value in AFTER_REVIEW)),
)
GROUND = Need(
    "required",
    "nonperformance_ground",
    lambda facts: (
        facts.draft.proposal is not CaseProposal.SUE
        or facts.case.track is Track.CIVIL
        or bool(facts.draft.nonperformance_ground)
    ),
)
GROUND_TO_SUE = Need(
    "required",
    "nonperformance_ground",
    lambda facts: (
        facts.case.track is Track.CIVIL or bool(facts.draft.nonperformance_ground or facts.case.nonperformance_ground)
    ),
)
RECTIFY_BY = (
    said("rectify_due_on"),
    Need(
        "in_the_past",
        "rectify_due_on",
        _unsaid_or("rectify_due_on", lambda facts, day: day > db.today(facts.session)),
    ),
)
SENT = (said("mode"), *ON, _not_before("on", "before_the_decision", last_decided_on))
NOT_SECRET = Need(
    "secret_not_electronic",
    "mode",
    lambda facts: facts.draft.mode is not ServiceMode.ELECTRONIC or facts.case.secrecy_level is SecrecyLevel.NONE,
)
RECEIVED = (said("basis"), *ON, _not_before("on", "before_it_was_sent", lambda case: case.served_on))
WHY_LEFT = Need(
    "refusal_reason_required",
    "note",
    lambda facts: facts.draft.basis is not ReceiptBasis.LEFT_ON_REFUSAL or bool(facts.draft.note.strip()),
)
ITEM_NUMBERS = Need("no_such_item", "answers", _unsaid_or("answers", _numbers_there))
CLAIMED = Need("only_what_is_claimed", "answers", _of_kind(CLAIMS))
JUDGED = (
    said("answers"),
    ITEM_NUMBERS,
    Need("only_what_a_visit_found", "answers", _of_kind(VERDICTS)),
    Need("not_visited_and_fixed", "answers", _unsaid_or("answers", _seen_fixed)),
)
DOCUMENT = Need(
    "no_such_document",
    "photo_id",
    _unsaid_or("photo_id", lambda facts, id_: id_ in case_photos(facts.session, facts.case)),
)
PLAN = (said("photo_id", "plan_document_required"), DOCUMENT, said("resume_trigger"))
REASON_TO_CLOSE = (
    said("closure_reason"),
    Need("items_not_verified", "closure_reason", _unsaid_or("closure_reason", _all_verified)),
)
PERIOD_OVER = Need(
    "period_not_over",
    "override_reason",
    _period_over,
    _last_day,
)
ONCE = Need("reopened_already", None, lambda facts: not _successor(facts))
REBOUND = (said("hazard_ids"), Need("not_a_rebound", "hazard_ids", _unsaid_or("hazard_ids", _rebounded)))


def _whom(facts):
    return facts.draft.agency_ids or facts.case.respondent_id
