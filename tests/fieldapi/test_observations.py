"""What does not fit is observed with numbers and a plain sentence; a person says what it means."""

import io
import json

import pytest
from PIL import Image

from inspections.db import new_id
from tests import steps
from tests.people import PHOTOS

pytestmark = pytest.mark.databases("sqlite")
PLAIN = "density_plot.png"  # claims nothing
EXIF_IFD = 0x8769
HERE = json.dumps({"lon": 117.38502, "lat": 37.77501, "datum": "WGS84", "accuracy_m": 5, "source": "gnss"})
ELSEWHERE = {"lon": 117.40, "lat": 37.76, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"}


def picture(taken=None, offset=None, software=None):
    """A JPEG whose EXIF block says so."""
    exif = Image.Exif()
    if software:
        exif[0x0131] = software.encode()
    if taken:
        exif.get_ifd(EXIF_IFD).update({0x9003: taken} | ({0x9011: offset} if offset else {}))
    out = io.BytesIO()
    with Image.open(PHOTOS / "denali.webp") as image:
        image.convert("RGB").save(out, "JPEG", exif=exif)
    return out.getvalue()


def add(person, hazard, content=None, **said):
    """A photo taken beside the hazard, as the device says."""
    return person.add_photo(hazard, PLAIN, content=content, location=HERE, **said)


def judge(person, photo, flag, verdict="dismissed", *, status=200, reason="已与拍摄人核对，系同一天补拍。"):
    said = {"flag": flag, "verdict": verdict, "reason": reason}
    return person.post(f"/photos/{photo['id']}/observations", said, status=status)


def test_a_photo_from_before_the_report_is_kept_and_says_how_long_before(li):
    photo = add(li, li.record(), captured_at="2026-04-29T10:05:00+08:00")

    assert photo["flags"] == ["capture_predates_report"]
    details = photo["flag_details"]["capture_predates_report"]
    assert details["captured"] == {
        "taken_at": "2026-04-29T10:05:00+08:00",
        "since": "2026-06-29T10:05:00+08:00",
        "hours": 61 * 24.0,
    }
    assert details["sentences"]["zh"].startswith("设备的拍摄时间 2026-04-29T10:05:00+08:00 比隐患的发现时间")
    assert "at least 1464.0 h before" in details["sentences"]["en"]
    assert details["judgement"] is None


@pytest.mark.parametrize(("at", "flags"), [("09:05:00", []), ("09:04:59", ["capture_predates_report"])])
def test_pictures_may_be_taken_an_hour_before_the_record_is_written(li, at, flags):
    assert add(li, li.record(), captured_at=f"2026-06-29T{at}+08:00")["flags"] == flags


@pytest.mark.parametrize(
    ("taken", "offset", "flagged"),
    [
        ("2026:06:28 10:05:00", "+08:00", True),
        ("2026:06:28 10:05:00", None, True),
        ("2026:06:29 02:00:00", "+08:00", True),
        ("2026:06:29 02:00:00", None, False),  # in the western Pacific it may have been so
        ("2026:06:29 10:04:00", "+08:00", False),
        ("0001:01:01 00:00:00", None, True),
    ],
)
def test_a_time_without_zone_counts_only_if_it_is_so_in_every_zone(li, taken, offset, flagged):
    photo = add(li, li.record(), picture(taken, offset))

    assert ("capture_predates_report" in photo["flags"]) is flagged


def test_an_after_photo_from_before_the_hazard_was_last_seen_standing(li, clock):
    hazard = steps.claimed(li)
    clock.advance(days=3)
    li.again()
    steps.visit(li, hazard, "not_fixed", note="仍未加装防坠网。")
    clock.advance(hours=1)

    photo = add(li, hazard, kind="after", captured_at="2026-06-30T09:00:00+08:00")

    assert photo["flags"] == ["capture_predates_rectification"]
    assert photo["flag_details"]["capture_predates_rectification"]["captured"]["since"] == "2026-07-02T10:05:00+08:00"
    assert add(li, hazard, picture(), kind="after", captured_at="2026-07-02T10:10:00+08:00")["flags"] == []


def test_a_fix_on_the_spot_predates_nothing(li):
    assert add(li, li.record(), kind="after", captured_at="2026-06-29T10:06:00+08:00")["flags"] == []


def test_a_clock_that_is_ahead_says_by_how_much(li):
    photo = add(li, li.record(), captured_at="2026-06-29T10:08:00+08:00")

    assert photo["flags"] == ["clock_skew"]
    assert photo["flag_details"]["clock_skew"]["captured"]["ahead_s"] == 180
    assert "180 秒" in photo["flag_details"]["clock_skew"]["sentences"]["zh"]


@pytest.mark.parametrize(
    ("software", "kind"),
    [
        ("今日水印相机 3.0", "watermark camera"),
        ("Adobe Photoshop CS5", "editor"),
        ("HUAWEI P40 4.0", None),
        (None, None),
    ],
)
def test_software_that_works_on_pictures_is_named_without_a_reproach(li, software, kind):
    photo = add(li, li.record(), picture(software=software))

    assert ("processed_by_app" in photo["flags"]) is (kind is not None)
    if kind:
        details = photo["flag_details"]["processed_by_app"]
        assert (details["software"], details["kind"]) == (software, kind)
        assert software in details["sentences"]["zh"]


def test_every_flag_has_its_sentences(li):
    photo = li.add_photo(li.record())

    assert photo["flags"] == ["too_far", "capture_predates_report"]
    for details in photo["flag_details"].values():
        assert details["sentences"].keys() == {"zh", "en"}
        assert "{" not in "".join(details["sentences"].values())


@pytest.mark.databases("sqlite", "postgresql")
def test_the_bytes_of_another_hazard_are_a_reuse(li):
    first = add(li, li.record())
    other = li.record(location=ELSEWHERE)

    photo = li.add_photo(other, PLAIN, location=json.dumps(ELSEWHERE))

    assert first["flags"] == []
    assert photo["flags"] == ["exact_reuse"]
    details = photo["flag_details"]["exact_reuse"]
    assert details["count"] == 1
    assert details["photos"] == [{"photo_id": first["id"], "hazard_id": first["hazard_id"]}]
    assert steps.again(li, {"id": first["hazard_id"]})["photos"] == [first]


@pytest.mark.databases("sqlite", "postgresql")
def test_a_before_photo_handed_in_as_the_after_photo_is_a_reuse(li):
    hazard = li.record()
    add(li, hazard, kind="near")

    assert "exact_reuse" in li.add_photo(hazard, PLAIN, kind="after", id=str(new_id()), location=HERE)["flags"]


def test_twins_of_one_device_are_no_reuse(li):
    hazard = li.record()
    add(li, hazard)

    assert li.add_photo(hazard, PLAIN, id=str(new_id()), location=HERE)["flags"] == []


@pytest.mark.databases("sqlite", "postgresql")
def test_a_photo_of_another_office_does_not_exist_here_either(li, liu):
    add(li, li.record())
    leling = {"lon": 117.23, "lat": 37.73, "datum": "WGS84", "source": "gnss"}

    photo = liu.add_photo(liu.record(location=leling), PLAIN, location=json.dumps(leling))

    assert photo["flags"] == []


@pytest.mark.databases("sqlite", "postgresql")
def test_a_person_adopts_or_dismisses_with_a_reason(li, sun):
    hazard = li.record()
    photo = li.add_photo(hazard)

    dismissed = judge(sun, photo, "too_far")

    judgement = dismissed["flag_details"]["too_far"]["judgement"]
    assert judgement["verdict"] == "dismissed"
    assert judgement["by"]["name"] == "孙立群"
    assert judgement["reason"] == "已与拍摄人核对，系同一天补拍。"
    assert dismissed["flag_details"]["capture_predates_report"]["judgement"] is None
    event = li.get(f"/hazards/{hazard['id']}/timeline")["items"][-1]
    assert (event["type"], event["actor"]["name"]) == ("photo.observation_dismissed", "孙立群")
    assert event["payload"]["flag"] == "too_far"
    assert event["payload"]["numbers"]["claimed"]["distance_m"] > 8e6


def test_the_same_word_again_is_no_second_act_and_another_word_is(li):
    hazard = li.record()
    photo = li.add_photo(hazard)
    judge(li, photo, "too_far")

    assert judge(li, photo, "too_far") == judge(li, photo, "too_far")
    judge(li, photo, "too_far", "adopted")

    events = [event["type"] for event in li.get(f"/hazards/{hazard['id']}/timeline")["items"]]
    assert events[-2:] == ["photo.observation_dismissed", "photo.observation_adopted"]


def test_a_judgement_does_not_count_for_other_numbers(li):
    hazard = li.record()
    photo = judge(li, li.add_photo(hazard), "too_far")
    moved = {"version": steps.again(li, hazard)["version"], "location": ELSEWHERE}

    hazard = li.patch(f"/hazards/{hazard['id']}", moved)

    assert photo["flag_details"]["too_far"]["judgement"]
    assert hazard["photos"][0]["flag_details"]["too_far"]["judgement"] is None


@pytest.mark.parametrize("flag", ["near_duplicate", "no_such_flag"])
def test_only_what_was_observed_can_be_judged(li, flag):
    problem = judge(li, li.add_photo(li.record()), flag, status=422)

    assert steps.wrong(problem) == {("flag", "no_such_observation")}


def test_a_judgement_needs_a_reason(li):
    photo = li.add_photo(li.record())

    assert steps.wrong(judge(li, photo, "too_far", reason=" ", status=422)) == {("reason", "empty")}


@pytest.mark.databases("sqlite", "postgresql")
def test_outside_the_case_team_only_what_was_adopted_is_told(li, zheng):
    hazard = li.record()
    photo = li.add_photo(hazard)
    judge(li, photo, "capture_predates_report", reason="样张，非本次拍摄。")
    before = zheng.get(f"/photos/{photo['id']}")
    judge(li, photo, "too_far", "adopted", reason="经询问，照片摄于外地。")

    after = zheng.get(f"/photos/{photo['id']}")

    assert (before["flags"], before["flag_details"]) == ([], {})
    assert after["flags"] == ["too_far"]
    assert after["flag_details"]["too_far"]["judgement"]["reason"] == "经询问，照片摄于外地。"
    told = zheng.get(f"/hazards/{hazard['id']}/timeline")["items"]
    assert "flags" not in told[1]["payload"]
    assert [event["type"] for event in told] == ["hazard.recorded", "photo.added", "photo.observation_adopted"]


def test_only_the_handling_offices_prosecutors_judge(li, zheng, zhou):
    photo = li.add_photo(li.record())

    assert judge(zheng, photo, "too_far", status=403)["code"] == "not_handling_office"
    assert judge(zhou, photo, "too_far", status=403)["code"] == "role_may_not"


@pytest.mark.databases("sqlite", "postgresql")
def test_a_photo_that_came_before_the_end_is_not_marked_when_its_preview_comes_after(li, sun, work):
    hazard = li.record()
    photo = add(li, hazard, picture())
    sun.move(hazard, "dismiss", note="现场复核：防坠网完好。")

    work()

    assert li.get(f"/photos/{photo['id']}")["flags"] == []
