"""The pages of the desk in a real browser: what needs me today, cases, and what else is done at a table."""

import json
import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from fieldapi.story import Colleague
from inspections import db
from tests.fieldapi.test_web_page import (  # noqa: F401 (fixtures)
    DESK,
    PHONE,
    accessible,
    browser,
    server,
    visit,
)
from tests.people import AREZZO, PHOTOS, draft

pytestmark = pytest.mark.slow


def _named(server, username):  # noqa: F811
    return server[0], username, server[1]


def _confirmed(li, sun, **said):
    hazard = li.do("POST", "/hazards", json=draft(**said))
    return sun.move(hazard, "confirm", note="照片另附")


def _looks_right(page):
    """At both sizes: nothing serious for those who use a screen reader, and nothing beside the screen."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_a_clue_becomes_a_case_that_the_chief_files_from_his_inbox(visit, server):  # noqa: F811
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
    _looks_right(page)
    page.get_by_role("button", name="登记线索").click()
    for move in ("评估线索", "提请立案"):
        page.get_by_role("button", name=move).click()
        page.get_by_label("说明").fill("公益受损。")
        page.get_by_role("form", name=move).get_by_role("button", name=move).click()
    expect(page.locator(".badge.case-state")).to_have_text("立案审批中")

    chief = visit(DESK, "chief.qingyun")
    waiting = chief.get_by_role("region", name="待决定的案件")
    _looks_right(chief)
    waiting.get_by_role("link", name=re.compile("承德小学东门井盖缺失")).click()
    chief.get_by_role("button", name="决定立案").click()
    chief.get_by_role("form", name="决定立案").get_by_role("button", name="决定立案").click()

    expect(chief.locator(".badge.case-state")).to_have_text("已立案")
    expect(chief.get_by_role("region", name="决定", exact=True)).to_contain_text("陈国平")
    expect(chief.get_by_role("region", name="期限")).to_contain_text("向行政机关送达立案决定书")
    _looks_right(chief)
    chief.goto(f"{server[0]}/#/cases?state=filed")
    expect(chief.locator(".case-list li")).to_have_count(1)
    _looks_right(chief)


def test_what_is_filtered_is_listed_mapped_and_referred_together(visit, server):  # noqa: F811
    with (
        Colleague(*_named(server, "prosecutor.qingyun")) as li,
        Colleague(*_named(server, "prosecutor2.qingyun")) as sun,
    ):
        for number in (1, 2):
            _confirmed(li, sun, address=f"一并转办的井 {number}")
    page = visit(DESK, "prosecutor.qingyun")
    page.goto(f"{server[0]}/#/hazards?status=confirmed&q=一并转办")
    expect(page.locator(".list .card")).to_have_count(2)
    page.get_by_role("button", name="圈选范围").click()
    page.locator(".map-canvas").click(position={"x": 30, "y": 300})  # far from them
    expect(page.locator(".list .card")).to_have_count(0)
    page.get_by_role("button", name="取消圈选").click()
    page.get_by_text("更多条件").click()
    page.get_by_label("名称").fill("待转办")
    page.get_by_role("button", name="保存当前条件").click()
    _looks_right(page)
    page.get_by_role("button", name="清除条件").click()
    expect(page).to_have_url(re.compile("#/hazards$"))
    page.get_by_role("button", name="待转办", exact=True).click()
    page.get_by_role("button", name="表格").click()
    _looks_right(page)

    page.get_by_role("checkbox", name="选中本页全部").check()
    page.get_by_role("button", name="批量转办（2）").click()
    page.get_by_label("转给哪个单位").select_option(label="庆云县综合行政执法局")
    page.get_by_label("接收人").fill("值班室")
    accessible(page)
    page.get_by_role("form", name="批量转办").get_by_role("button", name="批量转办").click()

    expect(page.get_by_text("没有符合条件的隐患")).to_be_visible()  # none of them is only confirmed any more
    with Colleague(*_named(server, "prosecutor2.qingyun")) as sun:
        assert len(sun.do("GET", "/hazards?status=referred&q=一并转办")["items"]) == 2


def test_large_type_and_the_dark_stay_chosen_and_readable(visit, server):  # noqa: F811
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
        _looks_right(page)


def test_the_record_of_an_outing_is_drawn_typed_and_refused(visit, server):  # noqa: F811
    with (
        Colleague(*_named(server, "prosecutor.qingyun")) as li,
        Colleague(*_named(server, "prosecutor2.qingyun")) as sun,
    ):
        hazard = _confirmed(li, sun, address="签字用的井")
        people = [{"person_id": sun.id}, {"name": "王大爷", "body": "承德小学"}]
        outing = {"kind": "follow_up", "title": "签字", "hazard_ids": [hazard["id"]], "participants": people}
        inspection = li.do("POST", "/inspections", json=outing)
    page = visit(DESK, "prosecutor.qingyun")
    page.goto(f"{server[0]}/#/visits/{inspection['id']}")
    page.get_by_role("button", name="修改 方案").click()
    page.get_by_label("步骤（每行一项）").fill("看井盖\n量井深")
    page.get_by_role("form", name="方案").get_by_role("button", name="保存").click()
    expect(page.get_by_role("region", name="方案")).to_contain_text("量井深")
    page.get_by_role("button", name="现场检查要点").click()
    page.get_by_role("button", name="填写检查清单").click()
    page.get_by_role("form", name="填写检查清单").get_by_role("combobox").first.select_option("yes")
    accessible(page)
    page.get_by_role("form", name="填写检查清单").get_by_role("button", name="保存").click()
    expect(page.get_by_text("李文清 于").first).to_be_visible()

    page.get_by_role("button", name="交付签字").click()
    signatures = page.get_by_role("region", name="签字", exact=True)
    signatures.get_by_role("button", name="签字 李文清").click()
    _looks_right(page)
    pad = page.get_by_role("img", name=re.compile("签名处"))
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 90, steps=5)
    page.mouse.up()
    page.get_by_role("form", name="李文清 签字").get_by_role("button", name="签字").click()
    expect(signatures.get_by_role("img", name="李文清 的签名")).to_be_visible()
    for name, way, label, words in (
        ("孙立群", "typed", "姓名（与名单一致）", "孙立群"),
        ("王大爷", "refused", "拒绝的理由", "不识字，不愿签。"),
    ):
        signatures.get_by_role("button", name=f"签字 {name}").click()
        page.get_by_label("方式").select_option(way)
        page.get_by_label(label).fill(words)
        page.get_by_role("form", name=f"{name} 签字").get_by_role("button", name="签字").click()
    expect(signatures.get_by_text("有效", exact=True)).to_have_count(3)
    _looks_right(page)
    page.get_by_role("button", name="查看完成后的结果").click()
    page.get_by_role("button", name="确认完成").click()
    expect(page.locator(".badge.inspection")).to_have_text("已完成")
    page.get_by_role("button", name="补充说明").click()
    page.get_by_label("补充内容").fill("次日补拍一张。")
    page.get_by_label("理由").fill("光线不足")
    page.get_by_role("form", name="补充说明").get_by_role("button", name="保存").click()

    expect(page.get_by_role("region", name="补充")).to_contain_text("次日补拍一张。")


def test_what_is_due_is_planned_for_a_day_and_ordered_as_a_round(visit, server):  # noqa: F811
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
    _looks_right(page)
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


def test_a_hazard_is_guarded_disputed_shared_and_shown_before_and_after(visit, server):  # noqa: F811
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
    _looks_right(page)
    dispute.get_by_label("说明").fill("已查清")
    dispute.get_by_role("form", name="撤回争议").get_by_role("button", name="撤回争议").click()
    expect(dispute).to_contain_text("没有权属争议")

    page.get_by_role("button", name=re.compile("放大")).first.click()
    page.get_by_text("所称与所录").click()

    expect(page.get_by_role("table")).to_contain_text("NIKON")
    accessible(page)


def test_somebody_is_invited_and_a_lost_phone_is_signed_out(visit, server):  # noqa: F811
    with Colleague(*_named(server, "prosecutor.qingyun")) as li:
        inspection = li.do("POST", "/inspections", json={"kind": "patrol", "title": "邀请", "participants": []})
    page = visit(DESK, "prosecutor.qingyun")
    page.goto(f"{server[0]}/#/visits/{inspection['id']}")
    page.get_by_role("button", name="邀请一人").click()
    page.get_by_label("姓名").fill("赵工")
    page.get_by_label("手机尾号").fill("1234")
    page.get_by_role("form", name="邀请一人").get_by_role("button", name="邀请一人").click()
    expect(page.get_by_role("img", name="赵工 的邀请二维码")).to_be_visible()
    assert "/invite#" in page.get_by_label("邀请链接").input_value()
    _looks_right(page)
    page.get_by_role("button", name="撤回邀请").click()
    page.get_by_label("理由").fill("改期")
    page.get_by_role("form", name="撤回邀请").get_by_role("button", name="撤回邀请").click()
    expect(page.get_by_text("已撤回")).to_be_visible()

    page.goto(f"{server[0]}/#/me")
    page.get_by_role("button", name="退出该设备").first.click()
    page.get_by_role("button", name="绑定动态码").click()
    expect(page.get_by_role("img", name="验证器二维码")).to_be_visible()
    _looks_right(page)
    page.goto(f"{server[0]}/#/contributions")
    expect(page.get_by_text("没有待确认的照片")).to_be_visible()
    _looks_right(page)


def test_an_administrator_makes_an_account_and_gives_it_another_role(visit, server):  # noqa: F811
    page = visit(DESK, "admin")
    page.goto(f"{server[0]}/#/accounts")
    page.get_by_role("button", name="新建账号").click()
    page.get_by_label("用户名").fill("prosecutor9.qingyun")
    page.get_by_label("姓名").fill("钱检察官")
    page.get_by_label("所在院").select_option(label="庆云县人民检察院")
    page.get_by_role("form", name="新建账号").get_by_role("button", name="新建账号").click()
    assert len(page.get_by_label("一次性密码").input_value()) > 8
    account = page.get_by_role("region", name="钱检察官")
    account.get_by_role("button", name="授予角色").click()
    account.get_by_label("角色", exact=True).select_option(label="书记员")
    account.get_by_label("所在院").select_option(label="庆云县人民检察院")
    _looks_right(page)
    account.get_by_role("form", name="授予角色").get_by_role("button", name="授予角色").click()

    expect(account.get_by_text("书记员").first).to_be_visible()


def test_rules_layers_notices_and_the_ledger_are_kept_at_the_desk(visit, server):  # noqa: F811
    page = visit(DESK, "chief.qingyun")
    page.goto(f"{server[0]}/#/reference")
    expect(page.get_by_role("region", name="图层")).to_contain_text("示意")
    page.get_by_label("按编号、单位、理由查找").fill("R-dz-telecom-sidewalk-coordination")
    page.get_by_role("button", name="修订 R-dz-telecom-sidewalk-coordination").click()
    page.get_by_label("优先级").fill("9")
    page.get_by_role("button", name="先看影响").click()
    expect(page.get_by_role("form", name="修订").get_by_role("status")).to_contain_text("条未结隐患")
    _looks_right(page)

    page.get_by_role("button", name="导入图层").click()
    ring = [[117.38, 37.77], [117.39, 37.77], [117.39, 37.78], [117.38, 37.77]]
    area = {"type": "Feature", "properties": {"name": "甲"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    areas = json.dumps({"type": "FeatureCollection", "features": [area]})
    layer = {"name": "zones.geojson", "mimeType": "application/geo+json", "buffer": areas.encode()}
    page.set_input_files("#layer-file", layer)
    for label, words in (("标识", "desk-zones"), ("名称", "网格"), ("来源", "本院绘制"), ("许可", "内部使用")):
        page.get_by_label(label).fill(words)
    page.get_by_role("form", name="导入图层").get_by_role("button", name="导入图层").click()
    expect(page.get_by_role("region", name="查看报告")).to_be_visible(timeout=60_000)
    _looks_right(page)

    page.goto(f"{server[0]}/#/me")
    page.get_by_label("语言").select_option("en")
    page.get_by_role("form", name="提醒方式").get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    for screen, heading in (("outgoing", "对外提醒"), ("ledger", "台账与证明")):
        page.goto(f"{server[0]}/#/{screen}")
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        _looks_right(page)
