"""A document from its draft to the frozen version: where each part came from, who approves it, and what stays."""

import hashlib
import json
from dataclasses import replace
from io import BytesIO

import docx
import openpyxl
import pytest

from inspections.documents import paper
from inspections.documents.stationery import Templates
from tests.case_steps import act, amend
from tests.clues import CALLER, PHONE, SAID, caller, registered
from tests.document_steps import approve, case_with_photo, draft, fill, now, part, submit, take
from tests.steps import claimed, confirmed, finalise, judge, outing, wrong

EIGHT = ["addressee", "origin", "harm", "nonperformance", "basis", "items", "period", "other"]


def test_a_recommendation_is_drafted_from_the_case_mended_and_sent_to_the_chief(li, chen, sun, zhou):
    case, _, _ = case_with_photo(li, chen, sun)
    paper_ = draft(zhou, "cases", case, "recommendation")
    assert [one["name"] for one in paper_["fields"] if one["required"]] == EIGHT
    assert (paper_["title"], paper_["missing"], paper_["number"]) == ("检察建议书", [], None)
    harm = part(paper_, "harm")
    assert "校门东侧人行道通信井未装防坠网" in harm["value"] and not harm["edited"]
    assert harm["sources"] == [f"/cases/{case['id']}#hazards"]
    assert part(paper_, "items")["value"] == ["对该处窨井盖加装防坠网。"]

    bare = fill(zhou, paper_, texts={"nonperformance": ""}, lists={"items": []})
    assert bare["missing"] == ["nonperformance", "items"]
    assert wrong(submit(zhou, paper_, status=422)) == {
        ("fields.nonperformance", "part_missing"),
        ("fields.items", "part_missing"),
    }
    said = {"texts": {"nonperformance": "经调查，该局未巡查。"}, "lists": {"items": ["加装防坠网。"]}}
    assert part(fill(zhou, paper_, **said), "nonperformance")["edited"]
    submitted = submit(zhou, paper_)
    assert (submitted["number"], submitted["moves"]) == ("庆检行公建〔2026〕1号", [])
    assert fill(zhou, paper_, texts={"other": "改"}, status=409)["document_state"] == "in_review"
    assert approve(sun, paper_, status=403)["code"] == "not_the_approver"

    back = {"move": "send_back", "note": "事实须写明时间。"}
    assert chen.post(f"/documents/{paper_['id']}/moves", back)["note"] == back["note"]
    assert submit(zhou, paper_)["number"] == submitted["number"]


def test_what_is_approved_is_frozen_and_an_edit_begins_the_next_version(li, chen, sun):
    case, _, _ = case_with_photo(li, chen, sun)
    paper_ = draft(li, "cases", case, "recommendation")
    submit(li, paper_)
    approved = approve(chen, paper_)

    (frozen,) = approved["versions"]
    assert (approved["state"], frozen["number"], frozen["approved_by"]["name"]) == (
        "approved",
        "庆检行公建〔2026〕1号",
        "陈国平",
    )
    pdf, word = take(li, frozen, "pdf").data, take(li, frozen, "docx").data
    assert [hashlib.sha256(pdf).hexdigest(), hashlib.sha256(word).hexdigest()] == [
        frozen["pdf_sha256"],
        frozen["docx_sha256"],
    ]
    assert b"pdfaid:part" in pdf and b"/FontFile" in pdf

    again = fill(li, paper_, texts={"other": "补充说明。"})
    assert (again["state"], len(again["versions"])) == ("draft", 1)
    submit(li, paper_)
    assert [one["position"] for one in approve(chen, paper_)["versions"]] == [1, 2]
    assert take(li, frozen, "pdf").data == pdf
    second = draft(li, "cases", case, "recommendation")
    assert wrong(fill(li, second, number="庆检行公建〔2026〕1号", status=422)) == {("number", "number_taken")}
    assert submit(li, second)["number"] == "庆检行公建〔2026〕2号"


def test_what_is_given_up_moves_no_more_and_says_so(li, chen, sun):
    hazard = li.record()
    sheet = draft(li, "hazards", hazard, "photo_sheet")
    said = {"move": "discard", "note": "重复起草"}
    assert li.post(f"/documents/{sheet['id']}/moves", said, status=200)["state"] == "discarded"

    again = li.post(f"/documents/{sheet['id']}/moves", said, status=409)

    assert (again["code"], again["moves"]) == ("illegal_document_move", [])
    assert again["detail"] == "状态为“已作废”的文书不能“作废”。"


