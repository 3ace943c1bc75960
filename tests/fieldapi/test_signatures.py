"""A scene examination: planned, recorded, signed by everybody there, finalised, and only then annexed."""

import hashlib
import json
from io import BytesIO

import pytest
from PIL import Image

from inspections import prints
from tests.steps import finalise, outing, wrong
from uploads import codes

pytestmark = pytest.mark.slow  # limited children
WITNESS = {"name": "刘大爷", "body": "渤海路街道", "role": "witness"}
MINUTES = {"place": "承德小学东门", "weather": "晴", "course": "揭开井盖，量取深度。", "result": "无防坠网。"}
PLAN = {"aim": "查明防坠设施", "method": "勘验", "steps": ["揭盖", "测量"], "spots": ["承德小学东门"]}
STROKES = [[[0, 0], [100, 200]], [[50, 50]]]


@pytest.fixture
def examination(li, person):
    """Li Wenqing presides, Sun seconds; Wang of the housing bureau looks on, old Liu is the witness."""
    colleagues = [
        {"person_id": person("prosecutor2.qingyun").id, "role": "prosecutor", "card_number": "371423-07"},
        {"person_id": person("invited.wang").id},
        WITNESS,
    ]
    return outing(li, kind="scene_examination", title="通信井勘验", plan=PLAN, participants=colleagues)


def record(person, inspection):
    return person.get(f"/inspections/{inspection['id']}/record")


def change(person, inspection, *, refused=200, **said):
    version = record(person, inspection)["version"]
    return person.patch(f"/inspections/{inspection['id']}", {"version": version, **said}, status=refused)


def sign(person, inspection, who, *, status=200, **said):
    """*who* signs the record as it is now, by default by typing the name."""
    now = record(person, inspection)
    said = {"participant_id": who["id"], "signed_digest": now["digest"]} | (
        said or {"way": "typed", "name": who["name"]}
    )
    return person.post(f"/inspections/{inspection['id']}/signatures", said, status=status)


def test_an_examination_is_finalised_only_when_everybody_there_signed_what_it_says_now(li, examination):
    people = {row["name"]: row for row in examination["participants"]}
    roles = [people[name]["role"] for name in ("李文清", "王建军", "刘大爷")]
    assert roles == ["presiding_prosecutor", "invited_assistant", "witness"]
    early = sign(li, examination, people["李文清"], status=409)
    assert early["inspection_status"] == "open"
    change(li, examination, status="recording", minutes=MINUTES)
    lacking = finalise(li, examination, status=422)
    assert {(row["path"], row["code"]) for row in lacking["fields"]} == {("signatures", "not_signed")}
    assert len(lacking["fields"]) == len(people)

    change(li, examination, status="awaiting_signatures")
    for name in set(people) - {"刘大爷", "王建军"}:
        sign(li, examination, people[name])
    drawn = sign(li, examination, people["刘大爷"], way="drawn", strokes=STROKES)["signatures"][-1]
    refused = sign(li, examination, people["王建军"], way="refused", reason="称未经单位同意")
    assert refused["missing"] == []
    path = f"/inspections/{examination['id']}/signatures/{drawn['id']}/drawing"
    svg = li.ask("GET", path, buffered=True).data
    assert (hashlib.sha256(svg).hexdigest(), svg[:4]) == (drawn["sha256"], b"<svg")
    assert wrong(finalise(li, examination, status=422, note="已签")) == {("note", "changes_what_was_signed")}

    change(li, examination, minutes=MINUTES | {"result": "井盖松动，无防坠网。"})
    seen = record(li, examination)
    assert {row["valid"] for row in seen["signatures"]} == {False} and len(seen["missing"]) == len(people)
    change(li, examination, minutes=MINUTES)
    assert {row["valid"] for row in record(li, examination)["signatures"]} == {True}

    done = finalise(li, examination)
    assert (done["status"], done["clue_only"]) == ("finalised", False)
    after = record(li, examination)
    assert hashlib.sha256(after["record"].encode()).hexdigest() == after["digest"] == seen["signatures"][0]["digest"]
    change(li, examination, refused=409, note="事后")
    annexed = li.post(f"/inspections/{examination['id']}/annexes", {"text": "补拍远景", "reason": "漏拍"})
    assert (annexed["status"], annexed["digest"]) == ("annexed", after["digest"])
    assert annexed["annexes"][0]["entered_by"]["name"] == "李文清"
    done, open_ = (li.ask("GET", f"/inspections?status={asked}").json for asked in ("finalised,annexed", "open"))
    assert ([row["id"] for row in done["items"]], open_["items"]) == ([examination["id"]], [])


