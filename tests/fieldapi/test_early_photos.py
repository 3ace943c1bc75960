"""Photos before their record: they wait, are bound in the transaction that records it, or attached by a person."""

import json

import orjson
import pytest
from sqlalchemy import select

from inspections import fsck
from inspections.db import new_id
from inspections.models import Entry
from tests.people import AREZZO, PHOTOS, draft
from tests.tus import PHOTO, SHA256, Phone, photos

pytestmark = pytest.mark.databases("sqlite")
PLOT = (PHOTOS / "density_plot.png").read_bytes()


def attach(person, hazard, upload, *, status=201, **fields):
    form = {"upload_id": upload["id"], **fields}
    path = f"/hazards/{hazard['id']}/photos"
    return person.ask("POST", path, status=status, data=form, content_type="multipart/form-data").json


def states(person):
    return [item["state"] for item in person.get("/uploads")["items"]]


@pytest.mark.databases("sqlite", "postgresql")
def test_photos_that_came_first_are_there_in_the_answer_to_the_record(li, phone, clock):
    id_ = str(new_id())
    near = phone.send(hazard_id=id_, kind="near", captured_at="2026-06-29T10:04:30+08:00", sha256=SHA256)
    far = phone.send(PLOT, hazard_id=id_, kind="far")
    assert states(li) == ["waiting", "waiting"]
    came = near["received_at"]
    clock.advance(hours=3)

    hazard = li.record(id=id_)

    assert [photo["kind"] for photo in hazard["photos"]] == ["near", "far"]
    assert [photo["captured"] and photo["captured"]["at"] for photo in hazard["photos"]] == [
        "2026-06-29T10:04:30+08:00",
        None,
    ]
    assert hazard["photos"][0]["received_at"] == came  # when the bytes came, not when the record did
    assert hazard["photos"][0]["flags"][0] == "too_far"  # looked at beside the place of the hazard
    assert states(li) == ["kept", "kept"]
    assert li.get(f"/uploads/{far['id']}")["photo_id"] == hazard["photos"][1]["id"]
    assert li.record(id=id_, status=200)["photos"] == hazard["photos"]


@pytest.mark.databases("sqlite", "postgresql")
def test_the_ledger_tells_when_the_bytes_came_and_when_they_were_attached(li, phone, database):
    id_ = str(new_id())
    phone.send(hazard_id=id_)
    hazard = li.record(id=id_)

    events = li.get(f"/hazards/{hazard['id']}/timeline")["items"]

    assert [event["type"] for event in events] == ["hazard.recorded", "photo.added"]
    with database.read() as session:
        canonical = session.scalar(select(Entry.canonical).where(Entry.seq == events[0]["seq"] - 1))
    before = orjson.loads(canonical)
    assert (before["type"], before["blobs"]) == ("photo.received", [SHA256])


def test_photos_before_and_after_the_record_make_it_complete(li, phone):
    id_ = str(new_id())
    phone.send(hazard_id=id_)

    hazard = li.record(id=id_, declared_photos=[SHA256, phone.send(PLOT)["sha256"]])

    assert (hazard["incomplete"], len(hazard["missing_photos"])) == (True, 1)
    li.add_photo(hazard, "density_plot.png")
    assert li.get(f"/hazards/{id_}")["incomplete"] is False


def test_a_colleagues_early_photo_is_bound_in_the_colleagues_name(li, sun):
    id_ = str(new_id())
    Phone(sun).send(hazard_id=id_)

    hazard = li.record(id=id_)

    assert [photo["uploaded_by"]["name"] for photo in hazard["photos"]] == ["孙立群"]


@pytest.mark.databases("sqlite", "postgresql")
def test_a_stranger_who_guesses_the_id_attaches_nothing(li, liu, phone):
    id_ = str(new_id())
    Phone(liu).send(hazard_id=id_)

    hazard = li.record(id=id_)

    assert hazard["photos"] == []
    assert states(liu) == ["waiting"]


