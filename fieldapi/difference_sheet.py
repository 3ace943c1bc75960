"""A difference as a spreadsheet that a legal officer can read: how many from whom to whom, and each hazard."""

import io

from geo.answers import ROLE_NAMES, Role

BATCH = 1000
NOBODY = "（无明确单位）"
COUNTS = (("角色", 18), ("原建议核实对象", 44), ("现建议核实对象", 44), ("隐患数", 10))
HAZARDS = (
    ("隐患编号", 24),
    ("角色", 18),
    ("原建议核实对象", 40),
    ("原理由", 60),
    ("现建议核实对象", 40),
    ("现理由", 60),
    ("说明", 26),
)


def render(reassignment: dict, file) -> bytes:
    """The workbook: 汇总 from *reassignment* as it is presented, 明细 from the difference *file*."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    summary = _sheet(book, "汇总", COUNTS)
    for item in reassignment["counts"]:
        before, after = (_names([agency["name"] for agency in item[side]]) for side in ("before", "after"))
        append(summary, [ROLE_NAMES[Role(item["role"])], before, after], item["count"])
    details = _sheet(book, "明细", HAZARDS)
    for first in range(0, len(file), BATCH):
        for line in file.hazards(first, BATCH):
            for row in _rows(line, file):
                append(details, row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book, title, headings):
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for letter, (_, width) in zip("ABCDEFG", headings, strict=False):
        sheet.column_dimensions[letter].width = width
    append(sheet, [name for name, _ in headings])
    return sheet


def _rows(line, file):
    """One row for each role whose candidates change; one for the hazard when only area, flags or asset do."""
    before, after = file.answers[line["before"]], file.answers[line["after"]]
    moved = False
    for role in Role:
        old, new = (_of(answer, role) for answer in (before, after))
        if old != new:
            moved = True
            note = "已由检察官选定，选定结果不变" if role in line["kept"] else ""
            yield [line["number"], ROLE_NAMES[role], *_said(old, file), *_said(new, file), note]
    if not moved:
        yield [line["number"], "", "", "", "", "", "仅所在区域、提示标记或对应的设施有变化"]


def _of(answer, role):
    return [row for row in answer["candidates"] if row["role"] == role]


def _said(candidates, file):
    names = [file.agencies[row["agency_id"]] for row in candidates if row["agency_id"]]
    return _names(names), "\n".join(row["reason"] for row in candidates)


def _names(names):
    return "、".join(names) or NOBODY


def append(sheet, texts, *numbers):
    """A row whose texts are texts: what begins with = is no formula to anybody who opens the file."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    cells = []
    for text in texts:
        cell = WriteOnlyCell(sheet, text)
        cell.data_type, cell.alignment = "s", Alignment(wrap_text=True, vertical="top")
        cells.append(cell)
    sheet.append([*cells, *numbers])
