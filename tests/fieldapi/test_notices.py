"""Everybody is told what concerns them: once, in time, and nothing that they may not see."""

from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlsplit
from uuid import UUID

import icalendar
import pytest
from sqlalchemy import func, select, update

from fieldapi import noticing, worker
from inspections import notices
from inspections.models import Entry, Follower, Grant, Notice
from tests import post
from tests.case_steps import act, amend, clue, received
from tests.steps import again, confirmed, outing, referred, visit, wrong

MAIL = {"email": "li.wenqing@jcy.example.cn", "daily": True}


@pytest.fixture
def look(app, settings):
    """The look that the server takes every minute."""
    return lambda **changed: noticing.look(app.extensions["database"], replace(settings, **changed))


def told(person, **query):
    """Of the person's notices, the oldest first: event, moment and what."""
    rows = person.get("/notifications", **query)["items"]
    return [(row["event"], row["moment"], row["what"]) for row in reversed(rows)]


def on_day(clock, *people, day):
    clock.at = clock.at.replace(year=day.year, month=day.month, day=day.day)
    for person in people:
        person.again()


def test_a_visit_is_announced_at_each_moment_once_and_the_late_one_goes_up(li, chen, sun, clock, look):
    referred(li)  # its visit is due on 29 July
    look()
    assert told(li) == []

    for day in (date(2026, 7, 22), date(2026, 7, 28), date(2026, 7, 29), date(2026, 8, 1), date(2026, 8, 5)):
        on_day(clock, li, chen, sun, day=day)
        look(), look()

    moments = [moment for _, moment, _ in told(li)]
    assert moments == ["T-7", "T-1", "T", "T+3", "T+7"]
    assert {(event, what) for event, _, what in told(li)} == {("follow_up_due", "referred")}
    assert told(chen) == [("follow_up_due", "T+7", "referred")] and told(sun) == []
    first = li.get("/notifications", headers={"Accept-Language": "zh"})["items"][-1]
    assert first["text"] == f"隐患 {first['about']['number']}：“转办后查看”还有 7 天到期（2026-07-29）。"
    english = li.get("/notifications", headers={"Accept-Language": "en"})["items"][0]["text"]
    assert english.endswith("a look after the referral is 7 days late (2026-07-29).")


def test_of_moments_that_were_missed_only_the_latest_is_told(li, clock, look):
    hazard = referred(li)
    on_day(clock, li, day=date(2026, 7, 29))  # the server stood still for a month
    look()
    assert told(li) == [("follow_up_due", "T", "referred")]

    visit(li, hazard, "fixed")
    on_day(clock, li, day=date(2026, 8, 5))
    look()

    assert told(li) == [("follow_up_due", "T", "referred")]


def test_who_is_assigned_hears_of_it_at_once_and_who_assigned_does_not(li, sun, zhao, chen, look):
    round_ = outing(li, participants=[{"person_id": sun.id}])
    case = clue(li, hazards=[confirmed(li)])
    amend(li, case, lead_id=li.id, member_ids=[sun.id])
    look()
    assert told(sun) == [("round_assigned", "at_once", "opened"), ("case_assigned", "at_once", "amended")]
    assert told(li) == []

    li.post(f"/inspections/{round_['id']}/participants", {"person_id": zhao.id})
    act(chen, case, "assess", note="线索属实。")
    look()

    assert told(zhao) == [("round_assigned", "at_once", "participant_added")]
    assert len(told(sun)) == 2  # not again of the same round
    assert told(li) == [("case_assigned", "at_once", "assess")]  # who is told by another's act


def test_what_waits_or_was_refused_is_told_to_whoever_recorded_it(li, sun, chen, clock, look):
    waiting, refused = sun.record(), sun.record()
    li.move(refused, "dismiss", note="经核实不属于隐患")
    look()
    assert told(sun) == [("confirmation_refused", "at_once", "dismiss")] and told(li) == []

    clock.advance(days=3)
    look()

    assert told(sun.again())[1:] == [("confirmation_pending", "T+3", "recorded")] == told(li.again())
    assert li.get("/notifications")["items"][0]["about"]["id"] == waiting["id"]
    li.move(again(li, waiting), "confirm", note="夜间无法拍照", unknown_owner=True)
    clock.advance(days=4)
    look()
    assert len(told(li.again())) == 1


