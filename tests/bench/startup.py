"""Time and memory to have an application, without and with geopandas; what must not be imported.

Goal: no geopandas, pandas, pyogrio or matplotlib; at most 0.8 of the variant with geopandas; at most 120 MB.
"""

import json
import subprocess
import sys
import tempfile
from statistics import median

RUNS = 7
HEAVY = ("geopandas", "pandas", "pyogrio", "matplotlib")
SCRIPT = """
import json, resource, sys, time
begun = time.perf_counter()
from pathlib import Path
from fieldapi import create_app
from fieldapi.settings import Settings
{extra}
create_app(Settings(data=Path({folder!r})))
took = time.perf_counter() - begun
rss = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
print(json.dumps([took, rss, [name for name in {heavy!r} if name in sys.modules]]))
"""


def _run(folder, extra):
    script = SCRIPT.format(folder=folder, extra=extra, heavy=HEAVY)
    return json.loads(subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout)


def measure():
    plain, heavy = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(RUNS):  # one of each in turn, so that a busy moment hits both
            plain.append(_run(folder, ""))
            heavy.append(_run(folder, "import geopandas"))
    ours, theirs = median(run[0] for run in plain), median(run[0] for run in heavy)
    memory, other = (median(run[1] for run in runs) / 1e6 for runs in (plain, heavy))
    print(f"create_app: {ours * 1000:.0f} ms, {memory:.0f} MB; with geopandas {theirs * 1000:.0f} ms, {other:.0f} MB")
    print(f"ratio {ours / theirs:.2f} (goal 0.80), medians of {RUNS}; heavy modules imported: {plain[0][2] or 'none'}")
