"""What is kept at the desk, in a real browser: papers and signatures, accounts, rules, layers, the ledger."""

import json
import re

import pytest
from playwright.sync_api import expect

from fieldapi.story import Colleague
from tests.browser.pages import DESK, accessible, looks_right
from tests.people import draft

pytestmark = pytest.mark.slow


def _named(server, username):
    return server[0], username, server[1]


def _plan_and_answer(page):
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


def _draw(page):
    pad = page.get_by_role("img", name=re.compile("签名处"))
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 90, steps=5)
    page.mouse.up()


def test_the_record_of_an_outing_is_drawn_typed_and_refused(visit, server):
    with (
        Colleague(*_named(server, "prosecutor.qingyun")) as li,
        Colleague(*_named(server, "prosecutor2.qingyun")) as sun,
    ):
        hazard = li.do("POST", "/hazards", json=draft(address="签字用的井"))
        people = [{"person_id": sun.id}, {"name": "王大爷", "body": "承德小学"}]
        outing = {"kind": "follow_up", "title": "签字", "hazard_ids": [hazard["id"]], "participants": people}
        inspection = li.do("POST", "/inspections", json=outing)
    page = visit(DESK, "prosecutor.qingyun")
    page.goto(f"{server[0]}/#/visits/{inspection['id']}")
    _plan_and_answer(page)

    page.get_by_role("button", name="交付签字").click()
    signatures = page.get_by_role("region", name="签字", exact=True)
    signatures.get_by_role("button", name="签字 李文清").click()
    looks_right(page)
    _draw(page)
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
    looks_right(page)
    page.get_by_role("button", name="查看完成后的结果").click()
    page.get_by_role("button", name="确认完成").click()
    expect(page.locator(".badge.inspection")).to_have_text("已完成")
    page.get_by_role("button", name="补充说明").click()
    page.get_by_label("补充内容").fill("次日补拍一张。")
    page.get_by_label("理由").fill("光线不足")
    page.get_by_role("form", name="补充说明").get_by_role("button", name="保存").click()

    expect(page.get_by_role("region", name="补充")).to_contain_text("次日补拍一张。")


def test_somebody_is_invited_and_a_lost_phone_is_signed_out(visit, server):
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
    looks_right(page)
    page.get_by_role("button", name="撤回邀请").click()
    page.get_by_label("理由").fill("改期")
    page.get_by_role("form", name="撤回邀请").get_by_role("button", name="撤回邀请").click()
    expect(page.get_by_text("已撤回")).to_be_visible()

    page.goto(f"{server[0]}/#/me")
    page.get_by_role("button", name="退出该设备").first.click()
    page.get_by_role("button", name="绑定动态码").click()
    expect(page.get_by_role("img", name="验证器二维码")).to_be_visible()
    looks_right(page)
    page.goto(f"{server[0]}/#/contributions")
    expect(page.get_by_text("没有待确认的照片")).to_be_visible()
    looks_right(page)


def test_an_administrator_makes_an_account_and_gives_it_another_role(visit, server):
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
    looks_right(page)
    account.get_by_role("form", name="授予角色").get_by_role("button", name="授予角色").click()

    expect(account.get_by_text("书记员").first).to_be_visible()


def test_rules_are_amended_ended_and_begun_at_the_desk(visit, server):
    page = visit(DESK, "superior.dezhou")
    page.goto(f"{server[0]}/#/reference")
    page.get_by_label("按编号、单位、理由查找").fill("R-dz-telecom-sidewalk-coordination")
    page.get_by_role("button", name="修订 R-dz-telecom-sidewalk-coordination").click()
    page.get_by_label("优先级").fill("9")
    page.get_by_role("button", name="先看影响").click()
    expect(page.get_by_role("form", name="修订").get_by_role("status")).to_contain_text("条未结隐患", timeout=60_000)
    looks_right(page)
    page.get_by_role("form", name="修订").get_by_role("button", name="取消").click()
    page.get_by_role("button", name="终止规则 R-dz-telecom-sidewalk-coordination").click()
    ending = page.get_by_role("form", name="终止规则")
    ending.get_by_label("理由").fill("并入新规则")
    ending.get_by_role("button", name="先看影响").click()
    expect(ending.get_by_role("status")).to_contain_text("条未结隐患", timeout=60_000)
    ending.get_by_role("button", name="终止规则").click()
    expect(ending).to_have_count(0)
    page.get_by_role("button", name="新增规则").click()
    rule = page.get_by_role("form", name="新增规则")
    rule.get_by_label("编号").fill("R-dz-desk")
    rule.get_by_label("行政区划代码").fill("371400")
    rule.get_by_label("责任单位").select_option(index=1)
    rule.get_by_label("理由").fill("市级牵头")
    looks_right(page)
    rule.get_by_role("button", name="新增规则").click()
    expect(rule).to_have_count(0)
    page.get_by_label("按编号、单位、理由查找").fill("R-dz-desk")
    expect(page.get_by_text("R-dz-desk v1")).to_be_visible()


def test_layers_notices_and_the_ledger_are_kept_at_the_desk(visit, server):
    page = visit(DESK, "superior.dezhou")
    page.goto(f"{server[0]}/#/reference")
    expect(page.get_by_role("region", name="图层")).to_contain_text("示意")
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
    looks_right(page)

    page.goto(f"{server[0]}/#/me")
    page.get_by_label("语言").select_option("en")
    page.get_by_role("form", name="提醒方式").get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    for screen, heading in (("outgoing", "对外提醒"), ("ledger", "台账与证明")):
        page.goto(f"{server[0]}/#/{screen}")
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        looks_right(page)
