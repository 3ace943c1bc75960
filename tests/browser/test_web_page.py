"""The web page in a real browser against the real server, as a prosecutor holds it and as it stands on a desk."""

import re

import pytest
from playwright.sync_api import expect

from fieldapi.story import Colleague
from tests.browser.pages import DESK, PHONE, accessible, record, save, sign_in
from tests.people import AREZZO, PHOTOS, draft

pytestmark = pytest.mark.slow


def test_a_wrong_password_is_said_in_words(visit):
    page = visit(PHONE, None)

    sign_in(page, "prosecutor.qingyun", "not the password at all")

    expect(page.get_by_role("alert")).to_contain_text("用户名、密码或动态码不正确")
    accessible(page)


def test_on_a_phone_a_manhole_is_recorded_confirmed_and_referred(visit, server):
    page = visit(PHONE, "prosecutor.qingyun")
    record(page)
    expect(page.get_by_text("山东省通信管理局").first).to_be_visible()  # candidates while still typing
    page.set_input_files("input[type=file][capture]", PHOTOS / AREZZO)
    accessible(page)
    save(page)

    expect(page.get_by_role("heading", name="建议核实对象")).to_be_visible()
    expect(page.get_by_text("拍摄位置距隐患过远", exact=True)).to_be_visible()  # taken in Arezzo
    expect(page.get_by_text("没有县级电信监管机构").first).to_be_visible()  # the reason
    accessible(page)

    page.get_by_role("button", name="选定 行业主管部门 庆云县工业和信息化局").click()
    page.get_by_label("理由").fill("经与该局核对")
    page.get_by_role("form", name="选定").get_by_role("button", name="选定").click()
    expect(page.get_by_text("已选定：庆云县工业和信息化局")).to_be_visible()
    page.get_by_role("button", name="确认", exact=True).click()
    page.get_by_role("form", name="确认").get_by_role("button", name="确认").click()
    page.get_by_role("button", name="转办", exact=True).click()
    page.get_by_label("接收人").fill("值班室张主任")
    page.get_by_role("form", name="转办").get_by_role("button", name="转办").click()

    expect(page.locator(".badge.status").first).to_have_text("已转办")
    with Colleague(*_named(server, "prosecutor2.qingyun")) as sun:
        assert sun.do("GET", "/hazards")["items"][0]["status"] == "referred"


def _named(server, username):
    return server[0], username, server[1]


def test_what_is_missing_is_said_beside_its_field(visit):
    page = visit(PHONE, "prosecutor.qingyun")
    page.get_by_role("link", name="记录").click()
    page.get_by_role("link", name="填写完整表格").click()

    page.get_by_role("button", name="保存").click()

    expect(page.locator(".field.wrong").filter(has=page.locator("#field-type"))).to_contain_text("必填")
    expect(page.locator("fieldset.location")).to_contain_text("必填")


def test_markup_in_a_description_is_text(visit, server):
    text = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    with Colleague(*_named(server, "prosecutor.qingyun")) as li:
        hazard = li.do("POST", "/hazards", json=draft(description=text, address=text))

    page = visit(DESK, "prosecutor.qingyun")
    page.goto(f"{server[0]}/#/hazards/{hazard['id']}")

    expect(page.get_by_text(text).first).to_be_visible()


def test_a_late_writer_reloads_and_keeps_what_the_other_changed(visit, server):
    with Colleague(*_named(server, "prosecutor2.qingyun")) as sun:
        hazard = sun.do("POST", "/hazards", json=draft())
        page = visit(DESK, "prosecutor.qingyun")
        page.goto(f"{server[0]}/#/hazards/{hazard['id']}")
        page.get_by_role("button", name="修改").click()
        page.get_by_label("情况描述").fill("井盖已围挡")
        sun.do("PATCH", f"/hazards/{hazard['id']}", json={"version": hazard["version"], "address": "南门"})

        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("alert")).to_contain_text("记录已被他人修改")
        page.get_by_role("button", name="重新载入").click()
        expect(page.get_by_text("南门", exact=True)).to_be_visible()
        page.get_by_role("button", name="保存").click()

        expect(page.locator("p.description")).to_have_text("井盖已围挡")
        assert sun.do("GET", f"/hazards/{hazard['id']}")["address"] == "南门"


