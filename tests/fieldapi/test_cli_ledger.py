"""Signing the ledger on the command line, and by the server while it runs."""

import threading
import time

import httpx
import pytest

from fieldapi import anchoring
from fieldapi.story import Colleague
from inspections import notes
from tests.people import PASSWORD
from tests.served import Served, run, typed


@pytest.mark.slow
def test_the_server_signs_what_happened_while_it_runs(seeded):
    with Served(seeded) as server, Colleague(server.url, "prosecutor.qingyun", PASSWORD) as li:
        headers, deadline = {"Authorization": li.authorization}, time.monotonic() + 60
        proof = f"{server.url}/api/v1/ledger/proof?seq=1"
        while time.monotonic() < deadline and httpx.get(proof, headers=headers, trust_env=False).is_error:
            time.sleep(0.2)
        assert li.do("GET", "/ledger/proof?seq=1")["index"] == 0


@pytest.mark.slow
def test_a_checkpoint_is_printed_and_the_key_changed(seeded):
    note = notes.Note.parse(run("ledger", "checkpoint", "--data", str(seeded)))
    assert typed("ledger", "checkpoint", "--data", seeded) == str(note)
    key = notes.Key.parse(run("ledger", "rotate-key", "--data", str(seeded)).strip())
    later = notes.Note.parse(typed("ledger", "checkpoint", "--data", seeded))

    assert notes.Head.parse(later.text).size == notes.Head.parse(note.text).size + 1
    assert list(later.signed_by([key])) == [key]
    assert note.signed_by([key]) == {}


@pytest.mark.slow
def test_one_server_cosigns_the_ledger_of_another(seeded, tmp_path):
    city = tmp_path / "city"
    typed("migrate", "--data", str(city))
    ours, theirs = (_keys(folder) for folder in (seeded, city))
    typed("ledger", "watch", "--data", str(city), ours["ledger"])
    assert "refused" in typed("ledger", "watch", "--data", str(city), theirs["witness"], code=1)
    with Served(city) as witness:
        typed("ledger", "witness", "--data", str(seeded), theirs["witness"], f"{witness.url}/api/v1/ledger/witness")
        typed("ledger", "checkpoint", "--data", str(seeded))
        with Served(seeded) as server, Colleague(server.url, "prosecutor.qingyun", PASSWORD) as li:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline and not li.do("GET", "/ledger/checkpoint")["cosigned"]:
                time.sleep(0.2)
            note = notes.Note.parse(li.do("GET", "/ledger/checkpoint")["note"])

    assert len(note.signed_by([notes.Key.parse(ours["ledger"]), notes.Key.parse(theirs["witness"])])) == 2
    assert "no faults" in typed("fsck", "--data", str(seeded))


def _keys(folder):
    said = typed("ledger", "keys", "--data", str(folder))
    return {name: vkey.strip() for name, _, vkey in (line.partition(":") for line in said.splitlines())}


def test_a_step_that_fails_holds_up_no_other_and_is_tried_again_later(database, settings):
    calls, stop = [], threading.Event()

    def broken(database, settings):
        calls.append("broken")
        raise OSError("no route to host")

    def sound(database, settings):
        calls.append("sound")
        if calls.count("sound") == 3:
            stop.set()

    anchoring.work(database, settings, stop, (broken, sound), pause_s=0)

    assert calls == ["broken", "sound", "sound", "sound"]
