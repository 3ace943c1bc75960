"""Oriented, stripped, smaller copies for the screen. Decoding happens only in a limited child process."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .store import Store

SIZES = (1600, 320)
WALL_S = 30
REASONS = frozenset({"too_many_pixels", "undecodable", "not_an_image", "timed_out"})


@dataclass(frozen=True, slots=True)
class Preview:
    """How a derivation ended: ``ready``, or ``none`` with a reason code."""

    state: str
    reason: str | None = None


def derive(store: Store, sha256: str, media_type: str) -> Preview:
    """Derive both sizes of the original and keep them. The child is limited in memory, processor and wall time."""
    with tempfile.TemporaryDirectory(dir=store.root / "incoming") as folder:
        said = _in_child(store.path(sha256), media_type, folder)
        if said is None:
            return Preview("none", "timed_out")
        if said.get("state") != "ready":
            reason = said.get("reason")
            return Preview("none", reason if reason in REASONS else "undecodable")
        for size in SIZES:
            store.keep_derived(sha256, size, Path(folder) / f"{size}.jpg")
    return Preview("ready")


def _in_child(original, media_type, folder):
    command = [sys.executable, "-m", "uploads.sandbox", str(original), media_type, str(folder)]
    root = Path(__file__).parent.parent
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=WALL_S, cwd=root, stdin=subprocess.DEVNULL, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode != 0:
        return {"state": "none"}  # killed by a limit, or crashed on what it was given
    return json.loads(done.stdout)
