"""What is due, by which rule, and what people do to a clock by hand."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from tests.clocks import moved, notified, started
from tests.steps import again, agency, confirmed, visit, wrong

ON_SQLITE = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


def test_a_telephone_call_about_a_displaced_cover_gives_its_owner_a_day(li, clock):
    cover, net = li.record(type="manhole.displaced"), li.record(type="manhole.net_missing")
    clock.advance(minutes=5)

    owner = agency(li, "示意通信铁塔企业（庆云）")
    told = notified(li, cover, agency_id=owner)["clock"]

    assert (told["due_at"], told["kind"], told["event"]) == (
        "2026-06-30T02:05:00+00:00", "owner_refits_cover", "hazard.owner_notified")  # fmt: skip
    assert told["rule"]["mark"] == "T12" and "第十七条" in told["rule"]["article"]
    assert told["subject_id"] == cover["id"] and "为准" in told["notice"]
    assert notified(li, net)["clock"] is None  # art. 17 speaks of loss, damage and shift
    assert notified(li, cover, at="2026-06-29T10:10:00+08:00")["clock"] == told  # being told again gives no more time
    types = [event["type"] for event in li.get(f"/hazards/{cover['id']}/timeline")["items"]]
    assert types.count("hazard.owner_notified") == 2


def test_what_the_owner_did_not_do_in_a_day_is_overdue_until_it_is_seen_done(li, sun, clock):
    cover = confirmed(li, type="manhole.broken")
    told = notified(li, cover)["clock"]
    clock.advance(hours=25)
    li.again(), sun.again()

    assert again(li, cover)["overdue"] is True
    assert [row["id"] for row in li.get("/hazards", overdue=True)["items"]] == [cover["id"]]
    assert [row["id"] for row in li.get("/clocks", overdue=True)["items"]] == [told["id"]]
    visit(sun, cover, "fixed")

    ended = li.get(f"/clocks/{told['id']}")
    assert (ended["state"], ended["outcome"], ended["overdue"]) == ("ended", "met_late", False)
    assert again(li, cover)["overdue"] is False
    assert li.get("/clocks")["items"] == []
    assert [row["id"] for row in li.get("/clocks", subject=cover["id"])["items"]] == [told["id"]]


@ON_SQLITE
def test_who_saw_it_done_in_time_says_when(li, clock):
    cover = confirmed(li, type="manhole.broken")
    told = notified(li, cover)["clock"]
    clock.advance(hours=30)
    li.again()

    early = moved(li, told["id"], "end", at="2026-06-29T09:00:00+08:00", status=422)
    ended = moved(li, told["id"], "end", at="2026-06-29T10:40:00+08:00", note="巡查照片显示已复位")

    assert wrong(early) == {("at", "before_it_started")}
    assert (ended["outcome"], ended["moves"]) == ("met", [])
    assert moved(li, told["id"], "end", status=409)["code"] == "illegal_clock_move"


def test_two_who_tell_the_owner_at_once_start_one_clock(li, sun):
    cover = li.record(type="manhole.displaced")

    with ThreadPoolExecutor(2) as both:
        told = list(both.map(lambda person: notified(person, cover)["clock"]["id"], [li, sun]))

    assert told[0] == told[1]
    assert len(li.get("/clocks", subject=cover["id"])["items"]) == 1


@ON_SQLITE
def test_a_hazard_that_falls_away_takes_its_clock_along(li, sun):
    cover = li.record(type="manhole.missing")
    told = notified(li, cover)["clock"]

    sun.move(cover, "dismiss", note="系施工围挡内的作业井")

    assert li.get(f"/clocks/{told['id']}")["outcome"] == "cancelled"
    assert notified(li, cover, status=409)["code"] == "record_ended"


@ON_SQLITE
def test_a_notice_is_told_of_what_was_seen_and_not_of_tomorrow(li):
    cover = li.record(type="manhole.missing")

    assert wrong(notified(li, cover, at="2026-06-30T10:05:00+08:00", status=422)) == {("at", "in_the_future")}
    assert wrong(notified(li, cover, at="2026-06-28T10:05:00+08:00", status=422)) == {("at", "before_it_was_seen")}
    unknown = notified(li, cover, agency_id=cover["id"], status=422)
    assert wrong(unknown) == {("agency_id", "unknown_agency")}


def test_the_two_clocks_of_one_hazard_are_two_and_the_due_list_goes_page_by_page(li, liu, zheng):
    cover = li.record(type="manhole.displaced")
    day, reply = notified(li, cover)["clock"], str(started(li, cover))

    first = li.get("/clocks", limit=1)
    second = li.get("/clocks", limit=1, cursor=first["next_cursor"])

    assert [row["id"] for row in first["items"] + second["items"]] == [day["id"], reply]
    told = second["items"][0]
    assert (told["due_on"], told["safe_on"], told["calendar"]) == ("2026-08-31", "2026-08-28", ["CN-2026"])
    assert second["next_cursor"] is None
    assert [row["id"] for row in li.get("/clocks", due_before="2026-06-30")["items"]] == [day["id"]]
    assert [row["id"] for row in zheng.get("/clocks", kind="reply")["items"]] == [reply]
    assert zheng.get(f"/clocks/{reply}")["moves"] == []
    assert liu.get("/clocks")["items"] == []
    liu.get(f"/clocks/{reply}", status=404)


@ON_SQLITE
def test_an_agencys_request_moves_no_reply_date_and_a_review_is_extended_by_the_chief(li, chen, zhou, clock):
    hazard = li.record()
    reply, review = started(li, hazard), started(li, hazard, "review", "case.rectification_ended")

    assert li.get(f"/clocks/{reply}")["moves"] == []
    for verb, said in (("extend", {}), ("suspend", {"on": "2026-06-29", "ground": "appraisal"})):
        assert moved(chen, reply, verb, status=409, **said)["code"] == "illegal_clock_move"
    assert moved(li, review, "extend", status=403)["code"] == "role_may_not"
    assert moved(zhou, review, "cancel", status=403)["code"] == "role_may_not"
    extended = moved(chen, review, "extend", note="案情复杂")
    assert (extended["due_on"], extended["extensions"][0]["level"]) == ("2026-08-31", "chief")
    assert wrong(moved(li, review, "extend", status=422)) == {("days", "required")}
    assert wrong(moved(li, review, "extend", days=20, status=422)) == {("by", "required")}
    stale = moved(li, review, "extend", version=1, days=20, by="德州市院〔2026〕3号", status=409)
    assert stale["current"]["due_on"] == "2026-08-31"
    clock.advance(days=5)
    li.again()
    wanted = {("on", "required"), ("ground", "required"), ("days", "not_for_this_move")}
    assert wrong(moved(li, review, "suspend", days=3, status=422)) == wanted
    bad = moved(li, review, "suspend", on="2026-07-01", ground="review_suspended", status=422)
    assert wrong(bad) == {("ground", "not_one_of")}  # that one needs its papers: a move of the case
    moved(li, review, "suspend", on="2026-07-01", ground="appraisal", note="委托鉴定")
    resumed = moved(li, review, "resume", on="2026-07-04", note="收到鉴定意见")
    assert (resumed["due_on"], resumed["suspensions"][0]["to"]) == ("2026-09-01", "2026-07-04")
    trail = [event["type"] for event in li.get(f"/hazards/{hazard['id']}/timeline")["items"]]
    assert trail[-3:] == ["clock.extended", "clock.suspended", "clock.resumed"]


@ON_SQLITE
def test_an_english_reader_is_told_in_english_which_rule_it_is(li):
    clock_id = started(li, li.record(), on=date(2026, 6, 1))

    told = li.get(f"/clocks/{clock_id}", headers={"Accept-Language": "en"})

    assert told["rule"]["name"] == "The agency performs and replies in writing"
    assert "prevail" in told["notice"]
