"""Plain columns in a folder, by which a reading process hands its rows over: one file of JSON per column.

A hundred thousand rows take some hundredths of a second each way, and nothing but JSON values can come out.
"""

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from pathlib import Path
from types import NoneType

ASKED, NAMES = "asked.json", "columns.json"
SAMPLE = 1_000  # values at the head of a column that tell whether many are the same


class Columns(MutableMapping[str, list]):
    """Columns by name. Their bytes are at hand; a column is parsed when it is first asked for, as few often are."""

    def __init__(self, raw: Mapping[str, bytes]):
        self._raw, self._parsed = dict(raw), {}

    def __getitem__(self, name: str) -> list:
        if name in self._raw:
            self._parsed[name] = _unpacked(_parsed(self._raw.pop(name)))
        return self._parsed[name]

    def __setitem__(self, name: str, values: list) -> None:
        self._raw.pop(name, None)
        self._parsed[name] = values

    def __delitem__(self, name: str) -> None:
        del (self._raw if name in self._raw else self._parsed)[name]

    def __iter__(self) -> Iterator[str]:
        return iter([*self._raw, *self._parsed])

    def __len__(self) -> int:
        return len(self._raw) + len(self._parsed)


def ask(folder: Path, asked: Mapping[str, object]) -> None:
    """Leave for the reading process what it needs to know (JSON values)."""
    _write(folder / ASKED, asked)


def asked(folder: Path) -> dict:
    """What `ask` left."""
    return _read(folder / ASKED)


def write(folder: Path, columns: Mapping[str, Sequence]) -> None:
    """Write columns of equal length, made of JSON values or numpy arrays. Of a process that dies nothing is read."""
    for number, values in enumerate(columns.values()):
        _write(folder / f"{number}.json", _packed(values))
    _write(folder / NAMES, list(columns))


def read(folder: Path) -> Columns:
    """The columns that `write` left; none if the process found nothing to hand over."""
    if not (folder / NAMES).exists():
        return Columns({})
    names = _read(folder / NAMES)
    return Columns({name: (folder / f"{number}.json").read_bytes() for number, name in enumerate(names)})


def _packed(values):
    """Texts of which many are the same, as each of them once and where it stands; other values as they are."""
    if not isinstance(values, list) or len(set(map(str, values[:SAMPLE]))) > SAMPLE // 2:
        return values
    if not set(map(type, values)) <= {str, NoneType}:
        return values
    places = {text: place for place, text in enumerate(dict.fromkeys(values))}
    return {"texts": list(places), "places": list(map(places.__getitem__, values))}


def _unpacked(values):
    return list(map(values["texts"].__getitem__, values["places"])) if isinstance(values, dict) else values


def _write(path, value):
    import orjson

    path.write_bytes(orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY))


def _read(path):
    return _parsed(path.read_bytes())


def _parsed(raw):
    import orjson

    return orjson.loads(raw)
