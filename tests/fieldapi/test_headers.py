"""Security headers on every class of answer."""

import base64
import hashlib
import logging
import re

import pytest

from fieldapi import web
from tests.people import draft

WANTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


def guarded(answer):
    for name, value in WANTED.items():
        assert answer.headers.getlist(name) == [value], (answer.request.path, name)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    assert not {"Server", "X-Powered-By", "Access-Control-Allow-Origin"} & set(answer.headers.keys())
    return answer


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/me", 200),
        ("GET", "/api/v1/hazards", 200),
        ("GET", "/api/v1/hazards?limit=0", 400),
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/nothing", 404),
        ("GET", "/web/../cli.py", 404),
        ("PUT", "/api/v1/hazards", 405),
        ("POST", "/api/v1/hazards", 415),
        ("OPTIONS", "/api/v1/hazards", 200),
        ("HEAD", "/api/v1/hazards", 200),
        ("GET", "/healthz", 200),
        ("GET", "/readyz", 200),
    ],
)
def test_answers_of_the_api_are_guarded_and_never_stored(li, method, path, status):
    answer = guarded(li.client.open(path, method=method, headers=li.headers))

    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_refusals_of_every_kind_are_guarded(li, stranger, zheng):
    hazard = li.record()
    path = f"/hazards/{hazard['id']}"

    for answer in (
        stranger.ask("GET", "/me", status=401),
        zheng.ask("PATCH", path, status=403, json={"version": 1, "severity": "low"}),
        li.ask("PATCH", path, status=409, json={"version": 9, "severity": "low"}),
        li.ask("POST", "/hazards", status=413, data=b" " * 2**21, content_type="application/json"),
        li.ask("POST", "/hazards", status=422, json=draft(type="no.such")),
        li.ask("POST", "/hazards", status=201, json=draft()),
    ):
        assert guarded(answer).headers["Cache-Control"] == "private, no-store"


def test_a_failure_of_ours_is_guarded_and_says_nothing_of_the_inside(li, database, caplog):
    with database.schema_change() as connection:
        connection.exec_driver_sql("ALTER TABLE number_series RENAME TO gone")

    with caplog.at_level(logging.CRITICAL):
        answer = guarded(li.ask("POST", "/hazards", status=500, json=draft()))

    assert answer.json["code"] == "internal_error"
    assert not re.search(rb"sqlite|number_series|Traceback|\.py", answer.data)


def test_when_the_tables_are_not_of_this_version_the_server_is_not_ready(li, database):
    with database.schema_change() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")

    answer = guarded(li.client.get("/readyz"))

    assert (answer.status_code, answer.json) == (503, {"status": "not ready", "tables": False, "store": True})
    assert li.client.get("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/", "/api/v1/docs", "/api/v1/openapi.json", "/web/app.css"])
def test_pages_and_files_are_guarded_and_asked_for_anew(stranger, path):
    answer = guarded(stranger.client.get(path))

    if answer.status_code == 200:
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["ETag"]


def test_only_the_import_map_of_the_page_may_run_inline(stranger):
    page = (web.FOLDER / "index.html").read_text("utf-8")
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page, re.DOTALL)
    digests = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline}

    policy = stranger.client.get("/healthz").headers["Content-Security-Policy"]

    assert set(re.findall(r"'sha256-([^']+)'", policy)) == digests
    assert not re.search(r"\son\w+=|style=", page)


def test_an_original_is_a_download_in_a_sandbox(li):
    photo = li.add_photo(li.record())

    original = guarded(li.ask("GET", f"/photos/{photo['id']}/original", buffered=True))
    preview = guarded(li.ask("GET", f"/photos/{photo['id']}/preview", buffered=True))

    assert original.headers["Content-Disposition"].startswith("attachment")
    assert original.headers["Content-Security-Policy"].startswith("sandbox")
    assert original.headers["Cache-Control"] == "private, no-store"
    assert "private" in preview.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["a%00.js", "a" * 3000 + ".js", "%2e%2e/settings.py", "../settings.py"])
def test_no_name_reaches_a_file_that_is_none_of_the_page(stranger, name):
    assert stranger.client.get(f"/web/{name}").status_code == 404
