"""The table of what is done to a clock by hand, walked whole: every verb from every state by every role, each rule."""

from itertools import product

from inspections import clock_moves, db, regimes
from inspections.models import Clock, ClockState, ClockVerb, Role
from inspections.people import Actor, Held

STAFF = {"prosecutor", "assistant_prosecutor", "clerk", "department_head", "deputy_chief", "chief_prosecutor"}
PROSECUTORS = STAFF - {"clerk"}
CHIEFS = {"chief_prosecutor", "deputy_chief"}
HEADS = CHIEFS | {"department_head"}
REVIEWS = {"review", "civil_review"}
OFFICE = db.new_id()


def expected(verb, state, role, kind, pause, extended):
    """Whether the domain lets that role do so: written down apart from the table."""
    running, suspended = state == "running", state == "suspended"
    return {
        "extend": running and kind in REVIEWS and role in (PROSECUTORS if extended else CHIEFS),
        "suspend": running and kind in REVIEWS and role in PROSECUTORS,
        "resume": suspended and kind in REVIEWS and pause == "appraisal" and role in PROSECUTORS,
        "end": running and kind == "owner_refits_cover" and role in STAFF,
        "cancel": (running or suspended) and role in HEADS,
    }[verb]


def clock(rule, state, pause, extended):
    row = {"count": 1, "unit": "month", "level": "chief", "reason": "", "approved_by": None, "by": None}
    span = {"from": "2026-07-01", "to": None, "ground": pause, "reason": "", "by": None}
    return Clock(office_id=OFFICE, state=state, rule=rule.as_json(), extensions=[row] * extended, suspensions=[span])


def test_the_moves_offered_are_those_of_the_domain():
    rules = {kind: rule for regime in regimes.every() for kind, rule in regime.clocks.items()}
    pauses, times = ("appraisal", "review_suspended"), (0, 1, 2)
    wrong = []
    for (kind, rule), state, role, pause, extended in product(rules.items(), ClockState, Role, pauses, times):
        actor = Actor(db.new_id(), "somebody", "某人", (Held(role, office_id=OFFICE),))
        offered = set(clock_moves.moves_for(clock(rule, state, pause, extended), actor))
        wanted = {verb for verb in ClockVerb if expected(verb, state, role, kind, pause, extended)}
        wrong += [(kind, state, role, pause, extended, offered ^ wanted)] if offered != wanted else []
    assert not wrong


def test_nobody_moves_the_clock_of_another_office():
    elsewhere = Actor(db.new_id(), "somebody", "某人", (Held(Role.CHIEF_PROSECUTOR, office_id=db.new_id()),))
    rule = regimes.every()[0].clocks["review"]

    assert clock_moves.moves_for(clock(rule, ClockState.RUNNING, "appraisal", 0), elsewhere) == []
