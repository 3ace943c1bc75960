"""Where what nobody keeps may lie: in memory, because nothing of it needs to reach the disk."""

import os
import shutil
import tempfile

FOLDER, ROOM = "/dev/shm", 4 * 1024**3


def folder() -> str | None:
    """The folder, or None where there is no room in it, as containers often give none."""
    return FOLDER if os.access(FOLDER, os.W_OK) and shutil.disk_usage(FOLDER).free > ROOM else None


def use() -> None:
    """Let temporary files of this process and its children lie there."""
    if chosen := folder():
        os.environ["TMPDIR"] = tempfile.tempdir = chosen
