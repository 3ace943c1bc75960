"""The ledger that an office kept before (隐患台账) is taken over: dry run, faults by row, doubles, and never twice."""

import io

import openpyxl
import pytest

from tests import imports
from tests.registers import found

pytestmark = [pytest.mark.slow, pytest.mark.databases("sqlite")]  # child processes and jobs

HEADINGS = (
    "编号",
    "隐患类型",
    "发现时间",
    "经度",
    "纬度",
    "地址",
    "情况描述",
    "严重程度",
    "设施种类",
    "办理情况",
    "科室",
)


def line(number, **changes):
    """One row: a missing cover, each a hundred metres from the next."""
    row = {
        "编号": f"2025-{number:03}",
        "隐患类型": "井盖缺失",
        "发现时间": "2025-09-01",
        "经度": 117.385 + number * 0.0012,
        "纬度": 37.775,
        "地址": f"渤海路{number}号",
        "情况描述": "井盖缺失，无警示",
        "严重程度": "严重",
        "设施种类": "污水",
        "办理情况": "已电话告知",
        "科室": "第四检察部",
    }
    return row | changes


def ledger(*rows):
    """The rows as a spreadsheet under the headings of the template, and one heading more."""
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    for row in rows:
        book.active.append([row[heading] for heading in HEADINGS])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def checked(person, *rows, **said):
    return imports.checked(person, "/hazards/imports", ledger(*rows), {"source": "2025年台账"} | said)


def applied(person, *rows, **said):
    return imports.applied(person, "/hazards/imports", ledger(*rows), {"source": "2025年台账"} | said)


def recorded(person):
    return person.ask("GET", "/hazards", query_string={"sort": "seen_at"}).json["items"]


@pytest.mark.databases("sqlite", "postgresql")
def test_a_dry_run_records_nothing_and_applying_records_each_row_as_if_on_site(li):
    row = checked(li, line(1), line(2, 发现时间="2025-09-02 16:30"))
    assert (row["state"], row["report"]["accepted"]) == ("checked", 2)
    assert recorded(li) == []

    li.post(f"/imports/{row['id']}/apply", {"version": row["version"]})
    imports.work(li.app)

    first, second = recorded(li)
    assert (first["type"], first["severity"], first["asset_kind"]) == ("manhole.missing", "high", "sewage")
    assert (first["seen_at"][:10], second["seen_at"]) == ("2025-08-31", "2025-09-02T08:30:00+00:00")
    assert first["description"] == "井盖缺失，无警示\n台账记载的办理情况：已电话告知\n科室：第四检察部"
    assert first["area"]["code"] == "371423"
    assert first["recorded_by"]["name"] == "李文清"
    assert {candidate["role"] for candidate in first["responsibilities"]} == {"owner", "regulator", "territorial"}
    assert first["origin"] == {
        "source": "2025年台账",
        "external_number": "2025-001",
        "row": 2,
        "import_id": row["id"],
    }
    assert li.record()["origin"] is None


@pytest.mark.databases("sqlite", "postgresql")
def test_the_same_ledger_again_adds_only_what_is_new(li):
    applied(li, line(1), line(2))

    row = applied(li, line(1), line(2), line(3))

    assert (row["report"]["summary"]["known"], row["report"]["accepted"]) == (2, 1)
    assert len(recorded(li)) == 3


def test_each_fault_is_named_with_its_row_and_nothing_is_recorded(li):
    row = checked(
        li,
        line(1, 隐患类型="盖子没了"),
        line(2, 发现时间=""),
        line(3, 发现时间="去年夏天"),
        line(4, 严重程度="非常"),
        line(5, 发现时间="2027-01-01"),
        line(6, 隐患类型=""),
        line(7),
        line(8, 经度=217.0),
        line(7, 情况描述="另一处，编号抄错"),
    )

    assert row["state"] == "refused"
    assert found(row) == {
        (2, "type", "unknown_word"),
        (3, "seen_at", "required"),
        (4, "seen_at", "not_an_instant"),
        (5, "severity", "unknown_word"),
        (6, "seen_at", "in_the_future"),
        (7, "type", "required"),
        (9, "lon", "impossible_coordinates"),
        (10, "number", "number_twice"),
    }
    assert "“2025-007”与第 8 行重复" in row["report"]["errors"][-1]["message"]
    assert (row["report"]["error_count"], row["report"]["accepted"]) == (8, 1)
    assert recorded(li) == []


