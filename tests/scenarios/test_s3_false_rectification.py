"""S3: the agency answers on day 50 with a picture of another well, and a visit finds the hole still open."""

import io

import pytest
from PIL import Image

from tests.case_steps import act, now, received
from tests.people import AREZZO, PHOTOS
from tests.steps import again, confirmed, visit, wrong

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
TAKEN, OFFSET, EXIF_IFD = 0x9003, 0x9011, 0x8769


def saved(quality, taken=None):
    """The picture of one well, saved anew, with the time that its file claims."""
    exif, out = Image.Exif(), io.BytesIO()
    if taken:
        exif.get_ifd(EXIF_IFD).update({TAKEN: taken, OFFSET: "+08:00"})
    with Image.open(PHOTOS / AREZZO) as picture:
        picture.convert("RGB").save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()


def test_a_recycled_picture_is_noticed_and_paper_alone_fixes_nothing(li, sun, chen, zhou, on, work):
    elsewhere, hazard = confirmed(li, address="迎宾路"), confirmed(li)
    before = li.add_photo(elsewhere, content=saved(90), kind="near")
    work()
    case = received(li, chen, sun, [hazard])

    on("2026-08-18", li, sun, zhou)  # day 50
    recycled = saved(60, "2026:06:18 09:00:00")
    after = zhou.add_photo(hazard, content=recycled, kind="after", provenance="received_from_agency")
    claim = [{"number": 1, "state": "claimed_done"}]
    said = {"on": "2026-08-18", "note": "书面回复：已加装防坠网，附整改后照片。", "photo_id": after["id"]}
    replied = act(zhou, case, "note_reply", answers=claim, **said)
    work()

    details = li.get(f"/photos/{after['id']}")["flag_details"]
    assert details.keys() >= {"near_duplicate", "capture_predates_rectification"}
    assert "exact_reuse" not in details  # saved again: other bytes
    assert details["near_duplicate"]["photos"][0]["photo_id"] == before["id"]
    assert details["near_duplicate"]["bits"] <= 3
    assert replied["items"][0]["state"] == "claimed_done"
    assert "fix_claimed" in [row["reason"] for row in li.get("/follow-ups")["items"]]  # asks for a visit

    act(li, case, "follow_up")
    paper = act(li, case, "judge_items", answers=[{"number": 1, "state": "verified_done"}], status=422)
    assert wrong(paper) == {("answers", "not_visited_and_fixed")}
    visit(sun, hazard, "not_fixed", note="井口仍敞开，未见防坠网。")
    still = act(li, case, "judge_items", answers=[{"number": 1, "state": "verified_done"}], status=422)
    assert wrong(still) == {("answers", "not_visited_and_fixed")}
    ground = "replied_partial_or_none"
    answers = [{"number": 1, "state": "not_done"}]
    judged = act(li, case, "judge_items", answers=answers, nonperformance_ground=ground)

    assert (judged["items"][0]["state"], judged["nonperformance_ground"]) == ("not_done", ground)
    noted = {"flag": "near_duplicate", "verdict": "adopted", "reason": "与迎宾路整改前照片为同一张，写入审查报告。"}
    li.post(f"/photos/{after['id']}/observations", noted)
    steps = [(step["move"], step["note"]) for step in now(li, case)["steps"]]
    assert ("note_reply", said["note"]) in steps  # the reply remains as it was
    types = [event["type"] for event in li.get(f"/cases/{case['id']}/timeline")["items"]]
    assert types.index("case.note_reply") < types.index("case.judge_items")
    assert again(li, hazard)["status"] != "verified_fixed"
