"""What is handed out of a photo: the original, byte for byte and on record, and previews for the screen."""

import hashlib
from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from fieldapi import worker
from inspections import jobs
from inspections.models import Job
from tests.people import AREZZO, PHOTOS

pytestmark = [pytest.mark.slow, pytest.mark.databases("sqlite")]  # limited children
PHOTO = (PHOTOS / AREZZO).read_bytes()
LARGE = "orientation/Landscape_6.jpg"
PDF = b"%PDF-1.7\n%%EOF\n"
MP4 = b"\0\0\0\x14ftypisom\0\0\0\0isom"


def original(person, photo, status=200):
    return person.ask("GET", f"/photos/{photo['id']}/original", status=status, buffered=True)


def preview(person, photo, size=1600, status=200):
    return person.ask("GET", f"/photos/{photo['id']}/preview?size={size}", status=status, buffered=True)


def image(response):
    with Image.open(BytesIO(response.data)) as opened:
        return opened.format, opened.size


def read_again(person, photo):
    return person.get(f"/photos/{photo['id']}")


@pytest.mark.parametrize("name", [AREZZO, LARGE, "denali.webp", "hopper.heic", "malformed/pillow_truncated_jpeg.jpg"])
def test_the_original_comes_back_byte_for_byte(li, name):
    photo = li.add_photo(li.record(), name)

    answer = original(li, photo)

    assert answer.data == (PHOTOS / name).read_bytes()
    assert answer.content_type == photo["media_type"]


def test_the_original_is_handed_out_so_that_no_browser_runs_or_keeps_it(li):
    headers = original(li, li.add_photo(li.record())).headers

    assert headers["Content-Disposition"].startswith("attachment; filename=")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "private, no-store"
    digest = b64encode(hashlib.sha256(PHOTO).digest()).decode()
    assert headers["Repr-Digest"] == f"sha-256=:{digest}:"


def test_a_download_that_broke_off_goes_on_where_it_stopped(li):
    photo = li.add_photo(li.record())

    rest = li.ask("GET", f"/photos/{photo['id']}/original", status=206, headers={"Range": "bytes=1000-"}, buffered=True)

    assert rest.data == PHOTO[1000:]


def test_a_part_beyond_the_end_is_refused_and_no_reading(li):
    hazard = li.record()
    photo = li.add_photo(hazard)

    answer = li.ask("GET", f"/photos/{photo['id']}/original", status=416, headers={"Range": "bytes=99999999-"})

    assert answer.json["code"] == "range_not_satisfiable"
    assert answer.headers["Content-Range"] == f"bytes */{len(PHOTO)}"
    assert "photo.original_read" not in str(li.get(f"/hazards/{hazard['id']}/timeline"))


@pytest.mark.parametrize(
    ("headers", "status", "entered"),
    [
        ({"Range": "bytes=0-0"}, 206, [{"part": f"bytes 0-0/{len(PHOTO)}"}]),
        ({"Range": "bytes=0-0", "If-Range": '"other"'}, 200, [{}]),
        ({"If-None-Match": f'"{hashlib.sha256(PHOTO).hexdigest()}"'}, 304, []),
    ],
    ids=["a byte", "all the same", "nothing"],
)
def test_what_is_entered_is_what_was_handed_out(li, headers, status, entered):
    hazard = li.record()
    photo = li.add_photo(hazard)

    li.ask("GET", f"/photos/{photo['id']}/original", status=status, headers=headers, buffered=True)

    story = li.get(f"/hazards/{hazard['id']}/timeline")["items"]
    assert [event["payload"] for event in story if event["type"] == "photo.original_read"] == entered


def test_asking_for_the_size_only_is_no_reading_and_a_key_does_not_matter(li):
    hazard = li.record()
    photo = li.add_photo(hazard)

    li.ask("HEAD", f"/photos/{photo['id']}/original", headers={"Idempotency-Key": "k-1"})
    answer = li.ask("GET", f"/photos/{photo['id']}/original", headers={"Idempotency-Key": "k-1"}, buffered=True)

    assert answer.data == PHOTO
    events = [event["type"] for event in li.get(f"/hazards/{hazard['id']}/timeline")["items"]]
    assert events.count("photo.original_read") == 1


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_bytes(PHOTO + b"x")])
def test_a_damaged_original_is_not_handed_out_and_not_on_record(li, store, harm):
    hazard = li.record()
    photo = li.add_photo(hazard)
    store.path(photo["sha256"]).chmod(0o600)
    harm(store.path(photo["sha256"]))

    assert original(li, photo, 500).json["code"] == "damaged"
    assert li.get(f"/hazards/{hazard['id']}/timeline")["items"][-1]["type"] == "photo.added"


@pytest.mark.databases("sqlite", "postgresql")
def test_reading_an_original_is_on_record(li, sun):
    hazard = li.record()
    photo = li.add_photo(hazard)

    original(sun, photo)

    event = li.get(f"/hazards/{hazard['id']}/timeline")["items"][-1]
    assert (event["type"], event["actor"]["name"]) == ("photo.original_read", "孙立群")


