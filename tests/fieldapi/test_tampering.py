"""The table in docs/bundles.md, made anew: a byte of each part of a bundle is changed, and four programs look at it."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapi import anchoring
from tests.authority import Authority
from tests.bundles import bagit, exported, flip, rewrite, sha256sum, story, verdict

pytestmark = pytest.mark.slow
PAGE = Path(__file__).parents[2] / "docs" / "bundles.md"
COLUMNS = (
    *("one byte changed in", "`sha256sum -c`, `bagit.py --validate`", "the same, manifests mended"),
    *("`openssl ts -verify`", "`verify.py`, manifests mended"),
)
HEAD = f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}\n"
#   part                                  file, and after which text in it or at which place; else in the middle
PARTS = {
    "an original": ("data/originals/*-01.jpg", None),
    "a redacted copy": ("data/derivatives/*-redacted-1.jpg", None),
    "a small copy": ("data/derivatives/*-01-320.jpg", None),
    "the record": ("data/record.json", "lanjian-bundle/"),
    "the record of an outing": ("data/records/*.json", None),
    "the report": ("data/report.pdf", None),
    "the timeline": ("data/timeline.json", "hazard.recorde"),
    "the custody list": ("data/custody.json", "photo.adde"),
    "the list of what was exported": ("data/exported-sha256.txt", None),
    "an entry": ("data/ledger/entries.jsonl", "photo.adde"),
    "the text of an entry": ("data/ledger/entries.jsonl", "WGS8"),
    "a proof": ("data/ledger/entries.jsonl", '"proof":["'),
    "the checkpoint": ("data/ledger/checkpoint.note", "/ledger/v"),
    "its signature": ("data/ledger/checkpoint.note", -20),
    "a key": ("data/ledger/keys.json", "/ledger/v"),
    "the checkpoint that was stamped": ("data/ledger/anchors/*.note", None),
    "the time stamp": ("data/ledger/anchors/*.tsr", None),
    "a manifest": ("manifest-sha256.txt", ""),
}


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path / "tsa")


@pytest.fixture
def bag(settings, database, li, authority, tmp_path):
    """The bundle of the manhole beside the school, stamped and sound."""
    hazard = story(li)
    exported(li, hazard, tmp_path / "first")  # signs
    chosen = replace(settings, tsa_url="http://tsa", tsa_certificates=str(authority.root))
    anchoring.stamp(database, chosen, ask=authority.ask)
    bag = exported(li, hazard, tmp_path / "second")
    assert verdict(bag, "--tsa", str(authority.root))[0] == 0 and stamped(bag, authority)
    return bag


def stamped(bag, authority) -> bool:
    """What ``openssl ts -verify`` says of the time stamp."""
    (token,) = bag.glob("data/ledger/anchors/*.tsr")
    files = ["-in", token, "-data", token.with_suffix(".note"), "-CAfile", authority.root]
    return subprocess.run(["openssl", "ts", "-verify", *files], capture_output=True, check=False).returncode == 0


def change(bag, pattern, text):
    path = next(iter(sorted(bag.glob(pattern))))
    content = path.read_bytes()
    if isinstance(text, str):  # by another digit, so that it can still be read
        at = content.index(text.encode()) + len(text)
        path.write_bytes(content[:at] + (b"1" if content[at : at + 1] == b"0" else b"0") + content[at + 1 :])
    else:
        flip(path, text)
    return path, content


def told(bag, authority):
    """The exit code, and the first sentence that tells of an alteration, without what differs from bundle to bundle."""
    code, said = verdict(bag, "--tsa", str(authority.root), language="en")
    sentence = next(line.removeprefix("[ALTERED] ") for line in said.splitlines() if line.startswith("[ALTERED]"))
    sentence = re.sub(r"(check_\w+): .*", r"\1: …", sentence.replace(bag.name, "…"))
    return f"{code}: " + re.sub(r"\b\d+\b", "…", sentence)


def row(bag, authority, part):
    path, before = change(bag, *PARTS[part])
    plain = {sha256sum(bag), bagit(bag)}
    stamp = "holds" if stamped(bag, authority) else "**fails**"
    if path.parent != bag:
        rewrite(bag)
    mended = {sha256sum(bag), bagit(bag)}
    cells = ["**fails**" if found == {False} else "nothing" for found in (plain, mended)]
    cells = [part, *cells, stamp, told(bag, authority)]
    path.write_bytes(before)
    rewrite(bag)
    return f"| {' | '.join(cells)} |\n"


def test_the_table_of_what_each_program_finds_is_so(bag, authority):
    rewrite(bag)
    found = HEAD + "".join(row(bag, authority, part) for part in PARTS)

    assert found in PAGE.read_text("utf-8"), found
