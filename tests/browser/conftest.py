"""A fresh installation behind a real server, and a real browser that opens its page."""

import re
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from fieldapi import weblibs
from fieldapi.story import installation
from tests.browser.pages import sign_in

# No sandbox as root; software WebGL for the map; nothing that looks for the internet.
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking"]
# Chromium calls every refused request an error: "who am I?" before signing in, what is left out, late or lost.
REFUSED = re.compile(r"Failed to load resource: (.* status of (401|409|422|503)|net::ERR_FAILED)")


@pytest.fixture(scope="module")
def server():
    """A fresh installation with the county's registry: ``(address, password)``."""
    weblibs.install(lambda sentence: None)
    with installation() as served:
        yield served


@pytest.fixture(scope="module")
def browser():
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, server):
    """Open the page at a size; whatever the console complained of, or a dialog, fails the test at its end."""
    complaints, contexts = [], []

    def open_page(size, username=None):
        context = browser.new_context(
            viewport=size,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            geolocation={"longitude": 117.385, "latitude": 37.775, "accuracy": 6},
            permissions=["geolocation"],
            service_workers="block",  # it has stories of its own, and would stand between a test and what it intercepts
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(server[0])
        if username:
            sign_in(page, username, server[1])
            expect(page.get_by_role("link", name="我的")).to_be_visible()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [said for said in complaints if not REFUSED.match(said)] == []
