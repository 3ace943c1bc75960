"""A county's register of covers, invented, and how it is sent."""

import csv
import io
from pathlib import Path

from tests import imports

DATA = Path(__file__).parent / "data" / "registers"
CARRIER = "示意通信运营企业甲庆云分公司"
HEADINGS = ("编号", "部件代码", "名称", "权属单位", "经度", "纬度", "状态", "承载等级", "防坠网", "巡查日期", "材质")
OPTIONS = {
    "register_name": "通信井盖台账",
    "scheme": "gb30428",
    "mapping": {
        "code": "编号",
        "component_code": "部件代码",
        "name": "名称",
        "owner": "权属单位",
        "lon": "经度",
        "lat": "纬度",
        "status": "状态",
        "cover_class": "承载等级",
        "net": "防坠网",
        "last_patrol_on": "巡查日期",
    },
}


def well(number, **changes):
    """One row: a telecom well near the school, each some ten metres from the next."""
    row = {
        "编号": f"371423-01-07-{number:06}",
        "部件代码": "0107",
        "名称": f"通信井{number}",
        "权属单位": CARRIER,
        "经度": f"{117.385 + number * 0.0001:.7f}",
        "纬度": "37.7750000",
        "状态": "完好",
        "承载等级": "D400",
        "防坠网": "有",
        "巡查日期": "2026-06-01",
        "材质": "球墨铸铁",
    }
    return row | changes


def sheet(*rows, encoding="utf-8", delimiter=","):
    """The rows as the bytes of a CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADINGS, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def checked(person, content, **changes):
    """The import of a register after its dry run."""
    return imports.checked(person, "/assets/imports", content, OPTIONS | changes)


def applied(person, content, **changes):
    return imports.applied(person, "/assets/imports", content, OPTIONS | changes)


def found(row, kind="errors"):
    """What the report says: ``{(row, field, code), …}``."""
    return {(item["row"], item["field"], item["code"]) for item in row["report"][kind]}


def counts(row):
    return {name: row["report"]["summary"][name] for name in ("added", "changed", "unchanged", "missing")}
