"""``make bench``: what is promised about speed and memory, measured on this machine, peers in the same run."""

import argparse

from . import (
    assignment,
    duplicates,
    followups,
    intake,
    layers,
    ledger,
    recording,
    registers,
    responsibility,
    startup,
    store,
)

PARTS = {
    "startup": startup,
    "recording": recording,
    "intake": intake,
    "assignment": assignment,
    "responsibility": responsibility,
    "layers": layers,
    "registers": registers,
    "store": store,
    "ledger": ledger,
    "duplicates": duplicates,
    "followups": followups,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts; all of them by default")
    for name in parser.parse_args().parts or PARTS:
        print(f"\n== {name}: {PARTS[name].__doc__.splitlines()[0]}")
        PARTS[name].measure()


main()
