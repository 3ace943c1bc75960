"""Bounds on the time that one feature takes of the process that reads a file, and a note of which feature it was.

GEOS can't be interrupted, and its work grows with the square of what a hostile outline asks for: so the process ends.
"""

import math
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOTE, BYTES = "feature", 8
SHARE = 8  # a feature may take one part of so many of the processor's time that the process has


class Watch:
    """Watches over features one by one; *folder* is where whoever waits for the process looks for the note."""

    def __init__(self, folder: Path) -> None:
        self._note = (folder / NOTE).open("wb", buffering=0)
        self._limits = resource.getrlimit(resource.RLIMIT_CPU)

    @contextmanager
    def __call__(self, row: int) -> Iterator[None]:
        """Work on the feature *row*: the signal SIGXCPU ends this process when that takes too long."""
        self._write(row)
        most, hard = self._limits
        if most != resource.RLIM_INFINITY:
            ends = math.ceil(time.process_time()) + math.ceil(most / SHARE)
            resource.setrlimit(resource.RLIMIT_CPU, (min(ends, most), hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_CPU, self._limits)
            self._write(0)

    def _write(self, row):
        self._note.seek(0)
        self._note.write(row.to_bytes(BYTES))


def stopped_at(folder: Path) -> int | None:
    """The feature at which the process that wrote into *folder* ended; None if it was at none."""
    note = folder / NOTE
    return (int.from_bytes(note.read_bytes()) or None) if note.exists() else None
