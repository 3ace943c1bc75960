"""The template of a ledger of hazards (隐患台账): a spreadsheet that the import understands without a mapping."""

from io import BytesIO

from inspections import catalogue
from inspections.hazard_import_drafts import HEADINGS, SHEET
from inspections.models import AssetKind, HazardType, PlaceKind

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTES = {
    "number": "原台账的编号；再次导入时据此识别，不重复录入",
    "type": "名称或代码，见“代码表”",
    "seen_at": "2026-06-29 或 2026-06-29 10:05（北京时间）",
    "lon": "经度（度）；坐标系在导入时说明",
    "lat": "纬度（度）",
    "address": "位置描述",
    "description": "现场情况",
    "severity": "特别严重、严重、一般、轻微；空白按类型默认",
    "asset_kind": "名称或代码，见“代码表”",
    "place_kind": "名称或代码，见“代码表”",
    "asset_code": "井盖等设施上的编号",
    "status": "原台账记载的办理情况，原样保留在情况描述中",
}
KINDS = (("隐患类型", HazardType), ("设施种类", AssetKind), ("位置种类", PlaceKind))


def workbook(session) -> bytes:
    """The template as XLSX: an empty sheet with headings and notes, and the list of codes."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    book = Workbook()
    sheet = book.active
    sheet.title, sheet.freeze_panes = SHEET, "A2"
    for column, (name, heading) in enumerate(HEADINGS.items(), 1):
        cell = sheet.cell(1, column, heading)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DCE6F1")
        cell.alignment, cell.comment = Alignment(wrap_text=True), Comment(NOTES[name], "蓝检")
        sheet.column_dimensions[cell.column_letter].width = 40 if name == "description" else 18
    codes = book.create_sheet("代码表")
    codes.append(["类别", "代码", "名称"])
    for title, model in KINDS:
        for row in catalogue.coded(session, model):
            codes.append([title, row.code, row.name_zh])
    for letter, width in (("A", 14), ("B", 34), ("C", 30)):
        codes.column_dimensions[letter].width = width
    codes.freeze_panes = "A2"
    content = BytesIO()
    book.save(content)
    return content.getvalue()
