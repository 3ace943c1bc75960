"""Uploads and records at the same moment: every photo reaches its hazard, once, whoever comes first."""

from functools import partial

import pytest

from inspections.db import new_id
from tests.crowd import at_once, twin
from tests.tus import PHOTO, SHA256, SIZE, Phone, originals, photos

pytestmark = pytest.mark.slow
TOGETHER = 8


def finish(person, path):
    """Send the last byte: the status."""
    headers = person.headers | {"Tus-Resumable": "1.0.0", "Upload-Offset": str(SIZE - 1)}
    said = {"data": PHOTO[-1:], "content_type": "application/offset+octet-stream"}
    return person.client.patch(f"/api/v1{path}", headers=headers, **said).status_code


def ask(person, path):
    headers = person.headers | {"Tus-Resumable": "1.0.0"}
    return person.client.head(f"/api/v1{path}", headers=headers).status_code


def almost(phone, **said):
    path = phone.path(**said)
    phone.add(path, 0, PHOTO[:-1])
    return path


@pytest.mark.parametrize("attempt", range(5))
def test_a_record_and_its_photos_that_come_together_find_each_other(li, phone, attempt):
    id_ = str(new_id())
    paths = [almost(phone, hazard_id=id_, id=str(new_id())) for _ in range(3)]

    def record():
        return 204 if twin(li).record(id=id_) else None

    statuses = at_once([partial(finish, twin(li), path) for path in paths] + [record])

    assert statuses == [204] * 4
    assert [photo["sha256"] for photo in photos(li, {"id": id_})] == [SHA256] * 3
    assert {item["state"] for item in li.get("/uploads")["items"]} == {"kept"}


def test_of_many_who_send_the_last_byte_one_does_and_the_photo_is_there_once(li, phone, store):
    hazard = li.record()
    path = almost(phone, hazard_id=hazard["id"])

    statuses = at_once([partial(finish, twin(li), path) for _ in range(TOGETHER)])

    assert 204 in statuses
    assert set(statuses) <= {204, 409, 410, 423}
    assert (len(photos(li, hazard)), len(originals(store))) == (1, 1)


def test_whoever_asks_while_the_last_byte_comes_is_told_the_truth(li, phone):
    hazard = li.record()
    path = almost(phone, hazard_id=hazard["id"])

    statuses = at_once([partial(finish, twin(li), path), *[partial(ask, twin(li), path)] * (TOGETHER - 1)])

    assert set(statuses) <= {200, 204, 423}
    at = phone.offset(path)
    if at < SIZE:  # a question took the turn before the byte was written
        phone.add(path, at, PHOTO[at:])
    assert len(photos(li, hazard)) == 1


def test_two_phones_that_send_the_same_photo_make_one_file(li, sun, store):
    hazard = li.record()
    paths = [(who, almost(Phone(who), hazard_id=hazard["id"], id=str(new_id()))) for who in (li, sun) for _ in range(4)]

    assert at_once([partial(finish, twin(who), path) for who, path in paths]) == [204] * TOGETHER

    assert (len(photos(li, hazard)), len(originals(store))) == (8, 1)
