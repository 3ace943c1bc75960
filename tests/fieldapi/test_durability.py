"""Answered means durable: in which order an upload asks for what it needs, and what is left of a server that is killed.

The whole of it, with hostile files, is ``make faults``; here is a small part.
"""

import random
import re
import shutil
from types import SimpleNamespace

import pytest

from tests.faults import files, injections, kills, order
from tests.faults.office import Office
from tests.faults.parcels import Recorded, Simple

pytestmark = pytest.mark.slow
FEW = SimpleNamespace(kills=12, every=15)


@pytest.fixture
def rng():
    return random.Random(7)


@pytest.fixture(scope="module")
def strace():
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")


def silent(sentence):
    """Nobody watches."""


def test_everything_is_on_disk_before_the_answer(strace, tmp_path, rng):
    office = Office(tmp_path)
    with office.served() as server:
        for kind, step, wanted in order.ORDERS:
            calls = order.calls(office, server, kind, step, b"%PDF-1.7\n" + rng.randbytes(20_000))

            assert order.out_of_order(calls, wanted) == []
            for one in wanted:  # and one that was forgotten would be missed
                forgotten = [call for call in calls if not re.search(one, call)]
                assert order.out_of_order(forgotten, wanted)
            assert order.out_of_order(calls[::-1], wanted)


def test_a_server_killed_at_any_moment_loses_nothing_that_it_acknowledged(rng):
    seen = kills.trials(FEW, rng, silent)

    assert seen["faults"] == []
    assert seen["kills"] == FEW.kills
    assert seen["acknowledged"] > 0


def test_whatever_the_disk_refuses_is_answered_cleanly_and_can_be_sent_again(strace, rng):
    found = injections.trials(FEW, rng, silent, [(Simple, "photo"), (Recorded, "last_piece")])

    assert found["faults"] == []
    assert {end for end in found["ends"] if end.startswith("503")}


def test_hostile_files_neither_crash_nor_fatten_the_server(strace, rng):
    found = files.trials(SimpleNamespace(every=60), rng, silent)

    assert found["faults"] == []
    assert found["ends"]["kept"] > found["ends"].get("422 invalid_fields", 0)  # none of these may be in the sample
