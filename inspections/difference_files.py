"""The file of a difference: JSON lines, in the store under its SHA-256.

One header, then the answers that hazards have or would have (many share one), then one line per hazard::

    {"reassignment_id": …, "reason": …, "map_versions": …, "agencies": {id: name}, "answers": 2, "hazards": 1}
    {"answer": "5f0c…", "area": …, "flags": […], "candidates": […]}
    {"answer": "91aa…", …}
    {"hazard_id": …, "number": …, "version": 3, "before": "5f0c…", "after": "91aa…", "kept": ["owner"],
     "asset_id": null, "near_sensitive_place": true}
"""

from array import array
from itertools import islice

import orjson

from . import pages

BLOCK = 256 * 1024
LIMIT_BYTES = 4 * 1024**3


def keep(store, row, versions, names, found) -> str:
    """Write the difference *found* for the re-assignment *row*; the digest under which the store has it."""
    incoming = store.incoming(LIMIT_BYTES)
    try:
        block = bytearray()
        for line in _lines(row, versions, names, found):
            block += orjson.dumps(line, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS) + b"\n"
            if len(block) >= BLOCK:
                incoming.write(bytes(block))
                block.clear()
        incoming.write(bytes(block))
        received = incoming.finish()
        store.keep(received)
        return received.sha256
    finally:
        incoming.discard()


def _lines(row, versions, names, found):
    yield {
        "reassignment_id": row.id,
        "office_id": row.office_id,
        "reason": row.reason,
        "requested_at": row.requested_at,
        "map_versions": versions,
        "agencies": names,
        "total": found.total,
        "answers": len(found.answers),
        "hazards": len(found.changes),
    }
    for digest, answer in sorted(found.answers.items()):
        yield {"answer": _name(digest), **answer}
    for change in found.changes:
        yield {
            "hazard_id": change.hazard_id,
            "number": change.number,
            "version": change.version,
            "before": _name(change.before),
            "after": _name(change.after),
            "kept": change.kept,
            "asset_id": change.asset_id,
            "near_sensitive_place": change.near_sensitive,
        }


def _name(digest):
    return f"{digest:016x}"


class DifferenceFile:
    """Reads the file under *digest*: ``answers`` by name, ``agencies`` by id, and its hazards by position."""

    def __init__(self, store, digest: str):
        self._store, self._digest = store, digest
        with store.open(digest) as file:
            header = orjson.loads(next(file))
            self.agencies, self.answers = header["agencies"], {}
            for line in islice(file, header["answers"]):
                answer = orjson.loads(line)
                self.answers[answer.pop("answer")] = answer
            self._starts, at = array("Q"), file.tell()
            for line in file:
                self._starts.append(at)
                at += len(line)

    def __len__(self):
        return len(self._starts)

    def hazards(self, first: int, count: int) -> list[dict]:
        """At most *count* lines from position *first* on."""
        if first >= len(self):
            return []
        with self._store.open(self._digest) as file:
            file.seek(self._starts[first])
            return [orjson.loads(line) for line in islice(file, count)]


def page(file: DifferenceFile, row, cursor: str | None, limit: int):
    """One page of the file's hazards, and the cursor of the next page or None."""
    about = f"differences {row.digest}"
    first = pages.read(cursor, about, int)[0] if cursor else 0
    lines = file.hazards(first, limit)
    last = first + len(lines)
    return lines, pages.cursor([str(last)], about) if last < len(file) else None