def test_a_photo_whose_id_was_taken_meanwhile_keeps_no_record_from_coming(li, phone):
    said = {"id": str(new_id())}
    id_ = str(new_id())
    phone.send(hazard_id=id_, **said)
    li.add_photo(li.record(), "density_plot.png", **said)

    hazard = li.record(id=id_)

    assert (hazard["photos"], states(li)) == ([], ["waiting"])


@pytest.mark.databases("sqlite", "postgresql")
def test_a_photo_waits_for_months_and_its_file_is_no_stray(li, phone, clock, work, database, store):
    id_ = str(new_id())
    upload = phone.send(hazard_id=id_)

    clock.advance(days=90)
    work()

    li.again()
    assert li.get(f"/uploads/{upload['id']}")["state"] == "waiting"
    with database.read() as session:
        named = fsck.files(session)
    assert fsck.strays(store, named) == []
    assert [photo["sha256"] for photo in li.record(id=id_)["photos"]] == [SHA256]


def test_what_became_a_photo_is_forgotten_as_an_upload_after_a_week(li, phone, clock, work):
    hazard = li.record()
    upload = phone.send(hazard_id=hazard["id"])

    clock.advance(days=7)
    work()

    li.again().get(f"/uploads/{upload['id']}", status=404)
    assert len(photos(li, hazard)) == 1


def test_an_upload_without_a_hazard_is_attached_by_its_id(li, phone):
    upload, hazard = phone.send(kind="near", captured_at="2026-06-29T10:04:30+08:00"), li.record()

    photo = attach(li, hazard, upload, kind="far")

    assert (photo["sha256"], photo["kind"]) == (SHA256, "far")  # the last word counts
    assert photo["captured"]["at"] == "2026-06-29T10:04:30+08:00"  # what was not said again stays
    assert attach(li, hazard, upload, status=200, kind="far") == photo
    assert photos(li, hazard) == [photo]


def test_an_upload_is_attached_with_a_place_of_its_own(li, phone):
    place = {"lon": 117.38502, "lat": 37.77501, "datum": "WGS84", "accuracy_m": 5, "source": "gnss"}

    photo = attach(li, li.record(), phone.send(PLOT), location=json.dumps(place))

    assert photo["flags"] == []


@pytest.mark.databases("sqlite", "postgresql")
def test_an_upload_goes_to_one_hazard(li, phone):
    upload = phone.send()
    attach(li, li.record(), upload)

    assert attach(li, li.record(), upload, status=409)["code"] == "upload_attached"


def test_what_is_not_whole_or_not_yours_is_not_attached(li, sun, phone):
    hazard, whole = li.record(), phone.send()
    part = {"id": phone.path().removeprefix("/uploads/")}

    assert attach(li, hazard, part, status=409)["code"] == "upload_unfinished"
    attach(sun, hazard, whole, status=404)
    attach(li, hazard, {"id": str(new_id())}, status=404)
    assert attach(li, hazard, whole, status=422, sha256="0" * 64)["fields"][0]["code"] == "wrong_sha256"
    assert photos(li, hazard) == []


def test_a_file_and_an_upload_at_once_are_refused(li, phone):
    upload = phone.send()

    problem = li.add_photo(li.record(), AREZZO, status=422, upload_id=upload["id"])

    assert [(field["path"], field["code"]) for field in problem["fields"]] == [("upload_id", "file_or_upload")]


def test_a_record_of_another_office_under_the_same_id_gets_none_of_the_waiting_photos(li, liu, phone):
    id_ = str(new_id())
    phone.send(PHOTO, hazard_id=id_)
    place = {"lon": 117.23, "lat": 37.73, "datum": "WGS84", "accuracy_m": 5, "source": "gnss"}

    hazard = liu.record(**draft(id=id_, location=place))

    assert (hazard["photos"], states(li)) == ([], ["waiting"])
