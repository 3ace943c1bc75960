"""Every operation of the API, and something to say to it: for the tests that walk them all."""

import json
from dataclasses import dataclass, field
from io import BytesIO
from uuid import UUID, uuid4

from fieldapi import openapi
from inspections.db import new_id
from inspections.models import Layer
from tests import cards, document_steps, imports, service_steps
from tests.people import AREZZO, PASSWORD, PHOTOS, asset, draft, rule
from tests.phones import Offline
from tests.tus import BYTES, Phone

FORM = "multipart/form-data"
PLACE = {"lon": 117.385, "lat": 37.775, "datum": "WGS84", "type": "manhole.net_missing"}
LAYER = {"key": "zones", "name": "责任区", "kind": "zone", "source": "城管局", "licence": "内部使用"}
NOUNS = (
    *("hazard", "photo", "derivative", "inspection", "layer", "agency", "import", "asset", "reassignment"),
    *("timestamp", "upload", "card", "file", "clock", "case", "signature", "outgoing"),
    *("invitation", "person", "grant", "session", "share", "office", "device", "disagreement", "clue"),
    *("document", "version", "service", "batch", "confirmation"),
)
REGISTER = {"register_name": "雨水箅子台账", "scheme": "drains", "mapping": {"code": "编号"}}
UPLOADS = {  # their options
    "import_layer": LAYER,
    "import_assets": REGISTER,
    "import_hazards": {"source": "旧台账"},
    "import_rules": {},
    "import_calendar": {},
    "import_checklist": {"dry_run": True},
}
TUS = {  # their headers
    "begin_upload": {"Upload-Length": "1000"},
    "continue_upload": {"Upload-Offset": "0"},
    "discard_upload": {},
}
CLUE = {"title": "承德小学周边窨井盖", "source": "联合巡查发现", "nature": "manhole"}
REPORT = {"said": "人行道井盖松动。", "place": "承德小学东门", "area_code": "371423"}
OF_CLUES = {
    "file_clue": REPORT,
    "file_own_clue": REPORT,
    "receive_clue": REPORT | {"source": "letter"},
    "move_clue": {"move": "register"},
    "link_clue": {"type": "manhole.net_missing"},
    "reply_clue": {"kind": "procedural", "channel": "phone", "on": "2026-06-29", "text": "已受理。"},
    "erase_reporter": {"reason": "本人要求", "legal_basis": "《个人信息保护法》第四十七条"},
}
INVITATION = {"name": "王工", "phone_tail": "8836", "valid_to": "2026-07-05"}
OF_ACCESS = {
    "invite": INVITATION,
    "revoke_invitation": {"reason": "改由他人参加"},
    "redeem_invitation": {"code": "inv_0000000000000000", "letter_version": "2026-1"},
    "decline_photo": {"reason": "模糊"},
    "change_password": {"password": "not the password", "new_password": PASSWORD},
    "confirm_totp": {"code": "000000"},
    "amend_account": {"name": "李文清", "reason": "更正"},
    "reset_password": {"reason": "遗忘"},
    "end_grant": {"reason": "调离"},
    "end_deputy": {"reason": "已回院"},
}
PLAIN = {"hazard_type": "gas.no_warning_sign", "sha256": "0" * 64}  # names in paths that are no records
BOX = {"x": 0, "y": 0, "width": 8, "height": 8}
OF_PHOTOS = {
    "judge_observation": {"flag": "too_far", "verdict": "dismissed", "reason": "外地样张，仅作演示"},
    "derive_photo": {"kind": "stamped"},
    "redact_photo": {"boxes": [BOX]},
    "clear_photo": {"outcome": "nothing_to_redact"},
    "withdraw_photo": {"reason": "误传"},
    "propose_purge": {"reason": "摄入无关人员隐私", "legal_basis": "《个人信息保护法》第四十七条"},
    "confirm_purge": {"sha256": "0" * 64},
    "decline_purge": {"note": "已遮盖，不必销毁"},
}
OF_CASES = {
    "register_case": CLUE,
    "amend_case": {"version": 1, "official_number": "庆检行公立〔2026〕1号"},
    "move_case": {"move": "notify_closing", "on": "2026-06-29", "mode": "post"},
    "set_decision_rule": {"kind": "file", "may_give": True, "may_record": True},
}
OF_DOCUMENTS = {
    "draft_case_document": {"kind": "recommendation"},
    "draft_inspection_document": {"kind": "scene_record"},
    "draft_hazard_document": {"kind": "photo_sheet"},
    "draft_clue_document": {"kind": "clue_answer"},
    "amend_document": {"version": 1, "texts": {"other": "请依法履职。"}},
    "move_document": {"move": "discard", "note": "重复起草"},
    "approve_document": {"version": 1},
}
TREE_DAY = {"date": "2026-03-12", "kind": "rest", "name": "植树节"}
AMENDMENT = {"code": "CN-2026", "days": [TREE_DAY], "reason": "县里放假"}
NOTICE = {"how": "call", "who": "值班室张主任", "at": "2026-06-29T10:05:00+08:00"}
SOMEBODY = {"participant_id": "00000000-0000-7000-8000-000000000000"}
OTHERS = {
    "read_notices": {},
    "share_calendar": {},
    "set_notice_settings": {"email": "li.wenqing@example.cn", "daily": True},
    "release_outgoing_notice": {"version": 1, "way": "copied"},
    "discard_outgoing_notice": {"version": 1, "reason": "已电话告知"},
    "declare_device_lost": {"reason": "村道上遗失"},
    "settle_disagreement": {"assessment_id": SOMEBODY["participant_id"], "reason": "夜间封路"},
    "decide_relapse": {"action": "no_action", "reason": "车辆碾压所致，当日已复位"},
    "open_dispute": {"note": "无标识，权属不明"},
    "move_dispute": {"move": "deny", "note": "不是本单位的设施"},
    "split_hazard": {"version": 1, "reason": "误并"},
    "apply_import": {"version": 1},
    "discard_import": {"version": 1},
    "withdraw_layer": {"reason": "版本有误"},
    "amend_calendar": AMENDMENT,
    "move_clock": {"move": "end", "at": NOTICE["at"], "note": "当场复位"},
    "notify_owner": NOTICE,
    "amend_asset": {"version": 1, "status": "intact", "reason": "现场核对"},
    "request_reassignment": {"reason": "责任区划有调整"},
    "apply_reassignment": {"difference": "0" * 64},
    "apply_card": {"version": 1},
    "discard_card": {"version": 1},
    "open_inspection": {"kind": "patrol", "title": "承德小学周边"},
    "amend_inspection": {"version": 1, "note": "增加一处"},
    "add_participant": {"name": "老赵", "body": "渤海路街道"},
    "finalise_inspection": {},
    "sign_inspection": {
        "participant_id": "0" * 8 + "-0000-7000-8000-" + "0" * 12,
        "signed_digest": "0" * 64,
        "way": "typed",
    }
    | {"name": "李文清"},
    "add_remark": {"participant_id": "0" * 8 + "-0000-7000-8000-" + "0" * 12, "text": "井下积水"},
    "answer_checklist": {"checklist_version": 1, "answers": {"needs_net": True}},
    "guard_hazard": {"since": "2026-06-29T10:05:00+08:00", "by": "通信公司"},
    "annex_inspection": {"text": "补拍一张", "reason": "漏拍"},
}
QUERIES = {
    "unguard_hazard": {"reason": "围挡已撤"},
    "read_calendar_feed": {"token": "cal_nobody"},
    "remove_case_hazard": {"reason": "与本案无关"},
    "read_responsibility": PLACE,
    "find_nearby": PLACE,
    "list_clusters": {"bbox": "117,37,118,38", "zoom": 8},
    "read_proof": {"seq": 1},
    "read_consistency": {"first": 1},
    "read_hazard_ledger": {"purpose": "周例会"},
    "read_asset_register": {"f": "csv", "purpose": "核对管护单位"},
}


