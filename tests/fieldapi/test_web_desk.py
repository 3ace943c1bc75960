"""The pages of the desk in a real browser: what needs me today, cases, and what else is done at a table."""

import re

import pytest
from playwright.sync_api import expect

from fieldapi.story import Colleague
from tests.fieldapi.test_web_page import (  # noqa: F401 (fixtures)
    DESK,
    PHONE,
    accessible,
    browser,
    server,
    visit,
)
from tests.people import draft

pytestmark = pytest.mark.slow


def _named(server, username):  # noqa: F811
    return server[0], username, server[1]


def _confirmed(li, sun, **said):
    hazard = li.do("POST", "/hazards", json=draft(**said))
    return sun.move(hazard, "confirm", note="照片另附")


def _looks_right(page):
    """At both sizes: nothing serious for those who use a screen reader, and nothing beside the screen."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_a_clue_becomes_a_case_that_the_chief_files_from_his_inbox(visit, server):  # noqa: F811
    with (
        Colleague(*_named(server, "prosecutor.qingyun")) as li,
        Colleague(*_named(server, "prosecutor2.qingyun")) as sun,
    ):
        hazard = _confirmed(li, sun, address="立案用的井")
    page = visit(DESK, "prosecutor.qingyun")
    page.goto(f"{server[0]}/#/cases/new?hazards={hazard['id']}")
    expect(page.get_by_text("立案用的井")).to_be_visible()
    page.get_by_label("案件名称").fill("承德小学东门井盖缺失")
    page.get_by_label("线索来源").fill("巡查发现")
    page.get_by_label("违法性质").select_option("manhole")
    page.get_by_label("公益诉讼领域").select_option("work_safety")
    page.get_by_label("被监督对象").select_option(label="庆云县住房和城乡建设局")
    _looks_right(page)
    page.get_by_role("button", name="登记线索").click()
    for move in ("评估线索", "提请立案"):
        page.get_by_role("button", name=move).click()
        page.get_by_label("说明").fill("公益受损。")
        page.get_by_role("form", name=move).get_by_role("button", name=move).click()
    expect(page.locator(".badge.case-state")).to_have_text("立案审批中")

    chief = visit(DESK, "chief.qingyun")
    waiting = chief.get_by_role("region", name="待决定的案件")
    _looks_right(chief)
    waiting.get_by_role("link", name=re.compile("承德小学东门井盖缺失")).click()
    chief.get_by_role("button", name="决定立案").click()
    chief.get_by_role("form", name="决定立案").get_by_role("button", name="决定立案").click()

    expect(chief.locator(".badge.case-state")).to_have_text("已立案")
    expect(chief.get_by_role("region", name="决定", exact=True)).to_contain_text("陈国平")
    expect(chief.get_by_role("region", name="期限")).to_contain_text("向行政机关送达立案决定书")
    _looks_right(chief)
    chief.goto(f"{server[0]}/#/cases?state=filed")
    expect(chief.locator(".case-list li")).to_have_count(1)
    _looks_right(chief)


def test_what_is_filtered_is_listed_mapped_and_referred_together(visit, server):  # noqa: F811
    with (
        Colleague(*_named(server, "prosecutor.qingyun")) as li,
        Colleague(*_named(server, "prosecutor2.qingyun")) as sun,
    ):
        for number in (1, 2):
            _confirmed(li, sun, address=f"一并转办的井 {number}")
    page = visit(DESK, "prosecutor.qingyun")
    page.goto(f"{server[0]}/#/hazards?status=confirmed&q=一并转办")
    expect(page.locator(".list .card")).to_have_count(2)
    page.get_by_role("button", name="圈选范围").click()
    page.locator(".map-canvas").click(position={"x": 30, "y": 300})  # far from them
    expect(page.locator(".list .card")).to_have_count(0)
    page.get_by_role("button", name="取消圈选").click()
    page.get_by_text("更多条件").click()
    page.get_by_label("名称").fill("待转办")
    page.get_by_role("button", name="保存当前条件").click()
    _looks_right(page)
    page.get_by_role("button", name="清除条件").click()
    expect(page).to_have_url(re.compile("#/hazards$"))
    page.get_by_role("button", name="待转办", exact=True).click()
    page.get_by_role("button", name="表格").click()
    _looks_right(page)

    page.get_by_role("checkbox", name="选中本页全部").check()
    page.get_by_role("button", name="批量转办（2）").click()
    page.get_by_label("转给哪个单位").select_option(label="庆云县综合行政执法局")
    page.get_by_label("接收人").fill("值班室")
    accessible(page)
    page.get_by_role("form", name="批量转办").get_by_role("button", name="批量转办").click()

    expect(page.get_by_text("没有符合条件的隐患")).to_be_visible()  # none of them is only confirmed any more
    with Colleague(*_named(server, "prosecutor2.qingyun")) as sun:
        assert len(sun.do("GET", "/hazards?status=referred&q=一并转办")["items"]) == 2


def test_large_type_and_the_dark_stay_chosen_and_readable(visit, server):  # noqa: F811
    page = visit(PHONE, "prosecutor.qingyun")
    page.get_by_role("button", name="大字").click()
    page.get_by_role("link", name="我的").click()
    page.get_by_label("深浅").select_option(label="深色")
    page.reload()

    expect(page.get_by_label("深浅")).to_have_value("dark")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    for screen in ("me", "home", "hazards", "hazards/new", "visits", "cases"):
        page.goto(f"{server[0]}/#/{screen}")
        expect(page.locator("main h1")).to_have_count(1)
        _looks_right(page)
