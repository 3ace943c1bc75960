"""Imports and their reports as dicts for the wire, and as text for the command line."""

from . import shapes
from .present import Names, fields
from .texts import say

LABELS = {
    "format": "格式",
    "encoding": "文字编码",
    "columns": "列",
    "unnamed": "没有名称的要素",
    "crs": "坐标参照系",
    "datum": "坐标基准",
    "method": "坐标换算",
    "tolerance": "容差",
    "overlap_m2": "重叠（平方米）",
    "gap_m2": "空隙（平方米）",
    "beyond_outline_m2": "辖区轮廓之外（平方米）",
    "bounds": "范围",
    "supersedes": "接替",
    "year": "年份",
    "papers": "通知",
    "days_changed": "改变的日子",
    "clocks_changed": "将改变的期限",
    "clocks": "期限",
}
NAMED = ("office", "created_by", "applied_by")


def items(session, rows) -> list[dict]:
    names = Names(
        session,
        people=[id_ for row in rows for id_ in (row.created_by_id, row.applied_by_id)],
        offices=[row.office_id for row in rows],
    )
    plain = [name for name in shapes.ImportItem.model_fields if name not in NAMED]
    return [
        fields(row, *plain)
        | {
            "office": names.office(row.office_id),
            "created_by": names.person(row.created_by_id),
            "applied_by": names.person(row.applied_by_id),
        }
        for row in rows
    ]


def whole(session, row, language) -> dict:
    """One import with its report, whose sentences are in the reader's language."""
    return items(session, [row])[0] | {"report": row.report and report(row.report, language)}


def report(kept, language) -> dict:
    told = {kind: [_item(item, language) for item in kept[kind]] for kind in ("errors", "warnings")}
    return kept | told


def _item(item, language):
    return item | {"message": say(item["code"], language, item["details"])}


def lines(kept, language="zh"):
    """A report as lines of text."""
    counts = (kept[name] for name in ("rows", "accepted", "error_count", "warning_count"))
    yield "读取 {} 条，可写入 {} 条；错误 {} 处，提示 {} 处。".format(*counts)
    for kind, title in (("errors", "错误"), ("warnings", "提示")):
        for item in kept[kind]:
            yield f"  {title}{_where(item)}：{say(item['code'], language, item['details'])}"
        if len(kept[kind]) < kept[f"{kind[:-1]}_count"]:
            yield f"  {title}只列出前 {len(kept[kind])} 条。"
    for name, value in kept["summary"].items():
        if value is not None:
            yield f"  {LABELS.get(name, name)}：{_plain(value)}"


def _plain(value):
    if isinstance(value, dict):
        return "，".join(f"{name}={part}" for name, part in value.items())
    return "、".join(map(str, value)) if isinstance(value, list) else value


def _where(item):
    row = f"第 {item['row']} 条" if item["row"] else ""
    return f"（{'，'.join(filter(None, (row, item['field'])))}）" if row or item["field"] else ""
