"""Uploads in pieces by tus 1.0: what arrived counts, what is answered is on disk, and nobody else learns anything."""

import hashlib
from email.utils import parsedate_to_datetime

import pytest
from sqlalchemy import func, select

from inspections.db import new_id
from inspections.models import Entry, Photo
from tests.people import PHOTOS
from tests.tus import BYTES, PHOTO, SHA256, Phone, checksum, encode

HALF = len(PHOTO) // 2
RANGE = {"Range": "bytes=1000-"}


@pytest.fixture
def phone(li):
    return Phone(li)


def photos(person, hazard):
    return person.get(f"/hazards/{hazard['id']}")["photos"]


def originals(store):
    return [path for path in (store.root / "originals").rglob("*") if path.is_file()]


def pieces(store):
    return list((store.root / "parts").iterdir())


def count(database, model):
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(model))


def test_what_the_server_can_do_is_told_to_everybody(stranger):
    answer = stranger.client.options("/api/v1/uploads")

    assert answer.status_code == 204
    assert answer.headers["Tus-Resumable"] == answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Max-Size"] == str(200 * 1024 * 1024)
    offered = {"creation", "creation-with-upload", "checksum", "expiration", "termination"}
    assert set(answer.headers["Tus-Extension"].split(",")) == offered
    assert "sha1" in answer.headers["Tus-Checksum-Algorithm"].split(",")


def test_a_photo_in_three_pieces_is_the_photo_that_a_simple_upload_makes(li, phone, store, work):
    hazard, other = li.record(), li.record()
    path = phone.path(hazard_id=hazard["id"], kind="near", sha256=SHA256)

    for begin, end in ((0, 1000), (1000, HALF), (HALF, len(PHOTO))):
        answer = phone.add(path, begin, PHOTO[begin:end])
        assert answer.headers["Upload-Offset"] == str(end)
        assert answer.headers["Tus-Resumable"] == "1.0.0"

    (photo,) = photos(li, hazard)
    simple = li.add_photo(other, kind="near", sha256=SHA256)
    own = ("id", "hazard_id")
    assert {name: photo[name] for name in photo if name not in own} == {
        name: simple[name] for name in simple if name not in own
    }
    assert li.get(path) | {"created_at": None, "received_at": None} == {
        **{"id": path.split("/")[-1], "state": "kept", "offset": len(PHOTO), "size_bytes": len(PHOTO)},
        **{"hazard_id": hazard["id"], "photo_id": photo["id"], "sha256": SHA256},
        **{"created_at": None, "received_at": None, "expires_at": None},
    }
    work()
    assert pieces(store) == []
    (original,) = originals(store)
    assert (original.read_bytes(), original.stat().st_nlink, original.stat().st_mode & 0o777) == (PHOTO, 1, 0o440)


def test_an_original_that_came_in_pieces_leaves_whole_or_by_ranges(li, phone):
    hazard = li.record()
    photo_id = phone.send(hazard_id=hazard["id"])["photo_id"]

    whole = li.ask("GET", f"/photos/{photo_id}/original", buffered=True)
    tail = li.ask("GET", f"/photos/{photo_id}/original", status=206, headers=RANGE, buffered=True)

    assert (whole.data, tail.data) == (PHOTO, PHOTO[1000:])
    assert whole.headers["ETag"] == f'"{SHA256}"'


def test_a_whole_file_with_the_creation_is_one_request(li, phone):
    hazard = li.record()

    answer = phone.begin(content=PHOTO, hazard_id=hazard["id"])

    assert answer.headers["Upload-Offset"] == str(len(PHOTO))
    assert (answer.json["state"], answer.json["photo_id"]) == ("kept", photos(li, hazard)[0]["id"])


def test_the_first_bytes_may_come_with_the_creation(li, phone):
    hazard = li.record()
    answer = phone.begin(content=PHOTO[:HALF], hazard_id=hazard["id"])
    assert answer.headers["Upload-Offset"] == str(HALF)

    phone.add(answer.headers["Location"].removeprefix("/api/v1"), HALF, PHOTO[HALF:])

    assert photos(li, hazard)[0]["sha256"] == SHA256


def test_what_came_before_the_connection_broke_counts(li, phone):
    path = phone.path(hazard_id=li.record()["id"])

    phone.add_broken(path, 0, PHOTO, after=12_345)

    assert phone.offset(path) == 12_345
    phone.add(path, 12_345, PHOTO[12_345:])
    assert li.get(path)["sha256"] == SHA256


