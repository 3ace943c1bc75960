"""Two steps for every file: a dry run that changes nothing but its own report, then the act."""

import pytest
from sqlalchemy import func, select

from inspections.models import AreaFeature, Entry, Layer, ReferenceVersion
from tests import imports
from tests.imports import again, applied, checked, codes, send, work
from tests.operations import LAYER
from tests.refusals import field_of

pytestmark = [pytest.mark.slow, pytest.mark.databases("sqlite")]  # child processes and jobs

PATH = "/layers/imports"
ROW = {"mapping": {"code": "code", "name": "name", "agency": "agency", "role": "role"}}
ZONES = LAYER | ROW


def zones(agency="庆云县综合行政执法局", lon=117.38):
    """One zone around the school, as GeoJSON."""
    ring = [[lon, 37.77], [lon + 0.01, 37.77], [lon + 0.01, 37.78], [lon, 37.78], [lon, 37.77]]
    properties = {"code": "z1", "name": "承德小学周边责任区", "agency": agency, "role": "owner"}
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    return imports.json.dumps({"type": "FeatureCollection", "features": [feature]}, ensure_ascii=False).encode()


@pytest.fixture
def kept(database):
    """What is there of layers: to see that nothing changed."""

    def look():
        with database.read() as session:
            tables = [session.scalar(select(func.count()).select_from(table)) for table in (Layer, AreaFeature)]
            return [*tables, session.scalar(select(ReferenceVersion.version))]

    return look


@pytest.mark.databases("sqlite", "postgresql")
def test_a_file_is_checked_looked_at_and_applied(li, database, kept):
    before = kept()
    row = send(li, PATH, zones(), ZONES, name="责任区.geojson")
    assert (row["state"], row["report"], row["filename"]) == ("checking", None, "责任区.geojson")
    assert row["created_by"]["name"] == "李文清" and row["office"]["name"] == "庆云县人民检察院"

    work(li.app)
    row = again(li, row)
    assert row["state"] == "checked", row["report"]
    assert (row["report"]["rows"], row["report"]["accepted"]) == (1, 1)
    assert kept() == before

    li.post(f"/imports/{row['id']}/apply", {"version": row["version"]})
    work(li.app)
    row = again(li, row)
    assert row["state"] == "applied" and row["applied_by"]["name"] == "李文清"
    assert (row["done"], row["total"]) == (1, 1)
    assert kept() == [before[0] + 1, before[1] + 1, before[2] + 1]
    with database.read() as session:
        acts = list(session.scalars(select(Entry.type).where(Entry.type.startswith("import.")).order_by(Entry.seq)))
    assert acts == ["import.received", "import.checked", "import.released", "import.applied"]


def test_a_file_with_errors_is_refused_with_reasons_and_changes_nothing(li, kept):
    before = kept()

    row = checked(li, PATH, zones(agency="没有这个局"), ZONES)

    assert row["state"] == "refused"
    assert row["report"]["errors"][0] | {"details": None} == {
        "code": "unmatched_agency",
        "message": "名录中没有单位“没有这个局”。",
        "row": 1,
        "field": "agency",
        "place": None,
        "details": None,
    }
    problem = li.post(f"/imports/{row['id']}/apply", {"version": row["version"]}, status=409)
    assert (problem["code"], problem["state"]) == ("import_state", "refused")
    assert kept() == before


def test_the_reader_may_prefer_english(li):
    row = checked(li, PATH, zones(agency="nobody"), ZONES)

    english = li.get(f"/imports/{row['id']}", headers={"Accept-Language": "en"})

    assert english["report"]["errors"][0]["message"] == "There is no agency “nobody” in the directory."


@pytest.mark.databases("sqlite", "postgresql")
def test_what_no_longer_holds_when_it_is_applied_fails_and_changes_nothing(li, person, database, kept):
    row = checked(li, PATH, zones(), ZONES)
    applied(li, PATH, zones(lon=117.39), ZONES)  # meanwhile a colleague's file became the first version
    before = kept()

    li.post(f"/imports/{row['id']}/apply", {"version": row["version"]})
    work(li.app)

    row = again(li, row)
    assert (row["state"], codes(row)) == ("failed", {"valid_from_required"})
    assert kept() == before


