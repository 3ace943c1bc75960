"""Places as keys, boxes as ranges of keys."""

import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from geo import quadkeys

LON, LAT = st.floats(-180, 180), st.floats(-90, 90)


@given(LON, LAT, st.integers(0, 24))
def test_a_place_lies_in_the_bounds_of_its_cell_at_every_level(lon, lat, level):
    west, south, east, north = quadkeys.bounds(quadkeys.cell(quadkeys.key(lon, lat), level), level)

    assert west - 1e-9 <= lon <= east + 1e-9
    if abs(lat) < 85.05:
        assert south - 1e-9 <= lat <= north + 1e-9


@given(LON, LAT, LON, LAT, st.floats(0, 1), st.floats(0, 1))
def test_every_place_in_a_box_has_a_key_in_its_ranges(lon1, lat1, lon2, lat2, across, up):
    west, east = sorted((lon1, lon2))
    south, north = sorted((lat1, lat2))
    lon, lat = min(west + across * (east - west), east), min(south + up * (north - south), north)

    spans = quadkeys.ranges(west, south, east, north)

    assert 1 <= len(spans) <= quadkeys.MOST_CELLS
    assert any(first <= quadkeys.key(lon, lat) <= last for first, last in spans)
    assert all(one[1] + 1 < two[0] for one, two in pairwise(spans))


def test_a_cell_is_the_tile_that_web_maps_name():
    west, south, east, north = quadkeys.bounds(quadkeys.cell(quadkeys.key(117.385, 37.775), 14), 14)

    x, y = 13534, 6332  # slippy map tile 14/13534/6332
    assert west == x / 2**14 * 360 - 180 and east == (x + 1) / 2**14 * 360 - 180
    assert north == math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / 2**14))))
    assert south < 37.775 < north


def test_a_small_box_is_a_small_part_of_the_world():
    spans = quadkeys.ranges(117.38, 37.77, 117.39, 37.78)

    assert sum(last - first + 1 for first, last in spans) < 4**24 / 1e8
