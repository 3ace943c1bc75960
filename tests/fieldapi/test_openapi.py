"""The API document says what the API does."""

import re

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from fieldapi import shapes
from inspections.lifecycle import MOVES
from inspections.permissions import PERMISSIONS, Scope
from tests import operations

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

SAID_BY_THE_ADDRESS = {"follow_hazard", "approve_invitation", "reissue_invitation", "confirm_photo"} | {
    *("offer_totp", "confirm_grant", "end_share", "end_case_share")
}


@pytest.fixture
def document(stranger):
    return stranger.client.get("/api/v1/openapi.json").json


def described(document):
    return [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


@pytest.mark.slow
def test_the_document_is_valid_openapi_3_1(document):
    assert document["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(document).validate()


def test_the_document_is_public_and_a_client_that_has_it_is_told_so(stranger):
    first = stranger.client.get("/api/v1/openapi.json")
    again = stranger.client.get("/api/v1/openapi.json", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    assert first.headers["Cache-Control"] == "no-cache"
    assert again.data == b""


def test_the_document_and_its_page_need_no_account(stranger):
    page = stranger.client.get("/api/v1/docs")

    assert page.status_code == 200
    assert page.content_type == "text/html; charset=utf-8"
    assert "http://" not in page.text and "https://" not in page.text  # shown offline


def test_every_operation_is_in_it_under_its_own_id(app, document):
    found = {(path, method.upper(), operation["operationId"]) for path, method, operation in described(document)}

    assert found == {(row.path, row.method, row.action) for row in operations.every(app)}
    ids = [operation["operationId"] for _, _, operation in described(document)]
    assert sorted(ids) == sorted(PERMISSIONS)


def test_who_may_is_what_the_table_says(document):
    for _, _, operation in described(document):
        row = PERMISSIONS[operation["operationId"]]
        assert (operation["x-scope"], set(operation["x-roles"])) == (row.scope, row.roles)
        assert ("security" in operation) is (row.scope is not Scope.PUBLIC)


def test_every_operation_has_a_sentence_an_answer_and_problems(document):
    for path, method, operation in described(document):
        assert operation["summary"], (path, method)
        assert set(operation["responses"]) - {"default"}
        problem = operation["responses"]["default"]["content"]["application/problem+json"]["schema"]
        assert problem == {"$ref": "#/components/schemas/Problem"}
        named = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "path"}
        assert named == set(re.findall(r"{(\w+)}", path))
        says = method in ("post", "put", "patch") and operation["operationId"] not in SAID_BY_THE_ADDRESS
        assert ("requestBody" in operation) is says, (path, method)


def test_a_problem_has_the_members_of_rfc_9457_and_ours(document):
    problem = document["components"]["schemas"]["Problem"]

    assert set(problem["required"]) == {"type", "title", "status", "detail", "code", "fields"}
    assert set(shapes.ProblemField.model_fields) == {"path", "code", "message"}


def test_signing_in_is_always_something_new(document):
    assert set(document["paths"]["/auth/tokens"]["post"]["responses"]) == {"201", "default"}
    assert set(document["paths"]["/hazards"]["post"]["responses"]) == {"200", "201", "default"}


def test_the_moves_are_those_of_the_one_table(document):
    assert document["components"]["schemas"]["MoveDraft"]["properties"]["move"]["enum"] == list(MOVES)


def test_the_document_of_another_maker_is_off(stranger):
    stranger.get("/swagger.json", status=404)
    assert stranger.client.get("/swaggerui/swagger-ui.css").status_code == 404