def test_a_snapshot_gives_the_same_bytes_again(li, chen, sun, store):
    case, _, photo = case_with_photo(li, chen, sun)
    paper_ = draft(li, "cases", case, "recommendation")
    submit(li, paper_)
    frozen = approve(chen, paper_)["versions"][0]

    snapshot = take(li, frozen, "snapshot").data
    assert hashlib.sha256(snapshot).hexdigest() == frozen["snapshot_sha256"]
    told = json.loads(snapshot)
    assert told["photos"] == {photo["id"]: photo["sha256"]}
    assert {"office.typ", "letter.typ", "letter.docx", "NotoSerifSC-Regular.otf"} <= told["made_with"].keys()
    pictures = {id_: store.derived(sha256, 1600) for id_, sha256 in told["photos"].items()}
    again = paper.render(told, pictures, Templates())
    assert hashlib.sha256(again).hexdigest() == frozen["pdf_sha256"]


def test_what_leaves_the_office_shows_cleared_photos_only_and_redacted_where_they_are(li, chen, sun, zheng):
    case, hazard, photo = case_with_photo(li, chen, sun, cleared=False)
    letter = draft(li, "cases", case, "consultation_letter")
    assert part(letter, "photos")["value"] == []
    shown = {"photos": [{"photo_id": photo["id"], "caption": "近景"}]}
    fill(li, letter, photos=shown, texts={"meeting": "七月三日上午九时，本院。"})
    assert wrong(take(li, letter, "pdf", status=422).json) == {("photos.photos.0", "photo_not_cleared")}
    stranger = li.add_photo(confirmed(li))
    other = {"photos": [{"photo_id": stranger["id"]}]}
    assert wrong(fill(li, letter, photos=other, status=422)) == {("photos.photos.0.photo_id", "photo_not_of_record")}

    box = {"x": 0, "y": 0, "width": 60, "height": 60}
    copy = li.post(f"/photos/{photo['id']}/redactions", {"boxes": [box]}, status=201)
    li.post(f"/photos/{photo['id']}/clear", {"outcome": "redacted", "redaction_id": copy["id"]})
    submit(li, letter)
    frozen = approve(chen, letter)["versions"][0]
    assert json.loads(take(li, frozen, "snapshot").data)["photos"] == {photo["id"]: copy["sha256"]}
    assert take(zheng, frozen, "pdf").data[:5] == b"%PDF-"

    sheet = draft(li, "hazards", hazard, "photo_sheet")
    assert take(li, sheet, "docx").data[:2] == b"PK"
    assert take(zheng, sheet, "pdf", status=403).json["code"] == "not_cleared"


def test_a_record_of_an_examination_and_of_a_follow_up_are_drafted_from_what_was_entered(li, sun, person):
    people = [{"person_id": sun.id, "role": "prosecutor", "card_number": "371423-07", "duty": "记录"}]
    examination = outing(li, kind="scene_examination", title="通信井勘验", participants=people)
    li.add_photo(li.record(inspection_id=examination["id"]))
    record = draft(li, "inspections", examination, "scene_record")
    assert record["missing"] == ["course", "result"]
    assert part(record, "recorder")["value"] == "孙立群"
    assert part(record, "people")["value"][1] == ["检察官", "孙立群", "庆云县人民检察院", "371423-07"]
    uneven = fill(li, record, tables={"people": [["检察官", "孙立群"]]}, status=422)
    assert wrong(uneven) == {("tables.people.0", "wrong_number_of_cells")}
    assert wrong(fill(li, record, lists={"course": ["揭盖"]}, status=422)) == {("lists.course", "no_such_part")}
    assert wrong(draft(li, "inspections", examination, "recommendation", status=422)) == {
        ("kind", "not_drafted_from_that")
    }

    hazard = claimed(li)
    before, after = li.add_photo(hazard), li.add_photo(hazard, "nikon_p6000_arezzo_DSCN0012.jpg", kind="after")
    visit = outing(li, hazard_ids=[hazard["id"]])
    pair = {"photo_before_id": before["id"], "photo_after_id": after["id"]}
    judge(li, visit, hazard, "partly_fixed", note="已装网，井盖仍晃动。", **pair)
    finalise(li, visit)
    followed = draft(li, "inspections", visit, "follow_up_record")
    assert part(followed, "findings")["value"] == [[hazard["number"], "防坠网缺失", "部分整改", "已装网，井盖仍晃动。"]]
    assert part(followed, "pairs")["value"] == [
        {"before_id": before["id"], "after_id": after["id"], "caption": "部分整改"}
    ]
    submit(li, followed)
    assert approve(li, followed, status=403)["code"] == "approver_submitted_it"
    assert approve(sun, followed)["versions"][0]["number"] is None


def test_an_outing_by_one_officer_gives_no_record_of_an_examination(li):
    alone = outing(li, kind="patrol", title="早巡")
    li.record(inspection_id=alone["id"])
    early = draft(li, "inspections", alone, "scene_record")
    fill(li, early, texts={"course": "揭盖查看。", "result": "未装防坠网。"})

    assert wrong(submit(li, early, status=422)) == {("move", "needs_two_officers")}
    assert finalise(li, alone)["clue_only"] is True
    assert wrong(draft(li, "inspections", alone, "scene_record", status=422)) == {("kind", "needs_two_officers")}
    assert draft(li, "inspections", alone, "photo_sheet")["state"] == "draft"


