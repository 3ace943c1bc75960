"""What a file really is: the content decides, never the name or the declared type."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.people import AREZZO, PHOTOS
from uploads import sniff
from uploads.errors import UnsupportedContent


def box(major: bytes, *compatible: bytes) -> bytes:
    """The first box of an ISO media file (ISO 14496-12 §4.3)."""
    content = b"ftyp" + major + b"\0\0\0\0" + b"".join(compatible)
    return (len(content) + 4).to_bytes(4) + content


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        (AREZZO, "image/jpeg"),
        ("iphone_omaha_gps.heic", "image/heic"),
        ("density_plot.png", "image/png"),
        ("denali.webp", "image/webp"),
    ],
)
def test_a_real_photo_is_known_by_its_first_bytes(name, media_type):
    assert sniff.media_type((PHOTOS / name).read_bytes()[:4096]) == media_type


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (box(b"mif1", b"mif1", b"heic"), "image/heic"),
        (box(b"mif1", b"mif1", b"miaf"), "image/heif"),
        (box(b"isom", b"isom", b"avc1"), "video/mp4"),
        (box(b"XAVC", b"mp42"), "video/mp4"),
        (box(b"qt  "), "video/quicktime"),
        (b"%PDF-1.7\n", "application/pdf"),
    ],
)
def test_a_box_file_is_known_by_its_brands(head, media_type):
    assert sniff.media_type(head) == media_type


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\xff\xd8",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!DOCTYPE html>",
        b"%!PS-Adobe-3.0 EPSF-3.0",
        b"II*\0\x08\0\0\0",
        b"GIF89a",
        b"RIFF\0\0\0\0WAVE",
        box(b"avif", b"avif", b"mif1", b"miaf"),
        box(b"mif1", b"mif1", b"avif"),
    ],
)
def test_everything_else_is_refused_with_what_is_allowed(head):
    with pytest.raises(UnsupportedContent) as refused:
        sniff.media_type(head)

    assert "image/jpeg" in refused.value.details["allowed"]


@given(st.binary(max_size=4096))
@example(b"\0\0\0\0ftypheic")
@example(b"\xff\xff\xff\xffftypmif1" + b"\xff" * 300)
def test_any_bytes_are_either_of_a_known_kind_or_unsupported(head):
    try:
        kind = sniff.media_type(head)
    except UnsupportedContent:
        return
    assert kind in sniff.LIMITS
    assert sniff.extension(kind).startswith(".")


@given(st.binary(max_size=64).map(lambda rest: (64).to_bytes(4) + b"ftyp" + rest))
def test_any_first_box_is_either_of_a_known_kind_or_unsupported(head):
    with suppress(UnsupportedContent):
        assert sniff.media_type(head) in sniff.LIMITS


def test_previews_are_made_of_pictures_only():
    assert {kind for kind in sniff.LIMITS if sniff.is_decodable(kind)} == {
        "image/jpeg",
        "image/png",
        "image/webp",
        "image/heic",
        "image/heif",
    }
