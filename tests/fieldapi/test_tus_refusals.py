"""Uploads in pieces: what is refused, and why; and what nobody else is told."""

import pytest

from inspections.db import new_id
from tests.people import PHOTOS
from tests.tus import BYTES, PHOTO, SHA256, Phone, checksum, encode, originals, photos, pieces

pytestmark = pytest.mark.databases("sqlite")
HALF = len(PHOTO) // 2


@pytest.mark.parametrize("offset", [0, HALF - 1, HALF + 1, len(PHOTO), 10**14])
def test_a_piece_that_does_not_go_on_where_the_upload_is_is_refused_with_the_place(li, phone, offset):
    path = phone.path()
    phone.add(path, 0, PHOTO[:HALF])

    problem = phone.add(path, offset, b"", status=409).json

    assert (problem["code"], problem["offset"]) == ("wrong_offset", HALF)
    assert phone.offset(path) == HALF


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_piece_with_its_checksum_counts(li, phone, algorithm):
    hazard = li.record()
    path = phone.path(hazard_id=hazard["id"])

    for begin, end in ((0, HALF), (HALF, len(PHOTO))):
        phone.add(path, begin, PHOTO[begin:end], headers={"Upload-Checksum": checksum(algorithm, PHOTO[begin:end])})

    assert photos(li, hazard)[0]["sha256"] == SHA256


def test_a_piece_that_is_not_what_was_announced_does_not_count(li, phone):
    path = phone.path(hazard_id=li.record()["id"])
    phone.add(path, 0, PHOTO[:HALF])
    announced = {"Upload-Checksum": checksum("sha1", PHOTO[HALF:])}

    problem = phone.add(path, HALF, bytes([PHOTO[HALF] ^ 1]) + PHOTO[HALF + 1 :], status=460, headers=announced).json

    assert (problem["code"], problem["title"]) == ("wrong_checksum", "Checksum Mismatch")
    assert phone.offset(path) == HALF
    phone.add(path, HALF, PHOTO[HALF:], headers=announced)
    assert li.get(path)["sha256"] == SHA256


def test_of_a_piece_that_was_to_be_checked_nothing_counts_when_it_breaks_off(phone):
    path = phone.path()

    answer = phone.add_broken(path, 0, PHOTO, 5000, headers={"Upload-Checksum": checksum("sha1", PHOTO)}, status=460)

    assert answer.json["code"] == "wrong_checksum"
    assert phone.offset(path) == 0


def test_more_than_was_announced_is_refused(phone):
    path = phone.path(1000)

    assert phone.add(path, 0, PHOTO[:1001], status=413).json["fields"][0]["code"] == "file_too_large"
    assert phone.offset(path) == 0


def test_a_file_that_is_not_the_one_declared_is_refused_and_the_upload_is_over(li, phone, store, work):
    hazard = li.record()
    path = phone.path(hazard_id=hazard["id"], sha256="0" * 64)

    problem = phone.add(path, 0, PHOTO, status=422).json

    assert [field["code"] for field in problem["fields"]] == ["wrong_sha256"]
    phone.offset(path, status=404)
    work()
    assert (photos(li, hazard), originals(store), pieces(store)) == ([], [], [])


def test_a_file_of_no_kind_that_is_taken_is_refused_and_the_upload_is_over(li, phone):
    path = phone.path(20)

    problem = phone.add(path, 0, b"<svg>" + b" " * 15, status=422).json

    assert [field["code"] for field in problem["fields"]] == ["unsupported_content"]
    phone.offset(path, status=404)


def test_an_upload_is_nobody_elses(phone, sun, liu):
    path = phone.path()
    phone.add(path, 0, PHOTO[:HALF])

    for other in map(Phone, (sun, liu)):
        assert other.person.get("/uploads")["items"] == []
        other.offset(path, status=404)
        other.add(path, HALF, PHOTO[HALF:], status=404)
        other.discard(path, status=404)
        other.person.get(path, status=404)
    assert phone.offset(path) == HALF


def test_the_same_bytes_of_another_office_are_answered_like_any_others(li, liu, phone):
    """Nothing in the answers tells that the bytes are here already (reliability A17)."""
    phone.send(hazard_id=li.record()["id"])
    neighbour, fresh = Phone(liu), (PHOTOS / "kodak_cx7530_kenya.jpg").read_bytes()
    place = {"lon": 117.23, "lat": 37.73, "datum": "WGS84", "accuracy_m": 5, "source": "gnss"}
    hazard = liu.record(location=place)

    known, new = (neighbour.send(content, hazard_id=hazard["id"]) for content in (PHOTO, fresh))

    assert known.keys() == new.keys()
    assert (known["state"], new["state"]) == ("kept", "kept")


