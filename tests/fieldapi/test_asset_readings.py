"""What was read of a register for its dry run, and whom its words name, between the check and the act."""

import pytest

from tests import imports
from tests.registers import checked, found, sheet, well
from tests.steps import agency

pytestmark = pytest.mark.slow  # child processes and jobs


def listed(person):
    return {row["code"]: row for row in person.get("/assets")["items"]}


def test_what_was_read_for_the_dry_run_is_applied_unless_it_was_touched(li, store):
    def apply(row):
        li.post(f"/imports/{row['id']}/apply", {"version": row["version"]})
        imports.work(li.app)

    row = checked(li, sheet(well(1)))
    (reading,) = store.readings.iterdir()
    before = {path.name: path.stat().st_mtime_ns for path in reading.iterdir()}
    apply(row)
    assert {path.name: path.stat().st_mtime_ns for path in reading.iterdir()} == before

    row = checked(li, sheet(well(1), well(2, 名称="新井")))
    (reading,) = (path for path in store.readings.iterdir() if path != reading)
    for path in reading.iterdir():
        path.write_bytes(path.read_bytes().replace("新井".encode(), "旧井".encode()))
    apply(row)
    assert sorted(asset["name"] for asset in listed(li).values()) == ["新井", "通信井1"]


def test_an_owner_that_was_renamed_or_given_other_functions_is_still_known_by_its_name(li):
    bureau = agency(li, "庆云县交通运输局")
    li.patch(f"/agencies/{bureau}", {"functions": ["transport", "water"], "reason": "职能调整"})

    row = checked(li, sheet(well(1, 权属单位="庆云县交通运输局 ")))

    assert (row["state"], found(row, "warnings")) == ("checked", set())
