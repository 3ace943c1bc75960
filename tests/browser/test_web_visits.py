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


def examined(sun):
    """A visit whose record waits for its signatures: Sun presides, two neighbours look on."""
    people = [{"name": name, "body": "渤海路街道", "role": "witness"} for name in ("刘大爷", "赵大妈")]
    hazard = sun.do("POST", "/hazards", json=draft(address="签名用的井"))
    said = {"kind": "scene_examination", "title": "夜间勘验", "hazard_ids": [hazard["id"]], "participants": people}
    visit = sun.do("POST", "/inspections", json=said)
    for status in ("recording", "awaiting_signatures"):
        visit = sun.do("PATCH", f"/inspections/{visit['id']}", json={"version": visit["version"], "status": status})
    return visit


def sign(page, name, way):
    """*name* signs on the phone as *way* says, and it waits there."""
    line = page.get_by_role("region", name="签字").get_by_role("listitem").filter(has_text=f"{name} ").last
    line.get_by_role("button", name="签字").click()
    form = page.get_by_role("form", name=f"{name} 签字")
    form.get_by_label("方式").select_option(way)
    if way == "drawn":
        form.get_by_role("img").scroll_into_view_if_needed()
        pad = form.get_by_role("img").bounding_box()
        page.mouse.move(pad["x"] + 20, pad["y"] + 20)
        page.mouse.down()
        page.mouse.move(pad["x"] + 90, pad["y"] + 60, steps=5)
        page.mouse.up()
    elif way == "refused":
        form.get_by_label("拒绝的理由").fill("称看不清")
    form.get_by_role("button", name="签字").click()
    expect(line).to_contain_text("等待发送")


def test_a_record_that_the_phone_has_is_signed_without_a_network(phone, server):  # noqa: F811
    page = phone
    with Colleague(server[0], "prosecutor2.qingyun", server[1]) as sun:
        visit = examined(sun)
        page.goto(f"{server[0]}/#/visits/{visit['id']}")
        expect(page.get_by_role("heading", name="夜间勘验")).to_be_visible()
        expect(page.get_by_role("button", name="签字").first).to_be_visible()
        page.context.set_offline(True)
        page.reload()
        sign(page, "刘大爷", "drawn")
        sign(page, "赵大妈", "refused")
        sign(page, "孙立群", "typed")
        accessible(page)
        page.goto(f"{server[0]}/#/outbox")
        page.context.set_offline(False)
        sent(page, 3)

        signed = sun.do("GET", f"/inspections/{visit['id']}/record")["signatures"]
        assert {(one["way"], one["valid"]) for one in signed} == {("drawn", True), ("refused", True), ("typed", True)}
