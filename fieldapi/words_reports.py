"""What codes are called in papers for a file or a court, in Chinese. A code that is missing here stands as it is."""

from geo.answers import ROLE_NAMES
from inspections import paper_words

from .words import DISPUTE_MOVES, DISPUTE_STATES, MOVES, STATUSES
from .words_services import LEDGER_EVENTS


def _chinese(table):
    return {code: names[0] for code, names in table.items()}


REPORTED = {
    "status": _chinese(STATUSES),
    "dispute_state": _chinese(DISPUTE_STATES),
    "dispute_move": _chinese(DISPUTE_MOVES),
    "role": {role.value: name for role, name in ROLE_NAMES.items()},
    "severity": {"critical": "重大", "high": "较大", "medium": "一般", "low": "较小"},
    "confidence": {"certain": "明确", "likely": "较可能", "possible": "待查"},
    "photo_kind": paper_words.PHOTO_KINDS,
    "provenance": {
        "captured_in_app": "现场拍摄",
        "picked_from_gallery": "相册选取",
        "received_from_agency": "单位提供",
        "unknown": "来源不详",
    },
    "state": {
        "included": "原件随附",
        "missing": "原件缺失或损坏，未随附",
        "withheld": "依法不予提供",
        "unconfirmed": "未经检察官确认，未随附",
    },
    "copy_state": {"missing": "缺失或损坏，未随附", "withheld": "依法不予提供"},
    "derivative_kind": {"redacted": "遮盖副本", "stamped": "加注副本", "pair": "前后对照", "annotated": "标注副本"},
    "inspection_kind": paper_words.INSPECTION_KINDS,
    "signature_way": {"drawn": "手写", "typed": "键入姓名", "ink": "纸面签名（扫描件）", "refused": "拒绝签名"},
    "verdict": paper_words.VERDICTS,
    "event": {
        "hazard.recorded": "记录隐患",
        "hazard.amended": "修改记录",
        "hazard.responsibility_overridden": "选定责任单位",
        "hazard.checklist_answered": "填写检查清单",
        "hazard.guarded": "登记现场看护",
        "hazard.unguarded": "看护结束",
        "hazard.split": "拆分",
        "hazard.exported": "导出证据包",
        "photo.received": "接收照片",
        "photo.added": "添加照片",
        "photo.original_read": "读取原件",
        "photo.derived": "制作副本",
        "photo.cleared": "核定可对外提供",
        "photo.uncleared": "撤回对外提供",
        "photo.withdrawn": "上传人撤回",
        "photo.purge_proposed": "提请销毁",
        "photo.purge_declined": "不予销毁",
        "photo.purged": "批准销毁",
        "photo.destroyed": "已销毁",
        "photo.observation_adopted": "采纳观察提示",
        "photo.observation_dismissed": "不采纳观察提示",
        "finding.recorded": "回访结论",
        "inspection.opened": "列入巡查",
        "inspection.finalised": "巡查完成",
        "reassignment.applied": "按新的图层、规则重新判定责任单位",
        "hazard.owner_notified": "通知产权人",
        "clock.started": "期限起算",
        "clock.ended": "期限完成",
        "clock.cancelled": "期限撤销",
        "clock.superseded": "期限由新期限取代",
        "clock.extended": "期限延长",
        "clock.suspended": "期限中止",
        "clock.resumed": "期限恢复",
        "clock.recomputed": "期限按新日历重算",
        "dispute.opened": "权属争议：提起",
        **{f"hazard.{move}": name for move, (name, _) in MOVES.items()},
        **{f"dispute.{move}": f"权属争议：{name}" for move, (name, _) in DISPUTE_MOVES.items()},
    },
    # what of an act is worth reading in a paper; the rest stands in timeline.json
    "payload": {
        "note": "说明",
        "legal_basis": "法律依据",
        "reason": "理由",
        "alone_reason": "一人办理的理由",
        "receiving_body": "接收单位",
        "who": "接收人",
        "by": "整改单位或人员",
        "claimed_on": "称整改日期",
        "document_no": "文号",
        "purpose": "用途",
    },
}
REPORTED["event"] |= LEDGER_EVENTS


def reported(kind: str, code) -> str:
    """What *code* is called; an empty text for none."""
    return "" if code is None else REPORTED[kind].get(str(code), str(code))
