"""``make faults``: what is promised about crashes, disks that refuse and hostile files, tried on real servers."""

import argparse
import json
import random
import sys
import time
from pathlib import Path

from . import files, injections, kills, order

PARTS = {"order": order, "kills": kills, "injections": injections, "files": files}


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts; all of them by default")
    parser.add_argument("--kills", type=int, default=1000, help="of the server (default: 1000)")
    parser.add_argument(
        "--every", type=int, default=1, help="harm only every n-th system call, send every n-th file (default: 1)"
    )
    parser.add_argument("--seed", type=int, default=1, help="of what is random (default: 1)")
    parser.add_argument("--report", type=Path, help="write what was found here, as JSON")
    said = parser.parse_args()
    found = {name: _tried(name, said) for name in said.parts or PARTS}
    if said.report:
        said.report.write_text(json.dumps(found, indent=2, ensure_ascii=False), "utf-8")
    sys.exit(any(part["faults"] for part in found.values()))


def _tried(name, said):
    print(f"\n== {name}: {PARTS[name].__doc__.splitlines()[0]}", flush=True)
    begun = time.monotonic()
    part = PARTS[name].trials(said, random.Random(said.seed), _progress)
    part["seconds"] = round(time.monotonic() - begun)
    PARTS[name].tell(part)
    for fault in part["faults"]:
        print(f"FAULT {fault}")
    print(f"{len(part['faults'])} faults in {part['seconds']} s")
    return part


def _progress(sentence):
    print(f"\r{sentence}\033[K", end="\n" if not sys.stderr.isatty() else "", file=sys.stderr, flush=True)


if __name__ == "__main__":  # the processes that are forked for it import this module too
    main()
