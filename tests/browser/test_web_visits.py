"""A visit without a network: the earlier photo over the camera, the verdict, and a change that met another one."""

import pytest
from playwright.sync_api import expect

from fieldapi.story import Colleague
from tests.browser.pages import accessible
from tests.browser.test_web_offline import browser, phone, ready, sent, shoot  # noqa: F401 (fixtures)
from tests.people import AREZZO, PHOTOS, draft

pytestmark = pytest.mark.slow


def outing(sun):
    """A hazard with a photo from afar, and the visit on whose agenda it stands."""
    hazard = sun.do("POST", "/hazards", json=draft(address="回访用的井"))
    file = {"file": (PHOTOS / AREZZO).read_bytes()}
    before = sun.do("POST", f"/hazards/{hazard['id']}/photos", files=file, data={"kind": "far"})
    said = {"kind": "follow_up", "title": "雨后回访", "hazard_ids": [hazard["id"]]}
    return hazard, before, sun.do("POST", "/inspections", json=said)


def judge(page):
    """On the agenda of the visit: photograph the spot as it was photographed before, and say that it is not fixed."""
    page.get_by_role("link", name="回访", exact=True).click()
    page.get_by_text("雨后回访").click()
    page.get_by_role("button", name="判定整改情况").click()
    page.get_by_role("link", name="现场拍摄").click()
    expect(page.locator(".ghost")).to_be_visible()
    shoot(page, 1)
    page.get_by_role("button", name="未整改", exact=True).click()
    page.get_by_text("现场检查要点").click()
    page.get_by_role("group", name="这口通信井要不要安装防坠网").get_by_role("button", name="是").click()
    accessible(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="雨后回访")).to_be_visible()


def test_a_spot_is_judged_without_a_network_and_a_change_meets_another(phone, server):  # noqa: F811
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
        page.get_by_role("link", name="记录").click()
        page.get_by_role("button", name="防坠网缺失").click()
        expect(page.get_by_role("region", name="30 米内已有记录")).to_contain_text(hazard["number"])
        sun.do("PATCH", f"/hazards/{hazard['id']}", json={"version": hazard["version"], "address": "承德小学南门"})
        page.goto(f"{server[0]}/#/outbox")
        page.context.set_offline(False)
        sent(page, 3)
        expect(page.locator(".conflict")).to_contain_text("承德小学南门")
        accessible(page)
        page.get_by_role("button", name="用我的").click()
        sent(page, 4)

        finding = sun.do("GET", f"/inspections/{visit['id']}")["findings"][0]
        assert (finding["verdict"], finding["photo_before_id"]) == ("not_fixed", before["id"])
        assert sun.do("GET", f"/hazards/{hazard['id']}")["address"] == "承德小学东门外"
        assert sun.do("GET", f"/hazards/{hazard['id']}/checklist")["answers"]
