"""The command line as somebody types it: real processes, real folders."""

import shutil
import socket
import subprocess
import time

import httpx
import pytest
from sqlalchemy import update

from fieldapi import story
from inspections.db import Database
from inspections.models import Tally
from tests.handover import AFTER, BEFORE, REASON, hand_over
from tests.people import PASSWORD
from tests.served import ROOT, Served, command, free_port, run, typed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def served(seeded, tmp_path_factory):
    """The county's server, which runs as long as the tests of this file."""
    folder = shutil.copytree(seeded, tmp_path_factory.mktemp("served") / "data")
    with Served(folder) as server:
        yield server


@pytest.fixture
def li(served):
    with story.Colleague(served.url, "prosecutor.qingyun", PASSWORD) as li:
        yield li


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """A folder with tables and nothing in them."""
    folder = tmp_path_factory.mktemp("migrated")
    run("migrate", "--data", str(folder))
    return folder


def test_the_county_is_seeded_once_and_a_second_time_changes_nothing(seeded):
    before = (seeded / "lanjian.db").stat().st_size

    assert "nothing was changed" in run("seed", "demo", "--data", str(seeded))
    assert (seeded / "lanjian.db").stat().st_size == before


def test_the_seeded_county_has_hazards_in_every_status(li):
    found = [item["status"] for item in li.do("GET", "/hazards?limit=100")["items"]]

    assert len(found) > 40
    assert set(found) == {
        *("recorded", "confirmed", "referred", "claimed_fixed", "verified_fixed"),
        *("closed", "escalated", "dismissed", "out_of_jurisdiction", "duplicate"),
    }


def test_the_seeded_county_has_a_well_that_three_bodies_deny(li):
    (dispute,) = li.do("GET", "/disputes?overdue=true")["items"]

    assert (dispute["state"], dispute["guard"]["late"]) == ("conference_scheduled", False)
    assert [step["move"] for step in dispute["steps"]] == ["guard", *["deny"] * 3, "schedule_conference"]


def test_the_seeded_county_has_cases_in_four_states(li):
    found = {item["title"]: item["state"] for item in li.do("GET", "/cases")["items"]}

    assert sorted(found.values()) == ["closed", "filed", "follow_up", "reply_period"]


def test_previews_of_the_seed_are_made_by_the_server_in_the_background(li):
    deadline = time.monotonic() + 60
    states = ["pending"]
    while "ready" not in states and time.monotonic() < deadline:
        items = li.do("GET", "/hazards?limit=100")["items"]
        states = [photo["preview"] for item in items for photo in item["photos"]]
        time.sleep(0.5)

    assert "ready" in states


def test_a_folder_that_is_served_already_is_refused_in_one_sentence(served):
    said = run("serve", "--data", str(served.folder), "--port", str(free_port()), code=1)

    assert "is served by another process already" in said
    assert "Traceback" not in said


def test_a_port_that_is_taken_is_named_and_not_shared(served, migrated):
    for words in (("serve",), ("run",)):
        said = run(*words, "--data", str(migrated), "--port", str(served.port), code=1)
        assert str(served.port) in said and "LANJIAN_PORT" in said

    assert "Demonstration accounts" not in said


def test_nothing_is_seeded_or_migrated_while_the_folder_is_served(served):
    for words in (("migrate",), ("seed", "demo"), ("run", "--port", str(free_port()))):
        assert "is served by another process already" in typed(*words, "--data", str(served.folder), code=1)


def test_a_worker_is_for_postgresql(migrated):
    assert "LANJIAN_DATABASE_URL" in run("worker", "--data", str(migrated), code=1)


def test_a_killed_server_leaves_no_orphan_and_no_lock_and_what_it_half_received_is_swept(seeded):
    left = seeded / "store" / "incoming" / "tmp-left"
    with Served(seeded) as server:
        server.process.kill()
        server.process.wait()
        time.sleep(3)  # the worker looks for its parent every second
        left.write_bytes(b"half a photo")
        with Served(seeded) as again:
            assert httpx.get(f"{again.url}/healthz", trust_env=False).json() == {"status": "ok"}
            assert not left.exists()


def test_strangers_that_send_slowly_do_not_stop_the_server(served):
    headers = "Host: x\r\nContent-Type: application/json\r\nContent-Length: 99"
    head = f"POST /api/v1/auth/tokens HTTP/1.1\r\n{headers}\r\n\r\n{{".encode()
    them, us = ("127.0.0.2", 0), ("127.0.0.1", served.port)
    slow = [socket.create_connection(us, source_address=them) for _ in range(70)]
    for connection in slow:
        connection.sendall(head)
    time.sleep(1)
    try:
        assert httpx.get(f"{served.url}/readyz", trust_env=False, timeout=5).is_success
        with story.Colleague(served.url, "prosecutor.qingyun", PASSWORD) as li:
            assert li.do("GET", "/me")["name"] == "李文清"
    finally:
        for connection in slow:
            connection.close()


