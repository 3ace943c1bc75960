"""Rules as a spreadsheet: readable, filled in, checked row by row, and nothing changes that was not changed."""

from io import BytesIO

import hypothesis
import pytest
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests import imports, people

pytestmark = pytest.mark.slow  # child processes and jobs

CODE = "R-QY-TELECOM"
DUTIES = {"title": "庆云县窨井盖管理职责分工方案", "number": "庆政办发〔2026〕8号", "article": "第三条"}


def rule(**changes):
    plain = {"code": CODE, "role": "regulator", "agency_function": "telecom_coordination"}
    return people.rule(**plain | changes)


def workbook(person):
    return load_workbook(BytesIO(person.ask("GET", "/rules", query_string={"f": "xlsx"}).data))


def heads(sheet):
    return {cell.value: cell.column for cell in sheet[1]}


def row_of(sheet, code):
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == code)


def fill(book, code, **cells):
    """Write *cells* (heading=text) into the row of *code*, or into a new one."""
    sheet = book["责任规则"]
    known = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == code]
    row = known[0] if known else sheet.max_row + 1
    sheet.cell(row, 1, code)
    for heading, text in cells.items():
        cell = sheet.cell(row, heads(sheet)[heading])
        cell.value = text
        cell.data_type = "s" if isinstance(text, str) and not text.startswith("=SUM") else cell.data_type
    return book


def saved(book):
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def checked(person, book, **options):
    return imports.checked(person, "/rules/imports", saved(book), options)


def counts(row):
    return {name: row["report"]["summary"][name] for name in ("added", "changed", "ended", "unchanged")}


def found(row):
    return {(item["row"], item["field"], item["code"]) for item in row["report"]["errors"]}


def latest(person, code):
    return max((row for row in person.get("/rules")["items"] if row["code"] == code), key=lambda row: row["version"])


def test_a_legal_officer_can_read_it(li):
    li.post("/rules", rule(legal_basis=["《甲》第一条", "《乙》第二条"], source_document=DUTIES), status=201)

    book = workbook(li)
    sheet = book["责任规则"]

    assert book.sheetnames == ["责任规则", "代码表", "填写说明"]
    assert sheet.freeze_panes == "B2" and sheet.print_title_rows == "$1:$1"
    told = {heading: sheet.cell(row_of(sheet, CODE), column).value for heading, column in heads(sheet).items()}
    assert told["角色"] == "行业主管部门" and told["核实情况"] == "未核实"
    assert (told["设施种类代码"], told["设施种类"]) == ("telecom", "通信")
    assert (told["区划代码"], told["区划名称"]) == ("371423", "庆云县")
    assert told["职能"] == "工业和信息化（通信建设协调）"
    assert told["法律依据（每行一条）"] == "《甲》第一条\n《乙》第二条"
    assert (told["出处文件"], told["文号"]) == (DUTIES["title"], DUTIES["number"])
    names = {sheet.cell(row, heads(sheet)["区划名称"]).value for row in range(2, sheet.max_row + 1)}
    assert names == {"全国", "山东省", "德州市", "庆云县"}
    assert all(cell.alignment.wrap_text for cell in sheet[2])
    assert sheet.column_dimensions["P"].width > 40
    codes = {book["代码表"].cell(row, 1).value for row in range(2, 6)}
    assert {"owner", "regulator", "territorial"} <= codes


def test_out_and_in_again_changes_nothing(li):
    li.post("/rules", rule(source_document=DUTIES, verified=True, valid_from="2026-01-01", priority=-3), status=201)
    before = li.get("/rules")["items"]

    row = imports.applied(li, "/rules/imports", saved(workbook(li)), {})

    assert counts(row) == {"added": 0, "changed": 0, "ended": 0, "unchanged": len(before)}
    assert li.get("/rules")["items"] == before


