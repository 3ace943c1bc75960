"""Who sees a photo: others once a person has looked at it, nobody once its uploader took it back."""

import pytest

from tests.fieldapi.test_derivatives import BOX, LYING, derive
from tests.people import AREZZO
from tests.steps import confirmed, judge, outing, wrong

pytestmark = pytest.mark.slow  # limited children


def clear(person, photo, outcome, status=200, **said):
    return person.post(f"/photos/{photo['id']}/clear", {"outcome": outcome, **said}, status=status)


def preview(person, photo, status=200):
    return person.ask("GET", f"/photos/{photo['id']}/preview?size=320", status=status, buffered=True)


@pytest.fixture
def photo(li):
    return li.add_photo(li.record(), LYING)


def test_a_photo_with_nothing_to_redact_is_seen_by_others_once_cleared(li, zheng, photo):
    assert preview(zheng, photo, 403).json["code"] == "not_cleared"

    assert clear(li, photo, "nothing_to_redact")["cleared"] is True

    assert preview(zheng, photo).data == preview(li, photo).data


def test_others_see_the_redacted_copy_in_its_stead(li, zheng, photo):
    copy = derive(li, photo, kind="redacted", boxes=[BOX])

    assert clear(li, photo, "redacted", redaction_id=copy["id"])["cleared"] is True

    assert preview(zheng, photo).data != preview(li, photo).data
    assert zheng.get(f"/photos/{photo['id']}/derivatives")["items"] == [copy | {"cleared": True}]
    zheng.ask("GET", f"/derivatives/{copy['id']}/file", buffered=True)


def test_copies_drawn_later_cover_what_was_redacted_and_are_cleared_too(li, zheng, photo):
    early = derive(li, photo, kind="stamped")
    copy = derive(li, photo, kind="redacted", boxes=[BOX])
    clear(li, photo, "redacted", redaction_id=copy["id"])

    late = derive(li, photo, kind="stamped")

    assert late["recipe"][0]["boxes"] == copy["recipe"][0]["boxes"]
    assert late["cleared"] is True
    seen = {item["id"] for item in zheng.get(f"/photos/{photo['id']}/derivatives")["items"]}
    assert seen == {copy["id"], late["id"]}
    zheng.ask("GET", f"/derivatives/{early['id']}/file", status=404)


def test_clearing_is_taken_back_with_all_that_was_drawn_from_it(li, zheng, photo):
    clear(li, photo, "nothing_to_redact")
    stamped = derive(li, photo, kind="stamped")
    zheng.get(f"/derivatives/{stamped['id']}")

    assert clear(li, photo, "not_cleared", note="门牌可辨")["cleared"] is False

    preview(zheng, photo, 403)
    zheng.get(f"/derivatives/{stamped['id']}", status=404)


def test_the_timeline_says_who_cleared_what_and_a_repeat_says_nothing(li, photo):
    clear(li, photo, "nothing_to_redact")
    clear(li, photo, "nothing_to_redact")

    events = li.get(f"/hazards/{photo['hazard_id']}/timeline")["items"]
    assert [event["type"] for event in events].count("photo.cleared") == 1
    assert events[-1]["payload"] == {"outcome": "nothing_to_redact", "redaction_id": None, "note": ""}


def test_only_a_redaction_of_this_photo_clears_it(li, photo):
    other = derive(li, li.add_photo(li.record(), AREZZO), kind="redacted", boxes=[BOX | {"x": 0, "y": 0}])
    stamped = derive(li, photo, kind="stamped")

    for id_ in (other["id"], stamped["id"]):
        problem = clear(li, photo, "redacted", 422, redaction_id=id_)
        assert wrong(problem) == {("redaction_id", "unknown_redaction")}
    assert wrong(clear(li, photo, "redacted", 422)) == {("redaction_id", "required")}
    assert clear(li, photo, "nothing_to_redact", 422, redaction_id=other["id"])["code"] == "invalid_fields"


def test_a_clerk_and_the_superior_office_clear_nothing(zhou, zheng, photo):
    assert clear(zhou, photo, "nothing_to_redact", 403)["code"] == "role_may_not"
    assert clear(zheng, photo, "nothing_to_redact", 403)["code"] == "not_handling_office"


def withdraw(person, photo, status=200):
    return person.post(f"/photos/{photo['id']}/withdraw", {"reason": "传错隐患"}, status=status)


def test_its_uploader_takes_back_what_nobody_confirmed(li, zheng, photo):
    clear(li, photo, "nothing_to_redact")
    stamped = derive(li, photo, kind="stamped")

    assert (withdraw(li, photo)["status"], withdraw(li, photo)["status"]) == ("withdrawn", "withdrawn")

    assert preview(li, photo, 404).json["code"] == "no_preview"
    li.ask("GET", f"/derivatives/{stamped['id']}/file", status=409)
    zheng.get(f"/derivatives/{stamped['id']}", status=404)
    li.ask("GET", f"/photos/{photo['id']}/original", buffered=True)  # evidence stays
    assert derive(li, photo, 409, kind="stamped")["code"] == "photo_withdrawn"


def test_what_was_taken_back_may_be_sent_again(li):
    hazard = li.record()
    first = li.add_photo(hazard)
    withdraw(li, first)

    assert li.add_photo(hazard)["status"] == "accepted"


def test_nobody_else_takes_it_back(sun, photo):
    assert withdraw(sun, photo, 403)["code"] == "not_uploader"


def test_a_photo_that_a_finding_rests_on_stays(li, photo):
    visit = outing(li, hazard_ids=[photo["hazard_id"]])
    judge(li, visit, {"id": photo["hazard_id"]}, "not_fixed", note="未整改", photo_ids=[photo["id"]])

    assert withdraw(li, photo, 409)["code"] == "photo_confirmed"


def test_a_finding_rests_on_no_photo_that_was_taken_back(li, photo):
    visit = outing(li, hazard_ids=[photo["hazard_id"]])
    withdraw(li, photo)

    said = {"note": "未整改", "photo_ids": [photo["id"]], "status": 422}
    problem = judge(li, visit, {"id": photo["hazard_id"]}, "not_fixed", **said)
    assert wrong(problem) == {("photo_ids.0", "photo_of_other_hazard")}


def test_on_a_second_spot_a_photo_is_to_be_cleared_anew(li, zheng, photo):
    clear(li, photo, "nothing_to_redact")
    place = {"lon": 117.386, "lat": 37.775, "datum": "WGS84", "source": "map_pick"}
    said = {"version": 1, "reason": "两处井盖", "photo_ids": [photo["id"]], "location": place, "description": "西侧"}

    part = li.post(f"/hazards/{photo['hazard_id']}/split", said, status=201)

    assert part["photos"][0]["cleared"] is False
    preview(zheng, part["photos"][0], 403)


def test_after_the_confirmation_it_is_evidence(li):
    photo = li.add_photo(confirmed(li), LYING)

    assert withdraw(li, photo, 409)["code"] == "photo_confirmed"
