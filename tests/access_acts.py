"""Every act on invitations, shares and accounts once; ``did(action, act)`` does one."""

from uuid import UUID

import pyotp
from sqlalchemy import update

from inspections.models import Person as Account
from tests.operations import CLUE
from tests.people import AREZZO, PHOTOS, Person
from tests.steps import outing

TAIL, NEW = "8836", "every morning three wells"
OTHER = "orientation/Landscape_6.jpg"
ENTERED = {"redeem_invitation": 2}  # let in, and signed in


def _office(somebody):
    return somebody.get("/me")["roles"][0]["office"]["id"]


def _enter(app, **said):
    """Somebody who signs in."""
    found = Person(app)
    token = found.post("/auth/tokens", said, status=201)["access_token"]
    found.headers = {"Authorization": f"Bearer {token}"}
    return found


def invitation_acts(did, app, li):
    inspection = outing(li, kind="joint_inspection", title="承德小学周边")
    hazard, path = li.record(inspection_id=inspection["id"]), f"/inspections/{inspection['id']}/invitations"
    said = {"name": "王工", "phone_tail": TAIL, "valid_to": "2026-07-05"}
    told = did("invite", lambda: li.post(path, said, status=201))
    again = did("reissue_invitation", lambda: li.post(f"{path}/{told['id']}/reissue", {}))
    wang = Person(app)
    letter = {"code": again["code"], "letter_version": "2026-1"}
    entered = did(
        "redeem_invitation", lambda: wang.post("/invitations/redeem", letter | {"phone_tail": TAIL}, status=201)
    )
    wang.headers = {"Authorization": f"Bearer {entered['access_token']}"}
    photo = did("contribute_photo", lambda: _contribute(wang, inspection, hazard, AREZZO))
    did("confirm_photo", lambda: li.post(f"/photos/{photo['id']}/confirm", {}))
    photo = _contribute(wang, inspection, hazard, OTHER)
    did("decline_photo", lambda: li.post(f"/photos/{photo['id']}/decline", {"reason": "不是这口井"}))
    did("revoke_invitation", lambda: li.post(f"{path}/{told['id']}/revoke", {"reason": "改由他人参加"}))
    asked = li.post(path, said | {"phone_tail": None}, status=201)
    Person(app).post("/invitations/redeem", letter | {"code": asked["code"]}, status=202)
    did("approve_invitation", lambda: li.post(f"{path}/{asked['id']}/approve", {}))


def _contribute(wang, inspection, hazard, name):
    form = {"hazard_id": hazard["id"], "file": ((PHOTOS / name).open("rb"), "photo.jpg")}
    path = f"/inspections/{inspection['id']}/contributions"
    return wang.ask("POST", path, status=201, data=form, content_type="multipart/form-data").json


def share_acts(did, li, sun, chen, liu):
    path = f"/hazards/{li.record()['id']}/shares"
    said = {"office_id": _office(liu), "until": "2026-06-30", "reason": "相邻路段"}
    share = did("share_hazard", lambda: chen.post(path, said, status=201))
    did("end_share", lambda: chen.post(f"{path}/{share['id']}/end", {}))
    path = f"/cases/{li.post('/cases', CLUE, status=201)['id']}/shares"
    share = did("share_case", lambda: chen.post(path, said, status=201))
    did("end_case_share", lambda: chen.post(f"{path}/{share['id']}/end", {}))
    said = {"person_id": sun.id, "valid_to": "2026-06-30", "reason": "外出学习"}
    deputy = did("deputise", lambda: chen.post("/deputies", said, status=201))
    did("end_deputy", lambda: chen.post(f"/deputies/{deputy['id']}/end", {"reason": "提前返岗"}))


def account_acts(did, app, database, clock, li, admin):
    grant = {"role": "admin", "office_id": _office(admin)}
    said = {"username": "wu.dezhou", "name": "吴军", "grant": grant}
    told = did("add_account", lambda: admin.post("/people", said, status=201))
    path, password = f"/people/{told['id']}", told["one_time_password"]
    wu = _enter(app, username="wu.dezhou", password=password)
    change = {"password": password, "new_password": NEW}
    did("change_password", lambda: wu.ask("POST", "/me/password", status=204, json=change))
    offer = did("offer_totp", lambda: wu.post("/me/totp", {}))
    code = {"code": pyotp.TOTP(offer["secret"]).at(clock())}
    codes = did("confirm_totp", lambda: wu.post("/me/totp/confirm", code))["codes"]
    _enter(app, username="wu.dezhou", password=NEW, totp=codes[0])
    (other,) = [row for row in wu.get("/me/sessions")["items"] if not row["current"]]
    did("end_session", lambda: wu.ask("DELETE", f"/me/sessions/{other['id']}", status=204))
    _grants(did, li, admin, wu)
    ready = update(Account).where(Account.id == UUID(told["id"])).values(totp_exempt=True)
    database.write(lambda session: session.execute(ready))
    did("reset_password", lambda: admin.post(f"{path}/reset", {"reason": "遗忘"}))
    did("amend_account", lambda: admin.patch(path, {"disabled": True, "reason": "误建"}))


def _grants(did, li, admin, wu):
    said = {"role": "prosecutor", "office_id": _office(li)}
    row = did("grant_role", lambda: admin.post(f"/people/{admin.id}/grants", said))["grants"][-1]
    path = f"/people/{admin.id}/grants/{row['id']}"
    did("confirm_grant", lambda: wu.post(f"{path}/confirm", {}))
    did("end_grant", lambda: wu.post(f"{path}/end", {"reason": "不再兼任"}))
