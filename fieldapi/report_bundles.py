"""A bundle's report as a paper in Chinese: headings, facts, tables and pictures for ``inspections.documents.report``.

Who answers for a hazard is 建议核实对象 until a prosecutor chose; the paper says no more than that.
"""

from datetime import datetime

from inspections.db import SHANGHAI
from inspections.paper_words import numerals

from .words_reports import REPORTED, reported

CHECKING = (
    "本报告与随附数据由系统自动生成。照片原件的 SHA-256 值在收到时即写入只增不改的台账；导出时，"
    "全部随附文件的清单摘要也写入台账。台账由检察院密钥签名，有条件时另由其他机构见证或加盖可信时间戳。",
    "核验：在证据包文件夹内运行 python3 verify.py（不需联网，不需安装其他软件），"
    "或按“说明.txt”以 sha256sum、bagit、openssl 自行核验。",
    "本报告中的照片为缩小的副本，仅供阅读；以 originals 文件夹内的原件为准。",
)


def report(told) -> dict:
    record, exported = told.record, told.record["exported"]
    sections = [section for hazard in record["hazards"] for section in _sections(told, hazard)]
    sections += [_record(row) for row in record["records"]]
    sections.append({"heading": "核验方法", "paragraphs": CHECKING})
    for numeral, section in zip(numerals(), sections, strict=False):
        section["heading"] = f"{numeral}、{section['heading']}"
    return {
        "office": told.office,
        "title": "公益诉讼现场巡查证据材料",
        "number": "、".join(hazard["number"] for hazard in record["hazards"]),
        "made": f"{exported['by']['name']}　{_when(exported['at'])}导出",
        "purpose": exported["purpose"],
        "sections": sections,
    }


def _sections(told, hazard):
    several = len(told.record["hazards"]) > 1
    prefix = f"{hazard['number']}　" if several else ""
    photos = [photo for photo in told.record["photos"] if photo["hazard_id"] == hazard["id"]]
    yield {"heading": f"{prefix}隐患情况", "facts": list(_facts(hazard))}
    yield {"heading": f"{prefix}责任单位核实情况", "tables": [_responsibilities(hazard)]}
    if photos:
        yield {"heading": f"{prefix}现场照片", "pictures": [_picture(told, photo) for photo in photos]}
    if hazard["inspections"]:
        yield {"heading": f"{prefix}巡查与回访", "tables": [_visits(hazard["inspections"])]}
    if hazard["disputes"]:
        yield {"heading": f"{prefix}权属争议", "tables": [_dispute(dispute) for dispute in hazard["disputes"]]}
    yield {"heading": f"{prefix}办理过程", "tables": [_events(told.timeline[str(hazard["id"])], said=True)]}
    if photos:
        tables = [_events(told.custody[str(photo["id"])], caption=_name(photo)) for photo in photos]
        yield {"heading": f"{prefix}照片保管记录", "tables": tables}


def _facts(hazard):
    yield "编号", hazard["number"]
    yield "类型", hazard["type_name"]
    yield "当前状态", reported("status", hazard["status"])
    yield "严重程度", reported("severity", hazard["severity"])
    yield "发现时间", _when(hazard["seen_at"])
    yield "登记时间", _when(hazard["received_at"])
    yield "记录人", hazard["recorded_by"]["name"]
    yield "承办院", hazard["office"]["name"]
    yield "地址", hazard["address"] or "未填写"
    yield "位置", _place(hazard["location"])
    if hazard["area"]:
        yield "所在区域", f"{hazard['area']['name']}（{hazard['area']['code']}）"
    yield "情况说明", hazard["description"] or "未填写"


def _place(place):
    if "no_fix_reason" in place:
        return f"无定位：{place['no_fix_reason']}"
    accuracy = "" if place["accuracy_m"] is None else f"，误差约 {place['accuracy_m']:g} 米"
    received = place["received"]
    said = f"接收时为 {received['datum']}：{received['lon']:.6f}，{received['lat']:.6f}"
    return f"东经 {place['lon']:.6f}°，北纬 {place['lat']:.6f}°（WGS84{accuracy}；{said}）"


def _responsibilities(hazard):
    rows = [
        [
            reported("role", one["role"]),
            one["agency"]["name"] if one["agency"] else "未查明",
            reported("confidence", one["confidence"]),
            one["reason"],
        ]
        for one in hazard["responsibilities"]
    ]
    chosen = [
        [reported("role", role), agency["name"], "已选定", "由检察官选定，或证据唯一。"]
        for role, agency in hazard["chosen"].items()
        if agency
    ]
    return _table(
        ["角色", "单位", "把握", "理由"], [3, 5, 2, 8], chosen + rows, "“把握”一栏未载明“已选定”的，均为建议核实对象"
    )


def _heading(captured):
    if captured.get("heading_deg") is not None:
        yield ["设备所报朝向", f"{captured['heading_deg']:.0f}°（自北顺时针）"]