def test_a_sheet_adds_changes_and_ends_and_says_so_first(li):
    for code in ("R-QY-1", "R-QY-2", "R-QY-3"):
        li.post("/rules", rule(code=code, valid_from="2026-01-01"), status=201)
    book = workbook(li)
    fill(book, "R-QY-1", 理由="另有分工。", 设施种类代码=None, 设施种类="燃气", 职能代码=None, 职能="燃气管理")
    fill(book, "R-QY-2", 终止日期="2026-06-30")
    fill(
        book,
        "R-QY-NEW",
        角色="属地政府",
        隐患类型代码="manhole",
        区划代码="371423001",
        单位名称="庆云县人民政府",
        理由="由县政府牵头。",
    )

    row = checked(li, book, valid_from="2026-07-15")

    assert counts(row)["added"] == counts(row)["changed"] == counts(row)["ended"] == 1
    told = {item["code"]: item for item in row["report"]["summary"]["rows"]}
    assert set(told["R-QY-1"]["fields"]) == {"设施种类代码", "职能代码", "理由"}
    assert told["R-QY-2"] | {"row": 0} == {"row": 0, "code": "R-QY-2", "outcome": "ended", "fields": ["终止日期"]}
    assert latest(li, "R-QY-1")["version"] == 1  # a dry run writes nothing

    li.post(f"/imports/{row['id']}/apply", {"version": row["version"]})
    imports.work(li.app)

    changed = latest(li, "R-QY-1")
    assert (changed["version"], changed["valid_from"], changed["asset_kind"]) == (2, "2026-07-15", "gas")
    assert changed["recorded_by"]["name"] == "李文清"
    assert [item["valid_to"] for item in li.get("/rules")["items"] if item["code"] == "R-QY-1"] == ["2026-07-14", None]
    assert latest(li, "R-QY-2")["valid_to"] == "2026-06-30"
    assert latest(li, "R-QY-NEW")["agency"]["name"] == "庆云县人民政府"
    assert latest(li, "R-QY-3")["version"] == 1


def test_a_mark_needs_its_document_and_a_new_wording_is_verified_anew(li, chen):
    li.post("/rules", rule(), status=201)
    starter = {row["code"]: row["verified"] for row in li.get("/rules")["items"]}
    book = workbook(li)
    sheet = book["责任规则"]
    for row in range(2, sheet.max_row + 1):  # blank: as it was
        sheet.cell(row, heads(sheet)["核实情况"]).value = None
    assert counts(checked(li, book))["unchanged"] == len(starter)

    alone = checked(li, fill(workbook(li), CODE, 核实情况="已核实"))
    assert alone["state"] == "refused"
    assert {item[1:] for item in found(alone)} == {("出处文件", "needed_to_verify")}

    whole = fill(workbook(li), CODE, 核实情况="已核实", 出处文件=DUTIES["title"], 文号=DUTIES["number"])
    imports.applied(chen, "/rules/imports", saved(whole), {})
    verified = latest(li, CODE)
    assert (verified["verified"], verified["verified_by"]["name"]) == (True, "陈国平")
    for cells, warnings in [
        ({"核实情况": None}, set()),
        ({"核实情况": "未核实"}, {"mark_taken_away"}),
        ({"核实情况": None, "理由": "改。"}, {"mark_taken_away"}),
        ({"理由": "改。"}, {"verified_anew"}),
    ]:
        assert imports.codes(checked(li, fill(workbook(li), CODE, **cells)), "warnings") == warnings
    imports.applied(li, "/rules/imports", saved(fill(workbook(li), CODE, 理由="改写。")), {})
    verified = latest(li, CODE)
    assert (verified["verified"], verified["verified_by"]["name"]) == (True, "李文清")
    imports.applied(li, "/rules/imports", saved(fill(workbook(li), CODE, 理由="再改。", 核实情况=None)), {})
    assert latest(li, CODE)["verified"] is False
    assert {code: latest(li, code)["verified"] for code in starter if code != CODE} == {
        code: mark for code, mark in starter.items() if code != CODE
    }


