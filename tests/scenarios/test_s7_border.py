"""S7: a cover eight metres beyond the county line, which is the line of two provinces too."""

import io
import zipfile

import pytest

from tests import bundles
from tests.case_steps import act, clue
from tests.clocks import notified
from tests.dispute_steps import COUNTY
from tests.steps import again, agency

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
BEYOND = {"lon": 117.38, "lat": 37.850948, "datum": "WGS84", "accuracy_m": 20, "source": "gnss"}
TO_LELING = {"lon": 117.2903, "lat": 37.7745, "datum": "WGS84", "accuracy_m": 5000}
YANSHAN = "河北省盐山县人民检察院"


def test_the_clue_goes_to_the_office_beyond_the_line_and_the_evidence_with_it(li, chen, database, settings, tmp_path):
    hazard = li.record(location=BEYOND, type="manhole.displaced")
    li.add_photo(hazard)
    assert {"boundary_uncertain", "outside_jurisdiction"} <= set(hazard["flags"])
    notified(li, hazard, agency_id=agency(li, COUNTY), who="县政府总值班室")
    notified(li, hazard, who="盐山县人民政府总值班室", note="先行围挡，不论属哪一县。")
    li.move(again(li, hazard), "confirm", unknown_owner=True, note="位于县界附近")
    case = clue(li, respondent=None, hazards=[hazard])
    act(li, case, "assess", note="坐标落在盐山一侧约 8 米，定位误差 20 米。")

    moved = act(chen, case, "transfer_clue", receiving_body=YANSHAN, note="移送案件线索通知书。")
    gone = li.move(again(li, hazard), "transfer", receiving_body=YANSHAN)
    bundles.witness(database, settings)

    assert (moved["state"], moved["moves"]) == ("clue_transferred", [])
    assert (gone["status"], gone["moves"]) == ("out_of_jurisdiction", [])  # sent once, never bounced
    assert gone["found_by_office"] == hazard["found_by_office"]
    exported = li.ask("GET", f"/hazards/{hazard['id']}/bundle", query_string={"purpose": f"移送{YANSHAN}"})
    with zipfile.ZipFile(io.BytesIO(exported.data)) as archive:
        archive.extractall(tmp_path)
    code, said = bundles.verdict(tmp_path / hazard["number"])
    assert code == 0, said
    types = [event["type"] for event in li.get(f"/hazards/{hazard['id']}/timeline")["items"]]
    assert types.count("hazard.owner_notified") == 2
    assert types[-1] == "hazard.exported"
    assert [row["status"] for row in li.get("/hazards")["items"]] == ["out_of_jurisdiction"]  # no fix to be credited


def test_between_two_counties_of_the_city_the_office_next_door_is_named(li):
    asked = {name: TO_LELING[name] for name in ("lon", "lat", "datum", "accuracy_m")}

    answer = li.get("/responsibility", type="manhole.displaced", **asked)

    [neighbour] = answer["neighbours"]
    assert "boundary_uncertain" in answer["flags"]
    assert {answer["area"]["code"], neighbour["area"]["code"]} == {"371423", "371481"}
    assert neighbour["office"]["name"] in ("乐陵市人民检察院", "庆云县人民检察院")
