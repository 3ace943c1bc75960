"""Documents in a real browser: drafted from a case, mended beside its record, approved by the chief, frozen."""

import re

import pytest
from playwright.sync_api import expect

from fieldapi.story import Colleague
from tests.browser.pages import DESK, PHONE, accessible, looks_right
from tests.browser.papers import case_over_a_well
from tests.people import AREZZO, PHOTOS, draft

pytestmark = pytest.mark.slow


def _mend_and_submit(page):
    """What is missing leads to its part; whoever submits it does not approve it."""
    steps = page.get_by_role("region", name="下一步")
    meeting = page.locator("#part-meeting")
    expect(steps.get_by_role("button", name="送审")).to_be_disabled()
    expect(page.locator("#part-facts").get_by_role("link", name="案件 · 各点位情况")).to_be_visible()
    looks_right(page)
    page.set_viewport_size(DESK)
    steps.get_by_role("button", name="磋商方式、时间和地点").click()
    expect(meeting.get_by_role("button", name="修改")).to_be_focused()
    page.keyboard.press("Enter")
    meeting.get_by_role("textbox").fill("7 月 6 日上午 9 时，本院会议室当面磋商。")
    accessible(page)
    meeting.get_by_role("button", name="保存").click()
    expect(meeting.get_by_text("已修改")).to_be_visible()
    expect(steps.get_by_text("必备内容已齐。")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="预览 PDF").click()
    opened.value.close()
    steps.get_by_role("button", name="送审").click()
    steps.get_by_role("button", name="送审").click()
    expect(page.locator(".document-state")).to_have_text("审核中")
    expect(steps.get_by_text("送审人不能自己签发")).to_be_visible()


def test_a_letter_is_drafted_mended_and_approved_by_the_chief(visit, server):
    with (
        Colleague(server[0], "prosecutor.qingyun", server[1]) as li,
        Colleague(server[0], "prosecutor2.qingyun", server[1]) as sun,
        Colleague(server[0], "chief.qingyun", server[1]) as chen,
    ):
        case = case_over_a_well(li, sun, chen)
    page = visit(DESK, "prosecutor.qingyun")
    page.goto(f"{server[0]}/#/cases/{case['id']}")
    papers = page.get_by_role("region", name="文书")
    expect(papers.get_by_text("还没有起草文书。")).to_be_visible()
    papers.get_by_label("文书种类").select_option(label="磋商函")
    papers.get_by_role("button", name="起草").click()
    page.wait_for_url(re.compile(r"#/documents/"))

    _mend_and_submit(page)

    chief = visit(PHONE, "chief.qingyun")
    waiting = chief.get_by_role("region", name="待审核签发的文书")
    waiting.get_by_role("link", name=re.compile("磋商函")).click()
    chief.get_by_role("button", name="签发").click()
    chief.get_by_role("button", name="签发").click()
    versions = chief.get_by_role("region", name="已签发的版本")
    expect(versions).to_contain_text("陈国平")
    expect(versions).to_contain_text(re.compile(r"PDF [0-9a-f]{64}"))
    looks_right(chief)
    chief.goto(f"{server[0]}/#/documents?state=approved")
    expect(chief.locator(".case-list li")).to_have_count(1)
    looks_right(chief)


def test_a_sheet_of_photos_is_drafted_on_the_page_of_a_hazard(visit, server):
    with Colleague(server[0], "prosecutor.qingyun", server[1]) as li:
        hazard = li.do("POST", "/hazards", json=draft(address="照片里的井"))
        with (PHOTOS / AREZZO).open("rb") as picture:
            li.do("POST", f"/hazards/{hazard['id']}/photos", files={"file": picture})
    page = visit(PHONE, "prosecutor.qingyun")
    page.goto(f"{server[0]}/#/hazards/{hazard['id']}")
    papers = page.get_by_role("region", name="文书")
    papers.get_by_label("文书种类").select_option(label="现场照片")
    papers.get_by_role("button", name="起草").click()
    shown = page.locator("#part-photos")
    shown.get_by_role("button", name="修改").click()
    shown.get_by_label("图片说明").fill("校门东侧人行道通信井")
    looks_right(page)
    page.set_viewport_size(PHONE)
    shown.get_by_role("button", name="保存").click()
    expect(shown.get_by_role("img", name="校门东侧人行道通信井")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("region", name="What it rests on")).to_contain_text("照片里的井")
    looks_right(page)


def test_the_ledger_of_the_present_filter_is_taken_along_for_a_purpose(visit, server):
    with Colleague(server[0], "prosecutor.qingyun", server[1]) as li:
        li.do("POST", "/hazards", json=draft(address="台账里的井"))
    page = visit(DESK, "prosecutor.qingyun")
    page.goto(f"{server[0]}/#/hazards?q=台账里的井")
    page.get_by_text("导出台账").click()
    page.get_by_label("用途").fill("周例会")
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载 xlsx").click()
    assert taken.value.suggested_filename == "hazards.xlsx"
    accessible(page)
