"""A camera's card in a real browser: brought in, looked at, decided and written."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import DESK, accessible
from tests.cards import outing

pytestmark = pytest.mark.slow


def test_a_card_is_brought_in_sorted_and_written(visit, tmp_path):
    for name, content in outing().items():
        (tmp_path / name).write_bytes(content)
    page = visit(DESK, "prosecutor.qingyun")
    page.get_by_role("link", name="回访").click()
    page.get_by_role("link", name="整卡导入").click()
    accessible(page)

    page.set_input_files("input[type=file]", sorted(tmp_path.glob("DSC_*.JPG")))
    school = page.get_by_role("region", name="点位 1")
    expect(school.get_by_role("img")).to_have_count(3)
    expect(school.get_by_text("无位置，按时间并入")).to_be_visible()
    accessible(page)
    page.get_by_role("region", name="点位 2").get_by_role("button", name="并入下一点位").click()
    expect(page.get_by_role("region", name="点位 3")).to_have_count(0)
    school.get_by_role("checkbox", name="DSC_0003.JPG").check()
    school.get_by_role("button", name="所选移出点位").click()
    expect(page.get_by_role("region", name="未归类").get_by_role("img")).to_have_count(2)
    page.get_by_role("checkbox", name="DSC_0006.JPG").check()
    school.get_by_role("button", name="所选移入此点位").click()
    expect(school.get_by_role("img")).to_have_count(3)
    school.get_by_role("button", name="记为新隐患").click()
    school.get_by_role("button", name="保存").click()
    expect(school.get_by_text("必填").last).to_be_visible()
    school.get_by_label("隐患类别").select_option("manhole.net_missing")
    school.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="写入已确定的点位（1）").click()
    school.get_by_role("link", name="查看记录").click()

    expect(page.locator(".photo-grid img")).to_have_count(3)
