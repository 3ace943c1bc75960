"""Datums: published numbers, an independent implementation, and the way back."""

import prcoords
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import coordinates
from geo.coordinates import Datum

# Clear of the rim of the box, where one offset point may stand for two.
LON = st.floats(72.2, 137.6)
LAT = st.floats(1.0, 55.6)
OFFSET_DATUMS = [Datum.GCJ02, Datum.BD09]


@pytest.mark.parametrize(
    ("lat", "lon", "gcj02", "bd09", "gcj02_m", "bd09_m"),
    [
        (37.775, 117.385, (37.7759504, 117.3913827), (37.7819191, 117.3978728), 570.8, 1368.2),
        (37.73, 117.23, (37.7307795, 117.2361026), (37.7371268, 117.2425006), 543.6, 1355.2),
        (37.8, 117.5, (37.8007711, 117.5061811), (37.8068414, 117.5126593), 549.8, 1347.5),
    ],
)
def test_the_published_points_come_out(lat, lon, gcj02, bd09, gcj02_m, bd09_m):
    for datum, (want_lat, want_lon), metres in ((Datum.GCJ02, gcj02, gcj02_m), (Datum.BD09, bd09, bd09_m)):
        got_lon, got_lat = coordinates.from_wgs84(lon, lat, datum)

        assert (got_lon, got_lat) == pytest.approx((want_lon, want_lat), abs=1e-7)
        # The published metres are spherical, ours geodesic: up to 0.3 % apart.
        assert coordinates.distance_m(lon, lat, got_lon, got_lat) == pytest.approx(metres, rel=4e-3)
        assert coordinates.to_wgs84(want_lon, want_lat, datum) == pytest.approx((lon, lat), abs=1e-7)


@given(lon=LON, lat=LAT)
def test_another_implementation_agrees(lon, lat):
    gcj, bd = prcoords.wgs_gcj((lat, lon)), prcoords.wgs_bd((lat, lon))

    assert coordinates.from_wgs84(lon, lat, Datum.GCJ02) == pytest.approx((gcj.lon, gcj.lat), abs=1e-9)
    assert coordinates.from_wgs84(lon, lat, Datum.BD09) == pytest.approx((bd.lon, bd.lat), abs=1e-9)


@given(lon=LON, lat=LAT)
def test_its_iterated_inverse_agrees_as_far_as_it_goes(lon, lat):
    gcj, bd = prcoords.gcj_wgs_bored((lat, lon)), prcoords.bd_wgs_bored((lat, lon))

    assert coordinates.to_wgs84(lon, lat, Datum.GCJ02) == pytest.approx((gcj.lon, gcj.lat), abs=1e-6)
    assert coordinates.to_wgs84(lon, lat, Datum.BD09) == pytest.approx((bd.lon, bd.lat), abs=1e-6)


@pytest.mark.parametrize("datum", Datum)
@given(lon=LON, lat=LAT)
def test_there_and_back_is_under_a_millimetre(datum, lon, lat):
    out_and_home = coordinates.to_wgs84(*coordinates.from_wgs84(lon, lat, datum), datum)
    home_and_out = coordinates.from_wgs84(*coordinates.to_wgs84(lon, lat, datum), datum)

    assert coordinates.distance_m(lon, lat, *out_and_home) < 0.001
    assert coordinates.distance_m(lon, lat, *home_and_out) < 0.001
    assert out_and_home == pytest.approx((lon, lat), abs=1e-9)


@pytest.mark.parametrize("datum", OFFSET_DATUMS)
@given(edge=st.sampled_from(["west", "east", "south", "north"]), at=st.floats(0, 1))
def test_even_the_rim_of_the_box_comes_home(datum, edge, at):
    lon = {"west": 72.004, "east": 137.8347}.get(edge, 72.004 + at * 65.8307)
    lat = {"south": 0.8293, "north": 55.8271}.get(edge, 0.8293 + at * 54.9978)

    home = coordinates.to_wgs84(*coordinates.from_wgs84(lon, lat, datum), datum)

    assert home == pytest.approx((lon, lat), abs=1e-9)


@pytest.mark.parametrize("datum", Datum)
@pytest.mark.parametrize("place", [(2.35, 48.85), (-74.0, 40.7), (151.2, -33.9), (71.5, 40.0), (180.0, 90.0)])
def test_abroad_nothing_is_offset(datum, place):
    assert coordinates.from_wgs84(*place, datum) == place
    assert coordinates.to_wgs84(*place, datum) == place


def test_three_kilometres_along_a_parallel():
    assert coordinates.distance_m(117.385, 37.775, 117.385 + 0.0341, 37.775) == pytest.approx(3000, abs=6)
    assert coordinates.distance_m(117.385, 37.775, 117.385, 37.775) == 0


def test_every_datum_owns_up_to_its_error():
    errors = [coordinates.datum_error_m(datum) for datum in Datum]

    assert errors[0] == 0
    assert errors == sorted(errors)


HAZARD = (117.385, 37.775)


@pytest.mark.parametrize("datum", OFFSET_DATUMS)
def test_a_photo_placed_by_an_amap_or_baidu_pick_explains_itself(datum):
    photo = coordinates.from_wgs84(117.3851, 37.7751, datum)

    assert coordinates.datum_mixup(*HAZARD, *photo) == datum
    assert coordinates.datum_mixup(*photo, *HAZARD) == datum


def test_a_photo_nearby_or_plainly_elsewhere_is_no_mixup():
    nearby = (117.3852, 37.7751)
    westwards = (HAZARD[0] - 0.0064, HAZARD[1] - 0.0009)

    assert coordinates.datum_mixup(*HAZARD, *nearby) is None
    assert coordinates.datum_mixup(*HAZARD, 117.42, 37.775) is None
    assert coordinates.datum_mixup(*HAZARD, 117.385, 37.78) is None
    # The offset points east: a photo as far west looks the same with the roles exchanged, and is one too.
    assert coordinates.datum_mixup(*HAZARD, *westwards) == Datum.GCJ02
