"""The pages of the desk in a real browser: what needs me today, hazards, cases and visits."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from fieldapi.story import Colleague
from inspections import db
from tests.browser.pages import DESK, PHONE, accessible, looks_right
from tests.people import AREZZO, PHOTOS, draft

pytestmark = pytest.mark.slow


def _named(server, username):
    return server[0], username, server[1]


def _share(chief):
    chief.get_by_role("button", name="共享给其他院").click()
    share = chief.get_by_role("form", name="共享给其他院")
    share.get_by_label("共享给").select_option(label="德州市人民检察院")
    share.get_by_label("理由").fill("请上级院指导")
    share.get_by_role("button", name="共享给其他院").click()
    expect(chief.get_by_role("region", name="共享", exact=True)).to_contain_text("请上级院指导")


def _confirmed(li, sun, **said):
    hazard = li.do("POST", "/hazards", json=draft(**said))
    return sun.move(hazard, "confirm", note="照片另附")


def _share(page):
    """Let the superior office look at the case that is open."""
    page.get_by_role("button", name="共享给其他院").click()
    share = page.get_by_role("form", name="共享给其他院")
    share.get_by_label("共享给").select_option(label="德州市人民检察院")
    share.get_by_label("理由").fill("请上级院指导")
    share.get_by_role("button", name="共享给其他院").click()
    expect(page.get_by_role("region", name="共享", exact=True)).to_contain_text("请上级院指导")


def test_a_clue_becomes_a_case_that_the_chief_files_from_his_inbox(visit, server):
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
    looks_right(page)
    page.get_by_role("button", name="登记线索").click()
    for move in ("评估线索", "提请立案"):
        page.get_by_role("button", name=move).click()
        page.get_by_label("说明").fill("公益受损。")
        page.get_by_role("form", name=move).get_by_role("button", name=move).click()
    expect(page.locator(".badge.case-state")).to_have_text("立案审批中")

    chief = visit(DESK, "chief.qingyun")
    waiting = chief.get_by_role("region", name="待决定的案件")
    looks_right(chief)
    waiting.get_by_role("link", name=re.compile("承德小学东门井盖缺失")).click()
    chief.get_by_role("button", name="决定立案").click()
    chief.get_by_role("form", name="决定立案").get_by_role("button", name="决定立案").click()

    expect(chief.locator(".badge.case-state")).to_have_text("已立案")
    expect(chief.get_by_role("region", name="决定", exact=True)).to_contain_text("陈国平")
    expect(chief.get_by_role("region", name="期限")).to_contain_text("向行政机关送达立案决定书")
    _share(chief)
    looks_right(chief)
    chief.goto(f"{server[0]}/#/cases?state=filed")
    expect(chief.locator(".case-list li")).to_have_count(1)
    looks_right(chief)


def test_what_is_filtered_is_listed_mapped_and_referred_together(visit, server):
    with (
        Colleague(*_named(server, "prosecutor.qingyun")) as li,
        Colleague(*_named(server, "prosecutor2.qingyun")) as sun,
    ):
        for number in (1, 2):
            _confirmed(li, sun, address=f"一并转办的井 {number}")
    page = visit(DESK, "prosecutor.qingyun")
    page.goto(f"{server[0]}/#/hazards?status=confirmed&q=一并转办")
    expect(page.locator(".list .card")).to_have_count(2)
    expect(page.locator(".map[data-ready=yes]")).to_be_visible(timeout=60_000)  # drawn without a graphics card
    page.get_by_role("button", name="圈选范围").click()
    page.locator(".map-canvas").click(position={"x": 30, "y": 300})  # far from them
    expect(page.locator(".list .card")).to_have_count(0)
    page.get_by_role("button", name="取消圈选").click()
    page.get_by_text("更多条件").click()
    page.get_by_label("名称").fill("待转办")
    page.get_by_role("button", name="保存当前条件").click()
    looks_right(page)
    page.get_by_role("button", name="清除条件").click()
    expect(page).to_have_url(re.compile("#/hazards$"))
    page.get_by_role("button", name="待转办", exact=True).click()
    page.get_by_role("button", name="表格").click()
    looks_right(page)

    page.get_by_role("checkbox", name="选中本页全部").check()
    page.get_by_role("button", name="批量转办（2）").click()
    page.get_by_label("转给哪个单位").select_option(label="庆云县综合行政执法局")
    page.get_by_label("接收人").fill("值班室")
    accessible(page)
    page.get_by_role("form", name="批量转办").get_by_role("button", name="批量转办").click()

    expect(page.get_by_text("没有符合条件的隐患")).to_be_visible()  # none of them is only confirmed any more
    with Colleague(*_named(server, "prosecutor2.qingyun")) as sun:
        assert len(sun.do("GET", "/hazards?status=referred&q=一并转办")["items"]) == 2


def test_large_type_and_the_dark_stay_chosen_and_readable(visit, server):
    page = visit(PHONE, "prosecutor.qingyun")
    page.get_by_role("button", name="大字").click()
    page.get_by_role("link", name="我的").click()
    page.get_by_label("深浅").select_option(label="深色")
    page.reload()

    expect(page.get_by_label("深浅")).to_have_value("dark")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    for screen in ("me", "home", "hazards", "hazards/new", "visits", "cases"):
        page.goto(f"{server[0]}/#/{screen}")
        expect(page.locator("main h1")).to_have_count(1)
        looks_right(page)


def test_what_is_due_is_planned_for_a_day_and_ordered_as_a_round(visit, server):
    with (
        Colleague(*_named(server, "prosecutor.qingyun")) as li,
        Colleague(*_named(server, "prosecutor2.qingyun")) as sun,
    ):
        agencies = {row["name"]: row["id"] for row in li.do("GET", "/agencies")["items"]}
        for number in (1, 2):
            hazard = _confirmed(li, sun, address=f"排路线的井 {number}")
            referral = {"agency_id": agencies["庆云县综合行政执法局"], "how": "call", "who": "值班室"}
            sun.move(hazard, "refer", at="2026-06-29T11:00:00+08:00", **referral)
    page = visit(DESK, "prosecutor.qingyun")
    page.goto(f"{server[0]}/#/visits")
    page.get_by_role("link", name="日历与路线").click()
    page.get_by_label("到期不晚于").fill("2027-12-31")
    due = page.get_by_role("region", name="待查看的点位").get_by_role("listitem")
    expect(due.filter(has_text="排路线的井")).to_have_count(2)
    looks_right(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 GPX").click()
    assert b"<rte>" in download.value.path().read_bytes()
    for spot in due.filter(has_text="排路线的井").all():
        spot.get_by_role("checkbox").check()
    page.get_by_role("button", name="安排所选 2 处").click()
    page.get_by_role("form", name="安排一次巡查").get_by_role("button", name="安排一次巡查").click()

    expect(page.locator(".badge.inspection")).to_have_text("计划中")
    page.get_by_role("button", name="按计划开始").click()
    expect(page.locator(".badge.inspection")).to_have_text("进行中")


def test_a_hazard_is_guarded_disputed_shared_and_shown_before_and_after(visit, server):
    with Colleague(*_named(server, "chief.qingyun")) as chen, Colleague(*_named(server, "prosecutor.qingyun")) as li:
        hazard = li.do("POST", "/hazards", json=draft(address="看护用的井"))
        for kind in ("near", "after"):
            with (PHOTOS / AREZZO).open("rb") as file:
                said = {"kind": kind, "id": str(db.new_id())}  # without one the same bytes are the same photo
                li.do("POST", f"/hazards/{hazard['id']}/photos", files={"file": file}, data=said)
        office = next(row["id"] for row in chen.do("GET", "/offices")["items"] if row["name"] == "德州市人民检察院")
        share = {"office_id": office, "until": f"{date.today() + timedelta(days=30)}", "reason": "请上级院指导"}
        chen.do("POST", f"/hazards/{hazard['id']}/shares", json=share)
    page = visit(DESK, "prosecutor.qingyun")
    page.goto(f"{server[0]}/#/hazards/{hazard['id']}")
    page.get_by_role("slider", name="拖动比较整改前后").press("ArrowLeft")
    expect(page.get_by_role("region", name="共享")).to_contain_text("请上级院指导")
    page.get_by_role("button", name="登记看护").click()
    page.get_by_label("看护人或单位").fill("示意街道办事处")
    page.get_by_role("form", name="登记看护").get_by_role("button", name="保存").click()
    expect(page.get_by_role("region", name="现场看护")).to_contain_text("示意街道办事处 自")
    page.get_by_role("button", name="提起权属争议").click()
    page.get_by_label("说明").fill("两家都说不是自己的井")
    page.get_by_role("form", name="提起权属争议").get_by_role("button", name="提起权属争议").click()
    dispute = page.get_by_role("region", name="权属争议")
    dispute.get_by_role("button", name="撤回争议").click()
    looks_right(page)
    dispute.get_by_label("说明").fill("已查清")
    dispute.get_by_role("form", name="撤回争议").get_by_role("button", name="撤回争议").click()
    expect(dispute).to_contain_text("没有权属争议")

    page.get_by_role("button", name=re.compile("放大")).first.click()
    page.get_by_text("所称与所录").click()

    expect(page.get_by_role("table")).to_contain_text("NIKON")
    accessible(page)
