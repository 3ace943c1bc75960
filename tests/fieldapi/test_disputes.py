"""Nobody is known to own it, or several deny: the timed path to an owner, with the territorial government on guard."""

from datetime import date, timedelta

import pytest

from inspections.db import new_id
from tests.dispute_steps import (
    CITY,
    COUNTY,
    POLICY,
    SCHOOL,
    TODAY,
    TOWN,
    WATER,
    act,
    broken_valve,
    deny,
    designate,
    opened,
)
from tests.people import Person
from tests.steps import again, agency, wrong

BETWEEN_TOWNS = {"lon": 117.356763, "lat": 37.761986, "datum": "WGS84", "accuracy_m": 50, "source": "gnss"}
NEAR_LELING = {"lon": 117.309409, "lat": 37.7399, "datum": "WGS84", "accuracy_m": 100, "source": "gnss"}


def signed_in_anew(person):
    """After a day nobody is signed in any more."""
    person.headers = Person(person.app, "prosecutor.qingyun").headers


def in_days(state):
    return str(TODAY + timedelta(days=POLICY["due_days"][state]))


def test_two_deny_the_town_calls_a_meeting_and_names_the_owner_who_accepts(li, zhou, clock):
    hazard, drawing = broken_valve(li)
    told = []

    def tell(dispute):
        told.append((dispute["state"], dispute["due_on"], dispute["moves"]))
        return dispute

    tell(opened(li, hazard))
    tell(deny(li, hazard, drawing, WATER))
    tell(deny(li, hazard, drawing, SCHOOL))
    tell(act(zhou, hazard, "schedule_conference", by_agency_id=agency(li, TOWN), on="2026-07-03"))
    clock.advance(days=4)
    signed_in_anew(li)
    tell(designate(li, hazard, on="2026-07-03", note="认领会后按用途指定。"))
    accepted = tell(act(li, hazard, "accept", note="书面回复接受指定。"))

    undecided = ["deny", "acknowledge", "designate", "guard", "withdraw"]
    meeting = ["deny", "schedule_conference", "acknowledge", "designate", "guard", "withdraw"]
    after = timedelta(days=POLICY["due_days"]["conference_scheduled"])
    assert told == [
        ("claimed", in_days("claimed"), undecided),
        ("claimed", in_days("claimed"), undecided),
        ("contested", in_days("contested"), meeting),
        # a clerk notes what others decided
        ("conference_scheduled", str(date(2026, 7, 3) + after), ["deny", "schedule_conference", "guard"]),
        ("designated", str(date(2026, 7, 3) + timedelta(days=POLICY["due_days"]["designated"])), told[4][2]),
        ("accepted", None, ["withdraw"]),
    ]
    assert told[4][2] == ["accept", "appeal", "guard", "withdraw"]
    assert accepted["owner"]["name"] == WATER
    assert [(step["move"], step["state"]) for step in accepted["steps"]] == [
        ("deny", "claimed"),
        ("deny", "contested"),
        ("schedule_conference", "conference_scheduled"),
        ("designate", "designated"),
        ("accept", "accepted"),
    ]
    assert accepted["steps"][0]["photo_id"] == drawing["id"]
    assert li.get(f"/hazards/{hazard['id']}/dispute") == accepted


def test_the_designated_agency_is_the_owner_by_the_document(li):
    hazard, drawing = broken_valve(li)
    opened(li, hazard)
    assert "ownership_disputed" in again(li, hazard)["flags"]

    designate(li, hazard, photo_id=drawing["id"], note="按用途确定。")
    disputed = again(li, hazard)
    act(li, hazard, "accept", note="接受")

    owner = next(row for row in disputed["responsibilities"] if row["source"] == "override")
    assert disputed["chosen"]["owner"] == owner["agency"] == {"id": agency(li, WATER), "name": WATER}
    assert owner["role"] == "owner"
    assert owner["reason"] == f"权属不明，由{TOWN}于2026-06-29以“示意街办〔2026〕12号”指定。按用途确定。"
    assert "ownership_disputed" in disputed["flags"]
    assert "ownership_disputed" not in again(li, hazard)["flags"]
    assert again(li, hazard)["version"] == disputed["version"] + 1