@dataclass(frozen=True, slots=True)
class Operation:
    action: str
    method: str
    path: str  # below /api/v1, with {hazard_id} and the like


OF_AGENCIES = {
    "add_agency": {"name": "庆云县路灯管理所", "kind": "unit", "area_code": "371423"},
    "amend_agency": {"name": "庆云县道路养护中心"},
    "succeed_agency": {
        "successor": {"name": "庆云县市政中心", "kind": "unit", "area_code": "371423"},
        "valid_from": "2026-07-01",
        "reason": "机构改革",
    },
}


@dataclass(frozen=True, slots=True)
class World:
    """One record of each noun, as the ids that stand in paths."""

    ids: dict[str, str]
    photo: bytes = field(default=(PHOTOS / AREZZO).read_bytes())

    def body(self, action):
        """A body for a write: complete, though the record may have moved on since."""
        return {
            **OF_PHOTOS,
            **OF_CASES,
            **OF_CLUES,
            **OF_ACCESS,
            **OF_DOCUMENTS,
            **OF_AGENCIES,
            **OTHERS,
            **service_steps.bodies(self.ids),
            "sign_in": {"username": "nobody.at.all", "password": PASSWORD},
            "add_account": {
                "username": "new",
                "name": "新人",
                "grant": {"role": "clerk", "office_id": self.ids["office_id"]},
            },
            "grant_role": {"role": "clerk", "office_id": self.ids["office_id"]},
            "deputise": {"person_id": self.ids["person_id"], "valid_to": "2026-07-05", "reason": "出差"},
            "share_hazard": {"office_id": self.ids["office_id"], "until": "2026-07-05", "reason": "邻县同类"},
            "share_case": {"office_id": self.ids["office_id"], "until": "2026-07-05", "reason": "跨县管线"},
            "redirect_clue": {"office_id": self.ids["office_id"], "reason": "属地有误"},
            "record_hazard": draft(),
            "add_case_hazards": {"hazard_ids": [self.ids["hazard_id"]], "reason": "同一路段"},
            "amend_hazard": {"version": 1, "severity": "low"},
            "move_hazard": {"move": "confirm", "note": "现场无法拍照", "unknown_owner": True},
            "override_responsibility": {"version": 1, "role": "owner", "agency_id": None, "reason": "权属不明"},
            "record_finding": {"hazard_id": self.ids["hazard_id"], "verdict": "not_fixed", "note": "未整改"},
            "add_rule": rule(code="R-qingyun-sewage"),
            "amend_rule": {"version": 1, "priority": 1},
            "end_rule": {"version": 2, "last_day": "2026-12-31", "reason": "机构改革"},
            "preview_rules": {"added": [rule(code="R-qingyun-water")]},
            "record_asset": asset(),
            "sync": {"device": {"id": str(new_id()), "name": "手机"}},
            "open_card": {"name": "卡", "files": [{"upload_id": self.ids["upload_id"], "name": "DSC_0001.JPG"}]},
            "arrange_card": {"version": 1, "act": "leave", "spot_id": self.ids["hazard_id"]},
        }.get(action)


