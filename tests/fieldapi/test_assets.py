"""Assets one by one: registered on site, corrected with a reason, and the file of each with all its hazards."""

from geo.assets import MOST_AT_A_SPOT
from inspections.db import new_id
from tests.people import Person, asset
from tests.steps import agency, wrong

CARRIER = "示意通信运营企业甲庆云分公司"


def owner(answer):
    return [row for row in answer["responsibilities"] if row["role"] == "owner"]


def test_li_registers_a_well_and_the_next_hazard_there_knows_its_owner(li):
    carrier = agency(li, CARRIER)
    well = li.post("/assets", asset(owner_id=carrier), status=201)
    assert (well["code"], well["scheme"], well["register_name"]) == ("371423-2026-A0001", "local", "现场登记")
    assert well["sensitivity"] == "restricted"

    hazard = li.record()

    assert hazard["asset_id"] == well["id"]
    first = owner(hazard)[0]
    assert (first["source"], first["rule"], first["agency"]["name"]) == ("asset", well["code"], CARRIER)
    assert "第 371423-2026-A0001 号（距此 1.8 米，登记日期 2026-06-29，没有巡查记录）" in first["reason"]
    file = li.get(f"/assets/{well['id']}")
    assert [row["number"] for row in file["hazards"]] == [hazard["number"]]


def test_a_repeat_is_answered_and_other_content_under_the_same_id_is_not_taken(li):
    said = asset(id=str(new_id()))
    well = li.post("/assets", said, status=201)

    assert li.post("/assets", said) == well
    assert li.post("/assets", said | {"net": True}, status=409)["code"] == "id_taken"


def test_bad_registrations_name_the_field(li):
    for said, expected in [
        ({"kind": "military"}, ("kind", "kind_refused")),
        ({"kind": "unheard_of"}, ("kind", "unknown_code")),
        ({"owner_id": str(new_id())}, ("owner_id", "unknown_agency")),
        ({"cover_class": "Z9"}, ("cover_class", "bad_format")),
        ({"location": {"no_fix_reason": "没有信号"}}, ("location.lon", "required")),
        ({"code": " "}, ("code", "empty")),
    ]:
        assert expected in wrong(li.post("/assets", asset(**said), status=422)), said
    li.post("/assets", asset(code="井-1"), status=201)
    assert wrong(li.post("/assets", asset(code="井-1"), status=422)) == {("code", "asset_code_taken")}
    assert len(li.get("/assets")["items"]) == 1


def test_two_wells_in_the_circle_are_both_listed_and_neither_is_certain(li):
    for code, name in (("A", CARRIER), ("B", "庆云县住房和城乡建设局")):
        li.post("/assets", asset(code=code, owner_id=agency(li, name)), status=201)

    hazard = li.record()

    assert hazard["asset_id"] is None
    found = [row for row in owner(hazard) if row["source"] == "asset"]
    assert [(row["rule"], row["confidence"]) for row in found] == [("A", "possible"), ("B", "possible")]
    assert "误差范围内共有 2 个登记的同类设施" in found[0]["reason"]


def test_the_number_on_the_cover_counts_before_the_place(li):
    far = {"lon": 117.4, "lat": 37.775, "datum": "WGS84", "source": "gnss"}
    li.post("/assets", asset(code="NEAR", owner_id=agency(li, CARRIER)), status=201)
    read = li.post("/assets", asset(code="FAR", location=far, owner_id=agency(li, CARRIER)), status=201)

    hazard = li.record(asset_code="FAR")

    assert hazard["asset_id"] == read["id"]
    assert owner(hazard)[0]["confidence"] != "certain"  # 1.3 km from where it is registered
    assert "登记的种类或位置与现场不符" in owner(hazard)[0]["reason"]


def test_what_was_looked_at_is_told_when_nothing_was_found(li):
    def considered(**more):
        place = {"lon": 117.385, "lat": 37.775, "datum": "WGS84", "type": "manhole.net_missing"}
        answer = li.get("/responsibility", **place, asset_kind="telecom", **more)
        return [row["why"] for row in answer["considered"] if row["source"] == "asset"]

    assert considered(accuracy_m=6) == ["11 米内没有登记的此类设施（telecom）。"]
    assert considered(accuracy_m=500) == ["定位误差过大，不能按位置对应台账中的设施。"]
    assert considered(asset_code="X-9")[0] == "附近的登记设施中没有编号 X-9。"
    li.post("/assets", asset(code="A", owner_text="铁塔公司"), status=201)
    assert "登记的权属单位“铁塔公司”不在单位名录中" in considered(accuracy_m=6)[0]


def test_a_correction_needs_a_reason_and_keeps_the_past(app, li, zhao, clock):
    well = li.post("/assets", asset(owner_id=agency(li, CARRIER)), status=201)
    clock.advance(days=1)
    li, zhao = Person(app, "prosecutor.qingyun"), Person(app, "assistant.qingyun")
    path, change = f"/assets/{well['id']}", {"version": 1, "net": True, "owner_id": None}

    assert wrong(li.patch(path, change, status=422)) == {("reason", "required")}
    assert zhao.patch(path, change | {"reason": "已加装"}, status=403)["code"] == "role_may_not"
    assert li.patch(path, change | {"reason": "已加装"})["version"] == 2
    assert li.patch(path, change | {"reason": "已加装"}, status=409)["current"]["net"] is True

    (past,) = li.get(path)["history"]
    assert (past["version"], past["net"], past["valid_from"], past["valid_to"]) == (
        1,
        False,
        "2026-06-29",
        "2026-06-29",
    )


