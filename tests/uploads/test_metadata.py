"""What a photograph claims of itself, read from real cameras and from files that mean harm."""

import struct
import time
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.people import AREZZO, PHOTOS
from uploads import exif, metadata
from uploads.metadata import Claimed

MALFORMED = sorted((PHOTOS / "malformed").iterdir())
DATETIME, GPS_IFD = 0x0132, 0x8825


def media_type(path):
    return {".png": "image/png", ".webp": "image/webp", ".heic": "image/heic"}.get(path.suffix, "image/jpeg")


def read(name):
    return metadata.read(PHOTOS / name, media_type(PHOTOS / name))


@pytest.fixture
def taken(tmp_path):
    """What a photo claims whose EXIF block was filled by ``fill(exif, gps)``."""

    def take(fill, kind="JPEG"):
        block = Image.Exif()
        fill(block, block.get_ifd(GPS_IFD))
        path = tmp_path / f"photo.{kind.lower()}"
        Image.new("RGB", (8, 8)).save(path, kind, exif=block)
        return metadata.read(path, f"image/{kind.lower()}")

    return take


def test_a_camera_with_gps_claims_place_time_and_device():
    claimed = read(AREZZO)

    assert claimed.lon == pytest.approx(11.885127, abs=1e-6)
    assert claimed.lat == pytest.approx(43.467448, abs=1e-6)
    assert claimed.taken_local == "2008-10-22T16:28:39"
    assert claimed.taken_at is None  # the camera wrote no offset, and nobody guesses one
    assert claimed.device == "NIKON COOLPIX P6000"
    assert claimed.software == "Nikon Transfer 1.1 W"
    assert claimed.notes == ()


def test_a_minute_later_on_the_same_walk():
    claimed = read("nikon_p6000_arezzo_DSCN0012.jpg")

    assert (claimed.lon, claimed.lat) == pytest.approx((11.885395, 43.467157), abs=1e-6)
    assert claimed.taken_local == "2008-10-22T16:29:49"


def test_a_telephone_in_the_heif_format_claims_as_much():
    claimed = read("iphone_omaha_gps.heic")

    assert (claimed.lon, claimed.lat) == pytest.approx((-96.071625, 41.2203), abs=1e-6)
    assert claimed.accuracy_m == 10
    assert claimed.altitude_m == pytest.approx(351.27, abs=0.01)
    assert claimed.direction_deg == pytest.approx(320.6, abs=0.01)
    assert claimed.device == "Apple iPhone 7"


def test_south_is_negative():
    assert read("kodak_cx7530_kenya.jpg").lat == pytest.approx(-0.3713)


def test_a_gps_block_without_a_position_is_no_position():
    claimed = read("gps_ifd_without_lat_canon40d.jpg")

    assert (claimed.lon, claimed.lat, claimed.notes) == (None, None, ())


def test_an_empty_text_does_not_hide_the_rest():
    assert read("germany_zero_length_string.jpg").lon == pytest.approx(7.591944, abs=1e-6)


def test_a_picture_without_exif_claims_nothing():
    assert read("density_plot.png") == Claimed()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_container_gives_the_same_claims(taken, kind):
    def fill(block, gps):
        block[DATETIME] = "2026:06:29 10:05:00"
        gps.update({1: "N", 2: (37.0, 46.0, 30.0), 3: "E", 4: (117.0, 23.0, 6.0)})

    claimed = taken(fill, kind)

    assert claimed.taken_local == "2026-06-29T10:05:00"
    assert (claimed.lon, claimed.lat) == pytest.approx((117.385, 37.775))


def test_a_camera_that_knows_its_time_zone_claims_an_instant(taken):
    def fill(block, gps):
        block.get_ifd(0x8769).update({0x9003: "2026:06:29 10:05:00", 0x9011: "+08:00"})

    assert taken(fill).taken_at == "2026-06-29T10:05:00+08:00"


def test_a_camera_without_time_zone_claims_the_one_in_which_its_clock_is_the_satellites_time():
    claimed = read("iphone_omaha_gps.heic")  # 16:04:21 UTC by its GPS

    assert claimed.taken_local == "2019-03-21T11:04:22"
    assert claimed.taken_at == "2019-03-21T11:04:22-05:00"


def satellites(day, clock, local=None):
    def fill(block, gps):
        if local:
            block[DATETIME] = local
        gps.update({7: clock, 29: day})

    return fill


@pytest.mark.parametrize(
    ("day", "clock", "local", "instant"),
    [
        ("2026:06:29", (2.0, 5.0, 3.5), "2026:06:29 10:05:00", "2026-06-29T10:05:00+08:00"),
        ("2026:06:28", (22.0, 5.0, 0.0), "2026:06:29 03:50:30", "2026-06-29T03:50:30+05:45"),  # Nepal
        ("2026:06:29", (2.0, 5.0, 3.5), None, "2026-06-29T02:05:03+00:00"),
        ("2026:06:29", (2.0, 11.0, 0.0), "2026:06:29 10:05:00", None),  # six minutes from any zone
        ("2026:06:30", (2.0, 5.0, 0.0), "2026:06:29 10:05:00", None),  # a day from every zone
        ("2026:02:31", (2.0, 5.0, 0.0), "2026:06:29 10:05:00", None),
        ("9999:12:31", (24.0, 0.0, 0.0), "2026:06:29 10:05:00", None),
        ("2026:06:29", (99.0, 5.0, 0.0), "2026:06:29 10:05:00", None),
        ("yesterday", (2.0, 5.0, 0.0), "2026:06:29 10:05:00", None),
    ],
)
def test_satellites_and_clock_must_agree(taken, day, clock, local, instant):
    assert taken(satellites(day, clock, local)).taken_at == instant


