"""Every act on notices, and what follows a relapse, once; ``did(action, act)`` does one."""

from fieldapi import noticing
from tests.steps import verified, visit

MAIL = {"email": "li.wenqing@jcy.example.cn", "daily": True}
MARKED = {"read_notices": 0}  # in one's own inbox: no act on a record


def notice_acts(did, database, settings, li, sun, zhao):
    did("set_notice_settings", lambda: sun.put("/notifications/settings", MAIL))
    zhao.put("/notifications/settings", MAIL)
    for colleague in (sun, zhao):
        li.move(colleague.record(), "dismiss", note="不属于隐患")
    for _ in range(2):
        noticing.look(database, settings)
    did("read_notices", lambda: sun.post("/notifications/read", {}))
    first, second = li.get("/notifications/outgoing", state="prepared")["items"]
    said = {"version": first["version"], "way": "copied", "note": "当面告知"}
    did("release_outgoing_notice", lambda: li.post(f"/notifications/outgoing/{first['id']}/release", said))
    said = {"version": second["version"], "reason": "已当面告知"}
    did("discard_outgoing_notice", lambda: li.post(f"/notifications/outgoing/{second['id']}/discard", said))
    did("share_calendar", lambda: sun.post("/notifications/calendar", {}, status=201))
    did("revoke_calendar", lambda: sun.ask("DELETE", "/notifications/calendar", status=204))


def relapse_acts(did, li, sun):
    hazard = li.move(verified(sun), "close")
    visit(sun, hazard, "rebounded", note="防坠网再次缺失。")
    (new,) = [row for row in li.get("/hazards")["items"] if row["previous_hazard_id"] == hazard["id"]]
    said = {"action": "no_action", "reason": "系他人破坏，已另行报案"}
    did("decide_relapse", lambda: li.post(f"/hazards/{new['id']}/relapse", said))
