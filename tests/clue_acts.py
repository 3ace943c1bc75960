"""Every act on clues once; ``did(action, act)`` does one."""

from tests.clues import filed, move, reply, send_picture
from tests.people import AREZZO, PHOTOS, Person

LAW = {"reason": "本人要求删除", "legal_basis": "《个人信息保护法》第四十七条"}


def clue_acts(did, app, li, chen, admin, zheng):
    stranger = Person(app)
    filed(stranger)
    path = f"/clues/register/{li.get('/clues')['items'][0]['id']}"
    leling = next(row for row in li.get("/offices")["items"] if row["area_code"] == "371481")
    said = {"office_id": leling["id"], "reason": "地点在乐陵"}
    did("redirect_clue", lambda: zheng.put(f"{path}/office", said))
    told = did("file_clue", lambda: filed(stranger))
    did("add_clue_photo", lambda: send_picture(stranger, told, PHOTOS / AREZZO, status=201))
    path = f"/clues/register/{li.get('/clues')['items'][0]['id']}"
    did("read_reporter", lambda: chen.get(f"{path}/reporter"))
    did("erase_reporter", lambda: chen.post(f"{path}/reporter/erase", LAW))
    letter = {"said": "井盖缺失。", "place": "承德小学东门", "source": "letter"}
    did("receive_clue", lambda: li.post("/clues/received", letter, status=201))
    clue = li.get("/clues")["items"][0]
    did("move_clue", lambda: move(li, clue, "register"))
    hazard = li.record()
    did("link_clue", lambda: li.put(f"/clues/register/{clue['id']}/hazard", {"hazard_id": hazard["id"]}))
    did("reply_clue", lambda: reply(li, clue, "procedural", "2026-06-29", channel="online"))
    ma = volunteer(app, li, admin)
    did("file_own_clue", lambda: filed_by(ma))


def volunteer(app, li, admin):
    """Somebody of 益心为公, with an account that an administrator makes."""
    office = li.get("/me")["roles"][0]["office"]["id"]
    grant = {"role": "volunteer", "office_id": office}
    said = {"username": "volunteer.qingyun", "name": "马春燕", "grant": grant}
    password, found = admin.post("/people", said, status=201)["one_time_password"], Person(app)
    _enter(found, password)
    change = {"password": password, "new_password": "every morning three wells"}
    found.ask("POST", "/me/password", status=204, json=change)
    return _enter(found, change["new_password"])


def _enter(found, password):
    said = {"username": "volunteer.qingyun", "password": password}
    token = found.post("/auth/tokens", said, status=201)["access_token"]
    found.headers = {"Authorization": f"Bearer {token}"}
    return found


def filed_by(ma, **changes):
    said = {"said": "巡河时见一处井盖破损。", "place": "渤海路", "area_code": "371423"}
    return ma.post("/me/clues", said | changes, status=201)