def test_an_inbox_is_read_in_pages_marked_and_nobody_elses(li, sun, look):
    for _ in range(3):
        look(), li.move(sun.record(), "dismiss", note="重复上报")
    look()
    page = sun.get("/notifications", limit=2)
    rest = sun.get("/notifications", limit=2, cursor=page["next_cursor"])
    assert [len(page["items"]), len(rest["items"]), rest["next_cursor"]] == [2, 1, None]
    one = page["items"][0]["id"]

    assert li.post("/notifications/read", {"ids": [one]}) == {"unread": 0}
    assert len(told(sun, unread="true")) == 3  # another's mark changes nothing
    assert sun.post("/notifications/read", {"ids": [one]}) == {"unread": 2}
    assert sun.post("/notifications/read", {}) == {"unread": 0}
    assert told(sun, unread="true") == [] and len(told(sun)) == 3


def end_of_roles(database, person):
    """Whoever leaves the office: the grants end."""

    def end(session):
        session.execute(update(Grant).where(Grant.person_id == UUID(person.id)).values(valid_to=date(2026, 6, 1)))

    database.write(end)


def test_who_may_not_see_the_record_is_not_told_and_reads_no_more_of_it(li, sun, liu, database, look):
    hazard = sun.record()

    follower = {"hazard_id": UUID(hazard["id"]), "person_id": UUID(liu.id), "since": database.clock()}
    database.write(lambda session: session.add(Follower(**follower)))  # a county that never saw it
    li.move(hazard, "dismiss", note="不属于隐患")
    look()
    assert told(liu) == []
    assert hazard["number"] in sun.get("/notifications")["items"][0]["text"]

    end_of_roles(database, sun)

    (row,) = sun.get("/notifications")["items"]
    assert row["about"] is None and hazard["number"] not in row["text"]


def sent(app, settings, url, **changed):
    """Do every job that is due, with this mail server."""
    chosen = replace(settings, smtp_url=url, mail_from="蓝检 <lanjian@jcy.example.cn>", **changed)
    while worker.work_once(app.extensions["database"], app.extensions["store"], noticing.handlers(chosen)):
        pass


def waiting(person, state="prepared"):
    return person.get("/notifications/outgoing", state=state)["items"]


def let_out(person, row, *, status=200, **said):
    said = {"version": row["version"], "way": "mail"} | said
    return person.post(f"/notifications/outgoing/{row['id']}/release", said, status=status)


def test_a_digest_waits_for_a_person_and_goes_out_once(li, sun, zhou, liu, app, settings, look):
    assert wrong(sun.ask("PUT", "/notifications/settings", json={"daily": True}, status=422).json) == {
        ("email", "required")
    }
    sun.put("/notifications/settings", MAIL | {"muted": ["round_assigned"]})
    outing(li, participants=[{"person_id": sun.id}])
    refused = sun.record()
    li.move(refused, "dismiss", note="不属于隐患")
    look(), look()
    with post.office() as (url, box):
        sent(app, settings, url)
        assert box.letters == []  # nothing leaves by itself
        (row,) = waiting(li)
        assert (row["kind"], row["person"]["id"]) == ("digest", sun.id)
        assert refused["number"] in row["text"]["zh"] and "hazard" in row["text"]["en"]
        assert "巡查" not in row["text"]["zh"]  # muted in the digest, not in the inbox
        assert waiting(liu) == [] and let_out(zhou, row, status=403)["code"] == "role_may_not"
        assert let_out(li, row, status=409)["code"] == "no_mail_server"

        app.extensions["settings"] = replace(settings, smtp_url=url, mail_from="lanjian@jcy.example.cn")
        released = let_out(li, row)
        assert let_out(li, row, status=409)["code"] == "stale_version"
        assert (released["state"], released["released_by"]["id"]) == ("released", li.id)
        sent(app, settings, url), sent(app, settings, url)
        app.extensions["settings"] = settings

    (letter,) = box.letters
    assert letter["To"] == MAIL["email"] and letter["Auto-Submitted"] == "auto-generated"
    assert row["id"] in letter["Message-ID"] and "1 项" in letter["Subject"]
    assert refused["number"] in letter.get_content() and refused["description"] not in letter.get_content()
    assert [one["id"] for one in waiting(li, "sent")] == [row["id"]]


