"""S6: a village road without signal: everything is made on the phone, and sent once or ten times it is the same."""

import hashlib
import json

import pytest

from inspections.db import new_id
from tests.people import AREZZO, PHOTOS
from tests.steps import again, wrong

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