def test_a_rare_character_prints_or_is_named(li):
    sheet = draft(li, "hazards", _photographed(li), "photo_sheet")
    fill(li, sheet, tables={"signatures": [["拍摄人", "朱镕、李喆、王堃"]]})
    assert take(li, sheet, "pdf").data[:5] == b"%PDF-"

    fill(li, sheet, tables={"signatures": [["拍摄人", "𠮷田"]]})
    refusal = take(li, sheet, "pdf", status=422).json
    assert wrong(refusal) == {("fields.signatures", "unprintable")}
    assert "𠮷" in refusal["fields"][0]["message"]


def test_an_answer_to_a_citizen_names_nobody(li, zhou, chen, liu):
    caller(zhou)
    clue = registered(li, li.get("/clues")["items"][0])
    answer = draft(zhou, "clues/register", clue, "clue_answer")
    said = json.dumps(answer, ensure_ascii=False)
    assert clue["number"] in said and answer["missing"] == []
    assert not any(word in said for word in (CALLER, PHONE, SAID))
    submit(zhou, answer)
    (frozen,) = approve(chen, answer)["versions"]
    assert frozen["number"] == "庆检公答〔2026〕1号"
    assert [row["id"] for row in li.get("/documents", subject=clue["id"])["items"]] == [answer["id"]]
    liu.get(f"/documents/{answer['id']}", status=404)


def _photographed(person):
    hazard = person.record()
    person.add_photo(hazard)
    return hazard


def test_an_office_edits_its_templates_and_an_error_names_template_and_line(app, li, tmp_path, monkeypatch):
    sheet = draft(li, "hazards", _photographed(li), "photo_sheet")
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], templates=str(tmp_path)))
    ours = Templates().path("photos.typ").read_text("utf-8")
    (tmp_path / "photos.typ").write_text(ours + "\n#nonsense\n", "utf-8")
    refusal = take(li, sheet, "pdf", status=409).json
    assert (refusal["template"], refusal["line"]) == ("photos.typ", len(ours.splitlines()) + 2)

    (tmp_path / "photos.typ").write_text('#import "office.typ": *\n#show: paper\n本院样式', "utf-8")
    assert take(li, sheet, "pdf").data[:5] == b"%PDF-"
    word = docx.Document(str(Templates().path("photos.docx")))
    word.paragraphs[0].text = "{{titel}}"
    word.save(tmp_path / "photos.docx")
    refusal = take(li, sheet, "docx", status=409).json
    assert (refusal["template"], refusal["line"], "titel" in refusal["reason"]) == ("photos.docx", 1, True)


def test_a_word_file_is_set_in_named_styles(li, chen, sun):
    case, _, _ = case_with_photo(li, chen, sun)
    word = docx.Document(BytesIO(take(li, draft(li, "cases", case, "recommendation"), "docx").data))

    styles = {row.text: row.style.name for row in word.paragraphs}
    assert styles["检察建议书"] == "公文标题"
    assert styles["一、案件来源"] == "公文小标题"
    assert styles["庆云县综合行政执法局："] == "主送机关"
    assert 'w:eastAsia="仿宋_GB2312"' in word.styles["公文正文"].element.xml
    assert len(word.inline_shapes) == 2  # the sketch and the photograph


def test_a_ledger_of_hazards_leaves_for_any_filter(li, liu):
    confirmed(li, description="=1+1")
    li.record(severity="low")
    liu.record()
    query = {"status": "confirmed", "purpose": "周例会"}

    book = openpyxl.load_workbook(BytesIO(li.ask("GET", "/hazards/ledger", query_string=query).data))

    head, titles, *rows = book.active.iter_rows(values_only=True)
    assert "庆云县人民检察院" in head[0] and titles[1] == "编号"
    assert [row[7] for row in rows] == ["=1+1"]


@pytest.mark.slow
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_every_kind_prints_as_pdf_and_word(li, chen, sun):
    case, hazard, _ = case_with_photo(li, chen, sun)
    amend(li, case, official_number="庆检行公立〔2026〕7号")
    act(li, case, "serve", mode="direct", on="2026-06-29")
    caller(li)
    clue = registered(li, li.get("/clues")["items"][0])
    records = {"case": ("cases", case), "hazard": ("hazards", hazard), "clue": ("clues/register", clue)}
    records["inspection"] = ("inspections", outing(li))
    for kind in li.get("/document-kinds")["items"]:
        for subject in kind["subjects"]:
            document = draft(li, *records[subject], kind["kind"])
            assert take(li, document, "pdf").data[:5] == b"%PDF-", kind["kind"]
            assert take(li, document, "docx").data[:2] == b"PK", kind["kind"]
    assert len(now(li, document)["fields"]) == len(kind["parts"])
