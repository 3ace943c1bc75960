"""Disputes as a list, repeats and versions, and who may see them."""

from datetime import timedelta

from inspections.db import new_id
from tests.dispute_steps import POLICY, SCHOOL, TOWN, WATER, act, broken_valve, deny, designate, opened
from tests.people import Person
from tests.steps import again, agency, wrong


def states(person, **query):
    return [row["state"] for row in person.get("/disputes", **query)["items"]]


def test_the_most_pressing_come_first_and_can_be_narrowed(li, app, clock):
    old, drawing = broken_valve(li)
    opened(li, old)
    clock.advance(days=5)
    li = Person(app, "prosecutor.qingyun")
    young, _ = broken_valve(li)
    opened(li, young)
    deny(li, old, drawing, WATER)
    designated, _ = broken_valve(li)
    opened(li, designated)
    designate(li, designated, owner=SCHOOL, on="2026-07-01")

    listed = li.get("/disputes")["items"]
    assert listed[0]["hazard_id"] == old["id"]
    assert listed[0]["hazard_number"] == old["number"]
    assert states(li, state="designated") == ["designated"]
    assert states(li, agency=agency(li, WATER)) == ["claimed"]
    assert states(li, agency=agency(li, SCHOOL)) == ["designated"]
    assert len(states(li, agency=agency(li, TOWN))) == 3  # it stands guard
    assert states(li, agency=str(new_id())) == []
    assert li.get("/disputes", state="lost", status=400)["code"] == "bad_parameter"

    clock.advance(days=POLICY["due_days"]["claimed"] - 4)
    li = Person(app, "prosecutor.qingyun")
    assert [(row["hazard_id"], row["overdue"]) for row in li.get("/disputes", overdue="true")["items"]] == [
        (old["id"], True)
    ]
    assert len(li.get("/disputes", overdue="false")["items"]) == 2


