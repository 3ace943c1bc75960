"""S10: an anonymous note with a photo, then a named caller about the same spot, and every letter is answered."""

import pytest

from inspections.models import Entry
from tests.clues import CALLER, PHONE, caller, clock_of, filed, registered, reply, send_picture
from tests.people import AREZZO, PHOTOS


def note_linked(li, stranger):
    """The anonymous note with its picture: registered, and a hazard made of it."""
    note = filed(stranger, reporter=None)
    assert send_picture(stranger, note, PHOTOS / AREZZO)["status"] == "received"
    clue = registered(li, first_of(li))
    assert (clue["no_reply_reason"], clue["clocks"], clue["unanswered"]) == ("anonymous", [], False)
    return li.put(
        f"/clues/register/{clue['id']}/hazard", {"type": "manhole.net_missing", "description": "通信井无防坠网。"}
    )


def test_both_reports_link_to_one_hazard_and_the_first_is_not_unanswered(li, zhou, stranger, on):
    first = note_linked(li, stranger)
    hazard = li.get(f"/hazards/{first['hazard_id']}")
    (photo,) = hazard["photos"]
    assert (photo["status"], first["photos"][0]["photo_id"]) == ("pending_confirmation", photo["id"])
    assert not photo["cleared"]  # so nobody outside the office sees it
    li.post(f"/photos/{photo['id']}/confirm", {})

    on("2026-07-06", li, zhou)
    caller(zhou)
    second = registered(li, first_of(zhou))
    second = li.put(f"/clues/register/{second['id']}/hazard", {"hazard_id": hazard["id"]})

    assert second["hazard_id"] == first["hazard_id"]
    assert {row["id"] for row in li.get("/clues", hazard=hazard["id"])["items"]} == {first["id"], second["id"]}
    assert [row["id"] for row in li.get("/clues", unanswered="true")["items"]] == [second["id"]]


def test_the_caller_is_answered_on_day_five_after_three_months_and_monthly_until_it_is_done(li, zhou, stranger, on):
    on("2026-07-06", li, zhou)
    call = caller(zhou)
    clue = registered(li, first_of(zhou))
    assert {clock["kind"]: clock["due_on"] for clock in clue["clocks"]} == {
        "petition_reply": "2026-07-13",
        "petition_result": "2026-10-08",  # 10-06 is a holiday
    }
    on("2026-07-11", li)  # day 5
    reply(li, clue, "procedural", "2026-07-11")
    on("2026-10-08", li)
    got = reply(li, clue, "progress", "2026-10-08", channel="online", text="已向主管单位提出检察建议。")
    assert clock_of(got, "petition_reply")["outcome"] == clock_of(got, "petition_result")["outcome"] == "met"
    assert clock_of(got, "petition_progress")["due_on"] == "2026-11-09"  # 11-08 is a Sunday
    on("2026-11-10", li)
    assert [row["id"] for row in li.get("/clues", overdue="true")["items"]] == [clue["id"]]
    reply(li, clue, "progress", "2026-11-10")
    got = reply(li, clue, "result", "2026-11-10", text="已装防坠网。")
    assert (got["unanswered"], got["concluded_on"]) == (False, "2026-11-10")
    assert {clock["state"] for clock in got["clocks"]} == {"ended"}

    said = stranger.get(f"/clues/{call['code']}")["sentences"]
    assert "已于 2026-10-08 答复：已向主管单位提出检察建议。" in said
    figures = {row["kind"]: row for row in li.get("/clues/figures")["periods"]}
    assert figures["petition_reply"] == {"kind": "petition_reply", "on_time": 1, "late": 0, "running": 0}
    assert figures["petition_progress"]["late"] == 1


@pytest.fixture
def call(li, zhou):
    """The caller's clue, which Li Wenqing handles."""
    caller(zhou)
    return registered(li, first_of(zhou))


def test_the_callers_data_is_read_by_who_works_on_it_and_by_nobody_else(li, sun, chen, liu, zheng, person, call):
    path = f"/clues/register/{call['id']}"
    assert li.get(f"{path}/reporter") == {"name": CALLER, "contact": PHONE}
    assert chen.get(f"{path}/reporter")["name"] == CALLER
    assert sun.get(f"{path}/reporter", status=403)["code"] == "not_on_clue_team"
    zheng.get(f"{path}/reporter", status=403)
    liu.get(f"{path}/reporter", status=404)
    liu.get(path, status=404)
    assert liu.get("/clues")["items"] == []
    for username in ("liaison.chengguan", "invited.wang", "admin"):
        person(username).get(path, status=403)
        person(username).get(f"{path}/reporter", status=403)
    assert [row["type"] for row in li.get(f"{path}/timeline")["items"]].count("clue.reporter_read") == 2


def test_the_callers_data_is_in_no_answer_no_ledger_and_no_file_and_erased_by_law(li, chen, settings, database, call):
    path = f"/clues/register/{call['id']}"
    hazard = li.put(f"{path}/hazard", {"type": "manhole.net_missing"})["hazard_id"]
    shown = [li.get(path), li.get("/clues"), li.get(f"/hazards/{hazard}"), li.get(f"{path}/timeline")]
    shown.append(li.get("/hazards", q=PHONE))
    with database.read() as session:
        shown += [(bytes(row.canonical), bytes(row.payload)) for row in session.query(Entry)]
    assert CALLER not in str(shown).replace("\\u", "") and PHONE not in str(shown)
    if database.is_sqlite:
        kept = b"".join(file.read_bytes() for file in settings.data.glob("lanjian.db*"))
        assert CALLER.encode() not in kept and PHONE.encode() not in kept

    law = {"reason": "本人要求删除", "legal_basis": "《个人信息保护法》第四十七条"}
    li.post(f"{path}/reporter/erase", law, status=403)
    gone = chen.post(f"{path}/reporter/erase", law | {"also_words": True})
    assert gone["said"] == "（已依法删除）"
    assert (gone["has_reporter"], gone["no_reply_reason"], gone["unanswered"]) == (False, "erased", False)
    assert {clock["outcome"] for clock in gone["clocks"]} == {"cancelled"}
    chen.get(f"{path}/reporter", status=404)


def first_of(somebody):
    return somebody.get("/clues")["items"][0]