def test_the_head_of_an_upload_says_all_that_a_client_needs(li, phone, clock):
    said = {"hazard_id": li.record()["id"], "kind": "far", "filename": "占道.jpg"}
    path = phone.path(**said)

    head = li.ask("HEAD", path, headers={"Tus-Resumable": "1.0.0"})

    assert (head.headers["Upload-Offset"], head.headers["Upload-Length"]) == ("0", str(len(PHOTO)))
    assert head.headers["Upload-Metadata"] == encode(**said)
    assert "no-store" in head.headers["Cache-Control"]
    assert (parsedate_to_datetime(head.headers["Upload-Expires"]) - clock()).days in (6, 7)


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


def test_an_upload_given_up_is_gone(phone, store, work):
    path = phone.path()
    phone.add(path, 0, PHOTO[:HALF])

    phone.discard(path)

    phone.offset(path, status=404)
    phone.discard(path, status=404)
    work()
    assert pieces(store) == []


def test_what_is_received_is_evidence_and_stays(li, phone, store):
    path = f"/uploads/{phone.send(hazard_id=li.record()['id'])['id']}"

    assert phone.discard(path, status=409).json["code"] == "upload_received"
    assert len(originals(store)) == 1


def test_an_upload_that_nobody_finishes_expires_with_its_bytes(li, phone, store, clock, work):
    path = phone.path(hazard_id=li.record()["id"])
    phone.add(path, 0, PHOTO[:HALF])
    clock.advance(days=6, hours=23)
    work()
    assert li.again().get(path)["offset"] == HALF

    clock.advance(hours=1)

    phone.offset(path, status=410)
    assert phone.add(path, HALF, PHOTO[HALF:], status=410).json["code"] == "upload_gone"
    work()
    assert pieces(store) == []
    phone.offset(path, status=404)


def test_an_answer_that_was_lost_is_given_again(li, phone, database):
    hazard = li.record()
    path = phone.path(hazard_id=hazard["id"])
    phone.add(path, 0, PHOTO)
    before = count(database, Entry)

    assert phone.offset(path) == len(PHOTO)
    assert phone.add(path, len(PHOTO), b"").headers["Upload-Offset"] == str(len(PHOTO))
    phone.add(path, 0, PHOTO, status=409)

    assert (len(photos(li, hazard)), count(database, Entry)) == (1, before)


def test_the_photo_id_of_the_device_makes_a_second_sending_a_repeat(li, phone, store):
    """The phone forgot that it had begun: by tus again, and by a simple upload."""
    hazard, said = li.record(), {"id": str(new_id()), "kind": "near", "sha256": SHA256}
    first, again = (phone.send(hazard_id=hazard["id"], **said)["photo_id"] for _ in range(2))

    assert first == again == said["id"] == li.add_photo(hazard, status=200, **said)["id"]
    assert len(originals(store)) == 1


def test_an_id_taken_by_another_photo_is_a_conflict(li, phone):
    hazard, said = li.record(), {"id": str(new_id())}
    li.add_photo(hazard, "density_plot.png", **said)
    path = phone.path(hazard_id=hazard["id"], **said)

    assert phone.add(path, 0, PHOTO, status=409).json["code"] == "id_taken"


def test_twenty_uploads_of_one_photo_are_one_file(li, phone, store):
    hazard = li.record()

    for _ in range(20):
        phone.send(hazard_id=hazard["id"], id=str(new_id()))

    assert (len(photos(li, hazard)), len(originals(store))) == (20, 1)


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


def test_your_uploads_are_listed_newest_first_in_pages(li, phone):
    kept, waiting = phone.send(hazard_id=li.record()["id"]), phone.send()
    path = phone.path()
    phone.add(path, 0, PHOTO[:HALF])

    first = li.get("/uploads", limit=2)
    second = li.get("/uploads", cursor=first["next_cursor"])

    states = [(item["state"], item["offset"]) for item in first["items"] + second["items"]]
    assert states == [("receiving", HALF), ("waiting", len(PHOTO)), ("kept", len(PHOTO))]
    assert second["items"] == [kept]
    assert first["items"][1] == waiting


def test_a_photo_is_counted_once_in_table_and_ledger(li, phone, database):
    hazard = li.record()
    before = count(database, Entry)

    phone.send(hazard_id=hazard["id"])

    assert (count(database, Photo), count(database, Entry)) == (1, before + 1)
    event = li.get(f"/hazards/{hazard['id']}/timeline")["items"][-1]
    assert (event["type"], event["payload"]["size_bytes"]) == ("photo.added", len(PHOTO))
    assert hashlib.sha256(PHOTO).hexdigest() == SHA256
