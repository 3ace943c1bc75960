"""The limited child: what a file does to its reader, it does to nobody else."""

import os

import pytest

from uploads import sandbox
from uploads.sandbox import Died, Limits

NARROW = Limits(memory_bytes=512 * 1024**2, cpu_s=1, file_bytes=10 * 1024**2, wall_s=30)


def run(work, *arguments, limits=NARROW):
    return sandbox.run(f"tests.uploads.hostile:{work}", *arguments, limits=limits)


def test_the_answer_comes_back():
    assert run("answer", "蓝检", "b") == {"texts": ["蓝检", "b"], "sum": 0.1 + 0.2}


@pytest.mark.parametrize(
    ("work", "code"), [("take_memory", "out_of_memory"), ("take_time", "timed_out"), ("crash", "crashed")]
)
def test_whoever_takes_too_much_is_ended_with_a_reason(work, code):
    with pytest.raises(Died) as died:
        run(work)

    assert died.value.code == code


def test_whoever_waits_for_ever_is_ended():
    with pytest.raises(Died, match="timed_out"):
        run("wait", limits=Limits(memory_bytes=512 * 1024**2, cpu_s=1, file_bytes=1024, wall_s=0.5))


def test_what_nobody_waits_for_lets_others_go_first():
    limits = Limits(memory_bytes=512 * 1024**2, cpu_s=1, file_bytes=1024, wall_s=30, niceness=5)

    assert run("priority", limits=limits) == min(os.nice(0) + 5, 19)


def test_what_is_written_has_a_limit(tmp_path):
    with pytest.raises(OSError, match="File too large"):
        run("fill_the_disk", str(tmp_path))


def test_the_child_knows_nothing_of_our_environment(monkeypatch):
    monkeypatch.setenv("LANJIAN_DATABASE_URL", "postgresql://secret")

    assert "secret" not in str(run("environment"))
