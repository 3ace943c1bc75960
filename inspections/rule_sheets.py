"""The spreadsheet of rules that a legal officer reads and fills in: one row a rule, Chinese headings, texts only.

What begins with = + - @ stays text: cells are written as quoted strings, and a formula in a file is an error of its
cell. Reading happens in a limited child process.
"""

from io import BytesIO

from geo import sheets, tables
from geo.reports import Report

SHEET, LISTS, GUIDE = "责任规则", "代码表", "填写说明"
MOST_ROWS = 5_000
HEADER_FILL, DERIVED_FILL = "D9E2F3", "F2F2F2"

#  key                    heading            width  filled in by the system for reading only
COLUMNS = (
    ("code", "规则代码", 26, False),
    ("version", "版本", 6, False),
    ("role", "角色", 15, False),
    ("hazard_type", "隐患类型代码", 20, False),
    ("hazard_type_name", "隐患类型", 18, False),
    ("asset_kind", "设施种类代码", 16, False),
    ("asset_kind_name", "设施种类", 14, False),
    ("place_kind", "位置种类代码", 15, False),
    ("place_kind_name", "位置种类", 12, False),
    ("area_code", "区划代码", 10, False),
    ("area_name", "区划名称", 14, True),
    ("agency_function", "职能代码", 22, False),
    ("agency_function_name", "职能", 26, False),
    ("agency_id", "单位编号", 20, False),
    ("agency_name", "单位名称", 26, False),
    ("reason", "理由", 48, False),
    ("legal_basis", "法律依据（每行一条）", 40, False),
    ("title", "出处文件", 28, False),
    ("number", "文号", 20, False),
    ("date", "文件日期", 12, False),
    ("article", "条款", 18, False),
    ("verified", "核实情况", 10, False),
    ("priority", "优先级", 8, False),
    ("valid_from", "生效日期", 12, False),
    ("valid_to", "终止日期", 12, False),
    ("note", "备注", 40, False),
)
HEADINGS = {key: heading for key, heading, _, _ in COLUMNS}
VERIFIED = {True: "已核实", False: "未核实"}

HOW_TO = (
    "一行是一条规则，回答一个角色：谁是权属/管护单位、谁是行业主管部门，或者谁是属地政府。",
    "隐患类型、设施种类、位置种类留空表示不限。代码与名称可只填一项；两项都填时须一致，见“代码表”。",
    "规则代码以 R- 开头，后接字母、数字、点、下划线或连字符。代码、角色和区划代码不能改：另有分工的，请另立一条规则。",
    "职能与单位只填一项：填职能的，由单位名录按所在地找到承担该职能的单位；填单位的，即该单位。",
    "区划代码：6 位（县级及以上，全国为 000000）、9 位（乡镇）或 12 位（村）。区划名称仅供阅读，导入时不读。",
    "下级区域的规则优先于上级；同级的，条件更具体者优先；再同的，优先级（-1000 至 1000）大者优先；仍相同的并列。",
    "本院只能增改本辖区的规则。上级规则不能改，可以另立一条本辖区的规则，优先于它。",
    "核实情况：只有查过原文、填写了出处文件的规则才可填“已核实”。未核实的规则只作参考，不作为认定违法的依据。规则改动后须重新核实：仍填“已核实”的，以实施导入的人为核实人；留空的，改动后为未核实。",
    "修改一行，导入后成为该规则的新版本，旧版本自前一日终止，仍可查阅；新版本自改填的“生效日期”起，日期未改或留空的，自导入选项中的日期（默认当日）起。",
    "只填或提前“终止日期”，表示该规则到那一日为止。删去一行不会删除规则。",
    "“版本”请勿改动：它说明本表导出时的版本，用来发现他人已作的修改。",
    "日期写作 2026-07-01。单元格以 =、+、-、@ 开头的按文字处理，不能使用公式。",
    "导入先作检查（增、改、终止、不变各几条，错在哪一行哪一列），确认后才写入。",
)


