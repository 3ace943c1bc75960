"""Every system call of an upload refused, or the last that the server makes: no acknowledged loss, clean problems.

Each step of each way of sending is repeated with its first, second, third … call of a kind answered with EIO or ENOSPC,
or with the process killed there. Then the phone sends again.
"""

import http.client
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from .office import Office, Refused
from .parcels import InPieces, Recorded, Simple
from .tracing import CALLS, is_alive, met, places, traced

STEPS = (
    *((Simple, "record"), (Simple, "photo")),
    *((InPieces, "begin"), (InPieces, "piece"), (InPieces, "last_piece"), (InPieces, "record")),
    (Recorded, "last_piece"),
)
REFUSALS = ("EIO", "ENOSPC")
HARMS = (*REFUSALS, "KILL")
TRIES = 3  # of a place, since the harm may meet another thread first


class Trial:
    """One office whose disk refuses, and what was seen of it."""

    def __init__(self, folder, rng):
        self.office, self._rng, self._log = Office(folder), rng, folder / "trace"
        self.parcels, self.faults, self.ends = [], [], Counter()

    def upto(self, kind, step, line):
        """A parcel of which everything before *step* is acknowledged."""
        parcel = kind(b"%PDF-1.7\n" + self._rng.randbytes(20_000))
        self.parcels.append(parcel)
        while parcel.next != step:
            parcel.step(line)
        return parcel

    def places(self, kind, step):
        """Where *step* can be harmed, in a server that has warmed up."""
        with self.office.served() as server:
            line = self.office.line(server)
            self.upto(kind, step, line).go_on(line)
            parcel = self.upto(kind, step, line)
            with traced(server, self._log, "-e", f"trace={','.join(CALLS)}"):
                parcel.step(line)
            parcel.go_on(line)
        return places(self._log, self.office.folder)

    def inject(self, server, kind, step, call, harm):
        """Let *step* meet the harm and count what came of it. False when not only files of the office were refused."""
        line = self.office.line(server)
        self.upto(kind, step, line).go_on(line)
        parcel, name = self.upto(kind, step, line), f"{kind.__name__} {step}, {call} {harm}"
        with traced(server, self._log, "-e", f"trace={call}", "-e", f"inject={call}:{harm}"):
            end, wrong = self._end(parcel, line, name)
        killed = end == "no answer" and "KILL" in harm
        if not killed and not met(self._log, self.office.folder):
            return False
        self.ends[end] += 1
        self.faults += wrong
        return True

    def _end(self, parcel, line, name):
        try:
            parcel.step(line)
        except Refused as refused:  # neither the phone's fault nor ours
            return str(refused), [] if refused.status == 503 else [f"{name}: {refused}"]
        except (OSError, http.client.HTTPException):
            return "no answer", []
        except AssertionError as error:
            return "broken promise", [f"{name}: {error}"]
        return "done", []

    def again(self, server, name):
        """What was not acknowledged is sent again, to a server that nobody disturbs any more."""
        line, parcel = self.office.line(server), self.parcels[-1]
        try:
            parcel.go_on(line)
            parcel.check(line)
        except Exception as error:
            self.faults.append(f"{name}, sent again: {type(error).__name__}: {error}")

    def check(self, name):
        self.faults += [f"{name}: {fault}" for fault in self.office.faults(self.parcels)]


def trials(said, rng, told, steps=STEPS) -> dict:
    """Harm every call of every step: ``{"table": {step: {call: {harm: times}}}, "ends": …, "faults": …}``."""
    table = {}
    with TemporaryDirectory(prefix="lanjian-injections-") as name:
        trial = Trial(Path(name), rng)
        for kind, step in steps:
            words = f"{kind.__name__} {step}"
            table[words] = _harmed(trial, kind, step, trial.places(kind, step)[:: said.every])
            told(f"{words}: {table[words]}, {len(trial.faults)} faults")
    return {"table": table, "ends": dict(trial.ends), "faults": trial.faults}


def _harmed(trial, kind, step, harmed):
    seen = {call: Counter() for call, _ in harmed}
    for error in REFUSALS:
        left = harmed * TRIES
        while left:
            with trial.office.served() as server:
                _refuse(trial, server, kind, step, error, left, seen)
        trial.check(f"{kind.__name__} {step} {error}")
    for call, number in harmed:
        with trial.office.served() as server:
            trial.again(server, f"before {call} KILL {number}")
            seen[call]["KILL"] += trial.inject(server, kind, step, call, f"signal=KILL:when={number}")
            server.kill()
        trial.check(f"{kind.__name__} {step} {call} KILL {number}")
    return {call: dict(counts) for call, counts in seen.items()}


def _refuse(trial, server, kind, step, error, left, seen):
    while left and is_alive(server):
        call, number = place = left.pop(0)
        if trial.inject(server, kind, step, call, f"error={error}:when={number}"):
            left[:] = [other for other in left if other != place]
            seen[call][error] += 1
            trial.again(server, f"{kind.__name__} {step}, {call} {error} {number}")


def tell(found):
    for step, calls in found["table"].items():
        harmed = (f"{call} {'/'.join(str(seen.get(harm, 0)) for harm in HARMS)}" for call, seen in calls.items())
        print(f"{step} ({'/'.join(HARMS)}): {', '.join(harmed)}")
    print("ends:", ", ".join(f"{end} {count}" for end, count in sorted(found["ends"].items())))
