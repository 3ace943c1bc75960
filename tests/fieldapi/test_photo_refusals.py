"""Files and forms that are refused: a clear problem, and nothing of them is kept anywhere."""

import os
import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import func, select

from inspections.models import Entry, Photo
from tests.people import AREZZO, PHOTOS
from tests.refusals import field_of
from uploads import sniff

pytestmark = pytest.mark.databases("sqlite")
ROOT = Path(__file__).parent.parent.parent
PHOTO = (PHOTOS / AREZZO).read_bytes()
FORM = "multipart/form-data"
AVIF = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf"


def files(store):
    return [path for folder in ("incoming", "originals") for path in (store.root / folder).rglob("*") if path.is_file()]


@pytest.fixture
def kept(database, store):
    """How many photos, ledger entries and files there are."""

    def count():
        with database.read() as session:
            rows = [session.scalar(select(func.count()).select_from(table)) for table in (Photo, Entry)]
        return [*rows, len(files(store))]

    return count


@pytest.fixture
def refused(li, kept):
    """Send a form, or raw bytes, for a hazard of Li's: the problem, after seeing that nothing was kept."""

    def send(data, status, content_type=FORM):
        hazard = li.record()
        before = kept()
        path = f"/hazards/{hazard['id']}/photos"
        problem = li.ask("POST", path, status=status, data=data, content_type=content_type).json
        assert kept() == before
        return problem

    return send


def form(**fields):
    return {"file": (BytesIO(PHOTO), AREZZO), **fields}


def part(name, content, filename=None):
    named = f'; filename="{filename}"' if filename else ""
    return f'--b\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode() + content + b"\r\n"


def test_bytes_other_than_those_announced(refused):
    problem = refused(form(sha256="0" * 64), 422)

    assert (field_of(problem)["path"], field_of(problem)["code"]) == ("file", "wrong_sha256")


def test_an_empty_file(refused):
    problem = refused({"file": (BytesIO(b""), "empty.jpg")}, 422)

    assert (field_of(problem)["path"], field_of(problem)["code"]) == ("file", "empty_file")


@pytest.mark.parametrize(
    "content",
    [b"not a photo", AVIF, b"<svg onload='alert(1)'/>", b"%!PS-Adobe-3.0 EPSF-3.0", b"PK\x03\x04"],
    ids=["text", "AVIF", "SVG", "EPS", "ZIP"],
)
def test_content_of_no_kind_that_is_taken_whatever_its_name(refused, content):
    field = field_of(refused({"file": (BytesIO(content), "photo.jpg", "image/jpeg")}, 422))

    assert (field["path"], field["code"]) == ("file", "unsupported_content")
    assert "image/jpeg" in field["message"]


@pytest.mark.slow
def test_a_photo_over_fifty_megabytes(refused):
    content = b"\xff\xd8\xff" + bytes(sniff.LIMITS["image/jpeg"])

    body = part("file", content, "large.jpg") + b"--b--\r\n"

    assert field_of(refused(body, 413, f"{FORM}; boundary=b"))["code"] == "file_too_large"


def test_two_files(refused):
    data = {"file": [(BytesIO(PHOTO), "one.jpg"), (BytesIO(PHOTO), "two.jpg")]}

    assert field_of(refused(data, 422))["code"] == "given_twice"


@pytest.mark.parametrize("data", [{"kind": "near"}, {"file": "text in place of a file"}])
def test_no_file(refused, data):
    field = field_of(refused(data, 422))

    assert (field["path"], field["code"]) == ("file", "required")


def test_a_file_in_another_field(refused):
    field = field_of(refused(form(photo=(BytesIO(PHOTO), "two.jpg")), 422))

    assert (field["path"], field["code"]) == ("photo", "unknown_field")


