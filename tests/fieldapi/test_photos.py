"""Attaching evidence: what is received, what it claims, and what does not fit the place."""

import hashlib
import json

import pytest
from cryptography.hazmat.primitives import hashes

from inspections.db import new_id
from tests.people import AREZZO, PHOTOS

pytestmark = pytest.mark.databases("sqlite")
PHOTO = (PHOTOS / AREZZO).read_bytes()
NEARBY = {"lon": 117.38502, "lat": 37.77501, "datum": "WGS84", "accuracy_m": 5, "source": "gnss"}
WITHOUT_GPS = "density_plot.png"


def sm3(content):
    """GB/T 32905, by OpenSSL where hashlib has it."""
    if "sm3" in hashlib.algorithms_available:
        return hashlib.new("sm3", content).hexdigest()
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize().hex()


def at(**place):
    return json.dumps(NEARBY | place)


@pytest.mark.databases("sqlite", "postgresql")
def test_a_photo_is_answered_with_its_digests_and_its_claims(li):
    hazard = li.record()

    photo = li.add_photo(hazard, kind="near", provenance="picked_from_gallery")

    assert photo["hazard_id"] == hazard["id"]
    assert photo["sha256"] == hashlib.sha256(PHOTO).hexdigest()
    assert photo["sm3"] == sm3(PHOTO)
    assert (photo["size_bytes"], photo["media_type"]) == (len(PHOTO), "image/jpeg")
    assert (photo["kind"], photo["provenance"], photo["status"]) == ("near", "picked_from_gallery", "accepted")
    assert photo["claimed"] == {
        "taken_at": "2008-10-22T16:28:39",
        "location": {"lon": 11.88512667, "lat": 43.46744833, "datum": "WGS84", "accuracy_m": None},
        "device": "NIKON COOLPIX P6000",
        "software": "Nikon Transfer 1.1 W",
        "direction_deg": None,
        "altitude_m": None,
        "notes": [],
    }
    assert photo["captured"] is None
    assert photo["cleared"] is False
    assert photo["uploaded_by"]["name"] == "李文清"


def test_a_photo_is_part_of_its_hazard(li):
    hazard = li.record()
    near, far = li.add_photo(hazard, kind="near"), li.add_photo(hazard, WITHOUT_GPS, kind="far")

    assert li.get(f"/hazards/{hazard['id']}")["photos"] == [near, far]
    assert li.get(f"/hazards/{hazard['id']}/photos")["items"] == [near, far]
    assert li.get(f"/photos/{near['id']}") == near


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("hopper.heic", "image/heic"), ("denali.webp", "image/webp"), (WITHOUT_GPS, "image/png")],
)
def test_every_kind_of_picture_is_told_by_its_content(li, name, media_type):
    content = (PHOTOS / name).read_bytes()

    assert li.add_photo(li.record(), "photo.jpg", content=content)["media_type"] == media_type


@pytest.mark.parametrize(
    "name", ["占道.jpg", "../../etc/passwd", "C:\\x.jpg", "‮gpj.exe", 'a".jpg', "x" * 300, "\x00.jpg"]
)
def test_whatever_the_file_is_called_it_is_kept_by_its_digest(li, store, name):
    photo = li.add_photo(li.record(), name, content=PHOTO)

    assert store.path(photo["sha256"]).read_bytes() == PHOTO


@pytest.mark.parametrize("path", sorted((PHOTOS / "malformed").iterdir()), ids=lambda path: path.name)
def test_a_malformed_photo_is_kept_as_it_is(li, store, path):
    photo = li.add_photo(li.record(), f"malformed/{path.name}")

    store.verify(photo["sha256"])


