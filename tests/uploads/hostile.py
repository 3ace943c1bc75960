"""What a decoder may come to do to the process that runs it. Called in the limited child only."""

import ctypes
import os
from pathlib import Path


def take_memory():
    return len(bytearray(4 * 1024**3))


def take_time():
    while True:
        pass


def wait():
    import threading

    threading.Event().wait()


def crash():
    ctypes.string_at(0)


def fill_the_disk(folder):
    (Path(folder) / "large").write_bytes(bytes(20 * 1024**2))


def priority():
    return os.nice(0)


def environment():
    return dict(os.environ)


def answer(*texts):
    return {"texts": texts, "sum": 0.1 + 0.2}
