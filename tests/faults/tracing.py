"""strace on a living server: what it asks of the operating system, and what it is answered."""

import re
import signal
import subprocess
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path

# What touches files on the way of an upload. A question mark: not on every machine.
CALLS = ("openat", "write", "pwrite64", "fsync", "fdatasync", "?link", "linkat", "?rename", "?unlink", "?mkdir")
CALL = re.compile(r"^(\d+) +(\w+)\(")


def child(pid: int) -> int:
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


def worker(server) -> int:
    """The process that answers: the child of the one that was started."""
    return child(server.process.pid)


def is_alive(server) -> bool:
    with suppress(FileNotFoundError, IndexError):
        return "\nState:\tZ" not in Path(f"/proc/{worker(server)}/status").read_text()
    return False


@contextmanager
def traced(server, log: Path, *words):
    """Trace the server and all of its threads into *log* while the context lasts."""
    line = ["strace", "-f", "-y", "-s", "40", "-o", log, *words, "-p", str(worker(server))]
    process = subprocess.Popen(line, stderr=subprocess.PIPE, text=True)
    said = process.stderr.readline()
    assert "attached" in said, said
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT if is_alive(server) else signal.SIGKILL)  # it waits for ever for the dead
        process.communicate(timeout=30)


def places(log: Path, folder: Path) -> list[tuple[str, int]]:
    """``(call, number)`` of all calls that touched *folder*, counted as strace does, for each thread by itself.

    What else a server writes to is no disk: should the event queue of its threads fail, it may end.
    """
    counts, found = Counter(), set()
    for line in log.read_text(errors="replace").splitlines():
        begun = CALL.match(line)
        if begun:
            counts[begun.groups()] += 1
            if str(folder) in line:
                found.add((begun[2], counts[begun.groups()]))
    return sorted(found)


def met(log: Path, folder: Path) -> bool:
    """Whether a call that touched *folder* was refused, and no other: each thread has its own n-th call."""
    refused = [line for line in log.read_text(errors="replace").splitlines() if "(INJECTED)" in line]
    return bool(refused) and all(str(folder) in line for line in refused)