def test_what_the_device_says_of_the_shot_is_kept_as_said(li):
    photo = li.add_photo(
        li.record(), WITHOUT_GPS, captured_at="2026-06-29T10:04:30+08:00", location=at(), heading_deg="93.5"
    )

    assert photo["captured"]["at"] == "2026-06-29T10:04:30+08:00"
    assert photo["captured"]["location"] == {key: NEARBY[key] for key in ("lon", "lat", "datum", "accuracy_m")}
    assert (photo["captured"]["source"], photo["captured"]["heading_deg"]) == ("gnss", 93.5)


def test_a_photo_that_claims_another_continent_is_kept_with_the_distance(li):
    photo = li.add_photo(li.record())

    assert photo["flags"] == ["too_far", "capture_predates_report"]
    numbers = photo["flag_details"]["too_far"]["claimed"]
    assert numbers["distance_m"] == pytest.approx(8_298_741, rel=0.005)
    assert numbers["allowed_m"] == 50


def test_a_photo_without_any_place_says_so(li):
    photo = li.add_photo(li.record(), WITHOUT_GPS)

    assert photo["flags"] == ["no_location"]
    assert photo["claimed"]["location"] is None


def test_a_photo_taken_beside_the_hazard_raises_no_flag(li):
    photo = li.add_photo(li.record(), WITHOUT_GPS, location=at())

    assert (photo["flags"], photo["flag_details"]) == ([], {})


def test_a_place_of_the_device_in_the_datum_it_declares_raises_no_flag(li):
    place = at(lon=117.3913827, lat=37.7759504, datum="GCJ02", source="sdk_amap")

    assert li.add_photo(li.record(), WITHOUT_GPS, location=place)["flags"] == []


def test_a_shift_that_another_datum_explains_is_named(li):
    photo = li.add_photo(li.record(), WITHOUT_GPS, location=at(lon=117.3913827, lat=37.7759504))

    assert photo["flags"] == ["datum_mismatch_suspected"]
    numbers = photo["flag_details"]["datum_mismatch_suspected"]["captured"]
    assert numbers["explained_by"] == "GCJ02"
    assert numbers["distance_m"] == pytest.approx(572, abs=5)


def test_three_kilometres_east_is_too_far(li):
    photo = li.add_photo(li.record(), WITHOUT_GPS, location=at(lon=117.4191, lat=37.775))

    assert photo["flags"] == ["too_far"]
    assert photo["flag_details"]["too_far"]["captured"]["distance_m"] == pytest.approx(3000, abs=10)


@pytest.mark.parametrize(("accuracy_m", "flags"), [(5, ["too_far"]), (60, [])])
def test_a_vague_fix_is_allowed_more(li, accuracy_m, flags):
    """111 m north; allowed are max(50 m, 3 × (6 m + the accuracy of the photo))."""
    place = at(lon=117.385, lat=37.776, accuracy_m=accuracy_m)

    assert li.add_photo(li.record(), WITHOUT_GPS, location=place)["flags"] == flags


def test_both_places_are_compared(li):
    photo = li.add_photo(li.record(), location=at(lon=117.3913827, lat=37.7759504))

    assert photo["flags"][:2] == ["datum_mismatch_suspected", "too_far"]


def test_where_nobody_knows_the_hazard_to_be_nothing_is_compared(li):
    hazard = li.record(location={"no_fix_reason": "室内无信号"})

    assert li.add_photo(hazard, WITHOUT_GPS, location=at())["flags"] == []


@pytest.mark.databases("sqlite", "postgresql")
def test_the_same_bytes_again_are_the_same_photo(li):
    hazard = li.record()

    first, again = li.add_photo(hazard), li.add_photo(hazard, status=200)

    assert again == first
    assert li.get(f"/hazards/{hazard['id']}")["photos"] == [first]


def test_the_same_photo_sent_again_under_its_id_is_the_same_photo(li):
    hazard, said = li.record(), {"id": str(new_id())}

    assert li.add_photo(hazard, **said) == li.add_photo(hazard, status=200, **said)


