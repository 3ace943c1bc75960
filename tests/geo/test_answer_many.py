"""Many questions at once: each answer is the one that the question alone would get."""

from dataclasses import fields
from datetime import date, timedelta

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.answers import Flag, Role
from geo.areas import Area
from geo.bulk import Kind, Questions
from tests.geo.qingyun import (
    AGENCIES,
    CARRIER,
    EDGE,
    INDUSTRY,
    LELING,
    SCHOOL,
    STREET,
    TELECOM_RULES,
    TOWN,
    URBAN,
    agency,
    county_map,
    question,
    rule,
    square,
    zone,
)

REFORM = date(2025, 3, 1)
OLD_STREET = Area("towns", "township", "371423002", "旧街道（示意）", {}, None, REFORM - timedelta(days=1))
NEW_STREET = Area("towns", "township", "371423003", "新街道（示意）", {}, REFORM)
RULES = [
    *TELECOM_RULES,
    rule("R-OLD", asset_kind="telecom", agency_id=URBAN.id, valid_to=date(2024, 12, 31)),
    rule("R-CITY", area_code="371400", function="urban", hazard_type=None),
    rule("R-OWNER", role=Role.OWNER, place_kind="sidewalk", agency_id=INDUSTRY.id, verified=False),
]
MAP = county_map(
    STREET,
    (OLD_STREET, square((117.405, 37.775), 0.01)),
    (NEW_STREET, square((117.406, 37.775), 0.01)),
    zone(CARRIER, asset_kinds=["telecom"]),
    zone(TOWN, code="Z-02", half=0.004, valid_from="2025-01-01"),
    rules=RULES,
    agencies=[*AGENCIES, agency(50, "庆云县城市管理局", functions=["urban"], valid_to=date(2025, 2, 28))],
)

spots = st.one_of(
    st.sampled_from([SCHOOL, EDGE, LELING, (117.387, 37.775), (117.395, 37.775), (116.0, 30.0)]),
    st.tuples(st.floats(117.37, 117.43), st.floats(37.76, 37.79)),
    st.tuples(st.floats(117.29, 117.33), st.floats(37.75, 37.78)),
)
questions = st.builds(
    question,
    at=spots,
    accuracy_m=st.one_of(st.none(), st.sampled_from([0.0, 5.0, 6.0, 30.0]), st.floats(0, 3000)),
    datum_error_m=st.sampled_from([0.0, 2.0]),
    hazard_type=st.sampled_from(["manhole.net_missing", "manhole.broken", "fire_lane.blocked"]),
    asset_kind=st.sampled_from([None, "telecom", "gas"]),
    place_kind=st.sampled_from([None, "sidewalk"]),
    on=st.dates(date(2024, 12, 29), date(2025, 3, 3)),
    office_areas=st.sampled_from([frozenset(), frozenset(["371423"]), frozenset(["371400"])]),
)


def columns(asked):
    kinds = [Kind(*(getattr(q, field.name) for field in fields(Kind))) for q in asked]
    numbered = list(dict.fromkeys(kinds))
    place = ([getattr(q, name) for q in asked] for name in ("lon", "lat", "accuracy_m"))
    return Questions(*place, [numbered.index(kind) for kind in kinds], numbered, [q.assets for q in asked])


@settings(deadline=None)
@given(asked=st.lists(questions, min_size=1, max_size=40))
def test_each_question_of_many_is_answered_as_if_it_were_alone(asked):
    answer_of, answers = MAP.answer_many(columns(asked))

    assert len(answers) == len(set(answer_of.tolist())) <= len(asked)
    for asked_alone, number in zip(asked, answer_of, strict=True):
        assert answers[number] == MAP.answer(asked_alone)


def test_questions_with_the_same_surroundings_share_an_answer():
    days = [date(2026, 1, 1) + timedelta(days=i) for i in range(300)]
    asked = [question(at=(SCHOOL[0] + i / 1e6, SCHOOL[1]), accuracy_m=i / 100, on=day) for i, day in enumerate(days)]

    answer_of, answers = MAP.answer_many(columns(asked))

    assert len(answers) == 1
    assert set(answer_of.tolist()) == {0}


def test_no_question_has_no_answer():
    answer_of, answers = MAP.answer_many(columns([]))

    assert (len(answer_of), answers) == (0, [])


def test_columns_may_be_arrays_and_an_unknown_accuracy_not_a_number():
    count = 3
    asked = Questions(
        lons=numpy.full(count, SCHOOL[0]),
        lats=numpy.full(count, SCHOOL[1]),
        accuracies_m=numpy.array([6.0, numpy.nan, 6.0]),
        kind_of=numpy.zeros(count, dtype=numpy.int32),
        kinds=[Kind(0.0, "manhole.net_missing", "telecom", "sidewalk", date(2026, 6, 29))],
    )

    answer_of, answers = MAP.answer_many(asked)

    assert answer_of[0] == answer_of[2] != answer_of[1]
    assert answers[answer_of[1]] == MAP.answer(question(accuracy_m=None))


def test_a_rough_fix_is_told_by_a_round_radius():
    (exact, rough) = (MAP.answer(question(at=EDGE, accuracy_m=accuracy)) for accuracy in (31.0, 47.3))

    assert exact == rough
    assert Flag.BOUNDARY_UNCERTAIN in rough.flags
    assert any("半径不超过 50 米" in candidate.reason for candidate in rough.candidates)
