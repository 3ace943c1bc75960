"""Work on hostile files, in a child process with limits: ``python -m uploads.sandbox LIMITS WORK ARGUMENT…``.

Whatever a file does to its decoder, it does to that process, which has no more memory, processor time, wall time and
file size than is set here, and none of our environment. The answer is one JSON value; when the disk refuses, which is
no fault of the file, the child ends with the status EX_IOERR (sysexits.h) instead.
"""

import gc
import importlib
import json
import os
import resource
import signal
import subprocess
import sys
from dataclasses import astuple, dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENVIRONMENT = {"LANG": "C.UTF-8", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PROJ_NETWORK": "OFF"}
OUT_OF_MEMORY = os.EX_OSERR


@dataclass(frozen=True, slots=True)
class Limits:
    memory_bytes: int
    cpu_s: int
    file_bytes: int
    wall_s: float
    niceness: int = 0  # above ours, where nobody waits for the answer: then our own requests go first


class Died(Exception):
    """The work did not end by itself: ``timed_out``, ``out_of_memory`` or ``crashed``."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def run(work: str, *arguments: str, limits: Limits):
    """Call *work* (``package.module:function``) with texts in a limited child; return what it returns (JSON values).

    Raises Died when it takes too much or crashes, and OSError when the disk refuses: try again then.
    """
    command = [sys.executable, "-m", "uploads.sandbox", json.dumps(astuple(limits)), work, *arguments]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=limits.wall_s,
            cwd=ROOT,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Died("timed_out") from None
    if done.returncode == os.EX_IOERR:
        raise OSError(f"{work}: {done.stderr.decode(errors='replace')}")
    if done.returncode == -signal.SIGXCPU:
        raise Died("timed_out")
    if done.returncode:
        raise Died("out_of_memory" if done.returncode == OUT_OF_MEMORY else "crashed")
    return json.loads(done.stdout)


def _limit(memory_bytes, cpu_s, file_bytes, _wall_s, niceness):
    os.nice(niceness)
    _at_most(resource.RLIMIT_AS, memory_bytes)
    _at_most(resource.RLIMIT_CPU, cpu_s, cpu_s + 1)  # the first is a signal, the second the end
    _at_most(resource.RLIMIT_FSIZE, file_bytes)
    _at_most(resource.RLIMIT_CORE, 0)


def _at_most(kind, soft, hard=None):
    allowed = resource.getrlimit(kind)[1]  # whoever runs us may allow less
    wanted = (soft, soft if hard is None else hard)
    resource.setrlimit(kind, wanted if allowed == resource.RLIM_INFINITY else tuple(min(n, allowed) for n in wanted))


def main():
    limits, work, *arguments = sys.argv[1:]
    _limit(*json.loads(limits))
    gc.disable()  # a short life of many small values: looking for cycles takes most of its time
    module, _, function = work.partition(":")
    try:
        answer = getattr(importlib.import_module(module), function)(*arguments)
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
    except OSError as error:
        sys.stderr.write(str(error))
        sys.exit(os.EX_IOERR)
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