def test_a_hazard_of_another_office_is_like_one_that_is_still_to_come(li, liu, phone):
    """Whoever guesses the id of a hazard learns nothing about it, and nothing reaches it."""
    hazard = li.record()

    upload = Phone(liu).send(hazard_id=hazard["id"])

    assert upload["state"] == Phone(liu).send(hazard_id=str(new_id()))["state"] == "waiting"
    assert photos(li, hazard) == []


def test_who_sees_a_hazard_but_does_not_handle_it_is_told_before_the_first_byte(li, zheng):
    hazard = li.record()

    assert Phone(zheng).begin(hazard_id=hazard["id"], status=403).json["code"] == "not_handling_office"


def test_an_id_taken_by_another_photo_is_a_conflict(li, phone):
    hazard, said = li.record(), {"id": str(new_id())}
    li.add_photo(hazard, "density_plot.png", **said)
    path = phone.path(hazard_id=hazard["id"], **said)

    assert phone.add(path, 0, PHOTO, status=409).json["code"] == "id_taken"


def test_a_hundred_unfinished_uploads_are_enough(phone):
    for _ in range(100):
        phone.begin(1)

    assert phone.begin(1, status=409).json["code"] == "too_many_uploads"


@pytest.mark.parametrize(
    ("headers", "status", "code", "path"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412, "tus_version", None),
        ({"Upload-Length": ""}, 400, "bad_header", "Upload-Length"),
        ({"Upload-Length": "-1"}, 400, "bad_header", "Upload-Length"),
        ({"Upload-Length": "1e3"}, 400, "bad_header", "Upload-Length"),
        ({"Upload-Length": "１２"}, 400, "bad_header", "Upload-Length"),
        ({"Upload-Length": "0"}, 422, "invalid_fields", "file"),
        ({"Upload-Length": str(200 * 1024 * 1024 + 1)}, 413, "invalid_fields", "file"),
        ({"Upload-Metadata": "kind"}, 422, "invalid_fields", "kind"),
        ({"Upload-Metadata": "kind bmVhcg== bmVhcg=="}, 400, "bad_header", "Upload-Metadata"),
        ({"Upload-Metadata": "kind bmVhc"}, 400, "bad_header", "Upload-Metadata"),
        ({"Upload-Metadata": "kind /w=="}, 400, "bad_header", "Upload-Metadata"),
        ({"Upload-Metadata": ",,"}, 400, "bad_header", "Upload-Metadata"),
        ({"Upload-Metadata": encode(kind="near") + "," + encode(kind="far")}, 422, "invalid_fields", "kind"),
        ({"Upload-Metadata": encode(kind="nearest")}, 422, "invalid_fields", "kind"),
        ({"Upload-Metadata": encode(sha256="abc")}, 422, "invalid_fields", "sha256"),
        ({"Upload-Metadata": encode(hazard_id="7")}, 422, "invalid_fields", "hazard_id"),
        ({"Upload-Metadata": encode(office="x")}, 422, "invalid_fields", "office"),
        ({"Upload-Metadata": encode(filename="x" * 8000)}, 400, "bad_header", "Upload-Metadata"),
    ],
)
def test_a_bad_beginning_is_refused_with_the_header_or_field(phone, headers, status, code, path):
    problem = phone.begin(headers=headers, status=status).json

    assert problem["code"] == code
    assert [field["path"] for field in problem["fields"]] == ([path] if path else [])


def test_without_the_version_nothing_is_done_and_it_is_named(li, phone):
    path = phone.path()

    for method, where in (("POST", "/uploads"), ("PATCH", path), ("DELETE", path), ("HEAD", path)):
        answer = li.ask(method, where, status=412, headers={"Upload-Offset": "0"}, content_type=BYTES)
        assert (answer.headers["Tus-Version"], answer.headers["Tus-Resumable"]) == ("1.0.0", "1.0.0")


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"content_type": "application/json"}, 415, "offset_stream_expected"),
        ({"headers": {"Upload-Offset": "x"}}, 400, "bad_header"),
        ({"headers": {"Upload-Checksum": "sha1"}}, 400, "bad_header"),
        ({"headers": {"Upload-Checksum": "md5 1B2M2Y8AsgTpgAmY7PhCfg=="}}, 400, "bad_header"),
        ({"headers": {"Upload-Checksum": "sha1 1B2M2Y8AsgTpgAmY7PhCfg=="}}, 400, "bad_header"),
        ({"headers": {"Upload-Checksum": "sha1 1B2M2"}}, 400, "bad_header"),
    ],
)
def test_a_bad_piece_is_refused(phone, said, status, code):
    path = phone.path()

    assert phone.add(path, 0, PHOTO, status=status, **said).json["code"] == code
    assert phone.offset(path) == 0


def test_a_beginning_with_a_wrong_checksum_leaves_nothing(li, phone, store, work):
    phone.begin(content=PHOTO, headers={"Upload-Checksum": checksum("sha1", b"other")}, status=460)

    work()
    assert (li.get("/uploads")["items"], pieces(store)) == ([], [])
