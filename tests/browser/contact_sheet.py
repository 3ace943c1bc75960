"""``python -m tests.browser.contact_sheet``: every page of the demonstration county on two pictures in docs/.

On the phone and at the desk, light and dark; says what axe finds on each page, and which is wider than the screen.
"""

import argparse
import base64
import io
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect, sync_playwright

from fieldapi import weblibs
from fieldapi.story import Colleague
from inspections import demo
from tests.browser.conftest import FLAGS
from tests.browser.pages import DESK, PHONE, sign_in
from tests.people import AREZZO, PHOTOS, draft
from tests.served import Served, run

DOCS = Path(__file__).parents[2] / "docs"
LI, CHEN, ADMIN = "prosecutor.qingyun", "chief.qingyun", "admin"
#    name          who     address; {…} is the id of one of the county's records
SCREENS = (
    ("登录", None, ""),
    ("今日", LI, "home"),
    ("隐患", LI, "hazards"),
    ("隐患地图", LI, "hazards?view=map"),
    ("隐患表", LI, "hazards?view=table"),
    ("隐患详情", LI, "hazards/{hazard}"),
    ("现场记录", LI, "capture"),
    ("记录表格", LI, "hazards/new"),
    ("疑似重复", LI, "duplicates"),
    ("回访", LI, "visits"),
    ("日历与路线", LI, "planner"),
    ("巡查", LI, "visits/{inspection}"),
    ("整卡导入", LI, "cards"),
    ("案件", CHEN, "cases"),
    ("案件详情", CHEN, "cases/{case}"),
    ("登记案件", LI, "cases/new"),
    ("线索", LI, "clues"),
    ("文书", LI, "documents"),
    ("送达", LI, "services"),
    ("密封包", LI, "packages"),
    ("待发", LI, "outbox"),
    ("出发检查", LI, "ready"),
    ("我的", CHEN, "me"),
    ("特邀人员照片", LI, "contributions"),
    ("对外提醒", LI, "outgoing"),
    ("图层、规则与清单", LI, "reference"),
    ("台账与证明", CHEN, "ledger"),
    ("账号与角色", ADMIN, "accounts"),
)
TWICE = {
    "01990000-0000-7000-8000-000000000001": "承德小学东门人行道",
    "01990000-0000-7000-8000-000000000002": "承德小学东门外",
}
SHEETS = {"phone": (PHONE, 14, 180), "desk": (DESK, 7, 400)}  # size, how many side by side, width of each in px
CAMERA = ("--lang=zh-CN", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
QUALITY, LARGEST = 70, 400_000
PICTURES = """async () => {
  const seen = [...document.images].filter((image) => image.getBoundingClientRect().top < innerHeight);
  await Promise.all(seen.map((image) => image.decode().catch(() => {})));
}"""
SHEET = """<body style="margin:12px;background:{ground};color:{ink};font:13px sans-serif">
<div style="display:grid;grid-template-columns:repeat({columns},{width}px);gap:10px">{figures}</div>"""
FIGURE = (
    '<figure style="margin:0"><img style="width:100%;display:block;border:1px solid #8393aa" '
    'src="data:image/png;base64,{data}"><figcaption>{name}</figcaption></figure>'
)


def records(address, password):
    """The ids of the records whose pages are shown, those with most to see; one manhole is recorded twice before."""
    with Colleague(address, LI, password) as li:
        for id_, words in TWICE.items():
            said = draft(id=id_, address=words)
            li.do("POST", "/hazards", json=said)
            with (PHOTOS / AREZZO).open("rb") as file:
                li.do("POST", f"/hazards/{id_}/photos", files={"file": file}, data={"kind": "near"})

        def most(path, weight):
            return max(li.do("GET", path)["items"], key=weight)["id"]

        return {
            "hazard": most("/hazards?limit=100", lambda one: len(one["photos"])),
            "inspection": most("/inspections?limit=100", lambda one: len(one["hazard_ids"])),
            "case": most("/cases?limit=100", lambda one: len(one["steps"])),
        }


def _page(browser, site, size, look, who):
    url, password = site
    context = browser.new_context(
        viewport=size,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        color_scheme=look,
        geolocation={"longitude": 117.385, "latitude": 37.775, "accuracy": 6},
        permissions=["geolocation", "camera"],
        service_workers="block",
    )
    page = context.new_page()
    page.goto(url)
    if who:
        sign_in(page, who, password)
        page.get_by_role("link", name="我的").wait_for()
    return page


def _settle(page):
    """Wait until nothing is grey any more, the map is drawn and the pictures are there."""
    page.wait_for_load_state("networkidle")
    expect(page.locator(".skeleton, .map[data-ready=no]")).to_have_count(0, timeout=60_000)
    page.evaluate(PICTURES)
    page.wait_for_timeout(400)


def _complaints(page, size):
    """Rules of axe that are broken, and whether something lies beside the screen."""
    found = Axe().run(page).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth") > size["width"]
    return [f"{item['impact']}: {item['id']}" for item in found] + ["wider than the screen"] * wide


def shoot(browser, site, size, look, ids, told):
    """A picture of every screen: ``[(name, png)]``."""
    pages, shots = {}, []
    for name, who, route in SCREENS:
        if who not in pages:
            pages[who] = _page(browser, site, size, look, who)
        page = pages[who]
        page.goto(f"{site[0]}/#/{route.format(**ids)}")
        page.locator("main h1").first.wait_for(state="attached")
        _settle(page)
        shots.append((name, page.screenshot()))
        told.update((complaint, name) for complaint in _complaints(page, size))
    for page in pages.values():
        page.context.close()
    return shots


def lay_out(browser, shots, columns, width, target):
    """The pictures with their names as one WebP, as good as its size allows."""
    figures = "".join(FIGURE.format(name=name, data=base64.b64encode(png).decode()) for name, png in shots)
    page = browser.new_page(viewport={"width": columns * (width + 10) + 16, "height": 400})
    page.set_content(SHEET.format(columns=columns, width=width, figures=figures, ground="#e6ebf2", ink="#1b2430"))
    sheet = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    page.close()
    for quality in range(QUALITY, 10, -5):
        sheet.save(target, "WEBP", quality=quality, method=6)
        if target.stat().st_size <= LARGEST:
            break


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder with the demonstration county; one is made by default")
    parser.add_argument("--into", type=Path, default=DOCS, help="where the two pictures go")
    parser.add_argument("--each", type=Path, help="a folder for every picture by itself")
    said = parser.parse_args()
    weblibs.install(print)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = said.data or Path(made)
        if not demo.password(folder):
            run("seed", "demo", "--data", folder)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*FLAGS, *CAMERA])
        with Served(folder) as server:
            site = server.url, demo.password(folder)
            ids, told = records(*site), Counter()
            for kind, (size, columns, width) in SHEETS.items():
                looks = {look: shoot(browser, site, size, look, ids, told) for look in ("light", "dark")}
                lay_out(browser, looks["light"] + looks["dark"], columns, width, said.into / f"pages-{kind}.webp")
                for look, shots in looks.items() if said.each else ():
                    for number, (_, png) in enumerate(shots):
                        (said.each / f"{kind}-{look}-{number:02}.png").write_bytes(png)
        browser.close()
    for (complaint, name), times in sorted(told.items()):
        print(f"{name}: {complaint} ({times} of {2 * len(SHEETS)})")
    print(f"{len(SCREENS)} pages in {len(SHEETS)} sizes and two looks: {len(told)} complaints")


if __name__ == "__main__":
    main()