def write(rows: list[dict[str, str]], lists: dict[str, list[tuple[str, str]]]) -> bytes:
    """The workbook: *rows* of texts by the keys of COLUMNS; *lists* are the code lists, ``title → (code, name) …``."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    _head(sheet, [heading for _, heading, _, _ in COLUMNS])
    for place, row in enumerate(rows, 2):
        for number, (key, _, _, derived) in enumerate(COLUMNS, 1):
            _text(sheet.cell(place, number), row.get(key, ""), derived)
    _choices(sheet, "role", lists["角色"])
    _choices(sheet, "verified", [("", name) for name in VERIFIED.values()])
    _layout(sheet, [width for _, _, width, _ in COLUMNS])
    _lists(book.create_sheet(LISTS), lists)
    guide = book.create_sheet(GUIDE)
    for number, line in enumerate(HOW_TO, 1):
        _text(guide.cell(number, 1), str(number))
        _text(guide.cell(number, 2), line)
    guide.column_dimensions["A"].width, guide.column_dimensions["B"].width = 5, 110
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _head(sheet, headings):
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet.append(headings)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=HEADER_FILL)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")


def _text(cell, text, derived=False):
    """A cell that is text whatever it begins with: quoted, so that it stays so when somebody edits it."""
    from openpyxl.styles import Alignment, PatternFill

    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if derived:
        cell.fill = PatternFill("solid", fgColor=DERIVED_FILL)
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = True


def _choices(sheet, key, choices):
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter([name for name, _, _, _ in COLUMNS].index(key) + 1)
    rule = DataValidation(type="list", formula1='"' + ",".join(name for _, name in choices) + '"', allow_blank=True)
    rule.add(f"{letter}2:{letter}{MOST_ROWS}")
    sheet.add_data_validation(rule)


def _layout(sheet, widths):
    from openpyxl.utils import get_column_letter

    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _lists(sheet, lists):
    _head(sheet, [heading for title in lists for heading in (f"{title}代码", title)])
    for number, rows in enumerate(lists.values()):
        for place, (code, name) in enumerate(rows, 2):
            _text(sheet.cell(place, 2 * number + 1), code)
            _text(sheet.cell(place, 2 * number + 2), name)
    _layout(sheet, [width for _ in lists for width in (24, 30)])
    sheet.freeze_panes = "A2"


def read(file: str, folder: str) -> dict[str, object]:
    """In a child process: the rows of the sheet as columns of texts in *folder*, and a report of its cells."""
    from pathlib import Path

    report = Report()
    sheet = _opened(file, report)
    if sheet is None:
        return report.as_json()
    rows = sheet.iter_rows(max_row=MOST_ROWS + 2)
    places = _places(next(rows, ()), report)
    columns: dict[str, list] = {key: [] for key in ("row", *HEADINGS)}
    for number, cells in enumerate(rows, 2) if places else ():
        texts = {key: _read(cells[place], key, number, report) for key, place in places.items() if place < len(cells)}
        if any(texts.values()):
            columns["row"].append(number)
            for key in HEADINGS:
                columns[key].append(texts.get(key, ""))
    if len(columns["row"]) > MOST_ROWS:
        report.error("too_many_rows", limit=MOST_ROWS)
    report.rows = len(columns["row"])
    if not report.refused:
        tables.write(Path(folder), columns)
    return report.as_json()


def _opened(file, report):
    """The sheet of rules, or None after saying why there is none."""
    from openpyxl import load_workbook

    try:
        with open(file, "rb") as content:  # by its bytes: the stored file has no name to judge by
            book = load_workbook(BytesIO(content.read()), read_only=True, data_only=False, keep_links=False)
    except sheets.UNREADABLE:
        report.error("not_a_workbook")
        return None
    if SHEET not in book.sheetnames:
        report.error("no_rule_sheet", name=SHEET)
        return None
    return book[SHEET]


def _places(cells, report) -> dict[str, int]:
    """In which column of the sheet each key stands, by its heading; columns may be moved."""
    found = {str(cell.value or "").strip(): number for number, cell in enumerate(cells)}
    missing = [heading for heading in HEADINGS.values() if heading not in found]
    for heading in missing:
        report.error("heading_missing", row=1, field=heading)
    return {} if missing else {key: found[heading] for key, heading in HEADINGS.items()}


def _read(cell, key, number, report) -> str:
    from datetime import date, datetime

    value = cell.value
    if value is None:
        return ""
    if cell.data_type in ("f", "e"):
        report.error("formula_cell", row=number, field=HEADINGS[key])
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\r\n", "\n").replace("\r", "\n")
