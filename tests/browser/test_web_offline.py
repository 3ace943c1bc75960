"""Li Wenqing's phone in the street: without a network, with two tabs, with a refused record, and when she signs out."""

import hashlib
import re
import shutil

import httpx
import pytest
from playwright.sync_api import expect, sync_playwright

from fieldapi import web
from fieldapi.story import Colleague
from tests.browser.conftest import FLAGS
from tests.browser.pages import PHONE, accessible, sign_in

CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
KEPT = "async () => { const {all, bytesOf} = await import('/web/app/outbox-db.js'); const items = await all();"
DIGESTS = (
    f"{KEPT} const digest = async (item) => [...new Uint8Array(await crypto.subtle.digest('SHA-256', "
    "await bytesOf(item.id)))].map((byte) => byte.toString(16).padStart(2, '0')).join('');"
    "return Promise.all(items.filter((item) => item.kind === 'photo').map(digest)); }"
)
# Who answers at a few spots, by the server and by the table that the device took along.
ANSWERS = """async () => {
  const {get, query} = await import('/web/app/api.js'), {lookUp} = await import('/web/app/offline-candidates.js');
  const table = await get('/offline/responsibility'), differ = [];
  const row = ({role, agency, reason, confidence}) => [role, agency?.id, reason, confidence];
  const plain = (rows) => JSON.stringify(rows.map(row));
  for (const [lon, lat] of [[117.385, 37.775], [117.41, 37.80], [117.45, 37.72]])
    for (const type of ['manhole.net_missing', 'gas.leak_suspected'])
      for (const asset_kind of ['telecom', 'gas']) {
        const said = await get('/responsibility' + query({lon, lat, datum: 'WGS84', accuracy_m: 3, type, asset_kind}));
        const alone = lookUp(table, {lon, lat}, {type, asset_kind, place_kind: ''}) ?? [];
        if (plain(said.responsibilities) !== plain(alone)) differ.push([lon, lat, type, asset_kind]);
      }
  return differ;
}"""
FIRST_LOAD_BYTES = 200_000


@pytest.fixture(scope="module")
def browser():
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, *CAMERA])
        yield browser
        browser.close()


@pytest.fixture
def phone(browser, server):
    """A phone of its own, signed in, with the service worker at work; a script error fails the test at its end."""
    complaints = []
    context = browser.new_context(
        viewport=PHONE,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        geolocation={"longitude": 117.385, "latitude": 37.775, "accuracy": 6},
        permissions=["geolocation", "camera"],
    )
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(server[0])
    sign_in(page, "prosecutor.qingyun", server[1])
    ready(page)
    yield page
    context.close()
    assert complaints == []


def ready(page, path="/api/v1/offline/responsibility"):
    """Wait until the device has a copy of this."""
    expected = f"async () => Boolean(await caches.match('{path}'))"
    for _ in range(150):
        if page.evaluate(expected):
            return
        page.wait_for_timeout(200)
    raise AssertionError("nothing was taken along")


def shoot(page, times):
    shutter = page.get_by_role("button", name="拍照", exact=True)
    expect(shutter).to_be_enabled(timeout=30_000)
    for count in range(times):
        shutter.click()
        expect(page.locator(".shots li")).to_have_count(count + 1, timeout=30_000)


def sent(page, count):
    expect(page.locator(".item-state.stored")).to_have_count(count, timeout=60_000)


def hazards(server, **query):
    with Colleague(server[0], "prosecutor.qingyun", server[1]) as li:
        found = li.do("GET", "/hazards", params=query)["items"]
        return [li.do("GET", f"/hazards/{hazard['id']}") for hazard in found]


def original(server, photo):
    """The digest of the bytes that the server hands out."""
    with Colleague(server[0], "prosecutor.qingyun", server[1]) as li:
        headers = {"Authorization": li.authorization}
        answer = httpx.get(f"{server[0]}/api/v1/photos/{photo['id']}/original", headers=headers, trust_env=False)
        return hashlib.sha256(answer.content).hexdigest()


@pytest.mark.slow
def test_what_is_recorded_without_a_network_is_on_the_server_once_and_byte_for_byte(phone, server):
    page, before = phone, len(hazards(server))
    page.get_by_role("link", name="记录").click()
    accessible(page)
    page.context.set_offline(True)
    shoot(page, 2)
    page.get_by_role("button", name="井盖缺失").click()
    page.locator("summary", has_text="建议核实对象").click()
    expect(page.get_by_text("离线判断，暂定")).to_be_visible()
    expect(page.locator(".candidate").first).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("未送 3")).to_be_visible()

    shoot(page, 1)  # the next one in the row: the type stays
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("未送 5")).to_be_visible()
    page.goto(server[0])
    page.reload()  # the battery was empty
    page.get_by_role("navigation", name="离线").get_by_role("link", name="待发送").click()
    expect(page.get_by_text("未送 5")).to_be_visible()
    accessible(page)
    digests = page.evaluate(DIGESTS)
    page.context.set_offline(False)
    sent(page, 5)

    expect(page.locator(".outbox-badge")).to_have_count(0)
    found = hazards(server)
    assert len(found) == before + 2
    photos = [photo for hazard in found[:2] for photo in hazard["photos"]]
    assert sorted(photo["sha256"] for photo in photos) == sorted(digests)
    assert {original(server, photo) for photo in photos} == set(digests)
    assert {hazard["incomplete"] for hazard in found[:2]} == {False}


