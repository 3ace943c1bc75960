"""What somebody does on the web page, and the sizes at which it is held."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


def sign_in(page, username, password):
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def record(page):
    """Fill in the manhole of the article, with the device's position."""
    page.get_by_role("link", name="记录").click()
    page.get_by_role("link", name="填写完整表格").click()
    page.get_by_label("地址").wait_for()  # the form, and not the camera any more
    page.get_by_label("隐患类别").select_option("manhole.net_missing")
    page.get_by_label("设施种类").select_option("telecom")
    page.get_by_role("button", name="定位").click()
    expect(page.get_by_text("误差约 6 m")).to_be_visible()
    page.get_by_label("地址").fill("承德小学东门")


def save(page):
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_url(re.compile(r"#/hazards/[0-9a-f-]{36}"))


def accessible(page):
    found = Axe().run(page).response["violations"]
    assert [item for item in found if item["impact"] in ("serious", "critical")] == []


def looks_right(page):
    """At both sizes: nothing serious for those who use a screen reader, and nothing beside the screen."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
