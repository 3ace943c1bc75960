"""The photo viewer in a real browser: covering, stamping and clearing, by hand and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from fieldapi.story import Colleague
from tests.browser.pages import DESK, PHONE, accessible
from tests.people import AREZZO, PHOTOS, draft

pytestmark = pytest.mark.slow
LYING = PHOTOS / "orientation" / "Landscape_6.jpg"


def photographed(server, picture=LYING):
    """Where the page of a manhole is that Li recorded with a photo."""
    with Colleague(server[0], "prosecutor.qingyun", server[1]) as li:
        hazard = li.do("POST", "/hazards", json=draft())
        with picture.open("rb") as file:
            li.do("POST", f"/hazards/{hazard['id']}/photos", files={"file": ("a.jpg", file)})
    return f"{server[0]}/#/hazards/{hazard['id']}"


def opened(visit, server, size, username="prosecutor.qingyun"):
    """Li's photo of a manhole, looked at by somebody."""
    page = visit(size, username)
    page.goto(photographed(server))
    return page


def test_a_face_is_covered_by_keyboard_and_the_copy_cleared(visit, server):
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


def test_a_preview_that_is_late_is_waited_for_before_anything_is_covered(visit, server):
    page = visit(DESK, "prosecutor.qingyun")
    page.route("**/preview?size=1600", lambda route: route.fulfill(status=503), times=2)
    page.goto(photographed(server))
    page.get_by_role("button", name=re.compile("放大")).click()
    page.get_by_role("button", name="遮盖", exact=True).click()
    expect(page.get_by_role("button", name="添加遮盖框")).to_be_disabled()
    expect(page.get_by_text("预览生成中")).to_be_visible()

    page.get_by_role("button", name="添加遮盖框").click()
    page.get_by_role("button", name="制作遮盖副本").click()

    expect(page.get_by_role("link", name="遮盖副本")).to_be_visible()


def test_on_a_phone_a_box_is_drawn_and_a_stamp_made(visit, server):
    page = opened(visit, server, PHONE)
    page.get_by_role("button", name=re.compile("放大")).click()
    page.get_by_role("button", name="加注时间地点").click()
    expect(page.get_by_role("link", name="加注副本")).to_be_visible()

    page.get_by_role("button", name="遮盖", exact=True).click()
    expect(page.get_by_role("button", name="添加遮盖框")).to_be_enabled()
    frame = page.locator(".canvas").bounding_box()
    page.mouse.move(frame["x"] + 40, frame["y"] + 40)
    page.mouse.down()
    page.mouse.move(frame["x"] + 140, frame["y"] + 100)
    page.mouse.up()
    accessible(page)
    page.get_by_role("button", name="制作遮盖副本").click()

    expect(page.get_by_role("link", name="遮盖副本")).to_be_visible()


def test_the_superior_office_is_told_that_a_photo_is_not_cleared(visit, server):
    page = opened(visit, server, DESK, "superior.dezhou")

    expect(page.locator(".photo-grid").get_by_text("尚未审核可否外示。")).to_be_visible()
    expect(page.locator(".photo-grid img")).to_have_count(0)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_two_persons_destroy_a_photo_and_one_alone_does_not(visit, server, size):
    address = photographed(server, PHOTOS / (AREZZO if size == PHONE else "kodak_cx7530_kenya.jpg"))
    li = visit(size, "prosecutor.qingyun")
    li.goto(address)
    propose(li, "摄入无关儿童面部")
    expect(li.get_by_text(re.compile("李文清 于 .* 提请销毁：摄入无关儿童面部"))).to_be_visible()
    expect(li.get_by_role("button", name="批准销毁")).to_have_count(0)
    accessible(li)
    li.get_by_role("button", name="不予销毁").click()
    li.get_by_label("说明").fill("可以遮盖")
    li.get_by_role("form", name="不予销毁").get_by_role("button", name="不予销毁").click()
    propose(li, "遮盖后仍可辨认")

    chen = visit(size, "chief.qingyun")
    chen.goto(address)
    expect(chen.get_by_text("提请销毁，待决定")).to_be_visible()
    chen.get_by_role("button", name=re.compile("放大")).click()
    chen.get_by_role("button", name="批准销毁").click()
    accessible(chen)
    chen.get_by_role("form", name="批准销毁").get_by_role("button", name="批准销毁").click()

    expect(chen.locator(".photo-grid").get_by_text("已依法销毁")).to_be_visible()
    expect(chen.get_by_role("dialog")).to_have_count(0)
    expect(chen.get_by_text("批准销毁照片", exact=True)).to_be_visible()  # in the timeline


def propose(page, reason):
    if not page.get_by_role("dialog").count():
        page.get_by_role("button", name=re.compile("放大")).click()
    page.get_by_role("button", name="提请销毁").click()
    page.get_by_label("理由").fill(reason)
    page.get_by_label("法律依据").fill("《个人信息保护法》第四十七条")
    page.get_by_role("form", name="提请销毁").get_by_role("button", name="提请销毁").click()
    expect(page.get_by_text(re.compile(f"提请销毁：{reason}"))).to_be_visible()


def test_a_photo_sent_by_mistake_is_taken_back_by_its_uploader_only(visit, server):
    address = photographed(server)
    sun = visit(PHONE, "prosecutor2.qingyun")
    sun.goto(address)
    sun.get_by_role("button", name=re.compile("放大")).click()
    expect(sun.get_by_role("button", name="提请销毁")).to_be_visible()
    expect(sun.get_by_role("button", name="撤回照片")).to_have_count(0)

    li = visit(PHONE, "prosecutor.qingyun")
    li.goto(address)
    li.get_by_role("button", name=re.compile("放大")).click()
    li.get_by_role("button", name="撤回照片").click()
    li.get_by_label("理由").fill("传错隐患")
    li.get_by_role("form", name="撤回照片").get_by_role("button", name="撤回照片").click()

    expect(li.locator(".photo-grid").get_by_text("已由上传人撤回")).to_be_visible()


def test_what_nobody_vouches_for_yet_is_marked(visit, server):
    page = visit(DESK, "prosecutor.qingyun")
    page.goto(photographed(server))

    expect(page.locator(".hazard-head").get_by_text("未锚定", exact=True)).to_be_visible()
    expect(page.locator(".photo-grid").get_by_text("未锚定", exact=True)).to_be_visible()
    accessible(page)


def test_what_matters_is_pointed_out_by_finger_and_by_keyboard(visit, server):
    page = opened(visit, server, PHONE)
    page.get_by_role("button", name=re.compile("放大")).click()
    page.get_by_role("button", name="标注", exact=True).click()
    expect(page.get_by_role("button", name="添加标注")).to_be_enabled()
    frame = page.locator(".canvas").bounding_box()
    page.mouse.move(frame["x"] + 40, frame["y"] + 40)
    page.mouse.down()
    page.mouse.move(frame["x"] + 140, frame["y"] + 100, steps=3)
    page.mouse.up()
    page.get_by_role("button", name="圆圈").click()
    page.get_by_role("button", name="添加标注").click()
    page.get_by_role("button", name="标注 2：圆圈").focus()
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowRight"):
        page.keyboard.press(key)
    page.get_by_role("button", name="文字").click()
    page.get_by_label("文字内容").fill("缺防坠网")
    page.get_by_role("button", name="添加标注").click()
    accessible(page)
    page.get_by_role("button", name="制作标注副本").click()

    link = page.get_by_role("link", name="标注副本")
    expect(link).to_be_visible()
    copy = page.request.get(f"{server[0]}{link.get_attribute('href')}")
    assert copy.headers["content-type"] == "image/jpeg"
