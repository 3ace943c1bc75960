"""Zips from strangers: nothing is written outside the folder, and little inside."""

import io
import stat
import struct
import zipfile

import pytest

from geo import archives
from geo.errors import BadFile
from tests.geo.layer_files import zipped

GOOD = {"areas.shp": b"s", "areas.shx": b"x", "areas.dbf": b"d"}


@pytest.fixture
def unpack(tmp_path):
    """Unpack a zip of these contents, or these bytes: the names that came out, or the code of the refusal."""

    def attempt(contents, **how):
        path = tmp_path / "zips" / "file.zip"
        path.parent.mkdir(exist_ok=True)
        if isinstance(contents, dict):
            zipped(path, contents, **how)
        else:
            path.write_bytes(contents)
        try:
            found = [item.name for item in archives.unpack(path, tmp_path / "unpacked")]
        except BadFile as bad:
            found = bad.code
        assert {item.name for item in tmp_path.iterdir()} <= {"zips", "unpacked"}, "written outside"
        return found

    return attempt


def test_the_parts_of_a_layer_come_out_under_plain_names(unpack):
    assert unpack({"图层/Areas.SHP": b"s", "图层/Areas.dbf": b"d", "readme.txt": b"", "图层/": b""}) == [
        "Areas.shp",
        "Areas.dbf",
    ]


@pytest.mark.parametrize(
    "name", ["../areas.shp", "/etc/areas.shp", "a/../../areas.shp", "..\\areas.shp", "C:areas.shp", "a\\b.shp"]
)
def test_a_name_that_leads_elsewhere_refuses_the_whole(unpack, name):
    assert unpack(GOOD | {name: b"x"}) == "zip_leads_outside"


def entry(name="areas.shp", **values):
    made = zipfile.ZipInfo(name)
    for key, value in values.items():
        setattr(made, key, value)
    return made


def archive(*entries):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for item, content in entries:
            out.writestr(item, content)
    return made.getvalue()


def test_a_link_is_refused(unpack):
    link = entry(external_attr=(stat.S_IFLNK | 0o777) << 16)

    assert unpack(archive((link, b"/etc/passwd"))) == "zip_with_link"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice_is_refused_also_in_another_folder_or_case(unpack):
    assert unpack(archive((entry(), b"1"), (entry(), b"2"))) == "zip_name_twice"
    assert unpack({"a/areas.shp": b"1", "b/Areas.SHP": b"2"}) == "zip_name_twice"


def test_a_bomb_is_refused_before_it_unpacks(unpack, tmp_path):
    assert unpack(GOOD | {"areas.dbf": bytes(50 * 1024**2)}) == "zip_bomb"
    assert not (tmp_path / "unpacked").exists()


def test_a_zip_in_a_zip_and_too_many_entries(unpack):
    assert unpack(GOOD | {"inner.zip": b"PK"}) == "zip_in_zip"
    assert unpack({f"{number}.txt": b"" for number in range(201)}) == "zip_too_many_entries"


def test_an_encrypted_zip_is_refused(unpack):
    content = bytearray(archive((entry(), b"secret")))
    central = content.index(b"PK\x01\x02")
    content[6] |= 1
    content[central + 8] |= 1

    assert unpack(bytes(content)) == "zip_encrypted"


def test_an_entry_that_unpacks_to_more_than_it_says_is_broken(unpack):
    content = bytearray(archive((entry(compress_type=zipfile.ZIP_DEFLATED), bytes(5000))))
    central = content.index(b"PK\x01\x02")
    for at in (22, central + 24):
        content[at : at + 4] = struct.pack("<I", 10)

    assert unpack(bytes(content)) == "broken_zip"


def test_entries_that_share_their_bytes_are_refused(unpack):
    first = archive((entry("a.dbf"), bytes(range(256)) * 10))
    central, end = first.index(b"PK\x01\x02"), first.index(b"PK\x05\x06")
    one = first[central:end]
    twins = one + one.replace(b"a.dbf", b"b.dbf")
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 2, 2, len(twins), central, 0)

    assert unpack(first[:central] + twins + tail) == "zip_overlapping"


@pytest.mark.parametrize("damage", [lambda zip_: zip_[:40], lambda zip_: zip_.replace(b"content", b"CONTENT", 1)])
def test_a_damaged_zip_is_broken(unpack, damage):
    assert unpack(damage(archive((entry(), b"content" * 30)))) == "broken_zip"
