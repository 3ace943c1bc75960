"""Hazards counted: for a map, for the head of a list, and never more than somebody may see."""

from collections import Counter

import pytest

from inspections import clusters as grouping
from inspections import tallies
from tests.bench import crowds
from tests.steps import agency, claimed, confirmed, outing, referred, visit

QINGYUN = "117,37.5,118,38"
FAR = {"lon": 117.45, "lat": 37.80, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"}
LELING = {"lon": 117.23, "lat": 37.73, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"}


def clusters(person, zoom, bbox=QINGYUN, **query):
    asked = {"bbox": bbox, "zoom": zoom, **query}
    return person.ask("GET", "/hazards/clusters", query_string=asked).json["items"]


def total(found):
    return sum(cluster["count"] for cluster in found)


def right(database):
    with database.read() as session:
        return tallies.held(session) == tallies.recount(session)


@pytest.mark.parametrize("zoom", [0, 5, 8, 9, 14, 22])
def test_every_hazard_is_in_one_cluster_at_every_zoom(li, zoom):
    for place in (FAR, FAR, LELING):
        li.record(location=place)
    li.record(location={"no_fix_reason": "地下室"})
    confirmed(li)

    found = clusters(li, zoom)

    assert total(found) == 4
    assert sum((Counter(cluster["statuses"]) for cluster in found), Counter()) == {"recorded": 3, "confirmed": 1}
    for cluster in found:
        west, south, east, north = cluster["bbox"]
        assert west <= cluster["lon"] <= east and south <= cluster["lat"] <= north


def test_zooming_in_opens_a_cluster_to_its_single_hazards(li):
    near, away = li.record(), li.record(location=FAR)

    assert [cluster["count"] for cluster in clusters(li, 5)] == [2]
    assert {cluster["hazard_id"] for cluster in clusters(li, 15)} == {near["id"], away["id"]}


def test_a_crowd_that_is_not_looked_at_one_by_one_is_grouped_by_the_database(zheng, database):
    box, count = (117.3, 37.7, 117.4, 37.8), grouping.FEW + 100
    crowds.fill(database, count, box, 3, office_of=lambda row: row, answered=False)

    for zoom in (8, 11, 14, 22):
        found = clusters(zheng, zoom)
        assert total(found) == count
        for cluster in found:
            west, south, east, north = cluster["bbox"]
            assert west <= cluster["lon"] <= east and south <= cluster["lat"] <= north


def test_clusters_are_narrowed_like_lists(li):
    li.record(severity="low")
    moved = confirmed(li, type="manhole.missing")
    office = agency(li, "庆云县综合行政执法局")

    for zoom in (4, 12):
        assert total(clusters(li, zoom, status="confirmed")) == 1
        assert total(clusters(li, zoom, status="closed")) == 0
        assert total(clusters(li, zoom, type="manhole")) == 2
        assert total(clusters(li, zoom, severity="low")) == 1
        assert total(clusters(li, zoom, q=moved["number"])) == 1
        assert total(clusters(li, zoom, agency=office)) == 0
    assert total(clusters(li, 4, bbox="119,37,120,38")) == 0  # beyond the cell
    assert total(clusters(li, 12, bbox="117.386,37,118,38")) == 0


def test_what_may_not_be_seen_is_in_no_cluster_and_in_no_count(li, liu, zheng, zhou):
    li.record(), liu.record(location=LELING)

    for zoom in (3, 8, 14):
        assert [total(clusters(person, zoom)) for person in (li, liu, zheng, zhou)] == [1, 1, 2, 1]
    assert [sum(person.get("/hazards/counts")["status"].values()) for person in (li, liu, zheng)] == [1, 1, 2]


def test_an_office_that_takes_part_sees_the_hazards_of_the_outing_on_its_map(li, liu):
    joint = outing(li, kind="joint_inspection", participants=[{"person_id": liu.id, "duty": "参加"}])
    li.record(inspection_id=joint["id"]), li.record()

    for zoom in (3, 8, 14):
        assert total(clusters(liu, zoom)) == 1
    assert liu.get("/hazards/counts")["status"] == {}


def test_counts_say_status_type_and_month(li):
    li.record(seen_at="2026-05-31T16:30:00Z"), confirmed(li, type="manhole.missing")  # 1 June in Shandong

    assert li.get("/hazards/counts") == {
        "status": {"recorded": 1, "confirmed": 1},
        "type": {"manhole.net_missing": 1, "manhole.missing": 1},
        "month": {"2026-06": 2},
    }


def test_the_counters_are_right_after_every_kind_of_change(li, sun, database):
    closed = claimed(sun)
    visit(sun, closed, "fixed")
    li.move(closed, "close")
    visit(sun, closed, "rebounded")
    hazard = referred(li)
    visit(li, hazard, "not_fixed")
    lost = li.record(location={"no_fix_reason": "信号差"})
    assert right(database)

    lost = li.patch(f"/hazards/{lost['id']}", {"version": lost["version"], "location": FAR})
    lost = li.patch(f"/hazards/{lost['id']}", {"version": lost["version"], "type": "manhole.missing"})
    lost = li.patch(f"/hazards/{lost['id']}", {"version": lost["version"], "seen_at": "2026-04-01T08:00:00+08:00"})
    li.move(li.record(), "mark_duplicate", master_id=lost["id"], note="同一口井")
    choice = {"version": lost["version"], "role": "owner", "agency_id": None, "reason": "无主"}
    li.put(f"/hazards/{lost['id']}/responsibilities", choice)

    assert right(database)
    assert total(clusters(li, 3)) == len(li.get("/hazards")["items"])


def test_a_box_and_a_zoom_are_needed_and_must_make_sense(li):
    for query, name in [("zoom=3", "bbox"), (f"bbox={QINGYUN}", "zoom"), (f"bbox={QINGYUN}&zoom=23", "zoom")]:
        problem = li.ask("GET", f"/hazards/clusters?{query}", status=400).json
        assert [field["path"] for field in problem["fields"]] == [name]
