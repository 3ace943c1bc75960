"""The register of services (送达台账) as a spreadsheet."""

import io

from inspections import services

from . import present_services
from .words_services import BASES, STATES, WAYS

PAGE = 100
COLUMNS = (
    *(("送达编号", 22), ("文书", 22), ("文号", 24), ("受送达人", 32), ("方式", 12), ("状态", 12), ("发出日期", 12)),
    *(("送达日期", 12), ("依据", 14), ("回证不一致", 12), ("签收人", 16), ("回复日期", 12), ("逾期回复", 10)),
)


def render(session, actor, **narrowed) -> bytes:
    """The workbook with every service that the filters leave."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("送达台账")
    sheet.freeze_panes = "A2"
    for letter, (_, width) in zip("ABCDEFGHIJKLM", COLUMNS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([name for name, _ in COLUMNS])
    cursor = None
    while True:
        rows, cursor = services.page(session, actor, cursor=cursor, limit=PAGE, **narrowed)
        for told in present_services.services(session, actor, rows):
            sheet.append([_plain(value) for value in _row(told)])
        if cursor is None:
            break
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(value):
    """A text that a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value


def _row(told):
    document, reply = told["document"], told["reply"]
    yield from (told["number"], document["title"], document["number"] or "", told["agency"]["name"])
    yield from (WAYS[told["way"]][0], STATES[told["state"]][0], told["dispatched_on"], told["effective_on"])
    yield BASES[told["effective_basis"]][0] if told["effective_basis"] else ""
    yield "是" if told["receipts_disagree"] else ""
    yield next((event["signer"] for event in told["events"] if event["signer"]), "")
    yield reply["submitted_at"].date() if reply else None
    yield "是" if reply and reply["late"] else ""
