"""What Li Wenqing's phone made where there is no network to us is carried to the office by Sun, as a sealed package."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import DESK, accessible, sign_in
from tests.browser.test_web_offline import (  # noqa: F401 (fixtures)
    DIGESTS,
    browser,
    hazards,
    original,
    phone,
    ready,
    shoot,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def desk(browser, server):  # noqa: F811
    """Sun's computer, with a network."""
    context = browser.new_context(viewport=DESK, locale="zh-CN", service_workers="block")
    page = context.new_page()
    page.goto(server[0])
    sign_in(page, "prosecutor2.qingyun", server[1])
    expect(page.get_by_role("link", name="我的")).to_be_visible()
    yield page
    context.close()


def test_a_colleague_brings_what_a_phone_sealed_and_the_receipts_empty_its_outbox(phone, desk, server, tmp_path):  # noqa: F811
    page, before = phone, len(hazards(server))
    ready(page, "/api/v1/sync/key")
    page.get_by_role("link", name="记录").click()
    page.context.set_offline(True)
    shoot(page, 1)
    page.get_by_role("button", name="井盖缺失").click()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("未送 2")).to_be_visible()
    page.get_by_role("link", name="未送 2").click()
    with page.expect_download() as exported:
        page.get_by_role("button", name="导出密封包").click()
    expect(page.get_by_text("已导出 1 个密封包（2 项）")).to_be_visible()
    accessible(page)
    exported.value.save_as(tmp_path / "carried.age")

    desk.goto(f"{server[0]}/#/packages")
    desk.get_by_label("选择密封包（.age）").set_input_files(tmp_path / "carried.age")
    expect(desk.get_by_text("已收存", exact=True)).to_have_count(2)
    accessible(desk)
    with desk.expect_download() as receipts:
        desk.get_by_role("button", name="保存回执").click()
    receipts.value.save_as(tmp_path / "receipts.json")

    page.get_by_label("读入回执").set_input_files(tmp_path / "receipts.json")
    expect(page.get_by_text("回执已读入：2 项已收存，0 项被退回。")).to_be_visible()
    expect(page.locator(".outbox-badge")).to_have_count(0)
    found = hazards(server)
    assert len(found) == before + 1
    (photo,) = found[0]["photos"]
    assert [photo["sha256"]] == page.evaluate(DIGESTS) == [original(server, photo)]
