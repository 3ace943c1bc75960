"""S4: one picture lies three kilometres away, another only seems to: two codes, and nobody is accused by a machine."""

import json

import pytest

from tests.steps import confirmed

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
PLAIN = "density_plot.png"  # claims nothing


def handed_in(person, hazard, **place):
    place = {"datum": "WGS84", "accuracy_m": 5, "source": "gnss"} | place
    said = {"kind": "after", "provenance": "received_from_agency", "location": json.dumps(place)}
    return person.add_photo(hazard, PLAIN, **said)


def test_far_away_is_one_thing_and_another_datum_is_another(li, zhou, zheng):
    far = handed_in(zhou, confirmed(li), lon=117.4191, lat=37.775)
    shifted = handed_in(zhou, confirmed(li), lon=117.3913827, lat=37.7759504)

    distance = far["flag_details"]["too_far"]["captured"]["distance_m"]
    numbers = shifted["flag_details"]["datum_mismatch_suspected"]["captured"]
    assert "too_far" in far["flags"] and "datum_mismatch_suspected" not in far["flags"]
    assert "datum_mismatch_suspected" in shifted["flags"] and "too_far" not in shifted["flags"]
    assert distance == pytest.approx(2997, abs=10)
    assert (numbers["distance_m"], numbers["explained_by"]) == (pytest.approx(571, abs=2), "GCJ02")
    assert {far["status"], shifted["status"]} == {"accepted"}  # kept, both

    assert far["flag_details"]["too_far"]["judgement"] is None
    assert zheng.get(f"/photos/{far['id']}")["flags"] == []
    adopted = {"flag": "too_far", "verdict": "adopted", "reason": "经询问联络员，照片摄于另一路口。"}
    li.post(f"/photos/{far['id']}/observations", adopted)
    assert zheng.get(f"/photos/{far['id']}")["flags"] == ["too_far"]
    assert zheng.get(f"/photos/{shifted['id']}")["flags"] == []
