"""Two records of one manhole in a real browser: seen side by side, merged, and taken back."""

import pytest
from playwright.sync_api import expect

from fieldapi.story import Colleague
from tests.browser.pages import DESK, looks_right
from tests.people import AREZZO, PHOTOS, draft

pytestmark = pytest.mark.slow


def test_two_records_of_one_manhole_are_merged_and_taken_back(visit, server):
    with Colleague(server[0], "prosecutor.qingyun", server[1]) as li:
        wells = [li.do("POST", "/hazards", json=draft(address=f"东门的井，第 {count} 次记录")) for count in (1, 2)]
        for well in wells:
            with (PHOTOS / AREZZO).open("rb") as file:
                li.do("POST", f"/hazards/{well['id']}/photos", files={"file": file}, data={"kind": "near"})
    page = visit(DESK, "prosecutor2.qingyun")
    page.get_by_role("link", name="我的").click()
    page.get_by_role("link", name="疑似重复").click()
    pair = page.get_by_role("region", name=wells[0]["number"])
    expect(pair.locator(".card img")).to_have_count(2)
    looks_right(page)
    pair.get_by_role("button", name=f"把 {wells[1]['number']} 并入另一条").click()
    form = pair.get_by_role("form", name=f"并入 {wells[0]['number']}")
    form.get_by_label("理由").fill("同一口井")
    form.get_by_role("button", name="并入").click()

    merged = page.get_by_role("region", name="已合并的记录").get_by_role("listitem").filter(has_text=wells[1]["number"])
    expect(page.get_by_text("没有疑似重复的记录")).to_be_visible()
    merged.get_by_role("button", name="恢复为单独记录").click()
    merged.get_by_label("理由").fill("是相邻的两口井")
    merged.get_by_role("form").get_by_role("button", name="恢复为单独记录").click()
    pair.get_by_role("button", name="不是同一处").click()

    expect(page.get_by_text("没有疑似重复的记录")).to_be_visible()
    with Colleague(server[0], "prosecutor.qingyun", server[1]) as li:
        assert li.do("GET", f"/hazards/{wells[1]['id']}")["status"] == "recorded"
