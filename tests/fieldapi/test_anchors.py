"""Since when others vouch for a hazard and its photos."""

from tests.people import AREZZO
from tests.steps import again


def anchored(person, hazard):
    return [(item["kind"], item["anchored"]) for item in person.get(f"/hazards/{hazard['id']}/anchors")["items"]]


def test_what_came_before_a_witness_looked_is_anchored_and_what_came_after_is_not(li, witness, clock):
    hazard = li.record()
    first = li.add_photo(hazard)
    assert anchored(li, hazard) == [("hazard", False), ("photo", False)]

    clock.advance(minutes=3)
    witness()
    li.add_photo(hazard, "kodak_cx7530_kenya.jpg")
    items = li.get(f"/hazards/{hazard['id']}/anchors")["items"]

    assert [item["anchored"] for item in items] == [True, True, False]
    assert items[1]["id"] == first["id"]
    assert items[1]["signed_at"] == items[1]["witnessed_at"] == clock.at.isoformat()
    assert (items[1]["stamped_at"], items[2]["signed_at"]) == (None, None)


def test_the_photos_of_a_divided_record_came_with_its_division(li, witness):
    hazard = li.record()
    photo = li.add_photo(hazard, AREZZO)
    witness()
    place = {"lon": 117.3855, "lat": 37.775, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"}
    said = {"version": again(li, hazard)["version"], "reason": "两处。", "photo_ids": [photo["id"]]}
    part = li.post(f"/hazards/{hazard['id']}/split", said | {"location": place, "address": "西门"}, status=201)

    assert anchored(li, part) == [("hazard", False), ("photo", False)]
    witness()
    assert anchored(li, part) == [("hazard", True), ("photo", True)]