def test_the_dispute_stands_in_the_timeline_with_its_documents(li):
    hazard, drawing = broken_valve(li)
    opened(li, hazard)
    deny(li, hazard, drawing, WATER)
    act(li, hazard, "withdraw", note="登记有误")

    events = li.get(f"/hazards/{hazard['id']}/timeline")["items"][-3:]

    assert [event["type"] for event in events] == ["dispute.opened", "dispute.deny", "dispute.withdraw"]
    assert events[0]["payload"]["guard_due_at"] == "2026-06-30T02:05:00+00:00"
    assert events[1]["payload"]["photo_id"] == drawing["id"]
    assert (events[1]["payload"]["state"], events[1]["payload"]["due_on"]) == ("claimed", in_days("claimed"))
    assert events[2]["payload"]["note"] == "登记有误"


def test_a_denial_without_a_document_is_not_taken(li):
    hazard, _ = broken_valve(li)
    other, _ = broken_valve(li)
    foreign = li.add_photo(other)
    opened(li, hazard)
    said = {"agency_id": agency(li, WATER), "note": "口头称不是。"}

    assert wrong(act(li, hazard, "deny", status=422, **said)) == {("photo_id", "document_required")}
    refusal = act(li, hazard, "deny", status=422, **said, photo_id=foreign["id"])
    assert wrong(refusal) == {("photo_id", "no_accepted_photo")}
    assert li.get(f"/hazards/{hazard['id']}/dispute")["steps"] == []


def test_a_pdf_is_a_document_too(li):
    hazard, _ = broken_valve(li)
    opened(li, hazard)
    pdf = li.add_photo(
        hazard, "图纸.pdf", content=b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
    )

    assert deny(li, hazard, pdf, WATER)["steps"][0]["photo_id"] == pdf["id"]


def test_the_territorial_government_stands_guard_within_the_hours_that_the_policy_says(li, clock):
    hazard, photo = broken_valve(li)
    row = next(row for row in POLICY["guard"] if row["area_code"] == "371400")

    guard = opened(li, hazard)["guard"]
    clock.advance(hours=row["hours"])
    signed_in_anew(li)
    assert li.get(f"/hazards/{hazard['id']}/dispute")["guard"]["late"] is False
    clock.advance(minutes=5)
    assert li.get(f"/hazards/{hazard['id']}/dispute")["guard"]["late"] is True

    assert guard == {
        "agency": {"id": agency(li, TOWN), "name": TOWN},
        "due_at": "2026-06-30T02:05:00+00:00",
        "legal_basis": row["legal_basis"],
        "verified": False,  # the article speaks of owners, not of governments
        "guarded_at": None,
        "late": False,
    }
    said = {"by": "街道网格员老王", "photo_id": photo["id"]}
    late = act(li, hazard, "guard", at="2026-06-30T12:00:00+08:00", **said)
    assert (late["guard"]["guarded_at"], late["guard"]["late"]) == ("2026-06-30T04:00:00+00:00", True)
    early = act(li, hazard, "guard", at="2026-06-29T10:40:00+08:00", **said)
    assert (early["guard"]["guarded_at"], early["guard"]["late"]) == ("2026-06-29T02:40:00+00:00", False)
    assert (early["state"], early["due_on"]) == ("claimed", in_days("claimed"))


def test_nobody_guards_what_nobody_has_seen(li):
    hazard, photo = broken_valve(li, seen_at="2026-06-28T17:40:25+08:00")
    opened(li, hazard)
    said = {"by": "街道网格员", "photo_id": photo["id"]}

    before = act(li, hazard, "guard", at="2020-01-01T00:00:00+08:00", **said, status=422)

    assert [field["message"] for field in before["fields"]] == [
        "不能早于发现隐患的时间（2026-06-28 17:40，北京时间）。"
    ]
    guard = act(li, hazard, "guard", at="2026-06-28T17:40:00+08:00", **said)["guard"]
    assert (guard["guarded_at"], guard["late"]) == ("2026-06-28T09:40:00+00:00", False)


