"""The agency's page in a real browser: on a phone by the link, at a desk without any script."""

import threading

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from tests import service_steps as service
from tests.browser.pages import DESK, PHONE, accessible
from tests.people import AREZZO, PHOTOS

pytestmark = pytest.mark.slow


@pytest.fixture
def address(app):
    """The application behind a port of its own."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser, address):
    """A page at a size, with scripts or without."""
    contexts = []

    def open_page(size, *, scripts=True):
        contexts.append(browser.new_context(viewport=size, locale="zh-CN", java_script_enabled=scripts))
        opened = contexts[-1].new_page()
        opened.set_default_timeout(30_000)
        return opened

    yield open_page
    for context in contexts:
        context.close()


def fill(page, values):
    for label, value in values.items():
        page.get_by_label(label, exact=True).fill(value)


WHO = {"姓名": "张晓东", "职务": "办公室主任", "联系电话": "0534-3662000"}


def test_on_a_phone_the_link_names_the_document_and_the_code_opens_it(page, address, li, chen, sun):
    _, (first, _), _, served, access = service.served(li, chen, sun)
    phone = page(PHONE)
    phone.goto(f"{address}/s#{access['link'].partition('#')[2]}")
    assert "#" not in phone.url  # the token stays in no history
    phone.get_by_label("校验码").fill(access["code"])
    phone.get_by_role("button", name="打开").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text(served["document"]["title"])
    accessible(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    _sign(phone)
    expect(phone.get_by_text("已签收：张晓东")).to_be_visible()
    phone.locator(f"[id='{first['number']}']").get_by_role("link", name="答复此处").click()
    phone.get_by_role("radio", name="已整改").check()
    phone.get_by_label("完成日期（选择“已整改”时填写）").fill("2026-06-29")
    phone.get_by_label("照片（可多选）").set_input_files(PHOTOS / AREZZO)
    accessible(phone)
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_text("已上传照片 1 张")).to_be_visible()


def _sign(page):
    form = page.locator("form[action='/s/sign']")
    for label, value in WHO.items():
        form.get_by_label(label).fill(value)
    form.get_by_role("button", name="签收").click()


def test_at_a_desk_without_scripts_the_same_is_typed_signed_and_submitted(page, address, li, chen, sun):
    _, (_, second), _, served, access = service.served(li, chen, sun)
    desk = page(DESK, scripts=False)
    desk.goto(f"{address}/s")
    fill(desk, {"文书编号": served["number"], "校验码": access["code"]})
    desk.get_by_role("button", name="打开").click()
    _sign(desk)
    desk.locator(f"[id='{second['number']}']").get_by_role("link", name="答复此处").click()
    desk.get_by_role("radio", name="正在整改").check()
    desk.get_by_label("说明（措施、进展和期限，或不予整改、不属本单位的理由）").fill("已下单，七月十日前完成。")
    desk.get_by_role("button", name="保存").click()
    reply = desk.locator("form[action='/s/reply']")
    for label, value in WHO.items():
        reply.get_by_label(label).fill(value)
    reply.get_by_role("button", name="提交回复").click()

    expect(desk.get_by_text("回复已于")).to_be_visible()
    answers = [one["answer"] for one in service.now(li, served)["reply"]["items"]]
    assert answers == ["in_progress"]
