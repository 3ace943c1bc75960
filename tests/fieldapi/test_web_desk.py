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
