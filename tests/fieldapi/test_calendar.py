"""Working days: bundled, imported when the notice comes, corrected by an office, and what that does to clocks."""

import json
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from fieldapi.cli import cli
from tests import imports
from tests.clocks import started
from tests.steps import wrong

ON_SQLITE = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
PAPER = "国办发明电〔2026〕9号"
#  what the days of 2027 may become: Monday 1 March is free, the Saturday before it is worked
FREE = {"name": "示意假日", "date": "2027-03-01", "isOffDay": True}
WORKED = {"name": "示意假日", "date": "2027-02-27", "isOffDay": False}


def notice(*days, year=2027, **more):
    return json.dumps({"year": year, "papers": [PAPER], "days": days} | more).encode()


def read(person, **query):
    return person.get("/calendar", **query)


def test_the_bundled_year_says_its_days_and_the_year_to_come_is_provisional(li):
    now, next_ = read(li), read(li, year=2027)

    assert (now["code"], now["provisional"], now["office"]) == ("CN-2026", False, None)
    assert {"date": "2026-02-28", "name": "春节", "isOffDay": False} in now["days"]
    assert (next_["code"], next_["provisional"]) == ("CN-2027-expected", True)
    assert read(li, year=2090) == next_ | {"year": 2090, "code": "weekends-2090", "days": []}


def test_the_notice_arrives_and_provisional_dates_become_firm_below_the_office_that_loads_it(li, zheng, clock):
    clock.at = datetime(2026, 12, 30, 2, tzinfo=UTC)
    li.again(), zheng.again()
    reply = started(li, li.record(seen_at="2026-12-30T10:00:00+08:00"), on=date(2026, 12, 30))
    before = li.get(f"/clocks/{reply}")
    assert (before["due_on"], before["provisional"]) == ("2027-03-01", True)

    row = imports.checked(zheng, "/calendar/imports", notice(FREE, WORKED), {"reason": "通知下发"})

    summary = row["report"]["summary"]
    assert summary["clocks"] == [{"id": str(reply), "kind": "reply", "from": "2027-03-01", "to": "2027-03-02"}]
    assert {"2027-03-01", "2027-02-27", "2027-01-01"} <= set(summary["days_changed"])
    assert imports.codes(row, "warnings") == {"statutory_day_missing"}
    assert li.get(f"/clocks/{reply}") == before  # a dry run
    zheng.post(f"/imports/{row['id']}/apply", {"version": row["version"]})
    imports.work(zheng.app)
    after = li.get(f"/clocks/{reply}")
    assert (after["due_on"], after["provisional"], after["calendar"]) == ("2027-03-02", False, ["dezhou-2027.1"])
    assert read(li, year=2027)["papers"] == [PAPER]
    told = li.get(f"/hazards/{after['subject_id']}/timeline")["items"][-1]
    assert (told["type"], told["payload"]["from"]["due_on"], told["payload"]["because"]) == (
        "clock.recomputed", "2027-03-01", "dezhou-2027.1")  # fmt: skip


@ON_SQLITE
def test_an_office_counts_a_day_otherwise_with_a_reason_and_keeps_both_versions_apart(li, liu, chen):
    reply = started(li, li.record())
    said = {
        "code": "CN-2026",
        "days": [{"date": "2026-08-31", "kind": "rest", "name": "县里放假"}],
        "reason": "县政府通知",
    }

    mine = li.patch("/calendar", said)

    assert (mine["code"], mine["office"]["name"], mine["reason"]) == (
        "qingyun-2026.1", "庆云县人民检察院", "县政府通知")  # fmt: skip
    assert li.get(f"/clocks/{reply}")["due_on"] == "2026-09-01"
    assert read(liu)["code"] == "CN-2026"
    assert read(liu, office=mine["office"]["id"])["code"] == "qingyun-2026.1"
    late = chen.ask("PATCH", "/calendar", json=said, status=409).json
    assert (late["code"], late["calendar"]) == ("calendar_changed", "qingyun-2026.1")
    back = said | {"code": "qingyun-2026.1", "days": [{"date": "2026-08-31", "kind": "ordinary"}]}
    assert chen.patch("/calendar", back)["code"] == "qingyun-2026.2"
    assert li.get(f"/clocks/{reply}")["due_on"] == "2026-08-31"


@ON_SQLITE
def test_days_of_two_years_or_twice_the_same_are_refused(li, zhou):
    day = {"date": "2026-08-31", "kind": "rest"}

    for days, code in (([day, day], "day_twice"), ([day, day | {"date": "2027-08-31"}], "several_years")):
        said = {"code": "CN-2026", "days": days, "reason": "误"}
        assert code in {code for _, code in wrong(li.patch("/calendar", said, status=422))}
    said = {"code": "CN-2026", "days": [day], "reason": "误"}
    assert zhou.patch("/calendar", said, status=403)["code"] == "role_may_not"


@ON_SQLITE
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe", "not_a_calendar"),
        (b"[]", "not_a_calendar"),
        (b'{"days":' * 5000, "not_a_calendar"),
        (notice(), "calendar_without_days"),  # the notice is not out yet
        (notice(FREE, year="2027"), "bad_calendar_year"),
        (notice(FREE | {"date": "2027-02-30"}), "bad_calendar_day"),
        (notice(FREE | {"isOffDay": "yes"}), "bad_calendar_day"),
        (notice(FREE, FREE), "day_twice"),
        (notice(FREE, year=2028), "calendar_without_days"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused(li, content, code):
    assert code in imports.codes(imports.checked(li, "/calendar/imports", content, {}))


@ON_SQLITE
def test_the_same_from_the_command_line(app, settings, tmp_path, li):
    app.extensions["database"].close()
    path = tmp_path / "2027.json"
    path.write_bytes(notice(FREE, WORKED))

    said = CliRunner().invoke(
        cli, ["import", "calendar", str(path), "--data", str(settings.data), "--office", "qingyun", "--apply"]
    )

    assert said.exit_code == 0, said.output
    assert "改变的日子" in said.output
    assert read(li, year=2027)["code"] == "qingyun-2027.1"
