"""Li Wenqing and Sun Liqun judged one manhole on phones without a network; the page shows both, and one holds."""

import pytest
from playwright.sync_api import expect

from fieldapi.story import Colleague
from inspections.db import new_id
from tests.browser.pages import DESK, PHONE, accessible
from tests.people import draft

pytestmark = pytest.mark.slow


def edited(person, hazard, severity, reason):
    """What the phone of *person* sends: an edit that was made before it knew of others."""
    said = {"version": 1, "base": {"severity": "medium"}, "ours": {"severity": severity}, "reason": reason}
    item = {"id": str(new_id()), "seq": 1, "kind": "hazard_amendment", "about_id": hazard["id"], "said": said}
    device = {"id": str(new_id()), "name": f"{reason}的手机", "last_seq": 1}
    (result,) = person.do("POST", "/sync", json={"device": device, "items": [item]})["results"]
    return result["status"]


def test_two_judgements_stand_side_by_side_until_the_prosecutor_lets_one_hold(visit, server):
    with (
        Colleague(server[0], "prosecutor.qingyun", server[1]) as li,
        Colleague(server[0], "prosecutor2.qingyun", server[1]) as sun,
    ):
        hazard = li.do("POST", "/hazards", json=draft(severity="medium"))
        assert edited(sun, hazard, "low", "人流不大") == "stored"
        assert edited(li, hazard, "critical", "学生必经") == "conflict"
    page = visit(PHONE, "prosecutor.qingyun")
    page.goto(f"{server[0]}/#/hazards/{hazard['id']}")

    differing = page.get_by_role("article", name="程度")
    expect(differing).to_contain_text("选定之前，以最重的程度为准。")
    expect(differing.get_by_text("学生必经", exact=True)).to_be_visible()
    accessible(page)
    differing.get_by_role("button", name="以“较小”为准").click()
    differing.get_by_label("理由").fill("放学时段另有值守")
    page.set_viewport_size(DESK)
    accessible(page)
    differing.get_by_role("form").get_by_role("button", name="以“较小”为准").click()

    expect(differing).to_contain_text("李文清 于")
    expect(differing).to_contain_text("放学时段另有值守")
    expect(page.locator(".hazard-head .severity")).to_have_text("较小")
