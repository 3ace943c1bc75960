"""The record of an outing as a paper in Chinese, with places to sign in ink and the code that binds the scan to it."""

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson

from inspections import db, prints, records
from inspections.documents import report
from inspections.paper_words import PARTICIPANT_ROLES
from uploads import codes

from .words_reports import reported

MINUTES = {
    "started_at": "开始时间",
    "ended_at": "结束时间",
    "place": "地点",
    "weather": "天气与光线",
    "equipment": "使用设备",
    "scope": "范围",
    "course": "经过",
    "result": "结果",
    "statements": "在场人员陈述",
    "samples": "提取物品",
    "sketch": "示意图",
    "witness_absent_reason": "无见证人的原因",
}
HOW_TO = "各参加人员阅读后在姓名旁签名；拒绝签名的，由记录人在该栏写明原因。全页连同二维码扫描或拍照后上传。"


@dataclass(frozen=True, slots=True)
class Told:
    """What is printed, read while a transaction was open."""

    inspection_id: object
    digest: str
    office: str
    record: dict
    made: str


def told(session, inspection, office, actor) -> Told:
    text = records.text(session, inspection)
    made = f"{actor.name}　{db.now(session).astimezone(db.SHANGHAI):%Y-%m-%d %H:%M}打印"
    return Told(inspection.id, records.of(text), office, orjson.loads(text), made)


def render(told: Told) -> bytes:
    """The PDF. Takes a while: no transaction should be open."""
    with tempfile.TemporaryDirectory() as folder:
        code = Path(folder) / "code.jpg"
        code.write_bytes(codes.drawn(prints.code(told.inspection_id, told.digest)))
        return report.render(_report(told), {"code": code})


def _report(told):
    record = told.record
    kind = reported("inspection_kind", record["kind"])
    lines = [["记录编号", record["number"]], ["SHA-256", f"{told.digest[:32]}\n{told.digest[32:]}"]]
    code = {"id": "code", "name": "本笔录的二维码", "state": "", "lines": lines}
    return {
        "office": told.office,
        "title": f"{kind}笔录",
        "number": record["number"],
        "made": told.made,
        "purpose": None,
        "sections": [
            {"heading": "一、基本情况", "facts": list(_facts(record))},
            {"heading": "二、隐患与照片", "tables": [_hazards(record), _photos(record)]},
            {"heading": "三、签名", "paragraphs": [HOW_TO], "tables": [_signing(record)], "pictures": [code]},
        ],
    }


def _facts(record):
    yield "事由", record["title"]
    for name, value in (record["plan"] or {}).items():
        if name == "aim" and value:
            yield "目的", value
    for name, label in MINUTES.items():
        value = (record["minutes"] or {}).get(name)
        if value:
            yield label, _when(value) if name.endswith("_at") else value
    if record["note"]:
        yield "说明", record["note"]


def _when(said):
    return f"{datetime.fromisoformat(said).astimezone(db.SHANGHAI):%Y-%m-%d %H:%M}"


def _hazards(record):
    rows = [[one["number"], one["type"], one["description"] or "未填写"] for one in record["hazards"]]
    return {"head": ["编号", "类型", "情况"], "widths": [4, 4, 8], "rows": rows, "caption": "本次记录的隐患"}


def _photos(record):
    rows = [[str(place), digest] for place, digest in enumerate(record["photos"], 1)]
    return {"head": ["序号", "照片原件 SHA-256"], "widths": [1, 9], "rows": rows, "caption": "照片"}


def _signing(record):
    rows = [
        [PARTICIPANT_ROLES.get(one["role"], one["duty"]), one["name"], one["body"], one["card_number"] or "", "\n\n"]
        for one in record["participants"]
    ]
    head = ["身份", "姓名", "单位", "证件号", "签名"]
    return {"head": head, "widths": [3, 2, 4, 2, 5], "rows": rows, "caption": ""}