@pytest.mark.slow
def test_two_tabs_send_everything_once(phone, server):
    page, before = phone, len(hazards(server))
    page.goto(f"{server[0]}/#/capture")
    page.context.set_offline(True)
    shoot(page, 1)
    page.get_by_role("button", name="井盖破损").click()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("未送 2")).to_be_visible()
    other = page.context.new_page()
    other.goto(f"{server[0]}/#/outbox")
    expect(other.get_by_text("未送 2")).to_be_visible()
    asked = []
    page.context.on("requestfinished", lambda request: asked.append((request.method, request.url)))
    page.context.set_offline(False)
    sent(other, 2)

    assert len(hazards(server)) == before + 1
    assert len([url for method, url in asked if method == "POST" and url.endswith("/hazards")]) == 1


@pytest.mark.slow
def test_a_refused_record_stands_aside_and_is_corrected(phone, server):
    page = phone
    page.goto(f"{server[0]}/#/capture")
    page.context.set_offline(True)
    shoot(page, 1)
    page.get_by_role("button", name="井盖移位").click()
    page.get_by_label("情况描述").fill("太长" * 2500)
    page.get_by_role("button", name="更改：近景").click()
    page.get_by_role("region", name="更改").get_by_role("button", name="标识").click()
    expect(page.locator(".shots")).to_contain_text("标识")
    page.get_by_role("button", name="保存").click()
    shoot(page, 1)
    page.get_by_role("button", name="保存").click()
    page.goto(f"{server[0]}/#/outbox")
    page.context.set_offline(False)
    sent(page, 3)
    refused = page.locator(".outbox-row.refused")
    expect(refused).to_contain_text("description")
    accessible(page)

    refused.get_by_role("button", name="更正").click()
    page.get_by_label("情况描述").fill("井盖移位，露出半个井口")
    page.get_by_role("button", name="保存").click()
    page.goto(f"{server[0]}/#/outbox")
    sent(page, 4)

    found = next(row for row in hazards(server) if row["description"] == "井盖移位，露出半个井口")
    assert [photo["kind"] for photo in found["photos"]] == ["marking"]


@pytest.mark.slow
def test_an_upload_that_broke_off_goes_on_and_no_strange_page_is_a_receipt(phone, server):
    page, asked = phone, []
    page.goto(f"{server[0]}/#/capture")
    page.route(re.compile(r"/api/v1/hazards$"), lambda route: route.fulfill(body="<h1>Wi-Fi</h1>"), times=1)
    page.route(re.compile("/api/v1/uploads/[0-9a-f-]+$"), lambda route: route.abort(), times=1)
    page.on("request", lambda request: asked.append((request.method, request.url.partition("/api/v1")[2][:8])))
    shoot(page, 1)
    page.get_by_role("button", name="井盖破损").click()
    page.get_by_role("button", name="保存").click()
    page.goto(f"{server[0]}/#/outbox")
    sent(page, 2)

    assert asked.count(("POST", "/uploads")) == 1
    assert ("HEAD", "/uploads") in asked
    assert [len(hazard["photos"]) for hazard in hazards(server)[:1]] == [1]


@pytest.mark.slow
def test_whoever_signs_out_keeps_what_was_not_sent(phone, server):
    page = phone
    page.goto(f"{server[0]}/#/capture")
    page.route(re.compile("/api/v1/(hazards|uploads)$"), lambda route: route.abort())
    shoot(page, 1)
    page.get_by_role("button", name="井盖震响").click()
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="我的").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("alert")).to_contain_text("还有 2 项没有送达")
    page.get_by_role("button", name="仍然退出").click()
    sign_in(page, "prosecutor2.qingyun", server[1])
    expect(page.get_by_role("link", name="我的")).to_be_visible()
    expect(page.locator(".outbox-badge")).to_have_count(0)  # nobody else's
    page.get_by_role("link", name="我的").click()
    page.get_by_role("button", name="退出登录").click()
    page.unroute_all()
    sign_in(page, "prosecutor.qingyun", server[1])
    page.goto(f"{server[0]}/#/outbox")

    sent(page, 2)
    page.get_by_role("link", name="我的").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_label("用户名")).to_be_visible()
    assert not [name for name in page.evaluate("caches.keys()") if name == "who"]


@pytest.mark.slow
def test_the_device_alone_names_the_agencies_that_the_server_names(phone):
    assert phone.evaluate(ANSWERS) == []


def test_the_first_load_is_small(app):
    client = app.test_client()
    names = ["/", *re.findall(r'(?:href|src)="(/web/[^"]+)"', client.get("/").text), "/sw.js"]
    libraries = ["preact.mjs", "preact-hooks.mjs", "htm.mjs", "idb.mjs"]
    names += [f"/web/vendor/{name}" for name in libraries]

    sizes = {
        name: len(client.get(name, headers={"Accept-Encoding": "gzip"}).data)
        for name in names
        if "maplibre" not in name
    }

    assert sum(sizes.values()) < FIRST_LOAD_BYTES


def test_the_service_worker_takes_the_shell_along_and_a_new_file_makes_a_new_version(app):
    answer = app.test_client().get("/sw.js")

    assert answer.content_type.startswith("text/javascript")
    assert '"/web/app/capture.js"' in answer.text and "swagger" not in answer.text
    before = web._with_shell("")
    assert re.search(r'const VERSION = "[0-9a-f]{20}"', before)