def _picture(told, photo):
    captured = photo["captured"] or {}
    lines = [
        ["类别", reported("photo_kind", photo["kind"])],
        ["原件", photo["path"] or reported("state", photo["state"])],
        ["设备时间", _when(captured["at"]) if captured.get("at") else "未提供"],
        *_heading(captured),
        ["接收时间", _when(photo["received_at"])],
        ["来源", reported("provenance", photo["provenance"])],
        ["上传人", photo["uploaded_by"]["name"]],
        ["大小", f"{photo['size_bytes']:,} 字节"],
        ["SHA-256", _halves(photo["sha256"])],
        ["SM3", _halves(photo["sm3"])],
        *(["副本", said] for said in _copies(told, photo)),
    ]
    return {"id": str(photo["id"]), "name": _name(photo), "state": reported("state", photo["state"]), "lines": lines}


def _copies(told, photo):
    """What was drawn from the photo, and where in the bundle it is."""
    for copy in told.record["derivatives"]:
        if photo["name"] in copy["parents"]:
            kind, state = reported("derivative_kind", copy["kind"]), reported("copy_state", copy["state"])
            yield f"{kind}\n{copy['path'] or state}"


def _halves(digest):
    return f"{digest[:32]}\n{digest[32:]}"


def _name(photo):
    return f"照片 {photo['name']}"


def _visits(visits):
    rows = []
    for visit in visits:
        people = "、".join(
            f"{one['name']}（{one['body']}）" if one["body"] else one["name"] for one in visit["participants"]
        )
        findings = [finding for finding in visit["findings"] if not finding["superseded"]]
        said = "；".join(_finding(finding) for finding in findings) or "无结论"
        at = visit["opened_at"] or visit["finalised_at"]
        kind = reported("inspection_kind", visit["kind"])
        rows.append([visit["number"], _when(at) if at else "", f"{kind}\n{visit['title']}", people, said])
    return _table(["编号", "时间", "巡查", "参加人员", "结论"], [4, 4, 4, 4, 5], rows)


def _finding(finding):
    note = f"：{finding['note']}" if finding["note"] else ""
    return f"{reported('verdict', finding['verdict'])}{note}（{finding['recorded_by']['name']}）"


def _record(row):
    """Who signed the record of an outing, what specialists remarked and what was added; the record is a file beside."""
    signed = [
        [
            one["participant"],
            reported("signature_way", one["way"]),
            _when(one["entered_at"]),
            "本人意见" if one["remark_id"] else "笔录",
            one["said"] if one["way"] == "refused" else one["path"] or "",
        ]
        for one in row["signatures"]
    ]
    added = [[f"{one['participant']}的意见", _when(one["entered_at"]), one["text"]] for one in row["remarks"]]
    added += [["附记", _when(one["entered_at"]), f"{one['text']}（{one['reason']}）"] for one in row["annexes"]]
    caption = f"{row['path']}\nSHA-256：{row['digest']}"
    tables = [_table(["姓名", "方式", "时间", "签于", "附件或理由"], [3, 3, 4, 2, 6], signed, caption)]
    if added:
        tables.append(_table(["事项", "时间", "内容"], [4, 4, 8], added))
    return {"heading": f"{row['number']}　{reported('inspection_kind', row['kind'])}笔录与签名", "tables": tables}


def _dispute(dispute):
    rows = [[_when(dispute["opened_at"]), "提起", "", dispute["opened_by"]["name"], dispute["note"]]]
    for step in dispute["steps"]:
        agency = (step["agency"] or step["by_agency"] or {}).get("name", "")
        recorded = step["recorded_by"]["name"]
        rows.append(
            [_when(step["recorded_at"]), reported("dispute_move", step["move"]), agency, recorded, step["note"]]
        )
    caption = f"状态：{reported('dispute_state', dispute['state'])}"
    return _table(["登记时间", "事项", "单位", "登记人", "说明"], [4, 3, 4, 2, 6], rows, caption)


def _events(events, *, said=False, caption=""):
    head, widths = ["台账序号", "时间", "事项", "办理人"], [3, 5, 5, 3]
    rows = [
        [
            str(event["seq"]),
            _when(event["at"]),
            reported("event", event["type"]),
            event["actor"]["name"] if event["actor"] else "系统",
            *([_said(event["payload"])] if said else []),
        ]
        for event in events
    ]
    return _table([*head, "内容"], [*widths, 8], rows, caption) if said else _table(head, widths, rows, caption)


def _said(payload):
    if payload is None:
        return "内容已依法删除"
    named = REPORTED["payload"]
    return "；".join(f"{named[name]}：{payload[name]}" for name in named if payload.get(name))


def _table(head, widths, rows, caption=""):
    return {"head": head, "widths": widths, "rows": rows, "caption": caption}


def _when(at):
    """Civil time in China, to the second."""
    at = datetime.fromisoformat(at) if isinstance(at, str) else at
    local = at.astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M:%S}"
