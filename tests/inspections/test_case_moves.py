"""The table of a case's moves, walked whole: every verb from every state by every role, given and recorded."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from types import SimpleNamespace
from uuid import uuid4

import pytest
from sqlalchemy import select

from inspections import case_moves
from inspections.case_drafts import CaseMoveDraft, OfficialDecision
from inspections.case_moves import ENDED, MOVES, Facts
from inspections.db import Database
from inspections.errors import Conflict, Invalid, NotAllowed, Stale
from inspections.models import (
    Agency,
    Case,
    CaseState,
    CaseVerb,
    DecisionKind,
    DecisionRule,
    LegalField,
    Office,
    Person,
    Role,
    SecrecyLevel,
    Track,
)
from inspections.people import Actor, Held

MORNING = datetime(2026, 6, 29, 2, 5, tzinfo=UTC)
STAFF = "prosecutor assistant_prosecutor clerk department_head deputy_chief chief_prosecutor"
WHO = {
    "P": "prosecutor department_head deputy_chief chief_prosecutor",
    "P/A": "prosecutor assistant_prosecutor department_head deputy_chief chief_prosecutor",
    "DH": "department_head deputy_chief chief_prosecutor",
    "CP": "deputy_chief chief_prosecutor",
    "any": STAFF,
}
COURT = "suit_filed claim_changed"
AFTER = f"reply_period follow_up suspended review_concluded {COURT} judged appealed"
#  verb                     from                                                        to                           who
DOMAIN = {
    "assess": ("clue_registered", "clue_assessing", "P"),
    "investigate_first": ("clue_assessing", "preliminary_investigation", "P"),
    "transfer_clue": ("clue_assessing preliminary_investigation", "clue_transferred", "CP"),
    "propose_filing": ("clue_assessing preliminary_investigation", "filing_review", "P"),
    "review_filing": ("filing_review", None, "DH"),
    "refuse_filing": ("filing_review", "not_filed", "CP"),
    "file": ("filing_review", "filed", "CP"),
    "notify_filing": ("filed investigating", None, "any"),
    "investigate": ("filed", "investigating", "P"),
    "consult": ("filed investigating", None, "P"),
    "conclude_investigation": ("investigating", "investigation_concluded", "P"),
    "recommend": ("investigation_concluded", "recommendation_decided", "CP"),
    "announce": ("investigation_concluded", "follow_up", "CP"),
    "serve": ("recommendation_decided recommendation_served", "recommendation_served", "any"),
    "receive": ("recommendation_served", "reply_period", "any"),
    "note_reply": ("reply_period follow_up suspended", None, "any"),
    "follow_up": ("reply_period", "follow_up", "P"),
    "judge_items": ("follow_up", None, "P"),
    "suspend": ("follow_up", "suspended", "CP"),
    "resume": ("suspended", "follow_up", "P"),
    "conclude_review": ("follow_up", "review_concluded", "P"),
    "transfer": ("review_concluded", "transferred_office", "CP"),
    "sue": ("review_concluded", "suit_filed", "CP"),
    "withdraw_suit": ("suit_filed", "suit_withdrawn", "CP"),
    "change_claim": ("suit_filed", "claim_changed", "CP"),
    "note_judgment": (COURT, "judged", "any"),
    "appeal": ("judged", "appealed", "P/A"),
    "execute": ("judged appealed", "executing", "P/A"),
    "report_to_superior": (AFTER, None, "any"),
    "close": ("investigation_concluded review_concluded suit_withdrawn appealed executing", "closed", "CP"),
    "notify_closing": ("closed", None, "any"),
    "reopen": ("closed", None, "CP"),
}
DECIDED = {verb for verb, row in DOMAIN.items() if row[2] == "CP"}
OFFICIAL = OfficialDecision(number="庆检行公立〔2026〕1号", decided_on=date(2026, 6, 29), decided_by_id=uuid4())


@pytest.fixture(scope="module")
def database(sqlite_template, tmp_path_factory):
    copy = tmp_path_factory.mktemp("cases") / "lanjian.db"
    shutil.copy(sqlite_template, copy)
    database = Database(f"sqlite:///{copy}", lambda: MORNING)
    yield database
    database.close()


@pytest.fixture
def scene(database):
    with database.read() as session:
        office = session.scalar(select(Office).where(Office.key == "qingyun"))
        agency = session.scalar(select(Agency.id).where(Agency.key == "urban_management_qingyun"))
        people = dict(session.execute(select(Person.username, Person.id)).all())
        yield SimpleNamespace(session=session, office_id=office.id, agency_id=agency, people=people)


def case(scene, state, **changes):
    """A case whose record holds all that any move asks of the record; never written anywhere."""
    said = {"office_id": scene.office_id, "respondent_id": scene.agency_id, "legal_field": LegalField.WORK_SAFETY}
    kinds = {"track": Track.ADMINISTRATIVE, "secrecy_level": SecrecyLevel.NONE}
    return Case(id=uuid4(), version=3, state=state, **kinds, **said | changes)


def actor(scene, role):
    held = Held(role, agency_id=scene.agency_id) if role is Role.AGENCY_LIAISON else Held(role, scene.office_id, "/")
    return Actor(scene.people["prosecutor2.qingyun"], "prosecutor2.qingyun", "孙立群", (held,))


def facts(scene, case_, role, verb, **said):
    return Facts(scene.session, case_, actor(scene, role), CaseMoveDraft(move=CaseVerb(verb), **said))


def test_the_table_is_that_of_the_domain():
    found = {
        verb: (set(move.sources), move.target, set(move.roles), move.decision is not None)
        for verb, move in MOVES.items()
    }

    assert found == {
        verb: (set(sources.split()), target, set(WHO[who].split()), verb in DECIDED)
        for verb, (sources, target, who) in DOMAIN.items()
    }
    assert set(DOMAIN) == set(CaseVerb)
    reached = {target for _, target, _ in DOMAIN.values() if target} | {"clue_registered"}
    assert reached == set(CaseState)
    beside = {verb for verb, row in DOMAIN.items() if set(row[0].split()) & ENDED}
    assert beside == {"notify_closing", "reopen"}  # neither changes the closed case


def refused(scene, verb, state, role, recorded):
    """What ``check`` makes of a move without any of its fields: the kind of refusal, or None."""
    said = {"recorded": OFFICIAL} if recorded else {}
    try:
        case_moves.check(facts(scene, case(scene, state), role, verb, **said))
    except (NotAllowed, Conflict, Invalid) as refusal:
        return refusal
    return None


@pytest.mark.slow
def test_every_verb_from_every_state_by_every_role_does_what_the_domain_says(scene):
    for verb, state, role, recorded in product(DOMAIN, CaseState, Role, (False, True)):
        sources, _, who = DOMAIN[verb]
        by = STAFF if recorded and verb in DECIDED else WHO[who]
        refusal = refused(scene, verb, state, role, recorded)
        where = (verb, state, role, recorded)
        if role not in by.split():
            reserved = "chief_decides" if verb in DECIDED and role in STAFF.split() else "role_may_not"
            expected = "not_handling_office" if role is Role.AGENCY_LIAISON else reserved
            assert isinstance(refusal, NotAllowed) and refusal.code == expected, where
        elif state not in sources.split():
            assert isinstance(refusal, Conflict) and refusal.code == "illegal_case_move", where
            assert verb not in refusal.extra["moves"], where
        else:
            assert refusal is None or isinstance(refusal, Invalid), where


def test_the_buttons_are_what_the_table_lets_through(scene):
    #  of a case that lacks nothing that only the record could supply, but items and a legal basis
    lacking = {"recommend", "announce"}
    for state, role in product(CaseState, Role):
        moves = case_moves.moves_for(scene.session, case(scene, state), actor(scene, role))
        expected = [
            verb
            for verb, (sources, _, who) in DOMAIN.items()
            if state in sources.split() and role in (STAFF if verb in DECIDED else WHO[who]).split()
        ]
        assert moves == [verb for verb in expected if verb not in lacking], (state, role)


#  verb                     what is said                             what is missing, all of it
NEEDS = [
    ("assess", {}, {("note", "required")}),
    ("transfer_clue", {}, {("receiving_body", "required"), ("note", "required")}),
    ("investigate", {}, {("officers", "required"), ("note", "required")}),
    ("consult", {}, {("on", "required"), ("note", "required")}),
    ("consult", {"on": date(2026, 6, 30), "note": "磋商"}, {("on", "in_the_future")}),
    ("conclude_investigation", {"note": "报告"}, {("proposal", "required")}),
    ("conclude_investigation", {"proposal": "sue", "note": "报告"}, {("proposal", "proposal_not_possible")}),
    (
        "recommend",
        {},
        {("move", "no_item"), ("move", "no_legal_basis"), ("rectify_due_on", "required")},
    ),
    (
        "announce",
        {"on": date(2026, 6, 29), "medium": "《检察日报》"},
        {("move", "not_civil")},
    ),
    ("serve", {}, {("mode", "required"), ("on", "required")}),
    ("receive", {}, {("basis", "required"), ("on", "required")}),
    (
        "receive",
        {"basis": "left_on_refusal", "on": date(2026, 6, 29)},
        {("note", "refusal_reason_required")},
    ),
    ("note_reply", {}, {("on", "required"), ("note", "required")}),
    ("judge_items", {}, {("answers", "required")}),
    (
        "suspend",
        {},
        {("photo_id", "plan_document_required"), ("resume_trigger", "required"), ("note", "required")},
    ),
    (
        "conclude_review",
        {"proposal": "sue", "note": "报告"},
        {("nonperformance_ground", "required")},
    ),
    (
        "sue",
        {},
        {
            ("on", "required"),
            ("number", "required"),
            ("nonperformance_ground", "required"),
            ("override_reason", "period_not_over"),
        },
    ),
    ("note_judgment", {}, {("on", "required"), ("number", "required")}),
    ("report_to_superior", {}, {("about", "required"), ("on", "required")}),
    ("close", {}, {("closure_reason", "required"), ("note", "required")}),
    ("reopen", {}, {("hazard_ids", "required"), ("note", "required")}),
    ("assess", {"note": "属实", "number": "1号"}, {("number", "not_for_this_move")}),
]


@pytest.mark.parametrize(("verb", "said", "missing"), NEEDS)
def test_all_that_is_missing_is_said_at_once(scene, verb, said, missing):
    state = CaseState(DOMAIN[verb][0].split()[0])
    draft = CaseMoveDraft.model_validate({"move": verb, **said}, strict=False)
    asked = replace(facts(scene, case(scene, state), Role.CHIEF_PROSECUTOR, verb), draft=draft)

    with pytest.raises(Invalid) as refusal:
        case_moves.check(asked)

    assert {(field.path, field.code) for field in refusal.value.fields} == missing


def test_an_official_decision_names_a_chief_a_past_day_and_a_scan(scene):
    asked = facts(scene, case(scene, CaseState.FILING_REVIEW), Role.CLERK, "file")
    said = {"number": "1号", "decided_on": date(2026, 6, 30), "decided_by_id": scene.people["prosecutor.qingyun"]}
    draft = CaseMoveDraft(move=CaseVerb.FILE, recorded=OfficialDecision(**said))

    with pytest.raises(Invalid) as refusal:
        case_moves.check(replace(asked, draft=draft))

    assert {(field.path, field.code) for field in refusal.value.fields} == {
        ("recorded.decided_by_id", "not_a_chief"),
        ("recorded.decided_on", "in_the_future"),
        ("recorded.photo_id", "scan_required"),
    }


def test_an_office_may_have_decisions_made_in_one_way_only(database, scene):
    kind, office = DecisionKind.FILE, {"office_id": scene.office_id}
    made = {"set_at": MORNING, "set_by_id": scene.people["chief.qingyun"]}
    for may_give, may_record, code in ((True, False, "decision_only_given"), (False, True, "record_official_decision")):
        rule = DecisionRule(kind=kind, may_give=may_give, may_record=may_record, **office, **made)
        database.write(lambda session, rule=rule: session.merge(rule))
        scene.session.expire_all()
        said = {"recorded": OFFICIAL} if may_give else {}
        role = Role.CLERK if may_give else Role.CHIEF_PROSECUTOR

        with database.read() as session, pytest.raises(Invalid) as refusal:
            case_ = case(scene, CaseState.FILING_REVIEW)
            case_moves.check(replace(facts(scene, case_, role, "file", **said), session=session))

        assert ("recorded", code) in {(field.path, field.code) for field in refusal.value.fields}


def test_who_may_not_is_told_before_that_the_version_is_stale_and_that_before_the_state(scene):
    closed = case(scene, CaseState.CLOSED)

    with pytest.raises(NotAllowed):
        case_moves.check(facts(scene, closed, Role.CLERK, "assess", version=1))
    with pytest.raises(Stale):
        case_moves.check(facts(scene, closed, Role.PROSECUTOR, "assess", version=1))