def test_a_seed_that_was_interrupted_is_not_taken_for_a_county(tmp_path):
    line, environ = command("seed", "demo", "--data", str(tmp_path / "data"))
    process = subprocess.Popen(line, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not (tmp_path / "data" / "store" / "originals").exists() or not any(
        (tmp_path / "data").rglob("originals/*/*/*")
    ):
        time.sleep(0.05)
    process.kill()
    process.wait()

    assert "start again" in run("run", "--data", str(tmp_path / "data"), code=1)


def test_an_old_or_empty_database_is_not_served(tmp_path):
    assert "migrate" in run("serve", "--data", str(tmp_path / "empty"), code=1)


def test_run_sets_everything_up_says_the_accounts_and_serves(tmp_path):
    with Served(tmp_path / "data", "run") as server:
        assert httpx.get(f"{server.url}/api/v1/openapi.json", trust_env=False).is_success

    assert f"http://127.0.0.1:{server.port}/" in server.said
    assert "prosecutor.qingyun" in server.said and PASSWORD in server.said


def test_a_setting_that_cannot_be_read_is_named(tmp_path):
    said = run("migrate", "--data", str(tmp_path), code=1, LANJIAN_PORT="eighty")

    assert "LANJIAN_PORT" in said and "Traceback" not in said


def test_an_account_that_is_not_there_gets_no_password(migrated):
    said = typed("user", "password", "nobody", "--data", str(migrated), "--password", "long enough to pass", code=1)

    assert "not_found" in said


def test_the_demonstration_plays_from_the_manhole_to_the_closing():
    said = run("demo")

    assert "已办结（closed）" in said
    assert "理由：" in said
    assert "被拒" in said
    for step in ("待检察官确认（pending_confirmation）", "（candidate）", "看护不等于整改", "（T4、T12）"):
        assert step in said


def test_hazards_are_answered_anew_from_the_command_line(seeded):
    assert "0 of" in run("reassign", "--data", str(seeded), "--reason", "例行核对")
    database = Database(f"sqlite:///{seeded / 'lanjian.db'}")
    hand_over(database)

    shown = typed("reassign", "--data", str(seeded), "--office", "qingyun", "--reason", REASON)
    assert f"权属/管护单位: {BEFORE}" in shown and f"→ {AFTER}" in shown and "Applied" not in shown
    applied = typed("reassign", "--data", str(seeded), "--office", "qingyun", "--reason", REASON, "--apply")
    again = typed("reassign", "--data", str(seeded), "--office", "qingyun", "--reason", REASON)

    assert "Applied to" in applied and "left out: 0" in applied
    assert "0 of" in again
    assert "no such office" in typed("reassign", "--data", str(seeded), "--office", "x", "--reason", REASON, code=1)
    database.close()


def test_the_seeded_county_holds_together_and_what_does_not_is_said(seeded):
    assert "counters: no faults" in run("fsck", "--data", str(seeded))
    original = next((seeded / "store" / "originals").rglob("????????????*"))
    original.rename(seeded / "taken")
    database = Database(f"sqlite:///{seeded / 'lanjian.db'}")
    database.write(lambda session: session.execute(update(Tally).values(count=Tally.count + 1)))
    database.close()

    said = typed("fsck", "--data", str(seeded), code=1)
    assert f"original {original.name}: missing or damaged" in said and "tally" in said
    assert "counters: no faults" in typed("fsck", "--data", str(seeded), "--repair", code=1)
    (seeded / "taken").rename(original)
    typed("fsck", "--data", str(seeded))


def test_hazards_leave_as_one_bundle_and_are_verified(seeded, li, tmp_path):
    items = [item for item in li.do("GET", "/hazards?limit=100")["items"] if item["office"]["name"].startswith("庆云")]
    numbers = [item["number"] for item in items if item["photos"]][:2]
    words = ("export", "--data", str(seeded), "--by", "prosecutor.qingyun", *numbers)

    assert "of the ledger" in run(*words, "--to", str(tmp_path / "bag"))
    assert "缺少独立的时间证明" in run("verify", str(tmp_path / "bag"), code=2)  # the demonstration has no witness
    assert "of the ledger" in typed(*words, "--to", str(tmp_path / "bag.zip"), "--purpose", "移送法院")
    assert "nothing else was found altered" in typed("verify", str(tmp_path / "bag.zip"), "--lang", "en", code=2)
    (tmp_path / "bag" / "data" / "record.json").write_text("{}")
    assert "ALTERED" in typed("verify", str(tmp_path / "bag"), code=1)
    assert "is there already" in typed(*words, "--to", str(tmp_path / "bag"), code=1)
    assert "no such record" in typed(
        "export", "--data", str(seeded), "--by", "nobody", "X", "--to", str(tmp_path / "x"), code=1
    )
