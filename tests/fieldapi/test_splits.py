"""Merging is undone where it was wrong; a record of two spots becomes two. Followers move along and nobody is lost."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

import inspections
from inspections import migrations
from inspections.db import new_id
from tests.people import Person
from tests.steps import CLAIM, again, confirmed, outing, referral, referred, visit, wrong

FOLDER = Path(inspections.__file__).parent / "reference"
POLICY = json.loads((FOLDER / "follow_up_policy.json").read_text("utf-8"))
SECOND = {"lon": 117.3853, "lat": 37.7751, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"}
PLAIN = "density_plot.png"  # a picture without a place of its own


def merged(person, hazard, master):
    return person.move(hazard, "mark_duplicate", master_id=master["id"], note="同一口井")


def split(person, hazard, *, status=200, **said):
    body = {"version": again(person, hazard)["version"], "reason": "现场复核为两处。"} | said
    return person.post(f"/hazards/{hazard['id']}/split", body, status=status)


def names(person, hazard):
    return [row["person"]["name"] for row in person.get(f"/hazards/{hazard['id']}/followers")["items"]]


def visits(person, hazard):
    rows = person.get("/follow-ups")["items"]
    return [(row["reason"], row["due_on"]) for row in rows if row["hazard_id"] == hazard["id"]]


@pytest.mark.parametrize(
    ("before", "status"),
    [(Person.record, "recorded"), (confirmed, "confirmed"), (referred, "referred")],
    ids=["recorded", "confirmed", "referred"],
)
def test_a_duplicate_becomes_again_what_it_was(li, before, status):
    hazard, master = before(li), li.record()
    twin = merged(li, hazard, master)
    assert (twin["status"], twin["duplicate_of_id"]) == ("duplicate", master["id"])

    free = split(li, hazard)

    assert (free["status"], free["duplicate_of_id"]) == (status, None)
    assert free["version"] == twin["version"] + 1
    assert free["moves"] == hazard["moves"]
    event = li.get(f"/hazards/{hazard['id']}/timeline")["items"][-1]
    assert (event["type"], event["payload"]["status"]) == ("hazard.split", status)
    assert (event["payload"]["reason"], event["payload"]["master_id"]) == ("现场复核为两处。", master["id"])
    merge, undone = li.get(f"/hazards/{master['id']}/timeline")["items"][-2:]
    assert (merge["type"], merge["payload"]["duplicate_id"], undone) == ("hazard.mark_duplicate", hazard["id"], event)


def test_the_visits_that_the_merge_made_needless_are_planned_anew(li, app, clock):
    hazard, master = referred(li), li.record()
    answered = li.move(hazard, "claim_fix", **CLAIM)
    visit(li, answered, "not_fixed")
    assert visits(li, hazard) == [("not_fixed", str(date(2026, 6, 29) + timedelta(days=POLICY["not_fixed"])))]
    merged(li, hazard, master)
    assert visits(li, hazard) == []

    clock.advance(days=2)
    li = Person(app, "prosecutor.qingyun")
    split(li, hazard)
    assert visits(li, hazard) == [("not_fixed", str(date(2026, 7, 1) + timedelta(days=POLICY["not_fixed"])))]

    merged(li, hazard, master)
    split(li, hazard)
    assert len(visits(li, hazard)) == 1


def test_a_duplicate_from_before_splits_were_known_is_freed_too(li, database):
    hazards, master = [li.record(), confirmed(li), referred(li)], li.record()
    for hazard in hazards:
        merged(li, hazard, master)

    migrations.downgrade(database, "0002")
    migrations.upgrade(database)

    assert [split(li, hazard)["status"] for hazard in hazards] == ["recorded", "confirmed", "referred"]
    assert visits(li, hazards[0]) == visits(li, hazards[1]) == []
    assert [reason for reason, _ in visits(li, hazards[2])] == ["referred"]
    assert names(li, master) == ["李文清"]


def test_only_a_duplicate_is_freed_and_only_once(li):
    hazard, master = li.record(), li.record()
    merged(li, hazard, master)
    split(li, hazard)

    assert wrong(split(li, hazard, status=422)) == {("location", "required")}
    merged(li, hazard, master)
    assert wrong(split(li, hazard, location=SECOND, photo_ids=[], status=422)) == {
        ("location", "not_for_a_duplicate"),
        ("photo_ids", "not_for_a_duplicate"),
    }
    stale = split(li, hazard, version=1, status=409)
    assert (stale["code"], stale["current"]["status"]) == ("stale_version", "duplicate")


def test_a_second_spot_gets_a_record_of_its_own_with_the_photos_that_show_it(li, store):
    hazard = confirmed(li)
    both, second = li.add_photo(hazard, kind="far"), li.add_photo(hazard, PLAIN, provenance="captured_in_app")
    before = again(li, hazard)

    part = split(
        li, hazard, status=201, photo_ids=[second["id"], both["id"]], location=SECOND, description="西侧一处。"
    )

    assert (part["status"], part["split_from_id"], part["description"]) == ("recorded", hazard["id"], "西侧一处。")
    kept = ("type", "asset_kind", "place_kind", "severity", "seen_at", "office", "found_by_office")
    assert [part[name] for name in kept] == [before[name] for name in kept]
    assert (part["location"]["lon"], part["number"] != before["number"]) == (SECOND["lon"], True)
    assert part["responsibilities"] and part["area"]["code"] == "371423"
    assert {photo["sha256"] for photo in part["photos"]} == {both["sha256"], second["sha256"]}
    twin = next(photo for photo in part["photos"] if photo["sha256"] == second["sha256"])
    same = ("provenance", "kind", "received_at", "uploaded_by", "claimed", "captured", "size_bytes", "media_type")
    assert [twin[name] for name in same] == [second[name] for name in same]
    assert twin["id"] != second["id"]
    assert again(li, hazard)["photos"] == before["photos"]
    assert again(li, hazard)["version"] == before["version"] + 1
    assert (
        li.ask("GET", f"/photos/{twin['id']}/original", buffered=True).data == store.path(second["sha256"]).read_bytes()
    )


def test_the_division_stands_in_both_timelines_and_that_of_the_photo(li):
    hazard = confirmed(li)
    photo = li.add_photo(hazard, PLAIN)

    part = split(li, hazard, status=201, photo_ids=[photo["id"]], location=SECOND)

    event = li.get(f"/hazards/{hazard['id']}/timeline")["items"][-1]
    assert event["type"] == "hazard.split"
    assert event["payload"] == {
        "reason": "现场复核为两处。",
        "from_id": hazard["id"],
        "part_id": part["id"],
        "photo_ids": [photo["id"]],
    }
    assert li.get(f"/hazards/{part['id']}/timeline")["items"] == [event]


def test_a_photo_is_judged_by_the_new_place(li):
    hazard = li.record()
    place = json.dumps(SECOND | {"lon": 117.4191})
    photo = li.add_photo(hazard, PLAIN, location=place)
    assert photo["flags"] == ["too_far"]

    part = split(li, hazard, status=201, photo_ids=[photo["id"]], location=json.loads(place))

    assert part["photos"][0]["flags"] == []


def test_the_same_photo_named_twice_is_shown_once_and_twins_stay_twins(li):
    hazard = li.record()
    one, two = (li.add_photo(hazard, PLAIN, id=str(new_id())) for _ in range(2))

    part = split(li, hazard, status=201, photo_ids=[one["id"], two["id"], one["id"]], location=SECOND)

    assert [photo["sha256"] for photo in part["photos"]] == [one["sha256"]] * 2


def test_the_same_id_and_words_again_give_the_same_record(li):
    hazard, id_ = li.record(), str(new_id())
    said = {"id": id_, "location": SECOND, "version": 1}

    part = split(li, hazard, status=201, **said)
    assert split(li, hazard, **said) == part
    assert split(li, hazard, **said | {"reason": "另一个原因"}, status=409)["code"] == "id_taken"
    assert split(li, li.record(), **said, status=409)["code"] == "id_taken"


def test_a_split_that_cannot_be_is_refused_and_nothing_is_new(li, sun):
    hazard, other = li.record(), li.record()
    foreign = li.add_photo(other)
    count = len(li.get("/hazards")["items"])

    assert wrong(split(li, hazard, status=422, reason=" ")) == {("reason", "empty")}
    assert wrong(split(li, hazard, status=422, location=SECOND, photo_ids=[foreign["id"]])) == {
        ("photo_ids.0", "no_accepted_photo")
    }
    swapped = SECOND | {"lon": 37.77, "lat": 117.38}
    assert wrong(split(li, hazard, status=422, location=swapped)) == {("location.lat", "lat_lon_swapped")}
    sun.move(other, "dismiss", note="不是隐患")
    assert split(li, other, status=409, location=SECOND)["code"] == "record_ended"
    assert len(li.get("/hazards")["items"]) == count


def test_a_second_spot_belongs_to_the_outing_while_that_is_open(li):
    patrol = outing(li, kind="patrol", title="承德小学周边")
    hazard = li.record(inspection_id=patrol["id"])

    during = split(li, hazard, status=201, location=SECOND)
    li.post(f"/inspections/{patrol['id']}/finalise", {})
    after = split(li, hazard, status=201, location=SECOND)

    assert (during["inspection_id"], after["inspection_id"]) == (patrol["id"], None)
    recorded = li.get(f"/inspections/{patrol['id']}")["recorded_hazard_ids"]
    assert recorded == [hazard["id"], during["id"]]


def test_others_may_not_split_and_strangers_know_of_nothing(li, zhou, zheng, liu):
    hazard = li.record()

    for person, status, code in ((zhou, 403, "role_may_not"), (zheng, 403, "not_handling_office")):
        assert split(person, hazard, status=status, location=SECOND)["code"] == code
    body = {"version": 1, "reason": "邻县", "location": SECOND}
    assert liu.post(f"/hazards/{hazard['id']}/split", body, status=404)["code"] == "not_found"


def test_a_master_is_named_only_to_those_who_may_see_it(li, liu):
    """Liu takes part in the outing, so sees the hazard that is on its agenda, and not its master."""
    hazard, master = referred(li), li.record()
    li.post("/inspections", {"kind": "joint_inspection", "title": "联合", "hazard_ids": [hazard["id"]],
                             "participants": [{"person_id": liu.id}]}, status=201)  # fmt: skip
    merged(li, hazard, master)

    assert again(li, hazard)["duplicate_of_id"] == master["id"]
    assert again(liu, hazard)["duplicate_of_id"] is None
    assert master["id"] not in liu.ask("GET", f"/hazards/{hazard['id']}/timeline").text
    split(li, hazard)
    merged(li, hazard, master)
    assert master["id"] not in liu.ask("GET", f"/hazards/{hazard['id']}/timeline").text
    assert master["id"] in li.ask("GET", f"/hazards/{hazard['id']}/timeline").text


def test_what_was_said_of_a_duplicate_is_told_only_to_who_sees_the_duplicate(li, liu):
    hazard, master = li.record(), referred(li)
    li.post("/inspections", {"kind": "joint_inspection", "title": "联合", "hazard_ids": [master["id"]],
                             "participants": [{"person_id": liu.id}]}, status=201)  # fmt: skip
    merged(li, hazard, master)
    split(li, hazard)

    types = {
        who: [event["type"] for event in who.get(f"/hazards/{master['id']}/timeline")["items"]] for who in (li, liu)
    }
    assert types[li] == [*types[liu], "hazard.mark_duplicate", "hazard.split"]
    assert hazard["id"] not in liu.ask("GET", f"/hazards/{master['id']}/timeline").text


def test_who_recorded_it_follows_it_and_anybody_who_sees_it_may(li, sun, zheng):
    hazard = li.record()
    assert names(li, hazard) == ["李文清"]

    for _ in range(2):
        sun.ask("PUT", f"/hazards/{hazard['id']}/follow", status=204)
    zheng.ask("PUT", f"/hazards/{hazard['id']}/follow", status=204)
    assert set(names(li, hazard)) == {"李文清", "孙立群", "郑海燕"}

    for _ in range(2):
        sun.ask("DELETE", f"/hazards/{hazard['id']}/follow", status=204)
    assert set(names(li, hazard)) == {"李文清", "郑海燕"}
    assert again(li, hazard)["version"] == hazard["version"]


def test_followers_move_along_with_a_merge_and_are_not_lost_by_its_undoing(li, sun, chen):
    hazard, master = li.record(), sun.record()
    chen.ask("PUT", f"/hazards/{hazard['id']}/follow", status=204)
    sun.ask("PUT", f"/hazards/{hazard['id']}/follow", status=204)

    merged(sun, hazard, master)
    assert set(names(li, master)) == set(names(li, hazard)) == {"李文清", "孙立群", "陈国平"}

    split(sun, hazard)
    assert set(names(li, hazard)) == {"李文清", "孙立群", "陈国平"}


def test_followers_of_a_record_follow_its_second_spot_and_its_relapse(li, sun):
    hazard = confirmed(li)
    part = split(sun, hazard, status=201, location=SECOND)
    assert set(names(li, part)) == {"李文清", "孙立群"}

    li.move(hazard, "refer", **referral(li))
    visit(li, hazard, "fixed")
    sun.move(hazard, "close")
    visit(sun, hazard, "rebounded")
    relapse = next(row for row in li.get("/hazards")["items"] if row["previous_hazard_id"] == hazard["id"])
    assert set(names(li, relapse)) == {"李文清", "孙立群"}


def test_what_one_may_not_see_one_does_not_follow(li, liu):
    hazard = li.record()

    for method in ("PUT", "DELETE"):
        assert liu.ask(method, f"/hazards/{hazard['id']}/follow", status=404).json["code"] == "not_found"
    assert liu.get(f"/hazards/{hazard['id']}/followers", status=404)["code"] == "not_found"
    assert names(li, hazard) == ["李文清"]