def test_a_position_in_signed_numbers_is_read_too(tmp_path):
    """Some Android phones write so (Nokia 8.3, Moto G9), against EXIF 2.32 §4.6.6."""
    path = tmp_path / "signed.jpg"
    content = (PHOTOS / AREZZO).read_bytes()
    for tag in (2, 4):
        unsigned, signed = (struct.pack("<HHI", tag, kind, 3) for kind in (exif.RATIONAL, exif.SIGNED_RATIONAL))
        assert content.count(unsigned) == 1
        content = content.replace(unsigned, signed)
    path.write_bytes(content)

    assert metadata.read(path, "image/jpeg") == read(AREZZO)


@pytest.mark.parametrize(
    ("gps", "note"),
    [
        ({1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}, "gps_null_island"),
        ({1: "N", 2: (999.0, 0.0, 0.0), 3: "E", 4: (117.0, 0.0, 0.0)}, "gps_unreadable"),
        ({1: "X", 2: (37.0, 0.0, 0.0), 3: "E", 4: (117.0, 0.0, 0.0)}, "gps_unreadable"),
        ({1: "N", 2: (37.0, 46.0, 30.0)}, "gps_unreadable"),
    ],
)
def test_a_position_that_can_not_be_is_noted_and_left_out(taken, gps, note):
    claimed = taken(lambda block, given: given.update(gps))

    assert (claimed.lon, claimed.lat, claimed.notes) == (None, None, (note,))


@pytest.mark.parametrize("said", ["0000:00:00 00:00:00", "2026:02:31 10:05:00", "yesterday", "    :  :     :  :  "])
def test_a_time_that_never_was_is_left_out(taken, said):
    assert taken(lambda block, gps: block.update({DATETIME: said})).taken_local is None


def test_a_device_name_is_one_line_of_printable_text(taken):
    claimed = taken(
        lambda block, gps: block.update({0x010F: "HUAWEI\r\n\x1b[31m", 0x0110: "Mate <script>" + "x" * 900})
    )

    assert claimed.device.startswith("HUAWEI[31m ")
    assert claimed.device.isprintable()
    assert len(claimed.device) <= 200


@pytest.mark.parametrize("path", MALFORMED, ids=lambda path: path.name)
def test_a_malformed_file_is_read_quickly_and_without_complaint(path):
    begun = time.monotonic()

    claimed = metadata.read(path, media_type(path))

    assert isinstance(claimed, Claimed)
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("image/jpeg", b"\xff\xd8" + b"\xff\xfe\x00\x02" * 5_000_000),
        ("image/jpeg", b"\xff\xd8" + b"\xff" * 20_000_000),
        ("image/jpeg", b"\xff\xd8" + b"\xff\xe1\x00\x00" * 5_000_000),
        ("image/png", b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0teXt\0\0\0\0" * 1_000_000),
        ("image/webp", b"RIFF\0\0\0\0WEBP" + b"JUNK\0\0\0\0" * 1_000_000),
        ("image/heic", b"\0\0\0\x08free" * 1_000_000),
        ("image/heic", struct.pack(">I4sQ8x", 1, b"free", 2**63)),
    ],
    ids=["comments", "fill bytes", "empty segments", "chunks", "riff", "boxes", "far away"],
)
def test_a_file_made_of_nothing_but_headers_is_given_up_soon(tmp_path, kind, content):
    path = tmp_path / "long"
    path.write_bytes(content)
    begun = time.monotonic()

    assert metadata.read(path, kind) in (Claimed(), Claimed(notes=("exif_unreadable",)))
    assert time.monotonic() - begun < 2


HEADS = {
    "image/jpeg": b"\xff\xd8",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/webp": b"RIFF\0\0\0\0WEBP",
    "image/heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
}


@given(st.sampled_from(sorted(HEADS)), st.binary(max_size=300))
def test_any_bytes_after_the_head_are_read_or_unreadable(kind, rest):
    try:
        block = exif.read(BytesIO(HEADS[kind] + rest), kind)
    except exif.Unreadable:
        return
    assert isinstance(block, exif.Block)


@given(st.integers(0, 600), st.binary(min_size=1, max_size=8), st.sampled_from([AREZZO, "iphone_omaha_gps.heic"]))
def test_a_real_header_with_some_bytes_changed_never_raises(position, change, name):
    head = bytearray((PHOTOS / name).read_bytes()[:8192])
    head[position : position + len(change)] = change

    with suppress(exif.Unreadable):
        exif.read(BytesIO(head), media_type(PHOTOS / name))


def changed_block(position, change):
    content = bytearray((PHOTOS / AREZZO).read_bytes())
    start = content.index(b"Exif\0\0") + 6 + position
    content[start : start + len(change)] = change
    return bytes(content)


@given(st.integers(0, 1500), st.binary(min_size=1, max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_real_block_with_some_bytes_changed_still_gives_claims(tmp_path, position, change):
    path = tmp_path / "changed.jpg"
    path.write_bytes(changed_block(position, change))

    claimed = metadata.read(path, "image/jpeg")

    assert isinstance(claimed, Claimed)
    assert (claimed.lon is None) == (claimed.lat is None)
    assert all(text is None or text.isprintable() for text in (claimed.device, claimed.software))
