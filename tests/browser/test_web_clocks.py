"""The periods of a hazard in a real browser: the owner is told, and its hours run."""

import pytest
from playwright.sync_api import expect

from fieldapi.story import Colleague
from tests.browser.pages import PHONE, accessible
from tests.people import draft

pytestmark = pytest.mark.slow


def test_on_a_phone_the_owner_of_a_displaced_cover_is_told_and_has_a_day(visit, server):
    with Colleague(server[0], "prosecutor.qingyun", server[1]) as li:
        hazard = li.do("POST", "/hazards", json=draft(type="manhole.displaced"))
    page = visit(PHONE, "prosecutor.qingyun")
    page.goto(f"{server[0]}/#/hazards/{hazard['id']}")
    expect(page.get_by_text("没有进行中的期限。")).to_be_visible()

    page.get_by_role("button", name="登记通知产权人").click()
    accessible(page)
    page.get_by_role("button", name="登记通知产权人").click()
    expect(page.locator("#field-who-error")).to_be_visible()
    page.get_by_label("接收人").fill("值班室张主任")
    page.get_by_role("button", name="登记通知产权人").click()

    expect(page.get_by_text("产权人、管理人补装、更换或者正位井盖")).to_be_visible()
    expect(page.get_by_text("第十七条").first).to_be_visible()
    expect(page.get_by_text("以检察业务应用系统和法律文书为准")).to_be_visible()
    expect(page.get_by_text("已通知产权人")).to_be_visible()
    accessible(page)
