"""Engineer Wang's phone: from the link to the first photo, and in the browser inside a messenger."""

import time

import pytest
from playwright.sync_api import expect

from fieldapi.story import Colleague
from inspections.db import legal_date, system_clock
from tests.browser.pages import PHONE, accessible
from tests.browser.test_web_offline import browser  # noqa: F401 (a fixture)
from tests.people import AREZZO, PHOTOS, draft

pytestmark = pytest.mark.slow

NO_DATABASE = "Object.defineProperty(globalThis, 'indexedDB', {value: undefined})"
PATIENCE_S = 60
TAIL = "8836"


@pytest.fixture
def link(server):
    """An outing with one spot, and the link for Wang."""
    with Colleague(server[0], "prosecutor.qingyun", server[1]) as li:
        outing = li.do("POST", "/inspections", json={"kind": "joint_inspection", "title": "承德小学周边"})
        li.do("POST", "/hazards", json=draft(inspection_id=outing["id"]))
        said = {"name": "王工", "phone_tail": TAIL, "valid_to": legal_date(system_clock()).isoformat()}
        return li.do("POST", f"/inspections/{outing['id']}/invitations", json=said)["link"]


@pytest.fixture
def phone(browser):  # noqa: F811
    contexts = []

    def take_out(**how):
        place = {"longitude": 117.385, "latitude": 37.775, "accuracy": 6}
        context = browser.new_context(
            viewport=PHONE, locale="zh-CN", geolocation=place, permissions=["geolocation", "camera"], **how
        )
        contexts.append(context)
        context.set_default_timeout(30_000)
        return context.new_page()

    yield take_out
    for context in contexts:
        context.close()


def enter(page, link):
    page.goto(link)
    page.get_by_label("手机尾号").fill(TAIL)
    page.get_by_role("button", name="接受承诺书").click()
    page.get_by_role("link", name="打开蓝检").click()
    page.get_by_role("button", name="拍照").click()


def test_from_the_link_to_the_first_photo_in_under_a_minute(phone, link):
    page, start = phone(), time.monotonic()
    enter(page, link)
    shutter = page.get_by_role("button", name="拍照", exact=True)
    expect(shutter).to_be_enabled(timeout=30_000)
    page.get_by_label("说明").fill("网已脱钩")
    shutter.click()

    expect(page.get_by_text("待检察官确认")).to_be_visible(timeout=30_000)
    assert time.monotonic() - start < PATIENCE_S
    expect(page.get_by_text("网已脱钩").last).to_be_visible()
    expect(page.get_by_role("link", name="隐患")).to_have_count(0)  # sees the outing only
    accessible(page)


def test_inside_a_messenger_one_photo_is_one_request(phone, link):
    page, asked = phone(service_workers="block"), []
    page.add_init_script(NO_DATABASE)
    enter(page, link)
    expect(page.get_by_text("这个浏览器不能离线保存")).to_be_visible()
    page.on("request", lambda request: asked.append(request.method))
    page.set_input_files("input[type=file]:not([capture])", PHOTOS / AREZZO)

    expect(page.get_by_text("待检察官确认")).to_be_visible(timeout=30_000)
    assert asked.count("POST") == 1
