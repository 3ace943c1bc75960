"""Hostile and damaged files sent to a real server: none may crash, slow or fatten it, and what is evidence is kept.

Sent are all photographs of the tests, those of a folder beside the project if it is there, and `hostile.made`.
"""

import json
import os
import re
import signal
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.people import PHOTOS
from tests.served import ROOT, Served
from uploads import sniff
from uploads.errors import UnsupportedContent

from . import hostile
from .office import Office, Refused
from .parcels import Simple
from .tracing import child

SHARED = ROOT.parent / "shared" / "data" / "photos"
MOST_S = 2
MOST_GROWTH_MB = 50
EACH = 25  # files on one hazard
PATIENCE_S = 120  # for the previews of one hazard
STARTED = re.compile(r'execve\("([^"]+)"')


def collected(rng):
    """``(name, bytes, may be stored)`` of everything that is sent."""
    seen = set()  # the folders share some, and what is here twice would count as attached twice
    for path in sorted(path for folder in (PHOTOS, SHARED) for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        if content not in seen:
            yield path.name, content, _storable(content)
        seen.add(content)
    yield from hostile.made(rng)


def _storable(content):
    try:
        return bool(sniff.media_type(content[:4096]))
    except UnsupportedContent:
        return False


class Trial:
    """A server under watch: which programs it starts, how much memory it takes, how long it thinks."""

    def __init__(self, office, server):
        self.office, self.server, self.line = office, server, office.line(server)
        self.faults, self.previews, self.ends, self.slowest = [], Counter(), Counter(), (0, "")
        self.sent = self.base = self.most = 0

    def memory(self) -> int:
        """Bytes of the process that answers: the grandchild of strace."""
        status = Path(f"/proc/{child(child(self.server.process.pid))}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) * 1024

    def warm_up(self):
        """As much as any photographs make it take."""
        for path in sorted(PHOTOS.glob("*.jpg")):
            hazard = Simple(path.read_bytes() + b"warm")
            hazard.go_on(self.line)
            self._settled([hazard.hazard_id])
        self.base = self.most = self.memory()

    def send(self, hazard_id, name, content, storable):
        self.sent += 1
        parcel = Simple(content)
        parcel.hazard_id = hazard_id
        took, end = self._timed(parcel)
        if took > MOST_S:  # the machine may have been busy just then; the same photo again costs the same
            took, end = min((took, end), self._timed(parcel))
        self.slowest = max(self.slowest, (took, name))
        if took > MOST_S:
            self.faults.append(f"{name} took {took:.1f} s")
        if end != ("kept" if storable else "422 invalid_fields"):
            self.faults.append(f"{name}: {end}")
        self.ends[end] += 1
        if parcel.is_whole:
            parcel.check(self.line)
        self.most = max(self.most, self.memory())

    def _timed(self, parcel):
        """Seconds that the request took, and how it ended."""
        begun, parcel.done = time.perf_counter(), 1
        try:
            parcel.step(self.line)
            end = "kept"
        except Refused as refused:
            end = str(refused)
        return time.perf_counter() - begun, end

    def _settled(self, hazard_ids):
        """The photos of these hazards, once it is known of all whether they can be shown."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            photos = [photo for id_ in hazard_ids for photo in self._photos(id_)]
            if all(photo["preview"] != "pending" for photo in photos) or time.monotonic() > deadline:
                return photos
            time.sleep(0.2)

    def _photos(self, hazard_id):
        return json.loads(self.line.ask("GET", f"/hazards/{hazard_id}/photos")[1])["items"]

    def send_all(self, files):
        hazard = Simple(b"")
        hazard.record(self.line)
        for name, content, storable in files:
            self.send(hazard.hazard_id, name, content, storable)
        for photo in self._settled([hazard.hazard_id]):
            self.previews[photo["preview"]] += 1
            if photo["preview"] == "pending":
                self.faults.append(f"nobody knows whether {photo['id']} can be shown")


def trials(said, rng, told) -> dict:
    """Send everything, or every n-th: what became of it, and what it cost."""
    files = list(collected(rng))[:: said.every]
    with TemporaryDirectory(prefix="lanjian-files-") as name:
        office, log = Office(Path(name)), Path(name) / "started"
        watched = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=execve", "-o", log]
        with office.served(Served(office.folder, under=watched)) as server:
            trial = Trial(office, server)
            trial.warm_up()
            for start in range(0, len(files), EACH):
                trial.send_all(files[start : start + EACH])
                told(f"{trial.sent} files, {len(trial.faults)} faults")
            os.kill(child(server.process.pid), signal.SIGTERM)  # strace would not pass it on
            server.process.wait(30)
        started = Counter(Path(path).name for path in STARTED.findall(log.read_text()))
        trial.faults += office.faults()
    return _summed_up(trial, started)


def _summed_up(trial, started):
    growth = (trial.most - trial.base) / 1e6
    if growth > MOST_GROWTH_MB:
        trial.faults.append(f"the server grew by {growth:.0f} MB")
    if not all(name.startswith("python") for name in started):
        trial.faults.append(f"programs were started: {dict(started)}")
    return {
        "sent": trial.sent,
        "previews": dict(trial.previews),
        "ends": dict(trial.ends),
        "slowest_s": round(trial.slowest[0], 2),
        "slowest": trial.slowest[1],
        "memory_mb": round(trial.base / 1e6),
        "growth_mb": round(growth, 1),
        "programs": dict(started),
        "faults": trial.faults,
    }


def tell(found):
    print(f"{found['sent']} files: {found['ends']}, previews {found['previews']}")
    print(f"slowest {found['slowest_s']} s ({found['slowest']}); programs started: {found['programs']}")
    print(f"the server took {found['memory_mb']} MB and grew by {found['growth_mb']} MB")
