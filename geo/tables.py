"""Plain columns in a folder, by which a reading process hands its rows over: one file of JSON per column.

A hundred thousand rows take some hundredths of a second each way, and nothing but JSON values can come out.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

Columns = dict[str, list]

ASKED, NAMES = "asked.json", "columns.json"


def ask(folder: Path, asked: Mapping[str, object]) -> None:
    """Leave for the reading process what it needs to know (JSON values)."""
    _write(folder / ASKED, asked)


def asked(folder: Path) -> dict:
    """What `ask` left."""
    return _read(folder / ASKED)


def write(folder: Path, columns: Mapping[str, Sequence]) -> None:
    """Write columns of equal length, made of JSON values or numpy arrays. Of a process that dies nothing is read."""
    for number, values in enumerate(columns.values()):
        _write(folder / f"{number}.json", values)
    _write(folder / NAMES, list(columns))


def read(folder: Path) -> Columns:
    """The columns that `write` left; none if the process found nothing to hand over."""
    if not (folder / NAMES).exists():
        return {}
    return {name: _read(folder / f"{number}.json") for number, name in enumerate(_read(folder / NAMES))}


def _write(path, value):
    import orjson

    path.write_bytes(orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY))


def _read(path):
    import orjson

    return orjson.loads(path.read_bytes())
