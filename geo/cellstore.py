"""Keeps built cells on disk, so that any number of processes share one memory-mapped copy."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from tempfile import mkdtemp

from .cells import Cells, Frame

# Counted up when the arrays or their meaning change: cells built by older code are then not read.
FORMAT = 1
KEPT = 4  # indexes in a cache: of the present version, and of those that other processes may still ask for


def cells(name: str, build: Callable[[], Cells], cache: Path | None) -> Cells:
    """Return the cells kept under *name* in the folder *cache*; builds and keeps them if they are not there.

    What is damaged is built anew and replaced. Without a cache, or where it cannot be written, they are only built.
    """
    if cache is None:
        return build()
    folder = cache / f"{name}-{FORMAT}"
    try:
        return _load(folder)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        built = build()
    try:
        _save(built, folder)
        _prune(cache)
        return _load(folder)
    except OSError:
        return built


def _prune(cache: Path) -> None:
    """Remove all but the newest; a process that has one mapped keeps what it has."""
    folders = sorted(cache.glob(f"*-{FORMAT}"), key=lambda folder: folder.stat().st_mtime, reverse=True)
    for folder in folders[KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)


def _load(folder: Path) -> Cells:
    import numpy

    about = json.loads((folder / "about.json").read_text("utf-8"))
    arrays = {}
    for name, digest in about["digests"].items():
        path = folder / f"{name}.npy"
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                raise ValueError(f"{path.name} is damaged")
        # An empty array cannot be mapped. Seen as a plain array, a mapped one costs no more than another.
        arrays[name] = numpy.asarray(numpy.load(path, mmap_mode="r" if path.stat().st_size > 128 else None))
    return Cells(Frame(**about["frame"]), arrays)


def _save(built: Cells, folder: Path) -> None:
    """Write to a temporary folder beside and rename it: a crash leaves no half of it under the name."""
    import numpy

    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        digests = {}
        for name, array in built.arrays.items():
            path = scratch / f"{name}.npy"
            numpy.save(path, array)
            with path.open("rb+") as file:
                digests[name] = hashlib.file_digest(file, "sha256").hexdigest()
                os.fsync(file.fileno())
        about = {"frame": asdict(built.frame), "digests": digests}
        (scratch / "about.json").write_text(json.dumps(about), "utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        scratch.rename(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
