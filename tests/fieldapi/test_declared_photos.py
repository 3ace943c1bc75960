"""A record says which photos it has; until all of them are here it is incomplete, and says which are missing."""

import hashlib

import pytest

from inspections.db import new_id
from tests.people import AREZZO, PHOTOS

pytestmark = pytest.mark.databases("sqlite")
NAMES = (AREZZO, "density_plot.png", "denali.webp", "hopper.heic", "kodak_cx7530_kenya.jpg")
DIGESTS = [hashlib.sha256((PHOTOS / name).read_bytes()).hexdigest() for name in NAMES]


def again(person, hazard):
    return person.get(f"/hazards/{hazard['id']}")


def listed(person, **query):
    return [item["id"] for item in person.get("/hazards", **query)["items"]]


@pytest.mark.databases("sqlite", "postgresql")
def test_a_record_of_five_photos_that_has_three_names_the_two_that_are_missing(li):
    hazard = li.record(declared_photos=DIGESTS)
    for name in NAMES[:3]:
        li.add_photo(hazard, name)

    found = again(li, hazard)

    assert (found["incomplete"], found["missing_photos"]) == (True, DIGESTS[3:])
    assert found["declared_photos"] == DIGESTS


@pytest.mark.databases("sqlite", "postgresql")
def test_with_the_last_photo_the_record_is_complete_and_its_version_is_what_the_device_knows(li):
    hazard = li.record(declared_photos=DIGESTS)
    for name in NAMES:
        li.add_photo(hazard, name)

    found = again(li, hazard)

    assert (found["incomplete"], found["missing_photos"]) == (False, [])
    assert found["version"] == hazard["version"]


@pytest.mark.databases("sqlite", "postgresql")
def test_the_office_can_list_what_is_incomplete_and_what_is_not(li, zheng):
    waiting, whole, plain = li.record(declared_photos=DIGESTS[:2]), li.record(declared_photos=DIGESTS[:1]), li.record()
    for hazard in (waiting, whole):
        li.add_photo(hazard)

    assert listed(li, incomplete="true") == listed(zheng, incomplete="true") == [waiting["id"]]
    assert set(listed(li, incomplete="false")) == {whole["id"], plain["id"]}
    (item,) = li.get("/hazards", incomplete="true")["items"]
    assert item["missing_photos"] == DIGESTS[1:2]


def test_twins_are_declared_twice_and_needed_twice(li):
    hazard = li.record(declared_photos=DIGESTS[:1] * 2)
    li.add_photo(hazard, id=str(new_id()))
    assert again(li, hazard)["missing_photos"] == DIGESTS[:1]

    li.add_photo(hazard, id=str(new_id()))

    assert again(li, hazard)["incomplete"] is False


def test_a_photo_sent_again_counts_once(li):
    hazard = li.record(declared_photos=DIGESTS[:1] * 2)
    li.add_photo(hazard)
    li.add_photo(hazard, status=200)

    assert again(li, hazard)["missing_photos"] == DIGESTS[:1]


def test_a_photo_whose_bytes_are_not_those_declared_does_not_count(li):
    hazard = li.record(declared_photos=DIGESTS[:1])

    li.add_photo(hazard, NAMES[1])

    assert again(li, hazard)["missing_photos"] == DIGESTS[:1]


@pytest.mark.databases("sqlite", "postgresql")
def test_a_photo_that_will_never_come_is_struck_off_with_a_reason(li):
    hazard = li.record(declared_photos=DIGESTS[:3])
    li.add_photo(hazard, NAMES[1])

    said = {"version": hazard["version"], "declared_photos": DIGESTS[1:2], "reason": "手机损坏，两张照片无法找回"}
    amended = li.patch(f"/hazards/{hazard['id']}", said)

    assert (amended["incomplete"], amended["missing_photos"]) == (False, [])
    event = li.get(f"/hazards/{hazard['id']}/timeline")["items"][-1]
    assert event["payload"]["changed"] == {"declared_photos": {"from": DIGESTS[:3], "to": DIGESTS[1:2]}}
    assert event["payload"]["reason"] == said["reason"]


def test_what_is_declared_is_part_of_what_was_said(li):
    said = {"id": str(new_id()), "declared_photos": DIGESTS[:1]}
    li.record(**said)

    assert li.record(status=200, **said)["missing_photos"] == DIGESTS[:1]
    assert li.record(status=409, **said | {"declared_photos": DIGESTS[:2]})["code"] == "id_taken"


@pytest.mark.parametrize(
    ("digests", "path"),
    [
        (["abc"], "declared_photos.0"),
        ([DIGESTS[0].upper()], "declared_photos.0"),
        (["0" * 64] * 101, "declared_photos"),
    ],
)
def test_what_is_no_digest_or_too_many_is_refused_with_its_place(li, digests, path):
    problem = li.record(status=422, declared_photos=digests)

    assert [field["path"] for field in problem["fields"]] == [path]
