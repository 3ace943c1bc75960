"""Clues in a real browser: a citizen's phone, the clerk's desk, and the prosecutor who answers."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import DESK, PHONE, accessible, looks_right

pytestmark = pytest.mark.slow
SAID = "承德小学东门外人行道上的井盖松动，孩子每天从上面走。"


def test_a_citizen_reports_from_the_spot_and_asks_again(visit, server):
    page = visit(PHONE)
    page.goto(f"{server[0]}/clue")
    page.get_by_label("看到了什么").fill(SAID)
    page.get_by_label("地点").fill("承德小学东门")
    page.get_by_label("县（市、区）").select_option("371423")
    looks_right(page)
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="用我现在的位置").click()
    expect(page.get_by_text("误差约 6 米")).to_be_visible()
    page.get_by_role("button", name="提交").click()
    code = page.locator("strong").inner_text()
    looks_right(page)
    page.goto("about:blank")  # a link is opened elsewhere: another fragment alone loads nothing
    page.goto(f"{server[0]}/clue#{code}")
    expect(page.get_by_label("查询码")).to_have_value(code)
    page.get_by_role("button", name="查询办理情况").click()
    expect(page.get_by_text("正等待登记")).to_be_visible()


def _enter_visit(page):
    page.get_by_role("link", name="录入来信来访来电").click()
    expect(page.get_by_role("heading", name="录入来信来访来电")).to_be_visible()
    page.get_by_role("combobox", name="来源").select_option("visit")
    page.get_by_label("首次来访（院领导包案）").check()
    page.get_by_role("textbox", name="反映的情况").fill(SAID)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("[id='field-place-error']")).to_be_visible()
    page.get_by_label("地点").fill("承德小学东门")
    page.get_by_label("姓名").fill("赵桂兰")
    page.get_by_label("联系方式").fill("13905340001")
    looks_right(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_label("查询码（只显示这一次）")).to_have_value(re.compile("clue_"))
    expect(page.get_by_label("给反映人的话")).to_have_value(re.compile("查询码：clue_"))
    looks_right(page)


def _move(page, verb, **chosen):
    page.get_by_role("button", name=verb, exact=True).click()
    for label, option in chosen.items():
        page.get_by_label(label).select_option(index=option)
    page.get_by_label("说明").fill("线索属实。")
    page.get_by_role("form", name=verb).get_by_role("button", name=verb, exact=True).click()


def test_a_visit_is_entered_registered_linked_answered_and_its_reporter_read_on_record(visit, server):
    page = visit(DESK, "prosecutor.qingyun")
    page.goto(f"{server[0]}/#/clues")
    _enter_visit(page)
    page.get_by_role("link", name="线索登记簿").last.click()
    page.get_by_role("combobox", name="来源").select_option("visit")
    looks_right(page)
    page.set_viewport_size(DESK)
    page.locator(".case-list").get_by_text(SAID).click()

    expect(page.get_by_text("首次来访须由院领导包案")).to_be_visible()
    _move(page, "登记线索", 包案领导=1)
    expect(page.locator(".case-state")).to_have_text("线索已登记")
    _move(page, "评估线索")
    page.get_by_role("button", name="关联隐患").click()
    page.get_by_label("关联方式").select_option("new")
    page.get_by_label("隐患类别").select_option("manhole.displaced")
    accessible(page)
    page.get_by_role("form", name="关联隐患").get_by_role("button", name="关联隐患").click()
    expect(page.get_by_role("region", name="关联的隐患").get_by_role("link")).to_contain_text("承德小学东门")

    answers = page.get_by_role("region", name="答复")
    expect(answers.get_by_text("程序性答复").first).to_be_visible()
    answers.get_by_role("button", name="登记答复").click()
    answers.get_by_label("答复内容").fill("已登记，正在核实。")
    answers.get_by_role("form").get_by_role("button", name="登记答复").click()
    expect(answers.get_by_text("已登记，正在核实。")).to_be_visible()
    _read_reporter(page)


def _read_reporter(page):
    expect(page.get_by_text("13905340001")).to_have_count(0)
    page.get_by_role("button", name="查看反映人身份").click()
    accessible(page)
    page.get_by_role("button", name="查看并记入台账").click()
    expect(page.get_by_text("13905340001")).to_be_visible()
    looks_right(page)
    page.reload()
    expect(page.get_by_text("查看反映人身份").first).to_be_visible()
    expect(page.get_by_text("13905340001")).to_have_count(0)
    expect(page.get_by_role("region", name="办理记录")).to_contain_text("查看反映人身份")
