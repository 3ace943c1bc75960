"""Every act on an outing's record, its checklists and guards once; ``did(action, act)`` does one."""

from io import BytesIO

from openpyxl import load_workbook
from PIL import Image

from inspections import prints
from tests.steps import confirmed, outing
from uploads import codes

SPECIALIST = {"name": "钱工", "body": "通信设计院", "role": "expert"}
GUARD = {"since": "2026-06-29T10:05:00+08:00", "by": "通信公司围挡"}
FORM = "multipart/form-data"


def outing_acts(did, li):
    inspection = outing(li, kind="scene_examination", title="通信井勘验", participants=[SPECIALIST])
    path = f"/inspections/{inspection['id']}"
    li_, expert = inspection["participants"]
    remark = {"participant_id": expert["id"], "text": "井深约三米，应装防坠网。"}
    did("add_remark", lambda: li.post(f"{path}/remarks", remark))
    minutes = {"place": "承德小学东门", "result": "无防坠网。", "witness_absent_reason": "现场无人"}
    ready = {"version": _record(li, path)["version"], "status": "awaiting_signatures", "minutes": minutes}
    li.patch(path, ready)
    did("print_inspection", lambda: li.ask("GET", f"{path}/print"))
    digest = _record(li, path)["digest"]
    typed = {"participant_id": li_["id"], "signed_digest": digest, "way": "typed", "name": li_["name"]}
    did("sign_inspection", lambda: li.post(f"{path}/signatures", typed))
    did("scan_inspection", lambda: _scan(li, path, prints.code(inspection["id"], digest), expert))
    _patrol(did, li)


def _record(person, path):
    return person.get(f"{path}/record")


def _scan(person, path, code, participant):
    Image.open(BytesIO(codes.drawn(code))).convert("RGB").save(page := BytesIO(), "JPEG")
    form = {
        "file": (BytesIO(page.getvalue()), "scan.jpg"),
        "options": f'{{"participant_ids": ["{participant["id"]}"]}}',
    }
    return person.ask("POST", f"{path}/scans", data=form, content_type=FORM)


def _patrol(did, li):
    """What needs no examination: an annex, a checklist, and a guard."""
    patrol = outing(li, kind="patrol", title="早巡")
    li.post(f"/inspections/{patrol['id']}/finalise", {})
    annex = {"text": "补拍远景", "reason": "漏拍"}
    did("annex_inspection", lambda: li.post(f"/inspections/{patrol['id']}/annexes", annex))
    path = f"/hazards/{confirmed(li)['id']}"
    said = {"checklist_version": 1, "answers": {"needs_net": True}}
    did("answer_checklist", lambda: li.post(f"{path}/checklist", said, status=201))
    did("guard_hazard", lambda: li.put(f"{path}/guard", GUARD))
    workbook = li.ask("GET", "/checklists/manhole.displaced?f=xlsx").data
    did("import_checklist", lambda: _import(li, workbook))
    did("unguard_hazard", lambda: li.ask("DELETE", f"{path}/guard", query_string={"reason": "围挡被撤"}))


def _import(person, workbook):
    book = load_workbook(BytesIO(workbook))
    column = next(cell.column for cell in book["survey"][1] if cell.value == "limit_verified")
    row = next(row[1].row for row in book["survey"].iter_rows() if row[1].value == "gap_mm")
    book["survey"].cell(row, column).value = "yes"
    book.save(form := BytesIO())
    said = {"file": (BytesIO(form.getvalue()), "form.xlsx"), "options": '{"dry_run": false}'}
    return person.ask("POST", "/checklists/manhole.displaced/versions", data=said, content_type=FORM)