def test_who_stands_guard_is_named_when_it_is_not_certain(li):
    nowhere = li.record(location={"no_fix_reason": "地下通道无信号"})

    assert wrong(opened(li, nowhere, status=422)) == {("guard_id", "guard_unknown")}
    assert wrong(opened(li, nowhere, guard_id=str(new_id()), status=422)) == {("guard_id", "unknown_agency")}
    dispute = opened(li, nowhere, guard_id=agency(li, COUNTY))
    assert dispute["guard"]["agency"]["name"] == COUNTY
    assert dispute["authority"] == {"code": "371423", "level": "county"}


@pytest.mark.parametrize(
    ("place", "extends_to", "authority", "too_low", "right"),
    [
        ({}, [], ("371423001", "township"), ["示意镇二人民政府（虚构，庆云）", "乐陵市人民政府"], [TOWN, COUNTY, CITY]),
        ({"location": BETWEEN_TOWNS}, [], ("371423", "county"), [TOWN, "乐陵市人民政府"], [COUNTY, CITY]),
        ({"location": NEAR_LELING}, [], ("371400", "city"), [TOWN, COUNTY], [CITY]),
        ({}, ["371481"], ("371400", "city"), [TOWN, COUNTY], [CITY]),
        ({}, ["130925"], ("000000", "country"), [CITY], []),
    ],
    ids=["one town", "two towns", "two counties", "a line that crosses the county's edge", "two provinces"],
)
def test_the_level_that_designates_contains_the_whole_disc(li, place, extends_to, authority, too_low, right):
    hazard, _ = broken_valve(li, **place)
    dispute = opened(li, hazard, extends_to=extends_to, guard_id=agency(li, TOWN))

    assert (dispute["authority"]["code"], dispute["authority"]["level"]) == authority
    for name in too_low:
        assert wrong(designate(li, hazard, name, status=422)) == {("by_agency_id", "not_the_right_level")}
    for name in right:
        assert designate(li, hazard, name)["state"] == "designated"
        act(li, hazard, "appeal", note="有异议")


def test_only_a_government_designates(li):
    hazard, _ = broken_valve(li)
    opened(li, hazard)

    refusal = designate(li, hazard, "庆云县住房和城乡建设局", status=422)

    assert wrong(refusal) == {("by_agency_id", "not_a_government")}


def test_an_appeal_is_answered_by_another_designation(li):
    hazard, drawing = broken_valve(li)
    opened(li, hazard)
    designate(li, hazard)

    appealed = act(li, hazard, "appeal", note="该井在校园围墙内。", photo_id=drawing["id"])
    again_ = designate(li, hazard, COUNTY, SCHOOL, document_no="示意县府〔2026〕3号")

    assert appealed["moves"] == ["acknowledge", "designate", "guard", "withdraw"]
    assert (again_["state"], again_["owner"]["name"]) == ("designated", SCHOOL)
    assert again(li, hazard)["chosen"]["owner"]["name"] == SCHOOL


def test_whoever_recognises_it_as_theirs_ends_the_dispute(li):
    hazard, _ = broken_valve(li)
    opened(li, hazard)

    dispute = act(li, hazard, "acknowledge", agency_id=agency(li, WATER), note="对号认领。")

    assert (dispute["state"], dispute["due_on"], dispute["owner"]["name"]) == ("accepted", None, WATER)
    assert again(li, hazard)["chosen"]["owner"]["name"] == WATER


def test_a_withdrawal_is_a_visible_counter_act_and_another_dispute_may_follow(li):
    hazard, _ = broken_valve(li)
    first = opened(li, hazard)
    designate(li, hazard)

    withdrawn = act(li, hazard, "withdraw", note="指定文件系误传。")
    assert (withdrawn["state"], withdrawn["moves"]) == ("withdrawn", [])
    assert again(li, hazard)["chosen"]["owner"] is None
    assert "ownership_disputed" not in again(li, hazard)["flags"]

    second = opened(li, hazard)
    assert second["id"] != first["id"]
    assert li.get(f"/hazards/{hazard['id']}/dispute")["id"] == second["id"]


def test_a_new_place_leaves_the_dispute_open(li):
    hazard, _ = broken_valve(li)
    opened(li, hazard)

    moved = li.patch(f"/hazards/{hazard['id']}", {"version": again(li, hazard)["version"], "location": NEAR_LELING})

    assert "ownership_disputed" in moved["flags"]
    assert li.get(f"/hazards/{hazard['id']}/dispute")["authority"]["level"] == "city"
