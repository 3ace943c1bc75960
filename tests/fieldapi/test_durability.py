"""Answered means durable: what one upload asks of the operating system, in which order, as strace sees it.

A killed process proves nothing here, for the page cache outlives it; a missing or late fsync is seen only like this.
"""

import re
import shutil
import subprocess
import sys

import pytest

from tests.served import ROOT

pytestmark = pytest.mark.slow
ANSWERED = "the answer goes out"

SCRIPT = """
import os, sys
from pathlib import Path
from fieldapi import create_app
from fieldapi.settings import Settings
from tests.conftest import MORNING
from tests.people import Person
from tests.tus import PHOTO, SIZE, Phone
app = create_app(Settings(data=Path(sys.argv[1])), lambda: MORNING)
li = Person(app, "prosecutor.qingyun")
hazard, phone = li.record(), Phone(li)
path = phone.path(hazard_id=hazard["id"])
phone.add(path, 0, PHOTO[:1000])
os.write(2, b"begin")
if sys.argv[2] == "simple":
    li.add_photo(hazard)
elif sys.argv[2] == "piece":
    phone.add(path, 1000, PHOTO[1000:2000])
else:
    phone.add(path, 1000, PHOTO[1000:])
os.write(2, b"the answer goes out")
app.extensions["database"].close()
"""
# What must be seen before the answer, each after the one before it.
PIECE = (r"pwrite64\(.*/parts/\w+>", r"fsync\(.*/parts/\w+>", r"pwrite64\(.*\.state>", r"fsync\(.*\.state>")
KEPT = (
    r"link\(.*/incoming/.*/originals/",
    r"fsync\(.*/originals/\w\w/\w\w>",
    r"fsync\(.*/originals/\w\w>",
    r"fsync\(.*/originals>",
    r"pwrite64\(.*lanjian\.db-wal>",
    r"f(data)?sync\(.*lanjian\.db-wal>",
)
SIMPLE = (r"write\(.*/incoming/\w+>", r"fchmod\(.*/incoming/\w+>", r"fsync\(.*/incoming/\w+>")
CALLS = "write,pwrite64,fsync,fdatasync,link,linkat,rename,renameat,fchmod"


@pytest.mark.parametrize(("kind", "order"), [("simple", SIMPLE + KEPT), ("piece", PIECE), ("last piece", PIECE + KEPT)])
def test_everything_is_on_disk_before_the_answer(sqlite_template, tmp_path, kind, order):
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")
    shutil.copy(sqlite_template, tmp_path / "lanjian.db")
    trace = tmp_path / "trace"
    traced = ["strace", "-f", "-y", "-s", "40", "-o", trace, "-e", f"trace={CALLS}"]
    subprocess.run(
        [*traced, sys.executable, "-c", SCRIPT, tmp_path, kind], cwd=ROOT, check=True, capture_output=True, timeout=120
    )

    calls = trace.read_text().split('"begin"')[1].split(f'"{ANSWERED}"')[0].split("\n")
    for wanted in order:
        places = [place for place, call in enumerate(calls) if re.search(wanted, call) and "= -1" not in call]
        assert places, f"{wanted} is not seen in its place"
        del calls[: places[0]]
