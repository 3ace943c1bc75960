"""A zone changes hands: the chief looks at what would change for the hazards there, and lets just that be written."""

from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select

from inspections import reassigning, responsibility
from inspections.models import AreaFeature, Entry, Layer
from tests.handover import (
    AFTER,
    BEFORE,
    BESIDE_THE_SCHOOL,
    FAR_AWAY,
    REASON,
    answer,
    apply,
    ask,
    computed,
    differences,
    hand_over,
    look,
    owners,
)
from tests.people import asset
from tests.steps import again, agency, wrong

pytestmark = [pytest.mark.slow, pytest.mark.databases("sqlite")]  # child processes and jobs


def entries(database, type_):
    with database.read() as session:
        return list(session.scalars(select(Entry.canonical).where(Entry.type == type_)))


@pytest.mark.databases("sqlite", "postgresql")
def test_the_chief_sees_the_difference_before_anything_changes_and_applies_just_that(database, li, chen, work):
    inside, outside = li.record(location=BESIDE_THE_SCHOOL), li.record(location=FAR_AWAY)
    hand_over(database)
    asked = ask(chen)
    assert (asked["state"], asked["difference"]) == ("computing", None)

    work()

    found = look(chen, asked)
    assert (found["state"], found["total"], found["changed"]) == ("computed", 2, 1)
    [count] = found["counts"]
    assert (count["role"], count["count"]) == ("owner", 1)
    assert count["before"][0]["name"] == BEFORE and count["after"][0]["name"] == AFTER
    [line] = differences(chen, asked)["items"]
    assert line["hazard_id"] == inside["id"] and line["number"] == inside["number"]
    assert line["before"]["responsibilities"] == inside["responsibilities"]
    assert again(li, inside) == inside

    apply(chen, found)
    work()

    done = look(chen, asked)
    assert (done["state"], done["done"], done["left_out"]) == ("applied", 1, [])
    changed = again(li, inside)
    assert changed["version"] == inside["version"] + 1
    assert owners(changed) == owners(li.record(location=BESIDE_THE_SCHOOL)) != owners(inside)
    assert again(li, outside) == outside


def test_what_is_applied_is_what_a_new_record_there_would_get(database, li, chen, work):
    kinds = [
        {},
        {"asset_kind": "rain_grate"},
        {"asset_kind": "heat"},
        {"type": "fire_lane.blocked", "asset_kind": None},
    ]
    old = [
        li.record(location=BESIDE_THE_SCHOOL | {"accuracy_m": metres}, **kind) for kind in kinds for metres in (3, 300)
    ]
    with_flag = li.record(location=BESIDE_THE_SCHOOL, seen_at="2026-06-29T11:00:00+08:00")
    assert with_flag["flags"] == ["clock_skew", "near_sensitive_place"]
    hand_over(database)

    apply(chen, computed(chen, work))
    work()

    for hazard in old:
        said = {name: hazard[name] for name in ("type", "asset_kind", "place_kind")}
        place = BESIDE_THE_SCHOOL | {"accuracy_m": hazard["location"]["accuracy_m"]}
        new, now = li.record(location=place, **said), again(li, hazard)
        same = now["version"] == 1  # nothing changed for it, so it still names the map that answered it
        assert answer(now) == answer(new) | ({"map_versions": hazard["map_versions"]} if same else {})
    assert again(li, with_flag)["flags"] == ["clock_skew", "near_sensitive_place"]


def test_an_ended_record_stays_as_it_was(database, li, sun, chen, work):
    hazard = sun.move(li.record(location=BESIDE_THE_SCHOOL), "dismiss", note="现场复核，井盖完好")
    hazard = again(li, hazard)
    hand_over(database)

    found = computed(chen, work)

    assert (found["total"], found["changed"]) == (0, 0)
    assert again(li, hazard) == hazard


