"""The permission table against the routes, walked role by role."""

import pytest

from inspections.permissions import PERMISSIONS, Scope
from tests import operations

GUESSED = {"sign_in", "redeem_invitation"}  # as nobody.at.all, and with a made-up code
GUARDED = {action for action, row in PERMISSIONS.items() if row.scope is not Scope.PUBLIC}


def test_every_route_has_a_row_and_every_row_a_route(app):
    actions = [operation.action for operation in operations.every(app)]

    assert sorted(actions) == sorted(PERMISSIONS)


def test_every_address_of_the_api_is_an_operation_or_public_on_purpose(app):
    declared = {operation.path for operation in operations.every(app)}
    found = {operations.openapi.PATH_PARAMETER.sub(r"{\1}", rule.rule) for rule in app.url_map.iter_rules()}

    beside = found - {f"/api/v1{path}" for path in declared}

    public = {"/", "/sw.js", "/web/{name}", "/invite", "/trust", "/trust/ca.crt", "/healthz", "/readyz"}
    public |= {"/api/v1/docs", "/api/v1/openapi.json", "/clue", "/clue/answer", "/clue/{code}/photos"}
    public |= {"/s", *(f"/s/{form}" for form in ("letter", "download", "sign", "stamped", "reply", "print", "leave"))}
    public |= {"/s/photos", "/s/photos/{photo_id}", "/s/hazards/{hazard_id}", "/s/camera"}
    assert beside == public | {"/metrics"}  # which has a token of its own


def test_without_credentials_every_operation_is_401_but_the_public_one(app, li):
    world = operations.world(li)

    answers = {
        operation.action: operations.ask(app.test_client(), operation, world, {}) for operation in operations.every(app)
    }

    assert {action for action, answer in answers.items() if answer.status_code == 401} == GUARDED | GUESSED
    assert {answer.json["code"] for action, answer in answers.items() if action in GUARDED} == {"not_signed_in"}
    assert {answers[action].headers["WWW-Authenticate"] for action in GUARDED} == {"Bearer"}


@pytest.mark.parametrize("credential", ["Bearer", "Bearer ses_made-up", "Basic bGk6bGk=", "Bearer ses_é", "ses_x"])
def test_a_made_up_credential_is_401(stranger, credential):
    problem = stranger.get("/hazards", status=401, headers={"Authorization": credential})

    assert problem["code"] == "not_signed_in"


def test_a_superior_sees_but_does_not_write(li, zheng):
    hazard = li.record()

    assert zheng.get(f"/hazards/{hazard['id']}")["id"] == hazard["id"]
    assert zheng.get(f"/hazards/{hazard['id']}")["moves"] == []
    amendment = {"version": 1, "severity": "low"}
    problem = zheng.ask("PATCH", f"/hazards/{hazard['id']}", status=403, json=amendment).json
    assert problem["code"] == "not_handling_office"
    assert zheng.move(hazard, "confirm", note="上级", status=403)["code"] == "not_handling_office"


def test_the_menu_is_what_the_table_says(li, zhou, person):
    assert "move_hazard" in li.get("/me")["actions"]
    assert "move_hazard" not in zhou.get("/me")["actions"]
    admin = set(person("admin").get("/me")["actions"])
    assert not {action for action in admin if PERMISSIONS[action].scope in ("visible", "handling_office")}