def test_the_superior_office_sees_the_cleared_photo_and_reads_no_original(li, zheng):
    hazard = li.record()
    photo = li.add_photo(hazard)

    assert read_again(zheng, photo) == photo | {"flags": [], "flag_details": {}}  # those are for the case team
    assert preview(zheng, photo, 320, 403).json["code"] == "not_cleared"
    li.post(f"/photos/{photo['id']}/clear", {"outcome": "nothing_to_redact"})
    assert preview(zheng, photo, 320).content_type == "image/jpeg"
    assert original(zheng, photo, 403).json["code"] == "not_handling_office"
    events = [event["type"] for event in li.get(f"/hazards/{hazard['id']}/timeline")["items"]]
    assert "photo.original_read" not in events


def test_for_the_county_next_door_there_is_no_photo(li, liu):
    photo = li.add_photo(li.record())

    for path in ("", "/original", "/preview"):
        liu.ask("GET", f"/photos/{photo['id']}{path}", status=404)


def test_the_answer_does_not_wait_for_the_previews(li, store):
    photo = li.add_photo(li.record())

    assert photo["preview"] == "pending"
    assert store.derived(photo["sha256"], 320) is None


def test_whoever_asks_first_has_the_previews_made(li):
    photo = li.add_photo(li.record(), LARGE)

    large, small = preview(li, photo), preview(li, photo, 320)

    assert large.content_type == small.content_type == "image/jpeg"
    assert (image(large), image(small)) == (("JPEG", (1600, 1067)), ("JPEG", (320, 213)))
    assert read_again(li, photo)["preview"] == "ready"


@pytest.mark.databases("sqlite", "postgresql")
def test_the_worker_makes_the_previews(li, database, store):
    photo = li.add_photo(li.record())

    assert worker.work_once(database, store)

    assert read_again(li, photo)["preview"] == "ready"
    assert store.derived(photo["sha256"], 320)
    assert store.derived(photo["sha256"], 1600)
    assert not worker.work_once(database, store)


def test_work_that_is_done_twice_does_no_harm(li, database, store):
    photo = li.add_photo(li.record())
    preview(li, photo)

    assert worker.work_once(database, store)

    assert read_again(li, photo)["preview"] == "ready"


@pytest.mark.databases("sqlite", "postgresql")
def test_photos_of_the_same_bytes_share_their_previews(li, database, store):
    hazards = [li.record(), li.record()]
    photos = [li.add_photo(hazard) for hazard in hazards]

    worker.work_once(database, store)

    assert [read_again(li, photo)["preview"] for photo in photos] == ["ready", "ready"]


@pytest.mark.parametrize(("content", "media_type"), [(PDF, "application/pdf"), (MP4, "video/mp4")])
def test_a_document_or_a_video_is_evidence_without_a_preview(li, database, store, content, media_type):
    photo = li.add_photo(li.record(), "evidence", content=content)

    assert (photo["media_type"], photo["preview"], photo["preview_reason"]) == (media_type, "none", "not_an_image")
    assert preview(li, photo, status=404).json["code"] == "no_preview"
    assert not worker.work_once(database, store)
    assert original(li, photo).data == content


def test_what_can_not_be_decoded_says_why_it_has_no_preview(li):
    photo = li.add_photo(li.record(), "malformed/pillow_truncated_jpeg.jpg")

    assert preview(li, photo, status=404).json["code"] == "no_preview"
    again = read_again(li, photo)
    assert (again["preview"], again["preview_reason"]) == ("none", "undecodable")


@pytest.mark.parametrize("size", ["0", "99999", "large", "-1"])
def test_other_sizes_are_not_made(li, size):
    preview(li, li.add_photo(li.record()), size, status=400)


def damage(store, photo):
    path = store.path(photo["sha256"])
    path.chmod(0o600)
    path.write_bytes(PHOTO[:-1] + b"\0")


def repair(store, photo):
    store.path(photo["sha256"]).write_bytes(PHOTO)


@pytest.mark.databases("sqlite", "postgresql")
def test_a_job_that_fails_is_tried_again_later(li, database, store, clock):
    photo = li.add_photo(li.record())
    damage(store, photo)

    assert worker.work_once(database, store)
    assert not worker.work_once(database, store)
    assert read_again(li, photo)["preview"] == "pending"

    repair(store, photo)
    clock.advance(seconds=5)
    assert worker.work_once(database, store)
    assert read_again(li, photo)["preview"] == "ready"


def test_a_job_that_always_fails_is_given_up_and_says_why(li, database, store, clock):
    damage(store, li.add_photo(li.record()))

    for wait in jobs.RETRY_AFTER:
        assert worker.work_once(database, store)
        clock.advance(seconds=wait.total_seconds())
    assert worker.work_once(database, store)
    clock.advance(days=30)
    assert not worker.work_once(database, store)

    with database.read() as session:
        job = session.scalars(select(Job)).one()
        assert job.attempts == len(jobs.RETRY_AFTER) + 1
        assert job.failed_at is not None
        assert "Damaged" in job.last_error


@pytest.mark.databases("sqlite", "postgresql")
def test_a_job_whose_worker_died_is_taken_up_by_another(li, database, store, clock):
    photo = li.add_photo(li.record())
    database.write(lambda session: jobs.lease(session).id)
    assert not worker.work_once(database, store)

    clock.advance(seconds=jobs.LEASE.total_seconds())

    assert worker.work_once(database, store)
    assert read_again(li, photo)["preview"] == "ready"
