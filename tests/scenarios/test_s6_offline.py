"""S6: a village road without signal: everything is made on the phone, and sent once or ten times it is the same."""

import hashlib
import json

import pytest

from inspections.db import new_id
from tests.people import AREZZO, PHOTOS
from tests.phones import Offline
from tests.steps import again, wrong
from tests.tus import Phone

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
NAMES = (AREZZO, "denali.webp", "hopper.heic", "kodak_cx7530_kenya.jpg")
DIGESTS = [hashlib.sha256((PHOTOS / name).read_bytes()).hexdigest() for name in NAMES]
HERE = {"lon": 117.385, "lat": 37.775, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"}


def test_what_a_phone_sends_late_is_kept_once_with_the_times_of_both(li, clock):
    said = {"id": str(new_id()), "declared_photos": DIGESTS}
    shot = {"captured_at": "2026-06-29T10:05:00+08:00", "location": json.dumps(HERE), "provenance": "captured_in_app"}
    clock.advance(hours=5)

    first = li.record(**said)
    assert li.record(status=200, **said)["number"] == first["number"]
    sent = [(name, digest, str(new_id())) for name, digest in zip(NAMES, DIGESTS, strict=True)]
    for name, digest, id_ in sent[:3]:  # then the battery is empty
        photo = li.add_photo(first, name, id=id_, sha256=digest, **shot)
        assert li.add_photo(first, name, id=id_, sha256=digest, status=200, **shot)["id"] == photo["id"]

    partial = again(li, first)
    assert (partial["incomplete"], partial["missing_photos"], len(partial["photos"])) == (True, DIGESTS[3:], 3)
    assert (photo["captured"]["at"], photo["received_at"]) == (shot["captured_at"], "2026-06-29T07:05:00+00:00")
    changed = li.add_photo(first, NAMES[3], sha256="0" * 64, status=422)
    assert wrong(changed) == {("file", "wrong_sha256")}
    lost = {"version": partial["version"], "declared_photos": DIGESTS[:3], "reason": "手机遗失，一张照片未能上传"}
    whole = li.patch(f"/hazards/{first['id']}", lost)
    assert whole["incomplete"] is False
    event = li.get(f"/hazards/{first['id']}/timeline")["items"][-1]["payload"]
    assert event["changed"]["declared_photos"] == {"from": DIGESTS, "to": DIGESTS[:3]}  # what never came


def test_two_devices_that_change_one_record_are_told_of_each_other(li, sun):
    hazard = li.record(severity="high")
    path, seen = f"/hazards/{hazard['id']}", {"version": hazard["version"]}

    li.patch(path, seen | {"severity": "critical", "reason": "学生上下学必经。"})
    late = sun.patch(path, seen | {"severity": "medium", "reason": "人流不大。"}, status=409)

    assert (late["code"], late["current"]["severity"]) == ("stale_version", "critical")


def test_a_place_without_a_fix_says_why(li):
    silent = {(f"location.{name}", "required") for name in ("lon", "lat", "datum", "source")}
    assert wrong(li.record(status=422, location={})) == silent
    assert "provisional" in li.record(location={"no_fix_reason": "涵洞内无信号"})["flags"]


def test_a_phone_sends_once_or_ten_times_and_its_battery_dies_between(li, sun, clock):
    phone, other = Offline(li, "李文清的手机"), Offline(sun, "孙立群的手机")
    nowhere = {"no_fix_reason": "涵洞内无信号"}
    manhole = phone.record(declared_photos=DIGESTS, severity="medium", location=nowhere)
    recorded = phone.made[0]
    shots = [phone.shoot(manhole, name, captured_at="2026-06-29T10:05:00+08:00") for name in NAMES]
    phone.edit(manhole, {"severity": "medium"}, severity="critical", after=[recorded], reason="学生上下学必经")
    other.edit(manhole, {"severity": "medium"}, severity="low", reason="人流不大")
    clock.advance(hours=5)

    assert other.push() == ["waiting"]  # the record is still on the other phone
    for name in NAMES[:3]:
        Phone(li).send((PHOTOS / name).read_bytes())
    first = phone.push()  # then the battery is empty

    assert first == ["stored", "stored", "stored", "stored", "waiting", "stored"]
    for _ in range(9):
        assert phone.push() == ["repeated", "repeated", "repeated", "repeated", "waiting", "repeated"]
    partial = again(li, {"id": manhole})
    assert (partial["missing_photos"], len(partial["photos"])) == (DIGESTS[3:], 3)
    assert [photo["id"] for photo in partial["photos"]] == [shot["said"]["id"] for shot in shots[:3]]
    photo = partial["photos"][0]
    assert (photo["captured"]["at"], photo["received_at"]) == (
        "2026-06-29T10:05:00+08:00",
        "2026-06-29T07:05:00+00:00",
    )
    changed = phone.make("photo", manhole, **shots[0]["said"] | {"sha256": "0" * 64})
    assert phone.push([changed]) == ["conflict"]
    fixless = phone.make("hazard", str(new_id()), **recorded["said"] | {"location": {}})
    assert wrong(phone.sync([fixless])["results"][0]["problem"]) >= {("said.location.lon", "required")}


def test_two_assessments_stay_until_the_presiding_prosecutor_chooses(li, sun):
    phones = Offline(li, "李文清的手机"), Offline(sun, "孙立群的手机")
    outing = li.post("/inspections", {"kind": "patrol", "title": "村道巡查"}, status=201)
    manhole = li.record(severity="medium", inspection_id=outing["id"])
    path = f"/hazards/{manhole['id']}"
    for phone, severity in zip(phones, ("low", "critical"), strict=True):
        phone.edit(manhole["id"], {"severity": "medium"}, severity=severity)

    assert [phone.push() for phone in phones] == [["stored"], ["conflict"]]
    (differing,) = li.get(f"{path}/disagreements")["items"]
    assert {one["value"] for one in differing["assessments"]} == {"low", "critical"}
    assert li.get(path)["severity"] == "critical"
    choice = {"assessment_id": differing["assessments"][0]["id"], "reason": "已设围挡"}
    sun.post(f"{path}/disagreements/{differing['id']}/choice", choice, status=403)
    li.post(f"{path}/disagreements/{differing['id']}/choice", choice)
    assert li.get(path)["severity"] == "low"


def test_a_second_officer_signs_on_the_screen_without_a_network(li, sun):
    phone = Offline(li)
    guests = [{"person_id": sun.id}]
    outing = li.post("/inspections", {"kind": "patrol", "title": "村道巡查", "participants": guests}, status=201)
    path = f"/inspections/{outing['id']}"
    li.patch(path, {"version": 1, "status": "awaiting_signatures"})
    record = li.get(f"{path}/record")
    strokes = [[[10, 10], [400, 300], [900, 120]]]
    said = {"participant_id": outing["participants"][1]["id"], "signed_digest": record["digest"], "way": "drawn"}
    phone.make("signature", outing["id"], **said, strokes=strokes)
    phone.make("signature", outing["id"], **said | {"signed_digest": "0" * 64}, strokes=strokes)

    assert phone.push() == ["stored", "conflict"]  # what was signed there is not what stands here
    (signature,) = li.get(f"{path}/record")["signatures"]
    drawing = li.ask("GET", f"{path}/signatures/{signature['id']}/drawing", buffered=True)
    assert drawing.data.startswith(b"<svg")


def test_a_lost_phone_leaves_a_gap_that_everybody_sees(li, zhou):
    phone = Offline(li)
    manhole = phone.record(declared_photos=DIGESTS)
    for name in NAMES:
        phone.shoot(manhole, name)
    phone.push(phone.made[:1])  # then the phone fell into the well

    lost = zhou.post(f"/devices/{phone.device['id']}/loss", {"reason": "手机落入井中"})

    assert lost["gaps"] == [{"first": 2, "last": 5}]
    assert [photo["sha256"] for photo in lost["missing_photos"]] == DIGESTS
    event = li.get(f"/hazards/{manhole}/timeline")["items"][-1]
    assert (event["type"], event["payload"]["photos"]) == ("device.lost", DIGESTS)
