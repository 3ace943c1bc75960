"""Uploads in pieces by tus 1.0: what arrived counts, what is answered is on disk, and nobody else learns anything."""

import hashlib
from email.utils import parsedate_to_datetime

from sqlalchemy import func, select

from inspections.db import new_id
from inspections.models import Entry, Photo
from tests.tus import PHOTO, SHA256, encode, originals, photos, pieces

HALF = len(PHOTO) // 2
RANGE = {"Range": "bytes=1000-"}


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
    assert simple["flags"] == [*photo["flags"], "exact_reuse"]  # the later one of the two
    own = ("id", "hazard_id", "flags", "flag_details")
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


def test_twenty_uploads_of_one_photo_are_one_file(li, phone, store):
    hazard = li.record()

    for _ in range(20):
        phone.send(hazard_id=hazard["id"], id=str(new_id()))

    assert (len(photos(li, hazard)), len(originals(store))) == (20, 1)


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
