"""Services in a real browser: an address confirmed, a letter sent, its code told once, receipts that disagree."""

import re

import pytest
from playwright.sync_api import expect

from fieldapi.story import Colleague
from tests.browser.pages import DESK, PHONE, accessible, looks_right
from tests.browser.papers import approved_letter
from tests.people import AREZZO, PHOTOS
from tests.service_steps import CONFIRMED, SCAN, reply_file

pytestmark = pytest.mark.slow
RECEIPT = {"name": "回证.pdf", "mimeType": "application/pdf", "buffer": SCAN}


@pytest.fixture
def letter(server):
    with (
        Colleague(server[0], "prosecutor.qingyun", server[1]) as li,
        Colleague(server[0], "prosecutor2.qingyun", server[1]) as sun,
        Colleague(server[0], "chief.qingyun", server[1]) as chen,
    ):
        return approved_letter(li, sun, chen)


def _confirm_address(page):
    """Electronically needs a confirmation in force, which is entered with its scan."""
    expect(page.get_by_role("heading", name="送达地址确认书")).to_be_visible()
    labels = {"credit_code": "统一社会信用代码", "recipient_unit": "收件部门", "contact_name": "联系人"}
    labels |= {"contact_phone": "联系电话", "signatory": "签署人"}
    for name, label in labels.items():
        page.get_by_label(label).fill(CONFIRMED[name])
    page.get_by_label("确认书扫描件").set_input_files(RECEIPT)
    expect(page.get_by_text("已上传：回证.pdf")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("region", name="庆云县住房和城乡建设局")).to_contain_text("张晓东")


def _move(page, verb, **said):
    page.get_by_role("button", name=verb, exact=True).click()
    for label, value in said.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("form", name=verb).get_by_role("button", name=verb, exact=True).click()


def _receipt(page, verb, on):
    page.get_by_role("button", name=verb).click()
    form = page.get_by_role("form", name=verb)
    form.get_by_label("日期").fill(on)
    form.get_by_label("送达依据").select_option("signed")
    form.get_by_label("回证扫描件").set_input_files(RECEIPT)
    expect(form.get_by_text("已上传")).to_be_visible()
    accessible(page)
    form.get_by_role("button", name=verb).click()


def test_a_letter_is_served_electronically_and_its_receipts_disagree(visit, server, letter):
    page = visit(DESK, "prosecutor.qingyun")
    page.goto(f"{server[0]}/#/documents/{letter['id']}")
    served = page.get_by_role("region", name="送达", exact=True)
    served.get_by_label("送达方式").select_option("electronic")
    served.get_by_role("link", name="登记确认书").click()
    _confirm_address(page)
    page.goto(f"{server[0]}/#/documents/{letter['id']}")
    served.get_by_label("送达方式").select_option("electronic")
    expect(served.get_by_text("可以电子送达")).to_be_visible()
    served.get_by_role("button", name="拟制送达").click()
    page.wait_for_url(re.compile("#/services/"))

    _move(page, "签发")
    _move(page, "发出", 日期="2026-11-20")
    expect(page.locator(".service-state")).to_have_text("已发出")
    page.get_by_role("button", name="发放校验码").click()
    expect(page.get_by_text("只显示这一次")).to_be_visible()
    looks_right(page)
    page.set_viewport_size(DESK)
    _receipt(page, "登记送达回证", "2026-11-23")
    expect(page.get_by_text("2026-11-23（签收）")).to_be_visible()
    _receipt(page, "补录回证", "2026-11-22")
    expect(page.get_by_text("回证日期不一致")).to_be_visible()
    looks_right(page)
    page.set_viewport_size(DESK)
    page.get_by_role("button", name="认定送达日期").click()
    page.get_by_label("以哪份回证为准").select_option(index=2)
    _decide(page)
    _enter_reply(page, server)


def _decide(page):
    page.get_by_label("说明").fill("以收发室签收簿为准。")
    page.get_by_role("form", name="认定送达日期").get_by_role("button", name="认定送达日期").click()
    expect(page.get_by_text("回证日期不一致")).to_have_count(0)
    page.get_by_role("link", name="送达台账").first.click()
    page.get_by_label("送达状态").select_option("delivered")
    expect(page.locator(".case-list li")).to_have_count(1)
    looks_right(page)


def _enter_reply(page, server):
    """The zip that came back stands hazard by hazard beside our photos; it is a claim."""
    page.locator(".case-list a").click()
    page.wait_for_url(re.compile("#/services/.{36}"))
    with Colleague(server[0], "prosecutor.qingyun", server[1]) as li:
        service = li.do("GET", f"/services/{page.url.rpartition('/')[2]}")
        number = li.do("GET", f"/hazards/{service['hazard_ids'][0]}")["number"]
    done = {"number": number, "answer": "claimed_done", "done_on": "2026-11-23", "note": "已加装防坠网。"}
    photo = (f"照片/{number[-5:]}/1.jpg", (PHOTOS / AREZZO).read_bytes())
    content = reply_file(service, [done], [photo, ("回函.pdf", SCAN)])
    page.get_by_label("导入交回的压缩包").set_input_files(
        {"name": "回复.zip", "mimeType": "application/zip", "buffer": content}
    )
    page.get_by_role("button", name="导入", exact=True).click()
    reply = page.get_by_role("region", name="单位回复")
    expect(reply.get_by_text("已加装防坠网。")).to_be_visible()
    expect(reply.get_by_text("已整改")).to_be_visible()
    expect(reply.get_by_role("img", name="回复照片")).to_have_count(1)
    expect(reply.get_by_role("link", name="盖章回函")).to_be_visible()
    looks_right(page)


def test_many_are_served_by_a_job_and_a_chief_says_what_goes_electronically(visit, server, letter):
    page = visit(DESK, "prosecutor.qingyun")
    page.goto(f"{server[0]}/#/services/new")
    page.get_by_role("checkbox", name=re.compile(letter["number"])).check()
    expect(page.get_by_label("受送达单位").locator("option:checked")).to_have_text("庆云县住房和城乡建设局")
    looks_right(page)
    page.get_by_role("button", name="开始送达（1 份）").click()
    expect(page.get_by_text("已全部处理。")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("link", name="已办")).to_be_visible()
    accessible(page)

    chief = visit(PHONE, "chief.qingyun")
    chief.goto(f"{server[0]}/#/service-rules")
    rule = chief.get_by_role("region", name="检察建议书")
    expect(rule).to_contain_text("纸质送达")
    rule.get_by_role("button", name="开启电子送达").click()
    expect(rule).to_contain_text("陈国平")
    looks_right(chief)
