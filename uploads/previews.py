"""Oriented, stripped, smaller copies for the screen. Decoding happens only in a limited child process."""

from dataclasses import dataclass, field
from pathlib import Path

from . import sandbox
from .errors import Damaged
from .store import Store

SIZES = (1600, 320)
WALL_S = 30
TIMED_OUT = "timed_out"


@dataclass(frozen=True, slots=True)
class Preview:
    """How a derivation ended: ``ready``, or ``none`` with a reason code; and what the picture looks like."""

    state: str
    reason: str | None = None
    looks: list[int | None] = field(default_factory=list)


def derive(store: Store, sha256: str, media_type: str, within_s: float = WALL_S) -> Preview:
    """Derive both sizes of the original and keep them. The child is limited in memory, processor and wall time.

    A picture that can't be shown is an answer (``none`` with too_many_pixels, undecodable, not_an_image or timed_out).
    An original that is no longer what was received raises Damaged; a disk that refuses raises OSError: try again.
    """
    store.verify(sha256)
    with store.scratch() as folder:
        preview = _in_child(store.path(sha256), media_type, str(Path(folder).resolve()), within_s)
        if preview.state == "ready":
            for size in SIZES:
                store.keep_derived(sha256, size, Path(folder) / f"{size}.jpg")
        if not store.path(sha256).exists():  # destroyed meanwhile: no copy may outlive it
            store.destroy(sha256)
            raise Damaged
    return preview


def _in_child(original, media_type, folder, within_s):
    limits = sandbox.Limits(memory_bytes=1024**3, cpu_s=20, file_bytes=64 * 1024**2, wall_s=within_s, niceness=5)
    try:
        told = sandbox.run("uploads.pictures:derive", str(original.resolve()), media_type, folder, limits=limits)
    except sandbox.Died as died:
        return Preview("none", TIMED_OUT if died.code == TIMED_OUT else "undecodable")
    return Preview(**told)
