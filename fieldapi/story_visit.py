"""What the joint visit of the story has beside the hazard: a guest whose photo waits, and the day of the owner."""

from datetime import datetime

from inspections import db
from inspections.db import new_id

from .story_people import Guest

WANG, HOME, PHONE_TAIL = "王建军", "庆云县住房和城乡建设局", "8836"
CARRIER = "示意通信运营企业甲庆云分公司"


def agencies(who):
    return {row["name"]: row["id"] for row in who.do("GET", "/agencies")["items"]}


def welcome(address, li, outing, hazard, picture, today, tell):
    """Wang is let in by a link; what he sends counts once *li* confirms it: the hazard with his photo."""
    path = f"/inspections/{outing['id']}"
    said = {"name": WANG, "phone_tail": PHONE_TAIL, "valid_to": today, "home_agency_id": agencies(li)[HOME]}
    link = li.do("POST", f"{path}/invitations", json=said)["link"]
    tell(li, f"以链接邀请特邀检察官助理{WANG}（{HOME}），只限这一次巡查")
    with Guest(address, WANG, link, PHONE_TAIL) as wang:
        form = {"hazard_id": hazard["id"], "kind": "far", "remark": "井圈松动，建议连同井圈一并更换（示意）。"}
        file = {"file": ("far.jpg", picture, "image/jpeg")}
        photo = wang.do("POST", f"{path}/contributions", data=form, files=file)
        tell(wang, f"上传远景照片并附专业意见，待检察官确认（{photo['status']}）")
    (waiting,) = li.do("GET", "/contributions")["items"]
    tell(
        li,
        f"利益冲突提示：{WANG}所在单位是这一隐患的建议核实对象（{waiting['conflict']}），一经确定为被监督对象即须回避",
    )
    photo = li.do("POST", f"/photos/{photo['id']}/confirm", json={})
    tell(li, f"核对后确认采用（{photo['status']}）")
    return li.do("GET", f"/hazards/{hazard['id']}")


def owners_day(li, draft, picture, tell):
    """The same cover is displaced too, which starts the owner's 24 hours: the hazard."""
    shifted = {"id": str(new_id()), "type": "manhole.displaced", "description": "井盖移位、踩踏晃动。"}
    cover = li.do("POST", "/hazards", json=draft | shifted)
    file = {"file": ("near.jpg", picture, "image/jpeg")}
    li.do("POST", f"/hazards/{cover['id']}/photos", data={"kind": "near"}, files=file)
    now = db.system_clock().astimezone(db.SHANGHAI).isoformat(timespec="seconds")
    told = {"how": "call", "who": "值班室张主任", "at": now, "agency_id": agencies(li)[CARRIER]}
    clock = li.do("POST", f"/hazards/{cover['id']}/owner-notices", json=told)["clock"]
    tell(li, f"另记井盖移位 {cover['number']}，电话告知{CARRIER}：{_until(clock)}")
    guard = {"since": now, "by": f"{CARRIER}围挡值守"}
    cover = li.do("PUT", f"/hazards/{cover['id']}/guard", json=guard)
    tell(li, f"{cover['guarded']['by']}，状态不变（{cover['status']}）：看护不等于整改")
    return cover


def _until(clock):
    due = datetime.fromisoformat(clock["due_at"]).astimezone(db.SHANGHAI)
    return f"{clock['rule']['name']}，至 {due:%m-%d %H:%M} 止（{clock['rule']['article']}）"