def test_what_is_wrong_is_named_by_row_and_heading(li):
    li.post("/rules", rule(valid_from="2026-06-01"), status=201)
    number = row_of(workbook(li)["责任规则"], CODE)
    new = {"角色": "行业主管部门", "区划代码": "371423", "职能代码": "energy", "理由": "分工。"}

    for code, cells, expected in [
        (CODE, {"设施种类代码": "lunar"}, ("设施种类代码", "code_not_in_list")),
        (CODE, {"设施种类": "燃气"}, ("设施种类代码", "name_differs")),
        (CODE, {"设施种类代码": None, "设施种类": "月球"}, ("设施种类代码", "name_not_in_list")),
        (CODE, {"角色": "老板"}, ("角色", "choice_not_taken")),
        (CODE, {"核实情况": "大概"}, ("核实情况", "choice_not_taken")),
        (CODE, {"优先级": "很高"}, ("优先级", "not_a_whole_number")),
        (CODE, {"理由": "=SUM(A1:A3)"}, ("理由", "formula_cell")),
        (CODE, {"理由": None}, ("理由", "empty")),
        (CODE, {"出处文件": "见 https://example.org/a"}, ("出处文件", "no_links")),
        (CODE, {"终止日期": "2026-05-30"}, ("终止日期", "ends_before_it_begins")),
        (CODE, {"终止日期": "2026-05-30", "理由": "改。"}, ("终止日期", "empty_period")),
        (CODE, {"生效日期": "2026-05-30"}, ("生效日期", "before_present_version")),
        (CODE, {"角色": "属地政府"}, ("角色", "other_rule_needed")),
        (CODE, {"终止日期": "明天"}, ("终止日期", "not_a_day")),
        (CODE, {"文件日期": "2026-02-30", "出处文件": "甲"}, ("文件日期", "not_a_day")),
        (CODE, {"版本": "7", "理由": "改。"}, ("版本", "sheet_is_older")),
        (CODE, {"单位名称": "庆云县财政局"}, ("单位编号", "function_or_agency")),
        (CODE, {"区划代码": "371423001"}, ("区划代码", "other_rule_needed")),
        ("R-water-supply-owner", {"理由": "改。"}, ("区划代码", "outside_office_area")),
        ("R-QY-NEW", new | {"区划代码": "370000"}, ("区划代码", "outside_office_area")),
        ("R-QY NEW", new, ("规则代码", "cell_not_taken")),
    ]:
        row = checked(li, fill(workbook(li), code, **cells))
        assert row["state"] == "refused", cells
        assert {item[1:] for item in found(row)} == {expected}, cells
        assert code != CODE or {item[0] for item in found(row)} == {number}

    assert latest(li, CODE)["version"] == 1


def test_a_sheet_that_is_none_is_refused_with_the_reason(li):
    book, empty = Workbook(), Workbook()
    book.active.title = "责任规则"
    book.active.append(["规则代码", "版本"])

    for content, expected in [
        (b"PK\x03\x04 not really", {"not_a_workbook"}),
        ("规则代码,版本".encode(), {"not_a_workbook"}),
        (saved(empty), {"no_rule_sheet"}),
        (saved(book), {"heading_missing"}),
    ]:
        row = imports.checked(li, "/rules/imports", content, {})
        assert (row["state"], imports.codes(row)) == ("refused", expected)


def test_two_people_with_the_same_sheet(li, sun):
    li.post("/rules", rule(), status=201)
    mine, theirs = (fill(workbook(li), CODE, 理由=text) for text in ("甲。", "乙。"))
    imports.applied(li, "/rules/imports", saved(mine), {})

    late = checked(sun, theirs)

    assert late["state"] == "refused" and imports.codes(late) == {"sheet_is_older"}
    twice = fill(workbook(li), CODE, 理由="丙。")
    sheet = twice["责任规则"]
    sheet.append([cell.value for cell in sheet[row_of(sheet, CODE)]])
    assert "rule_twice" in imports.codes(checked(li, twice))


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_texts_of_any_kind_come_back_as_they_were_and_are_never_formulas(li):
    risky = st.sampled_from(
        ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', " 空格 ", "甲\n乙", "'quoted", "00123"]
    )
    plain = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)
    code = li.post("/rules", rule(), status=201)["code"]

    @hypothesis.settings(max_examples=12, deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
    @hypothesis.given(risky | plain, risky | plain, plain)
    def there_and_back(reason, note, title):
        version = latest(li, code)["version"]
        said = {"reason": reason, "note": note, "source_document": {"title": title}}
        li.patch(f"/rules/{code}", said | {"version": version})
        book = workbook(li)
        sheet = book["责任规则"]
        assert all(cell.data_type in ("s", "n") for cells in sheet for cell in cells)
        assert counts(checked(li, book))["unchanged"] == sheet.max_row - 1

    there_and_back()
