"""The order of a round, held against every order there is, and against the best one where that is too many."""

import itertools
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import rounds
from geo.coordinates import distance_m

PLACE = st.tuples(st.floats(117.2, 117.5), st.floats(37.6, 37.9))


def length(places, order, start=None):
    way = [*([start] if start else []), *(places[index] for index in order)]
    return sum(distance_m(*a, *b) for a, b in itertools.pairwise(way))


def scattered(count, seed):
    chance = random.Random(seed)
    return [(chance.uniform(117.2, 117.5), chance.uniform(37.6, 37.9)) for _ in range(count)]


@given(st.lists(PLACE, max_size=6), st.none() | PLACE)
def test_no_order_of_a_few_spots_is_shorter(places, start):
    found = rounds.plan(places, start)

    best = min(length(places, order, start) for order in itertools.permutations(range(len(places))))
    assert sorted(found.order) == list(range(len(places)))
    assert length(places, found.order, start) <= best * 1.005 + 0.01  # a sphere differs from WGS84 by so much
    assert sum(found.legs_m) == pytest.approx(length(places, found.order, start), rel=0.005, abs=0.01)


@pytest.mark.parametrize("start", [None, (117.385, 37.775)])
def test_what_is_only_improved_is_within_five_hundredths_of_the_best(start):
    for seed in range(12):
        places = scattered(12, seed)
        best = length(places, rounds.plan(places, start).order, start)
        assert length(places, rounds.plan(places, start, exact=0).order, start) <= best * 1.05


def test_two_hundred_spots_take_less_than_a_second():
    places = scattered(200, 7)
    begun = time.process_time()

    found = rounds.plan(places, (117.385, 37.775))

    assert time.process_time() - begun < 1
    assert sorted(found.order) == list(range(200))
    assert rounds.plan(places, (117.385, 37.775)) == found


def test_spots_along_a_road_are_visited_along_it():
    road = [(117.3 + index / 1000, 37.775) for index in (3, 0, 2, 4, 1)]

    assert [road[index] for index in rounds.plan(road, (117.29, 37.775)).order] == sorted(road)
    assert rounds.plan([]) == rounds.Round([], [])