def test_broken_rows_are_left_out_on_request_whatever_is_broken(li):
    rows = (line(1, 经度=217.0), line(2, 严重程度="非常"), line(3), line(3, 隐患类型="井盖破损"))

    row = applied(li, *rows, skip_broken=True)

    codes = {"impossible_coordinates", "unknown_word", "number_twice"}
    assert {item["code"] for item in row["report"]["warnings"]} == codes
    assert [hazard["origin"]["external_number"] for hazard in recorded(li)] == ["2025-003"]


def test_a_number_that_lost_its_last_digits_is_refused(li):
    row = checked(li, line(1, 编号=3714230107000000120))

    assert found(row) == {(2, "number", "code_cut_short")}


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026/5/2", "2026-05-01T16:00:00+00:00"),
        ("2026.5.2", "2026-05-01T16:00:00+00:00"),
        ("2026年5月2日", "2026-05-01T16:00:00+00:00"),
        ("2026/5/2 9:05", "2026-05-02T01:05:00+00:00"),
        ("2026-05-02T09:05:30+08:00", "2026-05-02T01:05:30+00:00"),
    ],
)
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_time_is_read_as_people_write_it(li, written, instant):
    applied(li, line(1, 发现时间=written))

    assert [hazard["seen_at"] for hazard in recorded(li)] == [instant]


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_workbook_of_the_old_kind_is_told_how_to_be_saved(li):
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)
    whatever = bytes(2000)

    found_ = [imports.checked(li, "/hazards/imports", content, {"source": "x"}) for content in (old, whatever)]

    assert [imports.codes(row) for row in found_] == [{"old_workbook"}, {"unsupported_list_file"}]
    assert "另存为不加密的 .xlsx 或 CSV" in found_[0]["report"]["errors"][0]["message"]


def test_what_the_office_calls_things_is_said_in_the_mapping(li):
    said = {"values": {"type": {"盖子没了": "manhole.missing"}}, "fixed": {"severity": "low"}}

    applied(li, line(1, 隐患类型="盖子没了", 严重程度=""), **said)

    assert [(hazard["type"], hazard["severity"]) for hazard in recorded(li)] == [("manhole.missing", "low")]


def test_a_row_without_a_place_is_kept_with_the_reason(li):
    applied(li, line(1, 经度=None, 纬度=None))

    (hazard,) = recorded(li)
    assert hazard["location"] == {"no_fix_reason": "《2025年台账》第 2 行没有坐标"}
    assert hazard["flags"] == ["provisional"]


@pytest.mark.databases("sqlite", "postgresql")
@pytest.mark.parametrize(("skip", "count"), [(False, 3), (True, 2)])
def test_a_hazard_of_the_same_type_nearby_is_told_and_left_out_on_request(li, skip, count):
    li.record(type="manhole.missing", asset_kind="sewage", location=_place(117.3862))
    double, other = line(1), line(1, 编号="2025-009", 隐患类型="井盖破损")

    row = applied(li, double, other, skip_duplicates=skip)

    assert found(row, "warnings") == {(2, None, "near_other_hazard")}
    assert "371423-2026-H0001" in row["report"]["warnings"][0]["message"]
    assert len(recorded(li)) == count


def _place(lon):
    return {"lon": lon, "lat": 37.7751, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"}


def test_the_template_is_a_ledger_that_the_import_understands(li):
    response = li.ask("GET", "/hazards/imports/template")
    book = openpyxl.load_workbook(io.BytesIO(response.data))
    headings = [cell.value for cell in book["隐患台账"][1]]
    assert headings == [*HEADINGS[:9], "位置种类", "设施编号", "办理情况"]
    assert ["隐患类型", "manhole.missing", "井盖缺失"] in [[cell.value for cell in row] for row in book["代码表"]]

    assert imports.checked(li, "/hazards/imports", response.data, {"source": "模板"})["state"] == "checked"
    book["隐患台账"].append([line(1).get(heading) for heading in headings])
    content = io.BytesIO()
    book.save(content)
    imports.applied(li, "/hazards/imports", content.getvalue(), {"source": "模板"})

    assert [hazard["origin"]["external_number"] for hazard in recorded(li)] == ["2025-001"]


def test_who_may_not_record_may_not_import(zhou, person):
    for somebody in (zhou, person("admin"), person("invited.wang")):
        problem = imports.send(somebody, "/hazards/imports", b"a", {"source": "x"}, status=403)
        assert problem["code"] == "role_may_not"


def test_an_administrator_sees_no_ledger_of_hazards(li, person):
    row = checked(li, line(1))

    admin = person("admin")
    assert admin.get(f"/imports/{row['id']}", status=404)["code"] == "not_found"
    assert admin.get("/imports")["items"] == []
