"""Around a spot: the box never cuts off what the disc holds, distances and directions are geodesic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import area_codes, nearby
from geo.coordinates import geodesic

LON, LAT = st.floats(-180, 180), st.floats(-90, 90)
RADIUS, BEARING = st.floats(0.1, 1000), st.floats(0, 360)


@given(LON, LAT, RADIUS, BEARING, st.floats(0, 1))
def test_the_box_holds_every_point_of_the_disc(lon, lat, radius_m, bearing, share):
    other_lon, other_lat, _ = geodesic().fwd(lon, lat, bearing, share * radius_m)

    west, south, east, north = nearby.box(lon, lat, radius_m)

    rounding = 1e-9
    assert south - rounding <= other_lat <= north + rounding
    assert west - rounding <= other_lon <= east + rounding


@given(st.floats(73, 135), st.floats(18, 53), RADIUS)
def test_in_china_the_box_is_hardly_larger_than_the_disc(lon, lat, radius_m):
    _, _, east, north = nearby.box(lon, lat, radius_m)

    (height, _), (width, _) = nearby.measure(lon, lat, [lon, east], [north, lat])

    assert radius_m <= height <= 1.02 * radius_m + 0.01
    assert radius_m <= width <= 1.02 * radius_m + 0.01


def test_distance_and_bearing_are_those_of_the_published_pair():
    # domain reference §5.3: 0.0341° east of the first point of its table lies 2,997 m … 3,003 m by rounding
    (east, south) = nearby.measure(117.385, 37.775, [117.4191, 117.385], [37.775, 37.765])

    assert east == (pytest.approx(3003.6, abs=1), pytest.approx(89.99, abs=0.02))
    assert south == (pytest.approx(1109.9, abs=1), pytest.approx(180))
    assert nearby.measure(117.385, 37.775, [], []) == []


@given(LON, LAT, RADIUS, BEARING)
def test_a_bearing_is_under_360(lon, lat, radius_m, bearing):
    other_lon, other_lat, _ = geodesic().fwd(lon, lat, bearing, radius_m)

    [(distance, found)] = nearby.measure(lon, lat, [other_lon], [other_lat])

    assert distance == pytest.approx(radius_m, abs=1e-3)
    assert 0 <= found < 360


@pytest.mark.parametrize(
    ("codes", "common"),
    [
        (["371423001"], "371423001"),
        (["371423001", "371423002"], "371423"),
        (["371423001", "371423"], "371423"),
        (["371423001", "371481005"], "3714"),
        (["371423001", "130925000"], ""),
        (["371423001", "370000"], "37"),
        (["371423001001", "371423001002"], "371423001"),
        ([], ""),
    ],
)
def test_the_smallest_area_that_contains_all(codes, common):
    assert area_codes.common(codes) == common
