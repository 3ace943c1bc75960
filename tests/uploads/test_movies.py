"""What films claim: the time of their header and, from phones and drones, a place and a maker."""

import struct
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from uploads import metadata, movies
from uploads.metadata import Claimed

BEGUN = datetime(2026, 6, 29, 10, 5)


def box(kind, content=b""):
    return struct.pack(">I4s", 8 + len(content), kind) + content


def said(text):
    return struct.pack(">HH", len(text), 0x15C7) + text


def film(*, at=BEGUN, version=0, user=b"", first=b""):
    """A film begun *at* that time, whose header comes last, as recorders write it."""
    seconds = int((at - movies.EPOCH).total_seconds())
    times = struct.pack(">B3xQQ" if version else ">B3xII", version, seconds, seconds)
    movie = box(b"mvhd", times + bytes(80)) + (box(b"udta", user) if user else b"")
    return box(b"ftyp", b"isom\0\0\2\0isommp41") + first + box(b"mdat", bytes(1000)) + box(b"moov", movie)


@pytest.fixture
def claims(tmp_path):
    def read(content):
        path = tmp_path / "film.mp4"
        path.write_bytes(content)
        return metadata.read(path, "video/mp4")

    return read


@pytest.mark.parametrize("version", [0, 1])
def test_a_recorder_says_when_it_began_and_nobody_guesses_the_zone(claims, version):
    assert claims(film(version=version)) == Claimed(taken_local="2026-06-29T10:05:00")


def test_a_drone_says_where_and_what_it_is(claims):
    user = box(b"\xa9xyz", said(b"+37.7750+117.3850+30.000/")) + box(b"\xa9mak", said(b"DJI"))
    claimed = claims(film(user=user + box(b"\xa9mod", said(b"FC3582"))))

    assert (claimed.lon, claimed.lat, claimed.device) == (117.385, 37.775, "DJI FC3582")


def test_boxes_are_walked_and_one_that_leads_nowhere_is_noted(claims):
    large = struct.pack(">I4sQ", 1, b"free", 16 + 5) + bytes(5)
    to_the_end = struct.pack(">I4s", 0, b"mdat") + bytes(50)

    assert claims(film(first=large)).taken_local == "2026-06-29T10:05:00"
    assert claims(film(first=to_the_end)) == Claimed()
    assert claims(film()[:-1]) == Claimed(notes=("film_unreadable",))


@pytest.mark.parametrize("content", [box(b"ftyp", b"isom"), film(at=movies.EPOCH), film(at=datetime(1970, 1, 1))])
def test_a_clock_that_was_never_set_says_nothing(claims, content):
    assert claims(content) == Claimed()


@pytest.mark.parametrize("place", [b"", b"nonsense", b"+99.9+117.0/", b"+00.0+000.0/"])
def test_a_place_that_is_none_is_none(claims, place):
    claimed = claims(film(user=box(b"\xa9xyz", said(place))))

    assert (claimed.lon, claimed.lat) == (None, None)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cut=st.integers(0, 1300), at=st.integers(0, 1300), byte=st.binary(min_size=1, max_size=8))
def test_whatever_is_wrong_with_it_the_film_is_kept(claims, cut, at, byte):
    content = film(user=box(b"\xa9xyz", said(b"+37.7750+117.3850/")))
    content = content[:at] + byte + content[at + len(byte) :]

    assert isinstance(claims(content[: max(len(content) - cut, 0)]), Claimed)
