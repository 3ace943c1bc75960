"""Bytes that the law forbids to keep: two persons destroy them, a tombstone stays and every proof stays valid."""

import pytest

from fieldapi import worker
from inspections import fsck, ledger
from tests.fieldapi.test_derivatives import BOX, LYING, derive
from tests.people import PHOTOS
from tests.tus import Phone

pytestmark = pytest.mark.slow  # limited children
WHY = {"reason": "近景摄入无关儿童面部，无法遮盖。", "legal_basis": "《个人信息保护法》第四十七条"}


def propose(person, photo, status=201, **changes):
    return person.post(f"/photos/{photo['id']}/purge", WHY | changes, status=status)


def confirm(person, photo, status=200):
    return person.post(f"/photos/{photo['id']}/purge/confirm", {"sha256": photo["sha256"]}, status=status)


@pytest.fixture
def work(database, store):
    def until_done():
        while worker.work_once(database, store):
            pass

    return until_done


@pytest.fixture
def purged(li, chen, work):
    """A photo of Li's that Chen had destroyed."""

    def destroy(photo):
        propose(li, photo)
        confirm(chen, photo)
        work()
        return photo

    return destroy


@pytest.fixture
def photo(li):
    return li.add_photo(li.record(), LYING)


def remains(store, sha256):
    return [path for path in store.root.rglob(f"{sha256}*") if path.is_file()]


def test_bytes_previews_and_copies_go_and_a_tombstone_stays(li, work, purged, store, photo):
    copy = derive(li, photo, kind="redacted", boxes=[BOX])
    work()
    assert remains(store, photo["sha256"]) and remains(store, copy["sha256"])

    purged(photo)

    assert not remains(store, photo["sha256"]) and not remains(store, copy["sha256"])
    tombstone = li.get(f"/photos/{photo['id']}")
    assert (tombstone["status"], tombstone["sha256"]) == ("purged", photo["sha256"])
    assert tombstone["claimed"]["device"] is None
    for path in (f"/photos/{photo['id']}/original", f"/derivatives/{copy['id']}/file"):
        assert li.ask("GET", path, status=410).json["code"] == "photo_destroyed"
    assert li.ask("GET", f"/photos/{photo['id']}/preview", status=404).json["code"] == "no_preview"


def test_the_ledger_says_who_why_and_by_which_law_and_still_holds(li, purged, database, photo):
    purged(photo)

    events = li.get(f"/hazards/{photo['hazard_id']}/timeline")["items"][-3:]
    assert [event["type"] for event in events] == ["photo.purge_proposed", "photo.purged", "photo.destroyed"]
    assert [event["actor"] and event["actor"]["name"] for event in events] == ["李文清", "陈国平", None]
    assert events[1]["payload"] == WHY | {"note": "", "proposed_by": li.id}
    with database.read() as session:
        assert [fault for check in fsck.CHECKS for fault in check.find(session)] == []
        assert photo["sha256"] not in fsck.files(session)


def test_whoever_proposes_does_not_confirm(chen, sun, photo):
    propose(chen, photo)

    assert confirm(chen, photo, 403)["code"] == "two_persons"
    assert confirm(sun, photo, 403)["code"] == "role_may_not"
    assert chen.get(f"/photos/{photo['id']}")["status"] == "accepted"


def test_a_head_confirms_the_very_file_that_was_looked_at(li, chen, photo):
    propose(li, photo)

    assert confirm(chen, photo | {"sha256": "0" * 64}, 409)["code"] == "other_file"


def test_a_proposal_can_be_declined_and_made_anew(li, chen, photo):
    first = propose(li, photo)
    assert propose(li, photo, 200) == first
    assert propose(li, photo, 409, reason="另一理由")["code"] == "purge_open"

    declined = chen.post(f"/photos/{photo['id']}/purge/decline", {"note": "可以遮盖"})

    assert (declined["state"], declined["decided_by"]["name"]) == ("declined", "陈国平")
    assert confirm(chen, photo, 409)["code"] == "no_purge_open"
    second = propose(li, photo)
    assert second["id"] != first["id"]
    listed = li.get(f"/hazards/{photo['hazard_id']}/purges")["items"]
    assert [(row["id"], row["state"]) for row in listed] == [(first["id"], "declined"), (second["id"], "proposed")]
    assert chen.get(f"/photos/{photo['id']}/purge")["state"] == "proposed"


def test_a_phone_that_sends_the_bytes_again_is_refused_and_leaves_nothing(li, purged, store, photo):
    purged(photo)
    content = (PHOTOS / LYING).read_bytes()

    problem = li.add_photo(li.record(), LYING, status=410)
    phone = Phone(li)
    phone.add(phone.path(len(content)), 0, content, status=410)

    assert problem["code"] == "photo_destroyed"
    assert not remains(store, photo["sha256"])


def test_a_copy_that_waits_for_its_record_goes_too(li, sun, purged, store, photo):
    Phone(sun).send(content=(PHOTOS / LYING).read_bytes())
    assert len(sun.get("/uploads")["items"]) == 1

    purged(photo)

    assert sun.get("/uploads")["items"] == []
    assert not remains(store, photo["sha256"])


def test_the_same_bytes_on_another_hazard_of_the_office_go_too(li, purged, photo):
    twin = li.add_photo(li.record(), LYING)

    purged(photo)

    assert li.get(f"/photos/{twin['id']}")["status"] == "purged"


def test_another_office_keeps_the_bytes_that_it_has_itself(li, liu, purged, store, photo):
    place = {"lon": 117.23, "lat": 37.73, "datum": "WGS84", "source": "gnss"}
    hers = liu.add_photo(liu.record(location=place), LYING)

    purged(photo)

    store.verify(hers["sha256"])
    assert liu.get(f"/photos/{hers['id']}")["status"] == "accepted"
    assert li.get(f"/photos/{photo['id']}/purge")["destroyed"] == []


def test_backups_made_meanwhile_are_listed(li, purged, database, photo):
    database.write(lambda session: ledger.append(session, None, "backup.made", [], {"name": "nightly-1"}))
    purged(photo)
    database.write(lambda session: ledger.append(session, None, "backup.made", [], {"name": "nightly-2"}))

    told = li.get(f"/photos/{photo['id']}/purge")
    assert told["state"] == "done"
    assert [backup["what"]["name"] for backup in told["backups"]] in (["nightly-1"], ["nightly-1", "nightly-2"])
