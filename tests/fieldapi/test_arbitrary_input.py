"""Whatever is sent, the answer is never 5xx. On SQLite only: what is refused is refused before any database."""

import json
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapi import create_app
from fieldapi.settings import Settings
from tests.conftest import MORNING
from tests.operations import REPORT
from tests.people import Person, draft, rule

pytestmark = pytest.mark.slow  # more than a second each
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

TEXT = st.text(st.characters(codec=None), max_size=30)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=10,
)
NAMES = st.sampled_from([*draft(), "id", "inspection_id", "asset_code", "unknown"])


@pytest.fixture(scope="module")
def phone(sqlite_template, tmp_path_factory):
    """Li Wenqing's phone, in one installation for all examples."""
    folder = tmp_path_factory.mktemp("arbitrary")
    (folder / "lanjian.db").write_bytes(sqlite_template.read_bytes())
    app = create_app(Settings(data=folder), lambda: MORNING)
    yield Person(app, "prosecutor.qingyun")
    app.extensions["database"].close()


def send(phone, body, path="/hazards"):
    answer = phone.client.post(f"/api/v1{path}", data=body, content_type="application/json", headers=phone.headers)
    assert answer.status_code in (200, 201, 400, 401, 413, 422, 429), answer.data
    return answer.status_code


@QUICK
@given(st.binary(max_size=300))
def test_random_bytes_are_never_5xx(phone, body):
    assert send(phone, body) == 400


@QUICK
@given(VALUES)
def test_random_json_is_never_5xx(phone, value):
    assert send(phone, json.dumps(value)) in (400, 422)


@QUICK
@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=3))
def test_a_record_with_random_values_in_some_fields_is_never_5xx(phone, changes):
    send(phone, json.dumps(draft(**changes)))


@QUICK
@given(st.dictionaries(st.sampled_from([*REPORT, "location", "seen_on", "reporter"]), VALUES, min_size=1, max_size=3))
def test_a_clue_with_random_values_in_some_fields_is_never_5xx(phone, changes):
    send(phone, json.dumps(REPORT | changes), "/clues")


@QUICK
@given(TEXT)
def test_a_random_code_of_a_clue_is_never_5xx(phone, code):
    path = f"/api/v1/clues/{quote(code.encode('utf-8', 'surrogatepass'), safe='')}"
    assert phone.client.get(path).status_code in (400, 404, 405, 429)


@QUICK
@given(st.dictionaries(st.sampled_from(["lon", "lat", "accuracy_m", "datum"]), VALUES, min_size=1))
def test_a_record_with_a_random_place_is_never_5xx(phone, changes):
    send(phone, json.dumps(draft(location=draft()["location"] | changes)))


@QUICK
@given(st.datetimes(timezones=st.timezones()) | st.text(max_size=30))
def test_a_record_of_any_time_is_never_5xx(phone, at):
    send(phone, json.dumps(draft(seen_at=at if isinstance(at, str) else at.isoformat())))


@QUICK
@given(st.dictionaries(st.sampled_from(["q", "bbox", "cursor", "seen_to", "limit", "status"]), st.text(max_size=20)))
def test_a_random_query_is_never_5xx(phone, query):
    answer = phone.client.get("/api/v1/hazards", query_string=query, headers=phone.headers)

    assert answer.status_code in (200, 400), answer.data


@QUICK
@given(st.dictionaries(st.sampled_from([*rule(), "source_document", "agency_id", "valid_to", "unknown"]), VALUES))
def test_a_rule_with_random_values_is_never_5xx(phone, changes):
    for path, said in (("/rules", rule(**changes)), ("/rules/preview", {"added": [rule(**changes)]})):
        answer = phone.client.post(f"/api/v1{path}", json=said, headers=phone.headers)

        assert answer.status_code in (200, 201, 400, 403, 409, 422), answer.data
