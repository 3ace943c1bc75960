"""Photos of an outing are proposed as spots: by time, then by place; what says neither is left to a person."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import nearby, spots
from geo.spots import Shot

SCHOOL, MARKET = (117.385, 37.775), (117.390, 37.775)  # 441 m apart
GAP_S, RADIUS_M = 600, 50


def shot(key, minute, place=None):
    return Shot(key, None if minute is None else minute * 60.0, *(place or (None, None)))


def keys(shots, gap_s=GAP_S, radius_m=RADIUS_M):
    found, unsorted = spots.propose(shots, gap_s, radius_m)
    return [[one.key for one in spot] for spot in found], [one.key for one in unsorted]


def test_a_long_pause_or_a_walk_begins_the_next_spot():
    shots = [shot("a", 0, SCHOOL), shot("b", 10, SCHOOL), shot("c", 11, MARKET), shot("d", 12, SCHOOL)]

    assert keys(shots) == ([["a", "b"], ["c"], ["d"]], [])
    assert keys([*shots, shot("e", 22.1, SCHOOL)]) == ([["a", "b"], ["c"], ["d"], ["e"]], [])


def test_who_strolls_on_photo_by_photo_reaches_the_next_spot_all_the_same():
    steps = [shot(str(i), i, (117.385 + i * 0.0002, 37.775)) for i in range(7)]  # 17.6 m each

    assert keys(steps) == ([["0", "1", "2"], ["3", "4", "5"], ["6"]], [])


def test_without_a_place_the_nearest_in_time_decides_and_of_two_the_earlier():
    shots = [shot("a", 0, SCHOOL), shot("between", 4, None), shot("late", 5, None), shot("b", 8, MARKET)]

    assert keys(shots) == ([["a", "between"], ["late", "b"]], [])
    assert keys([shot("a", 0, SCHOOL), shot("tie", 4, None), shot("b", 8, MARKET)]) == ([["a", "tie"], ["b"]], [])


def test_far_from_all_others_in_time_they_make_a_spot_without_a_place():
    shots = [shot("a", 0, SCHOOL), shot("x", 30), shot("y", 35), shot("z", 60)]

    assert keys(shots) == ([["a"], ["x", "y"], ["z"]], [])
    assert spots.centre(shots[1:]) is None


def test_without_a_time_a_photo_is_left_to_a_person():
    assert keys([shot("b", None, SCHOOL), shot("a", None)]) == ([], ["a", "b"])


def test_the_centre_of_a_spot_takes_the_short_way_round():
    assert spots.centre([shot("a", 0, SCHOOL), shot("b", 0), shot("c", 1, MARKET)]) == (117.3875, 37.775)
    assert spots.centre([shot("a", 0, (179.9999, 0.0)), shot("b", 0, (-179.9997, 0.0))]) == pytest.approx(
        (-179.9999, 0.0)
    )


moments = st.one_of(st.none(), st.integers(0, 7200).map(float))
places = st.one_of(
    st.just((None, None)),
    st.tuples(st.floats(117.38, 117.39), st.floats(37.77, 37.78)),
)


@st.composite
def outings(draw):
    rows = draw(st.lists(st.tuples(moments, places), max_size=25))
    return [Shot(f"{index:02}", at, *place) for index, (at, place) in enumerate(rows)]


@given(shots=outings(), gap_s=st.integers(0, 1800), radius_m=st.integers(1, 500), order=st.randoms())
def test_every_photo_is_somewhere_once_whatever_the_order_and_no_spot_spans_a_gap(shots, gap_s, radius_m, order):
    found, unsorted = spots.propose(shots, gap_s, radius_m)

    assert sorted(one.key for group in (*found, unsorted) for one in group) == [one.key for one in shots]
    assert all(found)
    assert all(one.at is None for one in unsorted)
    for spot in found:
        assert all(0 <= later.at - earlier.at <= gap_s for earlier, later in pairwise(spot))
        placed = [one for one in spot if one.lon is not None]
        away = placed and nearby.measure(placed[0].lon, placed[0].lat, [x.lon for x in placed], [x.lat for x in placed])
        assert all(metres <= radius_m for metres, _ in away)
    shuffled = list(shots)
    order.shuffle(shuffled)
    assert spots.propose(shuffled, gap_s, radius_m) == (found, unsorted)