def test_the_past_is_answered_as_the_register_was(app, li, clock):
    place = {"lon": 117.385, "lat": 37.775, "datum": "WGS84", "type": "manhole.net_missing", "accuracy_m": 6}

    def named(on):
        answer = li.get("/responsibility", **place, asset_kind="telecom", on=on)
        return [row["agency"]["name"] for row in owner(answer) if row["source"] == "asset"]

    well = li.post("/assets", asset(owner_id=agency(li, CARRIER)), status=201)
    clock.advance(days=10)
    li = Person(app, "prosecutor.qingyun")
    change = {"version": 1, "owner_id": agency(li, "庆云县住房和城乡建设局"), "reason": "移交"}
    li.patch(f"/assets/{well['id']}", change)

    assert named("2026-01-01") == [CARRIER]  # nobody knows better of the time before it was registered
    assert named("2026-07-08") == [CARRIER]
    assert named("2026-07-09") == ["庆云县住房和城乡建设局"]


def test_a_number_is_that_of_the_cover_nearby_and_never_of_another_county(li, liu):
    far = {"lon": 117.2301, "lat": 37.7301, "datum": "WGS84", "source": "gnss"}
    liu.post("/assets", asset(code="X1", location=far), status=201)
    beside = {"lon": 117.3851, "lat": 37.7752, "datum": "WGS84", "source": "gnss"}
    liu.post("/assets", asset(code="X2", location=beside), status=201)
    li.post("/assets", asset(code="X3", location=far), status=201)

    for code in ("X1", "X2", "X3"):
        hazard = li.record(asset_code=code)
        assert hazard["asset_id"] is None
        assert [row for row in owner(hazard) if row["source"] == "asset"] == []


def test_in_a_crowd_of_covers_the_nearest_is_not_left_out(li, database):
    place = {"lon": 117.51, "lat": 37.79, "datum": "WGS84", "source": "gnss"}
    for number in range(MOST_AT_A_SPOT):
        away = place | {"lon": 117.51 + 0.00011 + number * 1e-7}
        li.post("/assets", asset(code=f"C{number:02}", location=away), status=201)
    li.post("/assets", asset(code="ZZ", location=place, owner_id=agency(li, CARRIER)), status=201)

    query = {"lon": 117.51, "lat": 37.79, "accuracy_m": 20, "type": "manhole.net_missing", "asset_kind": "telecom"}
    answer = li.get("/responsibility", datum="WGS84", **query)

    (first, *_) = [row for row in owner(answer) if row["source"] == "asset"]
    assert (first["rule"], first["agency"]["name"]) == ("ZZ", CARRIER)
    assert f"至少 {MOST_AT_A_SPOT} 个登记的同类设施" in first["reason"]


def test_each_filter_narrows_the_list(li):
    carrier = agency(li, CARRIER)
    li.post("/assets", asset(code="T1", owner_id=carrier, status="damaged"), status=201)
    other = {"lon": 117.45, "lat": 37.8, "datum": "WGS84", "source": "gnss"}
    said = asset(code="S1", kind="sewage", name="污水井", location=other, net=None, last_patrol_on="2026-06-01")
    li.post("/assets", said | {"cover_class": "D400"}, status=201)

    for query, expected in [
        ({}, ["S1", "T1"]),
        ({"kind": "sewage"}, ["S1"]),
        ({"owner": carrier}, ["T1"]),
        ({"status": "damaged"}, ["T1"]),
        ({"net": "no"}, ["T1"]),
        ({"net": "unknown"}, ["S1"]),
        ({"net": "yes"}, []),
        ({"cover_class": "D400"}, ["S1"]),
        ({"bbox": "117.44,37.79,117.46,37.81"}, ["S1"]),
        ({"q": "污水"}, ["S1"]),
        ({"q": "t1"}, ["T1"]),
        ({"patrolled_before": "2026-06-01"}, ["T1"]),
        ({"patrolled_before": "2026-06-02"}, ["S1", "T1"]),
        ({"missing": "true"}, []),
        ({"register_name": "现场登记"}, ["S1", "T1"]),
    ]:
        found = li.ask("GET", "/assets", query_string=query).json["items"]
        assert [row["code"] for row in found] == expected, query


def test_pages_neither_skip_nor_repeat(li):
    codes = [f"W{number}" for number in range(5)]
    for code in codes:
        li.post("/assets", asset(code=code, kind="sewage"), status=201)

    found, cursor = [], {}
    while cursor is not None:
        answer = li.get("/assets", limit=2, **cursor)
        found += [row["code"] for row in answer["items"]]
        cursor = answer["next_cursor"] and {"cursor": answer["next_cursor"]}

    assert found == codes


def test_registers_are_seen_by_their_office_and_those_above_and_below(li, liu, zheng):
    well = li.post("/assets", asset(), status=201)
    citys = zheng.post("/assets", asset(), status=201)

    assert liu.get(f"/assets/{well['id']}", status=404)["code"] == "not_found"
    assert zheng.get(f"/assets/{well['id']}")["id"] == well["id"]
    assert li.get(f"/assets/{citys['id']}")["id"] == citys["id"]
    problem = zheng.patch(f"/assets/{well['id']}", {"version": 1, "net": True, "reason": "上级"}, status=403)
    assert problem["code"] == "not_handling_office"
