"""A card as it comes out of a camera, a recorder or a drone: what is evidence on it, and why the rest is not."""

import os
import shutil

import pytest

from tests.people import AREZZO, PHOTOS
from uploads import cards
from uploads.errors import EmptyFile, TooLarge, UnreadableFile, UnsupportedContent
from uploads.evidence import examine
from uploads.store import Store


@pytest.fixture
def card(tmp_path):
    """A folder, filled by ``card(name=content)``."""
    folder = tmp_path / "DCIM"

    def write(name, content=b"x"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    write.folder = folder
    return write


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


def test_each_file_is_named_with_the_reason_why_it_stays_on_the_card(card):
    for name in (
        *("100NIKON/DSCN0010.JPG", "DJI_0001.MP4", "DJI_0001.SRT", "DJI_0001.LRF", "GOPR1.THM", "a.xmp"),
        *(".Trashes/x.jpg", "._DSCN0010.JPG", "Thumbs.db", "System Volume Information/IndexerVolumeGuid"),
    ):
        card(name)
    os.symlink("/etc/passwd", card.folder / "link.jpg")
    os.symlink("/etc", card.folder / "etc")

    assert {found.name: found.reason for found in cards.walk(card.folder)} == {
        "100NIKON/DSCN0010.JPG": None,
        "DJI_0001.MP4": None,
        "DJI_0001.SRT": "sidecar_track",
        "DJI_0001.LRF": "sidecar_copy",
        "GOPR1.THM": "sidecar_copy",
        "a.xmp": "sidecar_data",
        ".Trashes/x.jpg": "hidden_file",
        "._DSCN0010.JPG": "hidden_file",
        "Thumbs.db": "hidden_file",
        "System Volume Information/IndexerVolumeGuid": "hidden_file",
        "link.jpg": "not_a_file",
        "etc": "not_a_file",
    }


def test_content_decides_and_nothing_is_copied_of_what_is_not_taken(card, store):
    huge = card("huge.jpg", b"\xff\xd8\xff")
    os.truncate(huge, 51 * 1024 * 1024)

    for path, refusal in (
        (card("zero.jpg", b""), EmptyFile),
        (card("letter.jpg", b"Dear colleague"), UnsupportedContent),
        (huge, TooLarge),
        (card.folder / "pulled_out.jpg", UnreadableFile),
    ):
        with pytest.raises(refusal), cards.received(store, path):
            pass

    assert list((store.root / "incoming").iterdir()) == []


def test_a_limited_child_reads_the_same_claims(card, store):
    path = card.folder / "DSCN0010.JPG"
    card("x")
    shutil.copy(PHOTOS / AREZZO, path)

    with cards.received(store, path) as received:
        assert cards.examine(received) == examine(received, None)
        assert cards.examine(received).claimed.device == "NIKON COOLPIX P6000"

    assert list((store.root / "incoming").iterdir()) == []


@pytest.mark.parametrize(
    ("device", "method"),
    [
        ("DJI FC3582", "drone"),
        ("DJI Osmo Pocket", None),
        ("DSJ-V8", "recorder_import"),
        ("NIKON COOLPIX P6000", None),
        (None, None),
    ],
)
def test_how_it_was_made_is_told_by_the_makers_name_only(device, method):
    assert cards.method(device) == method