def test_pages_neither_skip_nor_repeat(li):
    ids = set()
    for _ in range(5):
        hazard, _ = broken_valve(li)
        ids.add(opened(li, hazard)["id"])

    found, cursor = [], None
    while True:
        page = li.get("/disputes", limit=2, **({"cursor": cursor} if cursor else {}))
        found += [row["id"] for row in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert sorted(found) == sorted(ids)
    first = li.get("/disputes", limit=2)["next_cursor"]
    assert li.get("/disputes", cursor=first, state="claimed", status=400)["fields"][0]["code"] == "bad_cursor"


def test_an_ended_hazard_takes_its_dispute_off_the_list(li):
    hazard, master = broken_valve(li)[0], li.record()
    opened(li, hazard)

    li.move(hazard, "mark_duplicate", master_id=master["id"], note="同一口井")
    assert li.get("/disputes")["items"] == []
    assert act(li, hazard, "withdraw", note="已并案", status=409)["code"] == "record_ended"

    li.post(f"/hazards/{hazard['id']}/split", {"reason": "误并", "version": again(li, hazard)["version"]})
    assert states(li) == ["claimed"]


def test_denials_are_counted_by_agency_in_the_order_of_areas_never_of_numbers(li, liu):
    one, drawing = broken_valve(li)
    two, plan = broken_valve(li)
    opened(li, one), opened(li, two)
    for hazard, photo, name in ((one, drawing, WATER), (one, drawing, WATER), (two, plan, WATER), (two, plan, SCHOOL)):
        deny(li, hazard, photo, name)

    rows = li.get("/disputes/denials")["items"]

    assert [(row["agency"]["name"], row["denials"], row["disputes"]) for row in rows] == [(WATER, 3, 2), (SCHOOL, 1, 1)]
    assert liu.get("/disputes/denials")["items"] == []


def test_the_same_id_and_words_again_change_nothing(li):
    hazard, drawing = broken_valve(li)
    id_, step = str(new_id()), str(new_id())

    first = opened(li, hazard, id=id_)
    assert opened(li, hazard, id=id_, status=200) == first
    assert opened(li, hazard, id=id_, note="另一句话", status=409)["code"] == "id_taken"
    assert opened(li, hazard, status=409)["code"] == "dispute_open"

    denied = deny(li, hazard, drawing, WATER, id=step)
    assert deny(li, hazard, drawing, WATER, id=step) == denied
    assert deny(li, hazard, drawing, SCHOOL, id=step, status=409)["code"] == "id_taken"
    assert len(li.get(f"/hazards/{hazard['id']}/timeline")["items"]) == 5  # recorded, confirmed, photo, opened, denied

    other, _ = broken_valve(li)
    assert opened(li, other, id=id_, status=409)["code"] == "id_taken"
    opened(li, other)
    assert act(li, other, "withdraw", id=step, note="误", status=409)["code"] == "id_taken"


def test_who_looked_at_an_older_version_gets_the_present_one(li, sun):
    hazard, drawing = broken_valve(li)
    stale_hazard = opened(li, hazard, version=1, status=409)
    assert stale_hazard["current"]["id"] == hazard["id"]

    dispute = opened(li, hazard, version=again(li, hazard)["version"])
    deny(sun, hazard, drawing, WATER, version=dispute["version"])
    stale = deny(li, hazard, drawing, SCHOOL, version=dispute["version"], status=409)

    assert stale["code"] == "stale_version"
    assert [step["agency"]["name"] for step in stale["current"]["steps"]] == [WATER]


def test_an_illegal_move_says_which_there_are(li):
    hazard, _ = broken_valve(li)
    opened(li, hazard)

    refusal = act(li, hazard, "accept", note="接受", status=409)

    assert refusal["code"] == "illegal_dispute_move"
    assert refusal["detail"] == "状态为“待认领”的权属争议不能“登记接受指定”。"
    assert refusal["moves"] == ["deny", "acknowledge", "designate", "guard", "withdraw"]
    assert act(li, hazard, "bury", status=422)["fields"][0]["code"] == "not_one_of"


def test_an_ended_hazard_gets_no_dispute(li, sun):
    hazard, _ = broken_valve(li)
    sun.move(hazard, "dismiss", note="不是隐患")

    assert opened(li, hazard, status=409)["code"] == "record_ended"


def test_what_was_said_is_read_strictly(li):
    hazard, _ = broken_valve(li)

    refusals = [
        opened(li, hazard, status=422, **said)
        for said in ({"note": " "}, {"extends_to": ["37142"]}, {"extends_to": ["３７１４２３"]}, {"owner": "x"})
    ]

    found = [field for refusal in refusals for field in wrong(refusal)]
    assert found == [
        ("note", "empty"),
        ("extends_to.0", "bad_format"),
        ("extends_to.0", "bad_format"),
        ("owner", "unknown_field"),
    ]


def test_a_clerk_notes_what_others_said_and_opens_nothing(li, zhou):
    hazard, drawing = broken_valve(li)

    assert opened(zhou, hazard, status=403)["code"] == "role_may_not"
    opened(li, hazard)
    deny(zhou, hazard, drawing, WATER)
    assert act(zhou, hazard, "withdraw", note="撤回", status=403)["code"] == "role_may_not"


def test_other_offices_look_or_know_nothing(li, zheng, liu):
    hazard, _ = broken_valve(li)
    path = f"/hazards/{hazard['id']}/dispute"
    assert li.get(path, status=404)["code"] == "not_found"
    opened(li, hazard)

    assert zheng.get(path)["moves"] == []
    assert len(zheng.get("/disputes")["items"]) == 1
    assert act(zheng, hazard, "withdraw", note="上级", status=403)["code"] == "not_handling_office"
    assert liu.get(path, status=404)["code"] == "not_found"
    assert liu.get("/disputes")["items"] == []
    assert act(liu, hazard, "withdraw", note="邻县", status=404)["code"] == "not_found"


def test_a_dispute_is_late_from_the_day_after_its_last_day(li, app, clock):
    hazard, _ = broken_valve(li)
    opened(li, hazard)

    def on_day(days):
        clock.at = clock.at.replace(month=6, day=29) + timedelta(days=days)
        return Person(app, "prosecutor.qingyun").get(f"/hazards/{hazard['id']}/dispute")["overdue"]

    last = POLICY["due_days"]["claimed"]
    assert (on_day(last), on_day(last + 1)) == (False, True)