def test_what_a_person_chose_stays_chosen_and_is_not_counted(database, li, chen, work):
    hazard = li.record(location=BESIDE_THE_SCHOOL)
    mine = hazard["responsibilities"][1]["agency"]
    override = {"version": 1, "role": "owner", "agency_id": mine["id"], "reason": "井盖上有该单位字样"}
    hazard = li.put(f"/hazards/{hazard['id']}/responsibilities", override)
    hand_over(database)

    found = computed(chen, work)

    assert (found["changed"], found["counts"]) == (1, [])
    assert differences(chen, found)["items"][0]["kept"] == ["owner"]
    apply(chen, found)
    work()
    now = again(li, hazard)
    assert now["chosen"]["owner"] == mine
    assert [row["agency"]["name"] for row in now["responsibilities"] if row["source"] == "zone"] == [AFTER]
    assert [row["agency"] for row in now["responsibilities"] if row["source"] == "override"] == [mine]


@pytest.mark.databases("sqlite", "postgresql")
def test_a_hazard_that_somebody_changed_meanwhile_is_left_out_and_listed(database, li, chen, work):
    one, two = li.record(location=BESIDE_THE_SCHOOL), li.record(location=BESIDE_THE_SCHOOL)
    hand_over(database)
    found = computed(chen, work)
    li.patch(f"/hazards/{one['id']}", {"version": 1, "severity": "low"})

    apply(chen, found)
    work()

    done = look(chen, found)
    assert (done["done"], done["left_out"]) == (2, [one["id"]])
    assert BEFORE in owners(again(li, one)) and AFTER in owners(again(li, two))


def test_a_difference_is_stale_once_layers_or_rules_moved_on(database, li, chen, work):
    li.record(location=BESIDE_THE_SCHOOL)
    hand_over(database)
    found = computed(chen, work)
    hand_over(database, "庆云县住房和城乡建设局")

    assert apply(chen, found, status=409)["code"] == "reference_changed"
    assert look(chen, found)["state"] == "computed"
    anew = computed(chen, work)
    assert anew["difference"] != found["difference"]
    apply(chen, anew)


def test_only_the_difference_that_was_looked_at_can_be_applied(database, li, chen, work):
    li.record(location=BESIDE_THE_SCHOOL)
    hand_over(database)
    asked = ask(chen)
    assert apply(chen, asked, difference="0" * 64, status=409)["code"] == "reassignment_state"
    assert chen.get(f"/reassignments/{asked['id']}/differences", status=409)["code"] == "reassignment_state"
    work()

    found = look(chen, asked)
    problem = apply(chen, found, difference="0" * 64, status=422)

    assert wrong(problem) == {("difference", "other_difference")}
    assert apply(chen, found)["state"] == apply(chen, found)["state"] == "applying"
    work()
    assert apply(chen, found)["state"] == "applied"
    assert len(entries(database, "reassignment.applied")) == 1


@pytest.mark.databases("sqlite", "postgresql")
def test_one_entry_names_the_file_and_the_timeline_of_each_hazard_names_the_act(database, store, li, chen, work):
    hazard, outside = li.record(location=BESIDE_THE_SCHOOL), li.record(location=FAR_AWAY)
    hand_over(database)
    found = computed(chen, work)
    apply(chen, found)
    work()

    [entry] = entries(database, "reassignment.applied")

    assert found["difference"] in entry.decode()
    store.verify(found["difference"])
    last = li.get(f"/hazards/{hazard['id']}/timeline")["items"][-1]
    assert (last["type"], last["actor"]["name"]) == ("reassignment.applied", "陈国平")
    assert last["payload"] == {"reason": REASON}
    assert [item["type"] for item in li.get(f"/hazards/{outside['id']}/timeline")["items"]] == ["hazard.recorded"]


@pytest.mark.databases("sqlite", "postgresql")
def test_a_crash_in_the_middle_loses_and_repeats_nothing(database, store, li, chen, work, monkeypatch):
    monkeypatch.setattr(reassigning, "BATCH", 2)
    hazards = [li.record(location=BESIDE_THE_SCHOOL) for _ in range(5)]
    hand_over(database)
    found = computed(chen, work)
    apply(chen, found)

    class PowerFailure(Exception):
        pass

    def stop(done):
        raise PowerFailure

    with pytest.raises(PowerFailure):
        reassigning.apply(database, store, found["id"], told=stop)

    assert (look(chen, found)["state"], look(chen, found)["done"]) == ("applying", 2)
    work()
    assert (look(chen, found)["state"], look(chen, found)["done"]) == ("applied", 5)
    for hazard in hazards:
        now = again(li, hazard)
        assert (now["version"], owners(now).count(AFTER)) == (2, 1)
    assert len(entries(database, "reassignment.applied")) == 1


