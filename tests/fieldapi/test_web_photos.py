"""The photo viewer in a real browser: covering, stamping and clearing, by hand and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from fieldapi.story import Colleague
from tests.fieldapi.test_web_page import (  # noqa: F401 (fixtures)
    DESK,
    PHONE,
    accessible,
    browser,
    server,
    visit,
)
from tests.people import PHOTOS, draft

pytestmark = pytest.mark.slow
LYING = PHOTOS / "orientation" / "Landscape_6.jpg"


def opened(visit, server, size, username="prosecutor.qingyun"):  # noqa: F811
    """Li's photo of a manhole, opened large by somebody."""
    with Colleague(server[0], "prosecutor.qingyun", server[1]) as li:
        hazard = li.do("POST", "/hazards", json=draft())
        with LYING.open("rb") as file:
            li.do("POST", f"/hazards/{hazard['id']}/photos", files={"file": ("a.jpg", file)})
    page = visit(size, username)
    page.goto(f"{server[0]}/#/hazards/{hazard['id']}")
    return page


def test_a_face_is_covered_by_keyboard_and_the_copy_cleared(visit, server):  # noqa: F811
    page = opened(visit, server, DESK)
    page.get_by_role("button", name=re.compile("放大")).click()
    page.get_by_role("button", name="遮盖", exact=True).click()

    page.get_by_role("button", name="添加遮盖框").click()
    box = page.get_by_role("button", name="遮盖框 1")
    box.focus()
    for key in ("ArrowLeft", "ArrowUp", "Shift+ArrowRight"):
        page.keyboard.press(key)
    accessible(page)
    page.get_by_role("button", name="制作遮盖副本").click()
    page.get_by_role("button", name="以此副本外示").click()

    expect(page.get_by_text("可外示", exact=True)).to_be_visible()
    expect(page.get_by_text("已审核，可供承办院以外人员查看。")).to_be_visible()
    accessible(page)


def test_on_a_phone_a_box_is_drawn_and_a_stamp_made(visit, server):  # noqa: F811
    page = opened(visit, server, PHONE)
    page.get_by_role("button", name=re.compile("放大")).click()
    page.get_by_role("button", name="加注时间地点").click()
    expect(page.get_by_role("link", name="加注副本")).to_be_visible()

    page.get_by_role("button", name="遮盖", exact=True).click()
    frame = page.locator(".canvas").bounding_box()
    page.mouse.move(frame["x"] + 40, frame["y"] + 40)
    page.mouse.down()
    page.mouse.move(frame["x"] + 140, frame["y"] + 100)
    page.mouse.up()
    accessible(page)
    page.get_by_role("button", name="制作遮盖副本").click()

    expect(page.get_by_role("link", name="遮盖副本")).to_be_visible()


def test_the_superior_office_is_told_that_a_photo_is_not_cleared(visit, server):  # noqa: F811
    page = opened(visit, server, DESK, "superior.dezhou")

    expect(page.locator(".photo-grid").get_by_text("尚未审核可否外示。")).to_be_visible()
    expect(page.locator(".photo-grid img")).to_have_count(0)