def test_a_drawn_signature_keeps_what_the_device_told_of_each_point(li, examination):
    change(li, examination, status="awaiting_signatures", minutes=MINUTES)
    who, told = examination["participants"][0], {"pressures": [[500, 620], [80]], "times_ms": [[0, 16], [240]]}

    short = sign(li, examination, who, status=422, way="drawn", strokes=STROKES, pressures=[[500], [80]])
    drawn = sign(li, examination, who, way="drawn", strokes=STROKES, **told)["signatures"][-1]

    assert wrong(short) == {("", "not_one_for_each_point")}
    svg = li.ask("GET", f"/inspections/{examination['id']}/signatures/{drawn['id']}/drawing", buffered=True).text
    assert '<path d="M0 0 L100 200" data-pressure="500 620" data-ms="0 16"/>' in svg


def test_an_examination_alone_without_a_witness_lacks_all_that_at_once(li, person):
    alone = outing(li, kind="scene_examination", title="勘验", participants=[{**WITNESS, "role": "volunteer"}])

    lacks = wrong(finalise(li, alone, status=422))

    assert lacks == {
        ("participants", "needs_two_officers"),
        ("minutes.witness_absent_reason", "witness_or_reason"),
        ("signatures", "not_signed"),
    }
    clerk = {"person_id": person("invited.wang").id, "role": "prosecutor"}
    problem = li.post(f"/inspections/{alone['id']}/participants", clerk, status=422)
    assert wrong(problem) == {("participants.0.role", "takes_part_as_other")}


def test_a_patrol_by_one_is_kept_as_a_clue_only(li):
    assert finalise(li, outing(li, kind="patrol", title="早巡"))["clue_only"] is True


def test_a_specialist_signs_a_remark_of_the_own(li, examination):
    people = {row["name"]: row for row in examination["participants"]}
    path, wang = f"/inspections/{examination['id']}", people["王建军"]
    said = {"participant_id": people["刘大爷"]["id"], "text": "井深约三米，应装防坠网。"}
    assert wrong(li.post(f"{path}/remarks", said, status=422)) == {("participant_id", "not_a_specialist")}

    remark = li.post(f"{path}/remarks", said | {"participant_id": wang["id"]})["remarks"][0]
    signature = {
        "participant_id": wang["id"],
        "remark_id": remark["id"],
        "signed_digest": remark["digest"],
        "way": "typed",
    }
    assert wrong(li.post(f"{path}/signatures", signature | {"name": "王某"}, status=422)) == {("name", "not_the_name")}
    assert wrong(li.post(f"{path}/signatures", signature, status=422)) == {("", "signature_needs")}
    signed = li.post(f"{path}/signatures", signature | {"name": "王建军"})

    assert [(row["remark_id"], row["valid"]) for row in signed["signatures"]] == [(remark["id"], True)]
    stale = li.post(f"{path}/signatures", signature | {"name": "王建军", "signed_digest": "0" * 64}, status=409)
    assert stale["code"] == "record_changed"


def scan(person, inspection, people, picture, *, status=200):
    """A picture of the signed page, as a phone or a scanner makes it."""
    named = json.dumps({"participant_ids": [row["id"] for row in people]})
    form = {"file": (BytesIO(picture), "scan.jpg"), "options": named}
    how = {"data": form, "content_type": "multipart/form-data"}
    return person.ask("POST", f"/inspections/{inspection['id']}/scans", status=status, **how).json


def page(text, format_="JPEG"):
    """A page with the code *text* on it, laid a little askew."""
    paper = Image.new("RGB", (1240, 1754), "white")
    paper.paste(Image.open(BytesIO(codes.drawn(text))), (600, 900))
    paper.rotate(7, fillcolor="white").save(out := BytesIO(), format_, quality=80)
    return out.getvalue()


def test_what_was_signed_in_ink_is_bound_by_the_code_on_the_page(li, examination):
    people = examination["participants"]
    change(li, examination, status="awaiting_signatures", minutes=MINUTES)
    pdf = li.ask("GET", f"/inspections/{examination['id']}/print")
    assert (pdf.content_type, pdf.data[:5]) == ("application/pdf", b"%PDF-")
    said = prints.code(examination["id"], record(li, examination)["digest"])

    assert wrong(scan(li, examination, people, page("https://example.org"), status=422)) == {
        ("file", "no_code_on_scan")
    }
    other = prints.code(outing(li)["id"], "0" * 64)
    assert wrong(scan(li, examination, people, page(other), status=422)) == {("file", "scan_of_other_record")}
    signed = scan(li, examination, people, page(said))
    assert {(row["way"], row["valid"]) for row in signed["signatures"]} == {("ink", True)}
    assert signed["missing"] == []

    as_pdf = scan(li, examination, people[:1], page(said, "PDF"))["signatures"][-1]
    path = f"/inspections/{examination['id']}/signatures/{as_pdf['id']}/drawing"
    assert li.ask("GET", path, buffered=True).data.startswith(b"%PDF-")
    assert wrong(scan(li, examination, people, b"%PDF-1.7 nothing", status=422)) == {("file", "no_code_on_scan")}

    change(li, examination, minutes=MINUTES | {"weather": "阴"})
    assert scan(li, examination, people, page(said), status=409)["code"] == "record_changed"