@pytest.mark.databases("sqlite", "postgresql")
def test_pages_of_the_difference_neither_skip_nor_repeat(database, li, chen, work):
    numbers = {li.record(location=BESIDE_THE_SCHOOL)["number"] for _ in range(5)}
    hand_over(database)
    found = computed(chen, work)

    pages, cursor = [], {}
    while cursor is not None:
        page = differences(chen, found, limit=2, **cursor)
        pages.append([item["number"] for item in page["items"]])
        cursor = page["next_cursor"] and {"cursor": page["next_cursor"]}

    assert [len(page) for page in pages] == [2, 2, 1]
    assert {number for page in pages for number in page} == numbers


def test_the_spreadsheet_says_who_was_named_and_who_is_named_now(database, li, chen, work):
    hazard = li.record(location=BESIDE_THE_SCHOOL)
    hand_over(database)
    found = computed(chen, work)

    response = chen.ask("GET", f"/reassignments/{found['id']}/differences?f=xlsx")

    book = openpyxl.load_workbook(BytesIO(response.data))
    assert book.sheetnames == ["汇总", "明细"]
    [_, count] = book["汇总"].values
    assert (count[0], count[3]) == ("权属/管护单位", 1) and BEFORE in count[1] and AFTER in count[2]
    [heading, row] = book["明细"].values
    assert heading[0] == "隐患编号" and row[0] == hazard["number"]
    assert BEFORE in row[2] and AFTER in row[4]


@pytest.mark.databases("sqlite", "postgresql")
def test_a_register_that_came_later_is_linked_to_the_hazards_that_were_there(li, chen, work):
    hazard, elsewhere = li.record(location=BESIDE_THE_SCHOOL), li.record(location=FAR_AWAY)
    carrier = agency(li, AFTER)
    well = li.post("/assets", asset(owner_id=carrier, code="W-1"), status=201)

    found = computed(chen, work)
    [line] = differences(chen, found)["items"]
    assert (line["hazard_id"], line["asset_id"]) == (hazard["id"], well["id"])
    apply(chen, found)
    work()

    changed = again(li, hazard)
    assert changed["asset_id"] == well["id"]
    assert changed["responsibilities"][0]["source"] == "asset"
    assert [row["id"] for row in li.get(f"/assets/{well['id']}")["hazards"]] == [hazard["id"]]
    assert again(li, elsewhere) == elsewhere
    assert computed(chen, work)["changed"] == 0


def test_a_register_that_changed_since_makes_the_difference_stale(database, li, chen, work):
    li.record(location=BESIDE_THE_SCHOOL)
    hand_over(database)
    found = computed(chen, work)
    li.post("/assets", asset(), status=201)

    assert apply(chen, found, status=409)["code"] == "reference_changed"


def test_a_school_that_is_new_on_the_map_is_noted_with_the_hazards_near_it(database, li, chen, work):
    hazard = li.record(location=FAR_AWAY)
    assert "near_sensitive_place" not in hazard["flags"]
    lon, lat = FAR_AWAY["lon"], FAR_AWAY["lat"]

    def build(session):
        layer = session.scalars(select(Layer).where(Layer.kind == "sensitive")).first()
        place = {"type": "Point", "coordinates": [lon + 0.001, lat]}
        session.add(AreaFeature(layer_id=layer.id, code="S-9", name="新小学", attributes={}, geometry=place))
        responsibility.changed(session)

    database.write(build)
    found = computed(chen, work)
    [line] = differences(chen, found)["items"]
    assert (line["hazard_id"], line["near_sensitive_place"]) == (hazard["id"], True)
    apply(chen, found)
    work()

    changed = again(li, hazard)
    assert "near_sensitive_place" in changed["flags"]
    assert changed["severity"] == hazard["severity"]  # what a person saw stays as it was said