def every(app) -> list[Operation]:
    return [
        Operation(function.operation.action, method.upper(), path.removeprefix(openapi.PREFIX))
        for path, method, function in openapi.operations(app)
    ]


def world(person) -> World:
    """A hazard with a photo, an open inspection, a layer and an import, all of *person*'s office."""
    hazard = person.record()
    photo = person.add_photo(hazard)
    inspection = person.post("/inspections", {"kind": "patrol", "title": "承德小学周边"}, status=201)
    code = person.post("/rules", rule(), status=201)["code"]
    said = {"name": "庆云县道路养护站", "kind": "unit", "area_code": "371423"}
    agency = person.post("/agencies", said, status=201)
    layer, import_ = {"id": _layer(person)}, imports.send(person, "/layers/imports", b"{}", LAYER)
    ids = {"hazard": hazard, "photo": photo, "inspection": inspection, "layer": layer, "agency": agency}
    cover = person.record(type="manhole.displaced")
    ids["clock"] = person.post(f"/hazards/{cover['id']}/owner-notices", NOTICE)["clock"]
    ids["asset"] = person.post("/assets", asset(), status=201)
    ids["case"] = person.post("/cases", CLUE, status=201)
    ids["invitation"] = person.post(f"/inspections/{inspection['id']}/invitations", INVITATION, status=201)
    ids["clue"] = clue(person, REPORT | {"source": "letter"})
    ids["document"] = document_steps.draft(person, "cases", ids["case"], "recommendation")
    ids |= {"person": {"id": person.id}, "office": person.get("/me")["roles"][0]["office"]}
    ids |= {noun: {"id": str(uuid4())} for noun in ("grant", "session", "share")}
    ids["derivative"] = person.post(f"/photos/{photo['id']}/redactions", {"boxes": [BOX]}, status=201)
    ids["upload"] = Phone(person).begin().json
    ids["card"] = cards.gathered(person, {"DSC_0001.JPG": cards.picture("10:00:00")})
    ids["file"] = ids["card"]["spots"][0]["files"][0]
    ids |= {"import": import_, "reassignment": {"id": str(uuid4())}, "timestamp": {"id": str(uuid4())}}
    ids["confirmation"] = service_steps.confirm(person)
    made_up = ("signature", "outgoing", "disagreement", "version", "service", "batch")
    ids |= {noun: {"id": str(uuid4())} for noun in made_up}
    ids["device"] = phone_of(person).device
    return World({f"{noun}_id": row["id"] for noun, row in ids.items()} | PLAIN | {"code": code})


