"""A ledger of hazards (台账) as a spreadsheet for those that a filter lets pass."""

import io

from geo.answers import ROLE_NAMES
from inspections import catalogue, paper_words
from inspections.models import Agency, HazardType
from inspections.responsibility import CHOSEN

from .difference_sheet import append
from .words_reports import reported

COLUMNS = (
    ("序号", 6),
    ("编号", 20),
    ("类型", 20),
    ("状态", 14),
    ("严重程度", 10),
    ("地址", 34),
    ("位置", 34),
    ("情况", 46),
    ("发现日期", 15),
    *((f"{ROLE_NAMES[role]}（已选定）", 28) for role in CHOSEN),
    ("转办单位", 28),
    ("最近结论", 12),
    ("照片数", 8),
)


def render(session, rows, office: str, made: str) -> bytes:
    """The workbook of these hazards, under a head that says whose it is and when it was made."""
    import openpyxl
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("隐患台账")
    sheet.freeze_panes = "C3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, _fit_width()
    sheet.print_title_rows = "2:2"
    for place, (_, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    append(sheet, [f"{office}　隐患台账　{made}　共{len(rows)}处"])
    append(sheet, [name for name, _ in COLUMNS])
    types = {row.code: row.name_zh for row in catalogue.coded(session, HazardType)}
    named = (getattr(row, column) for row in rows for column in (*CHOSEN.values(), "referred_to_id"))
    agencies = catalogue.names(session, Agency, named)
    for place, row in enumerate(rows, 1):
        append(sheet, [str(place), *_said(row, types, agencies)], len(row.photos))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fit_width():
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)


def _said(row, types, agencies):
    yield from (row.number, types[row.type], reported("status", row.status), reported("severity", row.severity))
    yield from (row.address, paper_words.place(row), row.description, paper_words.day(row.seen_at))
    yield from (agencies.get(getattr(row, column), "") for column in CHOSEN.values())
    yield from (agencies.get(row.referred_to_id, ""), reported("verdict", row.last_verdict))