@pytest.mark.parametrize(
    ("fields", "path", "code"),
    [
        ({"colour": "red"}, "colour", "unknown_field"),
        ({"kind": ["near", "far"]}, "kind", "given_twice"),
        ({"kind": "selfie"}, "kind", "not_one_of"),
        ({"captured_at": "2026-06-29T10:05:00"}, "captured_at", "offset_required"),
        ({"heading_deg": "361"}, "heading_deg", "out_of_range"),
        ({"sha256": "A" * 64}, "sha256", "bad_format"),
        ({"id": "6c84fb90-12c4-11e1-840d-7b25c5ee775a"}, "id", "uuid7_required"),
        ({"location": '{"lon": 200, "lat": 37, "datum": "WGS84", "source": "gnss"}'}, "location.lon", "out_of_range"),
        ({"location": '{"lon": 37.775, "lat": 117.385, "datum": "WGS84", "source": "gnss"}'}, "location.lat", None),
        ({"location": "{}"}, "location.lon", "required"),
    ],
)
def test_a_wrong_field_is_named(refused, fields, path, code):
    problem = refused(form(**fields), 422)

    assert (path, code or "lat_lon_swapped") in {(field["path"], field["code"]) for field in problem["fields"]}


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("somewhere", "not_json"),
        ("", "not_json"),
        ("[117.385, 37.775]", "object_expected"),
        ('{"lon": 1, "lon": 2}', "duplicate_key"),
        ('{"lon": NaN}', "not_finite"),
        ('{"lon": 1e999}', "not_finite"),
        ("[" * 99, "too_deep"),
        ('{}, "kind": "near"', "not_json"),
    ],
)
def test_a_location_that_is_not_strict_json(refused, location, code):
    assert refused(form(location=location), 400)["code"] == code


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (part("file", PHOTO, "a.jpg"), f"{FORM}; boundary=b"),
        (part("file", PHOTO, "a.jpg")[:5000], f"{FORM}; boundary=b"),
        (part("file", PHOTO, "a.jpg") + b"--b--\r\n", f"{FORM}; boundary=other"),
        (part("file", PHOTO, "a.jpg") + b"--b--\r\n", FORM),
        (b"--b\r\nno header at all\r\n\r\n" + PHOTO + b"\r\n--b--\r\n", f"{FORM}; boundary=b"),
    ],
    ids=["no end", "cut off", "another boundary", "no boundary", "no part header"],
)
def test_a_form_that_breaks_off_or_has_no_boundary(refused, body, content_type):
    assert refused(body, 400, content_type)["code"] == "bad_multipart"


def test_a_body_that_is_no_form(refused):
    assert refused(PHOTO, 415, "image/jpeg")["code"] == "multipart_expected"


def test_a_form_of_many_parts(refused):
    body = part("file", PHOTO, "a.jpg") + part("x", b"y") * 1001 + b"--b--\r\n"

    assert refused(body, 413, f"{FORM}; boundary=b")["code"] == "body_too_large"


def test_a_text_field_of_a_megabyte(refused):
    body = part("file", PHOTO, "a.jpg") + part("kind", b"x" * 1_000_000) + b"--b--\r\n"

    assert refused(body, 413, f"{FORM}; boundary=b")["code"] == "body_too_large"


def test_the_county_next_door_can_not_add_to_a_hazard_that_it_does_not_see(li, liu, kept):
    hazard = li.record()
    before = kept()

    assert liu.add_photo(hazard, status=404)["code"] == "not_found"
    assert kept() == before


def test_the_superior_office_looks_and_does_not_add(li, zheng, kept):
    hazard = li.record()
    before = kept()

    assert zheng.add_photo(hazard, status=403)["code"] == "not_handling_office"
    assert kept() == before


def test_a_damaged_original_is_not_taken_for_the_same_bytes(li, store, kept):
    path = store.path(li.add_photo(li.record())["sha256"])
    path.chmod(0o600)
    path.write_bytes(PHOTO[:-1])
    hazard = li.record()
    before = kept()

    path = f"/api/v1/hazards/{hazard['id']}/photos"
    answer = li.client.post(path, headers=li.headers, data=form(), content_type=FORM)

    assert (answer.status_code, answer.json["code"]) == (500, "damaged")  # our fault, and no field's
    assert kept() == before


KILLED_BEFORE_THE_COMMIT = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.orm import Session
from fieldapi import create_app
from fieldapi.settings import Settings
from inspections.models import Photo
from tests.conftest import Clock
from tests.people import Person
data, database_url, hazard_id = sys.argv[1:]
li = Person(create_app(Settings(data=Path(data), database_url=database_url), Clock()), "prosecutor.qingyun")

@event.listens_for(Session, "after_flush")
def die(session, flush):
    if any(isinstance(row, Photo) for row in session.new):
        os.kill(os.getpid(), signal.SIGKILL)

li.add_photo({"id": hazard_id})
"""


@pytest.mark.slow
def test_a_crash_between_file_and_commit_leaves_a_file_that_nobody_mentions(li, settings, store):
    hazard = li.record()

    script = [sys.executable, "-c", KILLED_BEFORE_THE_COMMIT, settings.data, settings.database_url, hazard["id"]]
    done = subprocess.run(script, cwd=ROOT, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)})

    assert done.returncode == -signal.SIGKILL
    assert li.get(f"/hazards/{hazard['id']}")["photos"] == []
    assert [event["type"] for event in li.get(f"/hazards/{hazard['id']}/timeline")["items"]] == ["hazard.recorded"]
    assert [path.read_bytes() for path in (store.root / "originals").rglob("*") if path.is_file()] == [PHOTO]
    assert li.add_photo(hazard, status=201)["status"] == "accepted"
