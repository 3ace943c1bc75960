"""``import card`` as somebody types it: a folder in one go, again without doubles, and on after a kill."""

import os
import signal
import subprocess
import time
from datetime import datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from fieldapi.cli import cli
from inspections import fsck
from inspections.db import Database
from inspections.models import Card, CardFile, Upload
from tests.cards import MARKET, SCHOOL, outing, picture
from tests.people import AREZZO, PHOTOS
from tests.served import ROOT, command
from tests.uploads.test_movies import film

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


@pytest.fixture
def folder(tmp_path):
    """A card as it comes out of a camera, with what such cards hold beside photographs."""
    folder = tmp_path / "NIKON P6000"
    (folder / "DCIM" / "100NIKON").mkdir(parents=True)
    strange = {
        "DSC_0007.JPG": b"",
        "DSC_0008.JPG": b"no picture at all",
        "DJI_0001.SRT": b"1\n00:00:00 --> 00:00:01\n",
        "._DSC_0001.JPG": b"\0",
        "DSC_0009.JPG": outing()["DSC_0001.JPG"],
        "REC_0001.MP4": film(at=datetime(2026, 6, 29, 10, 2, 30)),
    }
    for name, content in (outing() | strange).items():
        (folder / "DCIM" / "100NIKON" / name).write_bytes(content)
    (folder / AREZZO).write_bytes((PHOTOS / AREZZO).read_bytes())
    return folder


@pytest.fixture
def bring(settings, folder):
    """The command, typed by somebody: what it says."""

    def run(*words, username="prosecutor.qingyun", code=0):
        line = ["import", "card", str(folder), "--data", str(settings.data), "--as", username, *words]
        done = CliRunner().invoke(cli, line, catch_exceptions=False)
        assert done.exit_code == code, done.output
        return done.output

    return run


def test_a_folder_is_brought_in_one_go_and_again_without_doubles(bring, li, folder):
    said = bring("--office", "qingyun")

    assert "新收 8 个文件；此前已导入 1 个（already there: 1）" in said
    for name, reason in (
        ("DSC_0007.JPG", "文件为空"),
        ("DSC_0008.JPG", "内容不是可接受的类型"),
        ("DJI_0001.SRT", "航迹或日志"),
        ("._DSC_0001.JPG", "隐藏文件"),
    ):
        assert f"未收 DCIM/100NIKON/{name}：{reason}" in said
    assert "建议 4 个点位（须由人确认）" in said
    for name in ("DSC_0003.JPG", "REC_0001.MP4"):
        assert f"{name}（无位置，按时间并入）" in said
    assert "未归类：DCIM/100NIKON/DSC_0006.JPG" in said
    (item,) = li.get("/cards")["items"]
    assert (item["name"], item["file_count"], item["created_by"]["name"]) == ("NIKON P6000", 8, "李文清")
    card = li.get(f"/cards/{item['id']}")
    assert {row["code"] for row in card["skipped"]} == {
        *("empty_file", "unsupported_content", "sidecar_track", "hidden_file", "already_there")
    }
    nikon = card["spots"][0]["files"][0]
    assert nikon["claimed"]["device"] == "NIKON COOLPIX P6000"
    assert nikon["claimed"]["taken_at"] == "2008-10-22T16:28:39"  # without a zone, and nobody guesses one

    (folder / "DCIM" / "new.jpg").write_bytes(picture("11:00:00", MARKET))
    assert "新收 1 个文件；此前已导入 9 个（already there: 9）" in bring(username="prosecutor2.qingyun")
    again = bring()
    assert "新收 0 个文件；此前已导入 10 个（already there: 10）" in again
    assert "建议" not in again
    assert [row["file_count"] for row in li.get("/cards")["items"]] == [1, 8]


def test_whoever_may_not_bring_a_card_is_told(bring, li):
    assert "没有此人" in bring(username="nobody", code=1)
    assert "您的账号不属于任何检察院" in bring(username="admin", code=1)
    assert "does not belong to the office leling" in bring("--office", "leling", code=1)
    unknown = "00000000-0000-7000-8000-000000000000"
    assert "inspection_id: " in bring("--inspection", unknown, code=1)
    assert li.get("/cards")["items"] == []


@pytest.mark.slow
def test_after_a_kill_the_same_command_goes_on(bring, settings, folder, database, store):
    for number in range(25):
        content = picture(f"12:{number:02}:00", SCHOOL, shade=number)
        (folder / f"DSC_1{number:03}.JPG").write_bytes(content)
    line, environ = command("import", "card", str(folder), "--data", str(settings.data), "--as", "prosecutor.qingyun")

    received = 0
    for _ in range(2):
        process = subprocess.Popen(line, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL)
        wait_for(lambda goal=received + 5: count(database, CardFile) >= goal)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        received = count(database, CardFile)
    assert received < 33

    said = bring()

    assert f"新收 {33 - received} 个文件；此前已导入 {received + 1} 个" in said
    assert (count(database, Card), count(database, CardFile), count(database, Upload)) == (1, 33, 33)
    with database.read() as session:
        digests = session.scalars(select(Upload.sha256)).all()
        assert len(set(digests)) == 33
        assert list(fsck.damaged(store, fsck.files(session))) == []


def count(database: Database, model):
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(model))


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)