def phone_of(person, **said):
    """A device that the office knows."""
    phone = Offline(person, **said)
    phone.sync()
    return phone


def clue(person, said):
    """A clue that *person* enters for somebody who is known."""
    person.post("/clues/received", said | {"reporter": {"name": "赵桂兰", "contact": "13905340001"}}, status=201)
    return person.get("/clues")["items"][0]


def _layer(person):
    """A copy of a layer of the demonstration that is the person's office's own: the id."""
    office_id = UUID(person.get("/me")["roles"][0]["office"]["id"])

    def copy(session):
        like = session.query(Layer).filter_by(key="demo-zones").one()
        values = {column.key: getattr(like, column.key) for column in Layer.__table__.columns}
        session.add(layer := Layer(**values | {"id": new_id(), "key": "zones", "office_id": office_id}))
        return layer.id

    return str(person.app.extensions["database"].write(copy))


def nowhere() -> World:
    """Ids of nothing that exists."""
    return World({f"{noun}_id": str(uuid4()) for noun in NOUNS} | {"code": "R-nowhere", "hazard_type": "nowhere"})


def ask(client, operation: Operation, world: World, headers):
    """Call one operation about *world*; the response as it is."""
    how = {"query_string": QUERIES.get(operation.action), "headers": headers, "buffered": True}
    if operation.action in UPLOADS:
        form = {"file": (BytesIO(b"{}"), "areas.geojson"), "options": json.dumps(UPLOADS[operation.action])}
        how |= {"data": form, "content_type": FORM}
    elif operation.action == "scan_inspection":
        form = {"file": (BytesIO(world.photo), AREZZO), "options": json.dumps({"participant_ids": [str(uuid4())]})}
        how |= {"data": form, "content_type": FORM}
    elif operation.action == "send_package":
        how |= {"data": {"file": (BytesIO(world.photo), "package.age")}, "content_type": FORM}
    elif operation.action in ("add_photo", "contribute_photo", "add_clue_photo"):
        said = {"hazard_id": world.ids["hazard_id"]} if operation.action == "contribute_photo" else {}
        how |= {"data": said | {"file": (BytesIO(world.photo), AREZZO)}, "content_type": FORM}
    elif operation.action in TUS:
        how["headers"] = {"Tus-Resumable": "1.0.0", **TUS[operation.action], **headers}
        how |= {"data": world.photo, "content_type": BYTES} if operation.method == "PATCH" else {}
    elif operation.method in ("POST", "PUT", "PATCH"):
        how["json"] = world.body(operation.action)
    return client.open(f"/api/v1{operation.path.format(**world.ids)}", method=operation.method, **how)
