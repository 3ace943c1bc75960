"""Checklists as XLSForm workbooks (xlsform.org), which ODK, KoBo and others read, and back.

Questions are rows of ``survey``; kinds of photos are ``image`` questions named ``shot_…``, conditions to stop are notes
named ``stop_…``. Columns that XLSForm does not know hold unit, limit and asset kinds; other tools skip them.
"""

from io import BytesIO
from itertools import count

from uploads import sandbox

LIMITS = sandbox.Limits(memory_bytes=1024**3, cpu_s=20, file_bytes=1024**2, wall_s=40)
LARGEST = 5 * 1024**2
MOST_ROWS = 500
ZH, EN = "label::中文 (zh)", "label::English (en)"
HINTS = ("hint::中文 (zh)", "hint::English (en)")
LIMIT = ("limit_min", "limit_max", "limit_value", "limit_source", "limit_verified")
SURVEY = ("type", "name", ZH, EN, *HINTS, "relevant", "unit", *LIMIT, "asset_kinds")
CHOICES = ("list_name", "name", ZH, EN)
TYPES = {"bool": "select_one yes_no", "number": "decimal", "text": "text"}
KINDS = {type_: kind for kind, type_ in TYPES.items()} | {"integer": "number"}
SHOTS = {"near": "近景", "far": "远景", "marking": "标识", "measurement": "测量", "other": "其他"}
YES_NO = (("yes_no", "yes", "是", "Yes"), ("yes_no", "no", "否", "No"))


def write(checklist, title: str) -> bytes:
    """The workbook of one version."""
    from openpyxl import Workbook

    book = Workbook()
    survey, choices = book.active, book.create_sheet("choices")
    survey.title = "survey"
    _rows(survey, [SURVEY, *([row.get(name, "") for name in SURVEY] for row in _survey(checklist))])
    lists = [(item["key"], f"c{n}", label, label) for item, n, label in _choices(checklist.items)]
    _rows(choices, [CHOICES, *YES_NO, *lists])
    head = ("form_title", "form_id", "version", "default_language")
    _rows(book.create_sheet("settings"), [head, (title, checklist.hazard_type, str(checklist.version), "中文 (zh)")])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(sheet, rows):
    for place, row in enumerate(rows, 1):
        for number, value in enumerate(row, 1):
            cell = sheet.cell(place, number)
            cell.number_format = "@"
            if value != "":
                cell.value, cell.data_type, cell.quotePrefix = str(value), "s", True


def _choices(items):
    for item in items:
        yield from ((item, n, label) for n, label in enumerate(item.get("choices", ()), 1))


def _survey(checklist):
    if any(item.get("asset_kinds") for item in checklist.items):
        yield {"type": "text", "name": "asset_kind", ZH: "设施种类", EN: "Asset kind"}
    for number, stop in enumerate(checklist.stops, 1):
        yield {"type": "note", "name": f"stop_{number}", ZH: stop["label_zh"], EN: stop["label_en"]}
    yield from map(_question, checklist.items)
    for shot in checklist.shots:
        yield {"type": "image", "name": f"shot_{shot}", ZH: f"照片：{SHOTS[shot]}", EN: f"Photo: {shot}"}


def _question(item):
    limit, kinds = item.get("limit", {}), item.get("asset_kinds", [])
    said = {f"limit_{name}": value for name, value in limit.items() if name != "verified"}
    if limit:
        said["limit_verified"] = "yes" if limit["verified"] else "no"
    guide = "" if not limit else "限值" if limit["verified"] else "参考值，未核实"
    return said | {
        "type": TYPES.get(item["kind"]) or f"select_one {item['key']}",
        "name": item["key"],
        ZH: item["label_zh"],
        EN: item["label_en"],
        HINTS[0]: " ".join(filter(None, (item.get("unit"), guide))),
        HINTS[1]: item.get("unit", ""),
        "relevant": " or ".join(f"${{asset_kind}} = '{kind}'" for kind in kinds),
        "unit": item.get("unit", ""),
        "asset_kinds": " ".join(kinds),
    }


def parse(path: str) -> dict:
    """What a workbook says, read in a limited child: items, shots and stops, and ``faults`` by row of ``survey``."""
    return sandbox.run("inspections.xlsforms:read", path, limits=LIMITS)


def read(path: str) -> dict:
    """In the child: ``{"items", "shots", "stops", "faults": [[path, code], …]}``; nothing but faults if unreadable."""
    from openpyxl import load_workbook

    found = {"items": [], "shots": [], "stops": [], "faults": []}
    try:
        with open(path, "rb") as file:
            book = load_workbook(BytesIO(file.read()), read_only=True, data_only=True, keep_links=False)
        survey, choices = _table(book["survey"]), _table(book["choices"]) if "choices" in book.sheetnames else []
    except Exception:  # whatever a hostile workbook does to the reader
        return found | {"faults": [["file", "not_an_xlsform"]]}
    lists = {}
    for row in choices:
        lists.setdefault(row.get("list_name"), []).append(row.get(ZH, ""))
    names = set()
    for place, row in zip(count(2), survey, strict=False):
        fault = _take(row, lists, names, found) if row.get("type") else None
        if fault:
            found["faults"].append([f"survey.{place}.{fault[0]}", fault[1]])
    return found


def _table(sheet):
    rows = [[_said(value) for value in row] for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=60, values_only=True)]
    return [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]


def _said(value):
    return "" if value is None else str(value).strip()


def _take(row, lists, names, found):
    """Take one row of ``survey``; ``(column, code)`` of what is wrong, or None."""
    name, type_ = row.get("name", ""), row["type"]
    if not name.replace("_", "").isascii() or not name.replace("_", "").isalnum() or name != name.lower():
        return "name", "bad_question_name"
    if name in names:
        return "name", "given_twice"
    names.add(name)
    if type_ == "note":
        found["stops"].append({"label_zh": row.get(ZH, ""), "label_en": row.get(EN, "")})
    elif type_ == "image":
        shot = name.removeprefix("shot_")
        if shot not in SHOTS:
            return "name", "unknown_shot"
        found["shots"].append(shot)
    elif name != "asset_kind":
        return _take_question(row, lists, found)
    return None


def _take_question(row, lists, found):
    of_list = row["type"].removeprefix("select_one ")
    kind = KINDS.get(row["type"]) or ("choice" if of_list in lists and of_list != row["type"] else None)
    if kind is None:
        return "type", "unknown_question_type"
    if not row.get(ZH):
        return ZH, "required"
    item = {"key": row["name"], "label_zh": row[ZH], "label_en": row.get(EN) or row[ZH], "kind": kind}
    if kind == "choice":
        item["choices"] = lists[of_list]
    item |= {name: value for name, value in (("unit", row.get("unit")),) if value}
    if row.get("asset_kinds"):
        item["asset_kinds"] = row["asset_kinds"].split()
    try:
        limit = {name: _number(row[f"limit_{name}"]) for name in ("min", "max") if row.get(f"limit_{name}")}
    except ValueError:
        return "limit_min", "bad_limit"
    limit |= {name: row[f"limit_{name}"] for name in ("value", "source") if row.get(f"limit_{name}")}
    if limit:
        item["limit"] = limit | {"verified": row.get("limit_verified") == "yes"}
    found["items"].append(item)
    return None


def _number(text):
    value = float(text)
    if not -1e9 < value < 1e9:
        raise ValueError(text)
    return int(value) if value.is_integer() else value
