"""Checking an evidence bundle of 500 MB with its own ``verify.py``, as a process of its own. Goal: 50 MB a second.

As the zip that is sent and as a folder; beside it ``sha256sum`` over the same files, which checks the digests only.
"""

import random
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from statistics import median

from fieldapi import create_app
from fieldapi.settings import Settings
from inspections import migrations
from inspections.demo import county
from inspections.handout import verify
from tests.people import PASSWORD, Person

PHOTOS, SIZE = 125, 4_200_000
RUNS = 3


def _bundle(folder):
    """The zip of one hazard with many photographs."""
    app = create_app(Settings(data=folder / "data"))
    migrations.upgrade(app.extensions["database"])
    county.found(app.extensions["database"], PASSWORD)
    li = Person(app, "prosecutor.qingyun")
    hazard = li.record()
    for _ in range(PHOTOS):
        li.add_photo(hazard, content=b"\xff\xd8\xff" + random.randbytes(SIZE - 3))
    path = folder / "bundle.zip"
    response = li.ask("GET", f"/hazards/{hazard['id']}/bundle", buffered=False)
    with path.open("wb") as file:
        for part in response.iter_encoded():
            file.write(part)
    response.close()
    app.extensions["database"].close()
    return path


def _timed(*command, **how):
    begun = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, **how)
    return time.perf_counter() - begun, done


def _checked(path):
    took, done = _timed(sys.executable, verify.__file__, path, "--lang", "en")
    if done.returncode:
        raise RuntimeError(done.stdout)
    return took


def measure():
    with tempfile.TemporaryDirectory() as name:
        path = _bundle(Path(name))
        with zipfile.ZipFile(path) as archive:
            archive.extractall(name)
        (bag,) = (found.parent for found in Path(name).glob("*/bagit.txt"))
        size = sum(file.stat().st_size for file in bag.rglob("*") if file.is_file()) / 1e6
        print(f"{PHOTOS} photographs, {size:.0f} MB, medians of {RUNS}")
        for label, way in (("zip", path), ("folder", bag)):
            took = median(_checked(way) for _ in range(RUNS))
            print(f"verify.py of the {label}: {took:.2f} s, {size / took:.0f} MB/s (goal 50)")
        took = median(_timed("sha256sum", "--quiet", "-c", "manifest-sha256.txt", cwd=bag)[0] for _ in range(RUNS))
        print(f"sha256sum -c of the folder: {took:.2f} s, {size / took:.0f} MB/s")