def test_routine_goes_out_unreleased_if_the_setting_says_so_and_says_only_what_may_be_seen(
    li, sun, app, settings, look, database, clock
):
    sun.put("/notifications/settings", MAIL | {"language": "en"})
    with post.office() as (url, box):
        li.move(sun.record(), "dismiss", note="不属于隐患")
        look(release_routine="yes", smtp_url=url)
        box.full = True
        sent(app, settings, url)
        assert box.letters == [] and len(waiting(li, "released")) == 1  # it is tried again
        box.full = False
        clock.advance(minutes=1)
        sent(app, settings, url)
        assert [letter["Subject"].partition("(")[0] for letter in box.letters] == ["Lanjian: 1 notices "]

        li.move(sun.record(), "dismiss", note="不属于隐患")
        clock.advance(days=1)
        look(release_routine="yes", smtp_url=url)
        end_of_roles(database, sun)
        sent(app, settings, url)

    assert len(box.letters) == 1  # what sun may not see any more was not sent
    assert [row["note"] for row in waiting(li.again(), "discarded")] == [""]


def test_an_agency_is_reminded_by_a_person_or_not_at_all(li, chen, sun, clock, app, look):
    case = received(li, chen, sun)
    (reply,) = [row for row in li.get("/clocks", subject=case["id"])["items"] if row["kind"] == "reply"]
    on_day(clock, li, chen, sun, day=date.fromisoformat(reply["due_on"]) - timedelta(days=1))
    look(release_routine="yes", smtp_url="smtp://127.0.0.1:1")
    (row,) = waiting(li)
    assert (row["kind"], row["moment"], row["agency"]["name"]) == ("reminder", "T-1", "庆云县综合行政执法局")
    assert reply["due_on"] in row["text"]["zh"] and case["title"] not in row["text"]["zh"]

    app_settings = app.extensions["settings"]
    app.extensions["settings"] = replace(app_settings, smtp_url="smtp://127.0.0.1:1")
    assert wrong(let_out(li, row, status=422)) == {("address", "required")}
    app.extensions["settings"] = app_settings
    copied = let_out(li, row, way="copied", note="微信发联络员")
    assert (copied["state"], copied["note"]) == ("copied", "微信发联络员")

    on_day(clock, li, day=date.fromisoformat(reply["due_on"]))
    look()
    (due,) = waiting(li)
    act(li, case, "note_reply", on=reply["due_on"], note="正在整改。")
    assert let_out(li, due, way="copied", status=409)["code"] == "reminder_needless"
    body = {"version": due["version"], "reason": "已回复"}
    assert li.post(f"/notifications/outgoing/{due['id']}/discard", body)["state"] == "discarded"
    types = {event["type"] for event in li.get(f"/cases/{case['id']}/timeline")["items"]}
    assert {"notice.released", "notice.discarded"} <= types


def feed(stranger, address, status=200):
    parts = urlsplit(address)
    response = stranger.client.get(f"{parts.path}?{parts.query}")
    assert response.status_code == status
    return response


def test_a_calendar_shows_due_dates_until_its_address_is_revoked(li, sun, chen, stranger, database):
    hazard = referred(li)
    case = received(li, chen, sun, [confirmed(li)])
    amend(li, case, lead_id=li.id, member_ids=[])
    outing(li, planned_on="2026-07-03", title="秘密行动")
    address = li.post("/notifications/calendar", {}, status=201)["address"]

    response = feed(stranger, address)

    assert response.content_type.startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(response.data)
    events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    look_ = events[f"隐患 {hazard['number']}：转办后查看"]
    assert (look_.decoded("dtstart"), look_.decoded("dtend")) == (date(2026, 7, 29), date(2026, 7, 30))
    assert any(case["number"] in summary and "到期" in summary for summary in events)
    assert [str(event["uid"]) for event in calendar.walk("VEVENT")] == [
        str(event["uid"]) for event in icalendar.Calendar.from_ical(feed(stranger, address).data).walk("VEVENT")
    ]
    text = response.get_data(as_text=True)
    assert hazard["address"] not in text and "秘密行动" not in text and case["title"] not in text
    assert li.get("/notifications/settings")["calendar"] is True

    newer = li.post("/notifications/calendar", {}, status=201)["address"]
    feed(stranger, address, 404), feed(stranger, newer)
    li.ask("DELETE", "/notifications/calendar", status=204)
    feed(stranger, newer, 404)
    feed(stranger, "/api/v1/notifications/calendar.ics?token=cal_x", 404)
    with database.read() as session:
        secret = address.partition("token=")[2]
        assert all(secret.encode() not in payload for payload in session.scalars(select(Entry.payload)) if payload)


def test_two_that_look_at_once_tell_nothing_twice(li, database, clock):
    referred(li)
    clock.advance(days=30)
    assert [database.write(notices.look) for _ in range(2)] == [1, 0]
    with database.read() as session:
        assert session.scalar(select(func.count(Notice.id))) == 1
