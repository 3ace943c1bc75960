"""What Li Wenqing's phone made where there is no network to us is carried to the office by Sun, as a sealed package."""

import json

import pytest
from playwright.sync_api import expect

from fieldapi.story import Colleague
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
from tests.browser.test_web_visits import judge, outing
from tests.people import AREZZO, PHOTOS

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


def test_a_package_takes_a_verdict_its_photo_the_answers_and_a_correction(phone, server, tmp_path):  # noqa: F811
    page = phone
    with Colleague(server[0], "prosecutor2.qingyun", server[1]) as sun:
        hazard, before, visit = outing(sun)
        page.goto(f"{server[0]}/#/outbox")
        page.reload()  # takes along what is new
        ready(page, f"/api/v1/photos/{before['id']}/preview?size=1600")
        page.context.set_offline(True)
        page.reload()
        judge(page)
        page.goto(f"{server[0]}/#/hazards/{hazard['id']}")
        page.get_by_role("button", name="修改").click()
        page.get_by_label("地址").fill("承德小学东门外")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("未送 4")).to_be_visible()
        page.goto(f"{server[0]}/#/outbox")
        page.get_by_label("读入回执").set_input_files(PHOTOS / AREZZO)
        expect(page.get_by_text("这不是本机密封包的回执。")).to_be_visible()
        with page.expect_download() as exported:
            page.get_by_role("button", name="导出密封包").click()
        exported.value.save_as(tmp_path / "carried.age")
        receipts = sun.do("POST", "/sync/packages", files={"file": (tmp_path / "carried.age").read_bytes()})
        assert [row["status"] for row in receipts["results"]] == ["stored"] * 4
        finding = sun.do("GET", f"/inspections/{visit['id']}")["findings"][0]
        assert (finding["verdict"], finding["recorded_by"]["name"]) == ("not_fixed", "李文清")
        assert sun.do("GET", f"/hazards/{hazard['id']}")["address"] == "承德小学东门外"

        page.context.set_offline(False)  # whatever is sent besides is there once
        page.get_by_label("读入回执").set_input_files(
            {"name": "r.json", "mimeType": "application/json", "buffer": json.dumps(receipts).encode()}
        )
        expect(page.locator(".outbox-badge")).to_have_count(0)
        assert len(sun.do("GET", f"/inspections/{visit['id']}")["findings"]) == 1
