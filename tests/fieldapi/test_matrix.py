"""Every operation asked by everybody there can be, in one world: the gate, the statuses, and no foreign byte."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import update

from inspections import db, people
from inspections.models import Agency, Grant, Office, Person, Role, Token
from inspections.permissions import PERMISSIONS, READERS, Scope
from tests import canaries, operations
from tests.canaries import CANARY, REFERENCE

ROLE = "role_may_not"
GUARDED = {action for action, row in PERMISSIONS.items() if row.scope is not Scope.PUBLIC}
ECHOING = {"serve_many"}  # tells whoever asked what was asked
OF_ROLES = {action for action in GUARDED if PERMISSIONS[action].scope is not Scope.SELF}
GUESSED = {"sign_in", "redeem_invitation"}  # as nobody.at.all, and with a made-up code
#            what about the role     what may still pass the gate
ENDED = {"expired": "self", "of tomorrow": "self", "pending": "self", "disabled": "public", "revoked": "public"}


def appear(session, username, role, office="qingyun", **grant):
    """Somebody who holds *role* in that office and nothing else; the agency liaison for an agency there."""
    place = session.query(Office).filter_by(key=office).one()
    agency = session.query(Agency).filter_by(key=f"urban_management_{office}").one()
    person = Person(id=db.new_id(), username=username, name=role, password_hash="none", totp_exempt=True)
    scope = {"agency_id": agency.id} if role is Role.AGENCY_LIAISON else {"office_id": place.id}
    person.grants.append(Grant(role=role, **scope, **grant))
    session.add(person)
    session.flush()
    return person, people.sign_in(session, person.id, None)[0]


def ended(session):
    """A prosecutor of Qingyun whose role, account or session is over, or has not begun: the token of each."""
    today, day = db.today(session), timedelta(days=1)
    periods = {"expired": {"valid_to": today - day}, "of tomorrow": {"valid_from": today + day}}
    periods |= {"pending": {"is_pending": True}, "disabled": {}, "revoked": {}}
    found = {how: appear(session, how, Role.PROSECUTOR, **grant) for how, grant in periods.items()}
    found["disabled"][0].disabled_at = db.now(session)
    session.flush()
    session.execute(update(Token).where(Token.person_id == found["revoked"][0].id).values(expires_at=db.now(session)))
    return {how: token for how, (_, token) in found.items()}


def walk(app, world, token, number):
    """What every operation answers to the holder of *token*."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = f"10.1.0.{number}"
    order = sorted(operations.every(app), key=lambda operation: operation.action == "sign_out")
    headers = {"Authorization": f"Bearer {token}"}
    return {operation.action: operations.ask(client, operation, world, headers) for operation in order}


def refused(answers, code):
    return {action for action, answer in answers.items() if answer.is_json and answer.json.get("code") == code}


def check_bytes(answers, world, who):
    """That no canary and no id of a record of Qingyun is in any answer; an address that was asked for may return."""
    foreign = [id_.encode() for name, id_ in world.ids.items() if name not in REFERENCE]
    for action, answer in answers.items():
        said = answer.data + str(answer.headers).encode()
        assert CANARY.encode() not in said and b"qbx" not in said, (who, action)
        assert action in ECHOING or not any(id_ in said for id_ in foreign), (who, action)


def check_gate(answers, role, who):
    expected = {action for action in OF_ROLES if role not in PERMISSIONS[action].roles}
    assert refused(answers, ROLE) == expected, who
    assert {action for action, answer in answers.items() if answer.status_code == 401} == GUESSED, who


@pytest.mark.slow
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_everybody_asks_for_everything(app, database, li, capsys):
    begun, world, asked = time.process_time(), canaries.world(li), 0
    outsiders = [("leling", role) for role in Role]
    blind = [("qingyun", role) for role in Role if role not in READERS | {Role.ADMIN}]
    insiders = [("qingyun", role) for role in Role if role in READERS | {Role.ADMIN}]
    over = database.write(ended)

    for number, (how, token) in enumerate(over.items()):
        answers = walk(app, world, token, number)
        asked += len(answers)
        code, denied = (ROLE, OF_ROLES) if ENDED[how] == "self" else ("not_signed_in", GUARDED)
        assert refused(answers, code) == denied, how
        check_bytes(answers, world, how)
    for number, (office, role) in enumerate([*outsiders, *blind, *insiders], 100):
        name = f"only.{role}.{office}"
        _, token = database.write(lambda session, name=name, who=(role, office): appear(session, name, *who))
        answers = walk(app, world, token, number)
        asked += len(answers)
        check_gate(answers, role, name)
        if (office, role) not in insiders:
            check_bytes(answers, world, name)
        assert not {action: answer.status_code for action, answer in answers.items() if answer.status_code >= 500}, name

    with capsys.disabled():
        print(f"\n{asked} requests, {len(PERMISSIONS)} actions, {time.process_time() - begun:.0f} s of the processor")
