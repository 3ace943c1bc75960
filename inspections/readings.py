"""What was read of a file for its dry run, kept for the act that follows: the same question is not read twice.

A reading counts only for the very question (file, options, what the database said) and while its bytes are unchanged;
in any other case the file is read again. So all of it can be deleted at any time.
"""

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import orjson

from geo import tables
from geo.reports import Report

KEPT = 8  # the newest ones; who decides later has the file read again
ABOUT = "about.json"


def read(store, sha256: str, asked: dict, work: Callable[[Path], Report]) -> tuple[Report, tables.Columns]:
    """The report and columns that ``work(folder)`` leaves for what was *asked* (JSON values) of the file."""
    question = hashlib.sha256(sha256.encode() + orjson.dumps(asked, option=orjson.OPT_SORT_KEYS)).hexdigest()
    kept = store.readings / question
    with suppress(OSError, ValueError, LookupError):
        return _load(kept)
    with store.scratch() as name:
        folder = Path(name).resolve()
        tables.ask(folder, asked)
        report = work(folder)
        columns = tables.read(folder)
        if columns and not report.refused:
            _keep(folder, report, kept)
        return report, columns


def _load(folder):
    about = orjson.loads((folder / ABOUT).read_bytes())
    if about["digests"] != _digests(folder):
        raise ValueError(f"{folder.name} is damaged")
    return Report.from_json(about["report"]), tables.read(folder)


def _keep(folder, report, kept):
    (folder / ABOUT).write_bytes(orjson.dumps({"report": report.as_json(), "digests": _digests(folder)}))
    kept.parent.mkdir(exist_ok=True)
    shutil.rmtree(kept, ignore_errors=True)
    os.rename(folder, kept)
    folder.mkdir()  # for the context that removes it
    newest = sorted(kept.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in newest[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _digests(folder):
    files = sorted(path for path in folder.iterdir() if path.name != ABOUT)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
