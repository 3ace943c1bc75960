"""Checklists: the two questions of the article, measured values and limits, and forms that others' tools read."""

import json
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from tests.steps import wrong

pytestmark = pytest.mark.slow  # limited children
TYPES = (
    "manhole.net_missing",
    "manhole.displaced",
    "fire_lane.blocked",
    "manhole.mismatched_cover",
    "gas.leak_suspected",
)


def workbook(person, type_):
    return person.ask("GET", f"/checklists/{type_}?f=xlsx").data


def send(person, type_, content, *, status=200, dry_run=True):
    form = {"file": (BytesIO(content), "form.xlsx"), "options": json.dumps({"dry_run": dry_run})}
    how = {"data": form, "content_type": "multipart/form-data"}
    return person.ask("POST", f"/checklists/{type_}/versions", status=status, **how).json


def changed(content, **cells):
    """The workbook with other texts in cells of ``survey``."""
    book = load_workbook(BytesIO(content))
    for cell, value in cells.items():
        book["survey"][cell] = value
    book.save(out := BytesIO())
    return out.getvalue()


def test_a_telecom_well_is_asked_the_two_questions_of_the_article(li):
    well, sewer = li.record(), li.record(asset_kind="sewage")
    path = f"/hazards/{well['id']}/checklist"
    asked = li.get(path)
    keys = [item["key"] for item in asked["checklist"]["items"]]
    assert keys[:2] == ["needs_net", "department_patrols"]
    assert asked["missing_shots"] == ["near", "far", "marking"] and asked["checklist"]["stops"]
    elsewhere = li.get(f"/hazards/{sewer['id']}/checklist")["checklist"]["items"]
    assert [item["key"] for item in elsewhere] == keys[2:]

    li.add_photo(well, kind="near")
    said = {"checklist_version": 1, "answers": {"needs_net": True, "department_patrols": False, "well_depth_m": 3}}
    answered = li.post(path, said, status=201)
    assert answered["answers"][0]["answers"] == said["answers"]
    assert answered["missing_shots"] == ["far", "marking"]

    faults = {"needs_net": "是", "well_depth_m": True, "colour": "红"}
    assert wrong(li.post(path, said | {"answers": faults}, status=422)) == {
        ("answers.needs_net", "wrong_answer"),
        ("answers.well_depth_m", "wrong_answer"),
        ("answers.colour", "unknown_question"),
    }
    assert wrong(li.post(path, said | {"checklist_version": 9}, status=422)) == {
        ("checklist_version", "unknown_checklist_version")
    }


def test_an_unverified_limit_guides_and_only_a_verified_one_makes_a_violation(li):
    cover, type_ = li.record(type="manhole.displaced"), "manhole.displaced"
    path, said = f"/hazards/{cover['id']}/checklist", {"checklist_version": 1, "answers": {"gap_mm": 12.5}}
    (judged,) = li.post(path, said, status=201)["answers"][0]["judged"]
    assert (judged["outcome"], judged["unit"], judged["limit"]["max"]) == ("beyond_guide", "mm", 8)

    content = workbook(li, type_)
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(content))["survey"].iter_rows()]
    place = next(n for n, row in enumerate(rows, 1) if row[1] == "gap_mm")
    column = "ABCDEFGHIJKLMN"[rows[0].index("limit_verified")]
    verified = changed(content, **{f"{column}{place}": "yes"})
    report = send(li, type_, verified)
    assert (report["changed"], report["version"], report["applied"]) == (["gap_mm"], 2, False)
    assert li.get(f"/checklists/{type_}")["version"] == 1
    assert send(li, type_, verified, dry_run=False)["applied"] is True

    answers = li.post(path, said | {"checklist_version": 2}, status=201)["answers"]
    assert [row["judged"][0]["outcome"] for row in answers] == ["beyond_guide", "violation"]
    assert li.get(f"/checklists/{type_}", version=1)["version"] == 1


def test_every_form_is_one_for_other_tools_too_and_comes_back_as_it_was(li, tmp_path, subtests):
    assert {row["hazard_type"] for row in li.get("/checklists")["items"]} > set(TYPES)
    for type_ in TYPES:
        with subtests.test(type_):
            content = workbook(li, type_)
            (tmp_path / "form.xlsx").write_bytes(content)
            assert type_ in convert(xlsform=tmp_path / "form.xlsx", validate=False).xform
            assert send(li, type_, content, dry_run=False)["same"] is True


def test_a_workbook_that_is_none_is_refused_with_the_row(li, zheng):
    content = workbook(li, "gas.leak_suspected")
    last = load_workbook(BytesIO(content))["survey"].max_row
    broken = changed(content, **{f"A{last}": "geopoint", f"B{last - 1}": "Größe"})

    assert wrong(send(li, "gas.leak_suspected", broken, status=422)) == {
        (f"survey.{last}.type", "unknown_question_type"),
        (f"survey.{last - 1}.name", "bad_question_name"),
    }
    assert wrong(send(li, "gas.leak_suspected", b"PK\x03\x04", status=422)) == {("file", "not_an_xlsform")}