def test_a_photo_that_did_not_arrive_can_be_sent_again(visit):
    page = visit(PHONE, "prosecutor.qingyun")
    record(page)
    page.set_input_files("input[type=file][capture]", PHOTOS / AREZZO)
    page.route("**/photos", lambda route: route.fulfill(status=503, body="{}"))

    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存，但有照片没有上传成功")).to_be_visible()
    retry = page.get_by_role("button", name="重试")
    expect(retry).to_be_visible()
    page.unroute("**/photos")
    retry.click()
    expect(page.get_by_text("已送达服务器")).to_be_visible()
    page.get_by_role("link", name="查看记录").click()

    expect(page.get_by_role("button", name=re.compile("放大"))).to_have_count(1)


def test_what_was_changed_after_an_answer_was_lost_is_kept_too(visit, server):
    page = visit(PHONE, "prosecutor.qingyun")
    record(page)

    def lose(route):
        route.fetch()
        route.abort()

    page.route(re.compile(r"/api/v1/hazards$"), lose, times=1)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("地址").fill("承德小学西门")
    save(page)

    with Colleague(*_named(server, "prosecutor.qingyun")) as li:
        hazard = li.do("GET", f"/hazards/{page.url.rpartition('/')[2]}")
    assert (hazard["address"], hazard["version"]) == ("承德小学西门", 2)


def test_on_the_desk_the_map_shows_the_countys_own_areas(visit):
    page = visit(DESK, "prosecutor.qingyun")
    page.get_by_role("link", name="隐患").first.click()

    expect(page.get_by_text("© OpenStreetMap contributors").first).to_be_visible()
    expect(page.get_by_text("示意", exact=True).first).to_be_visible()
    page.wait_for_timeout(1500)  # the map draws on its own time
    canvas = page.locator("canvas.maplibregl-canvas")
    colours = len(set(canvas.screenshot()))
    assert colours > 100  # compressed bytes of a blank picture have few values
    accessible(page)


def test_a_visit_is_opened_judged_and_finalised_on_the_phone(visit, server):
    with (
        Colleague(*_named(server, "prosecutor.qingyun")) as li,
        Colleague(*_named(server, "prosecutor2.qingyun")) as sun,
    ):
        agency = li.do("GET", "/agencies")["items"][0]["id"]
        hazard = li.do("POST", "/hazards", json=draft(address="回访用的井"))
        sun.move(hazard, "confirm", note="照片另附")
        at = "2026-06-29T11:00:00+08:00"
        sun.move(hazard, "refer", agency_id=agency, how="call", who="值班室", at=at)

    page = visit(PHONE, "prosecutor2.qingyun")
    page.get_by_role("link", name="回访", exact=True).click()
    accessible(page)
    page.get_by_role("link", name="开始巡查").click()
    page.get_by_label(re.compile("回访用的井")).check()
    accessible(page)
    page.get_by_role("button", name="开始巡查").click()
    page.get_by_role("button", name="判定整改情况").click()
    page.get_by_label("已整改", exact=True).check()
    page.set_input_files(".inline-form input[type=file][capture]", PHOTOS / AREZZO)
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="查看完成后的结果").click()
    accessible(page)
    page.get_by_role("button", name="确认完成").click()

    expect(page.locator(".badge.inspection")).to_have_text("已完成")
    expect(page.locator(".badge.status").first).to_have_text("核验整改到位")


def test_somebody_without_anything_to_do_here_is_told_so_and_can_leave(visit):
    page = visit(PHONE, "invited.wang")

    expect(page.get_by_text("王建军").first).to_be_visible()
    accessible(page)
    page.get_by_role("button", name=re.compile("退出")).click()
    expect(page.get_by_label("用户名")).to_be_visible()


def test_it_speaks_english_when_asked_and_remembers(visit):
    page = visit(DESK, "prosecutor.qingyun")

    page.get_by_role("button", name="English").click()
    page.reload()

    expect(page.get_by_role("link", name="Hazards").first).to_be_visible()


def test_the_api_document_can_be_read(visit, server):
    page = visit(DESK)

    page.goto(f"{server[0]}/api/v1/docs")

    page.get_by_role("link", name="hazards", exact=True).click(timeout=30_000)
    expect(page.get_by_text("/hazards/{hazard_id}/moves").first).to_be_visible(timeout=30_000)