@pytest.mark.databases("sqlite", "postgresql")
def test_the_same_bytes_under_a_fresh_id_are_a_second_photo_and_one_file(li, store):
    hazard = li.record()

    first, second = li.add_photo(hazard), li.add_photo(hazard, id=str(new_id()))

    assert first["sha256"] == second["sha256"]
    assert [photo["id"] for photo in li.get(f"/hazards/{hazard['id']}")["photos"]] == [first["id"], second["id"]]
    assert len([path for path in (store.root / "originals").rglob("*") if path.is_file()]) == 1


def test_the_same_bytes_on_another_hazard_are_another_photo(li):
    first, second = li.add_photo(li.record()), li.add_photo(li.record(), status=201)

    assert first["id"] != second["id"]


@pytest.mark.databases("sqlite", "postgresql")
def test_an_id_used_for_other_bytes_is_a_conflict(li):
    hazard, said = li.record(), {"id": str(new_id())}
    li.add_photo(hazard, **said)

    assert li.add_photo(hazard, WITHOUT_GPS, status=409, **said)["code"] == "id_taken"


def test_an_id_used_for_the_same_bytes_but_other_words_is_a_conflict(li):
    hazard, said = li.record(), {"id": str(new_id())}
    li.add_photo(hazard, kind="near", **said)

    assert li.add_photo(hazard, kind="near", status=200, **said)["kind"] == "near"
    assert li.add_photo(hazard, kind="far", status=409, **said)["code"] == "id_taken"


@pytest.mark.parametrize(("minutes", "flagged"), [(2, False), (3, True)])
def test_a_photo_of_the_future_says_that_a_clock_is_wrong(li, minutes, flagged):
    photo = li.add_photo(li.record(), captured_at=f"2026-06-29T10:{5 + minutes:02}:00+08:00")

    assert ("clock_skew" in photo["flags"]) is flagged


@pytest.mark.databases("sqlite", "postgresql")
def test_an_id_taken_in_another_county_tells_nothing_of_what_it_holds(li, liu):
    said = {"id": str(new_id())}
    li.add_photo(li.record(), **said)

    problem = liu.add_photo(liu.record(location=NEARBY | {"lon": 117.23, "lat": 37.73}), status=409, **said)

    assert problem["code"] == "id_taken"
    assert "sha256" not in json.dumps(problem)


def test_a_photo_added_after_the_end_is_kept_and_marked(li, sun):
    hazard = li.record()
    sun.move(hazard, "dismiss", note="现场复核：防坠网完好。")

    assert "added_after_end" in li.add_photo(hazard, WITHOUT_GPS)["flags"]


@pytest.mark.databases("sqlite", "postgresql")
def test_the_timeline_says_who_added_what(li):
    hazard = li.record()
    photo = li.add_photo(hazard, kind="near")

    event = li.get(f"/hazards/{hazard['id']}/timeline")["items"][-1]

    assert (event["type"], event["actor"]["name"]) == ("photo.added", "李文清")
    assert event["payload"] == {
        "kind": "near",
        "size_bytes": photo["size_bytes"],
        "sm3": photo["sm3"],
        "flags": ["too_far", "capture_predates_report"],
    }


def test_a_photo_is_compared_again_when_the_place_of_its_hazard_changes(li):
    hazard = li.record(location={"no_fix_reason": "室内无信号"})
    photo = li.add_photo(hazard)
    arezzo = photo["claimed"]["location"]
    place = {"datum": "WGS84", "accuracy_m": 6, "source": "manual"}

    far = li.patch(
        f"/hazards/{hazard['id']}", {"version": hazard["version"], "location": place | {"lon": 117.385, "lat": 37.775}}
    )
    near = li.patch(
        f"/hazards/{hazard['id']}",
        {"version": far["version"], "location": place | {"lon": arezzo["lon"], "lat": arezzo["lat"]}},
    )

    flags = [item["photos"][0]["flags"] for item in (hazard | {"photos": [photo]}, far, near)]
    assert ["too_far" in item for item in flags] == [False, True, False]
