"""``make bench``: what is promised about speed and memory, measured on this machine, peers in the same run."""

import argparse

from . import (
    assignment,
    documents,
    duplicates,
    followups,
    intake,
    layers,
    ledger,
    moves,
    previews,
    recording,
    registers,
    responsibility,
    startup,
    store,
    sync,
    uploaders,
    verifying,
    web,
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
    "previews": previews,
    "uploaders": uploaders,
    "verifying": verifying,
    "followups": followups,
    "moves": moves,
    "sync": sync,
    "documents": documents,
    "web": web,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts; all of them by default")
    for name in parser.parse_args().parts or PARTS:
        print(f"\n== {name}: {PARTS[name].__doc__.splitlines()[0]}")
        PARTS[name].measure()


if __name__ == "__main__":  # the uploaders are processes that import this module too
    main()
