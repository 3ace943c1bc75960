"""Answered means durable: what one upload asks of the operating system, in which order, up to the answer on the socket.

A killed process proves nothing here, for the page cache outlives it; a missing or late fsync is seen only like this.
"""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from .office import Office
from .parcels import Recorded, Simple
from .tracing import CALLS, traced

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
ORDERS = ((Simple, "photo", SIMPLE + KEPT), (Recorded, "piece", PIECE), (Recorded, "last_piece", PIECE + KEPT))
ANSWER = r'(write|writev|sendto|sendmsg)\(\d+<(socket|TCP).*"HTTP/1\.1 20[14]'
TRACED = (*CALLS, "fchmod", "writev", "sendto", "sendmsg")


def out_of_order(calls: list[str], order) -> list[str]:
    """What is not seen in its place, of *order* and the answer after it."""
    at, missing = 0, []
    for wanted in order:
        place = next((place for place in range(at, len(calls)) if _is_there(wanted, calls[place])), None)
        if place is None:
            missing.append(wanted)
        else:
            at = place
    answers = [place for place, call in enumerate(calls) if re.search(ANSWER, call)]
    if not answers or answers[0] < at:
        missing.append("the answer, and not before")
    return missing


def _is_there(wanted, call):
    return re.search(wanted, call) and "= -1" not in call


def calls(office, server, kind, step, content) -> list[str]:
    """The calls of the server while *step* is done, as strace writes them."""
    log, line, parcel = office.folder / "order", office.line(server), kind(content)
    while parcel.next != step:
        parcel.step(line)
    with traced(server, log, "-e", f"trace={','.join(TRACED)}"):
        parcel.step(line)
    return log.read_text(errors="replace").splitlines()


def trials(said, rng, told) -> dict:
    """One upload of each kind: the number of its calls, and what is out of order."""
    found = {"calls": {}, "faults": []}
    with TemporaryDirectory(prefix="lanjian-order-") as name:
        office = Office(Path(name))
        with office.served() as server:
            for kind, step, order in ORDERS:
                seen = calls(office, server, kind, step, b"%PDF-1.7\n" + rng.randbytes(20_000))
                found["calls"][step] = len(seen)
                found["faults"] += [
                    f"{step}: {missing} is not seen in its place" for missing in out_of_order(seen, order)
                ]
                told(f"{step}: {len(seen)} calls, {len(found['faults'])} faults")
    return found


def tell(found):
    print("in order:", ", ".join(f"{step} ({count} calls)" for step, count in found["calls"].items()))