@pytest.mark.databases("sqlite", "postgresql")
def test_the_same_file_again_is_the_same_import_until_it_is_done_with(li):
    row = send(li, PATH, zones(), ZONES)

    assert send(li, PATH, zones(), ZONES, status=200)["id"] == row["id"]
    assert send(li, PATH, zones(), ZONES | {"name": "另一名称"})["id"] != row["id"]
    li.post(f"/imports/{row['id']}/discard", {"version": row["version"]})
    assert send(li, PATH, zones(), ZONES)["id"] != row["id"]


def test_an_import_that_is_let_go_is_never_applied(li, kept):
    row = checked(li, PATH, zones(), ZONES)
    before = kept()

    gone = li.post(f"/imports/{row['id']}/discard", {"version": row["version"]})

    assert gone["state"] == "discarded"
    problem = li.post(f"/imports/{row['id']}/apply", {"version": gone["version"]}, status=409)
    assert problem["detail"] == "该导入的状态为“已放弃”，不能这样操作。"
    assert kept() == before


@pytest.mark.databases("sqlite", "postgresql")
def test_a_writer_who_looked_at_an_older_version_gets_the_new_one(li):
    row = send(li, PATH, zones(), ZONES)
    work(li.app)

    problem = li.post(f"/imports/{row['id']}/discard", {"version": row["version"]}, status=409)

    assert problem["code"] == "stale_version" and problem["current"]["state"] == "checked"


def test_curators_of_the_office_and_above_see_an_import_and_only_the_office_writes(li, chen, zhao, liu, zheng):
    row = checked(li, PATH, zones(), ZONES)

    for colleague in (chen, zheng):
        assert again(colleague, row)["id"] == row["id"]
    assert li.get("/imports", kind="layer")["items"][0]["id"] == row["id"]
    assert (
        zheng.post(f"/imports/{row['id']}/apply", {"version": row["version"]}, status=403)["code"]
        == "not_handling_office"
    )
    assert liu.get(f"/imports/{row['id']}", status=404)["code"] == "not_found"
    assert liu.get("/imports")["items"] == []
    assert zhao.get("/imports", status=403)["code"] == "role_may_not"
    assert send(zhao, PATH, zones(), ZONES, status=403)["code"] == "role_may_not"


def test_options_are_read_as_strictly_as_any_body(li, kept):
    before = kept()
    for change, path, code in [
        ({"kind": "continent"}, "options.kind", "not_one_of"),
        ({"valid_from": "1.7.2026"}, "options.valid_from", "not_rfc3339"),
        ({"mapping": {"codes": "x"}}, "options.mapping.codes", "unknown_field"),
        ({"key": "Zones/../x"}, "options.key", "bad_format"),
    ]:
        field = field_of(send(li, PATH, zones(), ZONES | change, status=422))
        assert (field["path"], field["code"]) == (path, code)
    assert send(li, PATH, b"", ZONES, status=422)["fields"][0]["code"] == "empty_file"
    assert li.get("/imports")["items"] == [] and kept() == before


def test_a_name_is_only_a_name(li):
    row = send(li, PATH, zones(), ZONES, name="../../etc/pass\x01wd")

    assert row["filename"] == "passwd"


@pytest.mark.databases("sqlite", "postgresql")
def test_imports_come_in_pages(li):
    rows = [send(li, PATH, zones(lon=117.3 + n / 100), ZONES) for n in range(3)]

    first = li.get("/imports", limit=2)
    second = li.get("/imports", limit=2, cursor=first["next_cursor"])

    assert [item["id"] for item in first["items"] + second["items"]] == [row["id"] for row in reversed(rows)]
    assert second["next_cursor"] is None
