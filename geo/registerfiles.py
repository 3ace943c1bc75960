"""Reading a register of assets, in a limited child process: from a sheet or a layer file to plain, checked columns."""

import gc
from collections.abc import Mapping, Sequence
from pathlib import Path

from . import digest, tables
from .errors import BadFile
from .listfiles import ListFile, counted
from .reports import Report

TEXTS = {"code": 60, "name": 200, "component_code": 60, "owner": 200, "cover_class": 60}  # and how long they may be
STATUS = {"完好": "intact", "破损": "damaged", "丢失": "lost", "废弃": "abandoned"}
STATUS |= {word: word for word in STATUS.values()}
NET = {"yes": True, "y": True, "true": True, "1": True, "有": True, "是": True}
NET |= {"no": False, "n": False, "false": False, "0": False, "无": False, "否": False}


def read(file: str, folder: str) -> dict:
    """Read *file* as `tables.asked` in *folder* says; leave the columns there and return the report as JSON values.

    Asked are ``options`` (see the register's drafts) and ``context``: ``{"kinds": {word: code}, "refused": [code],
    "components": {component code: kind}, "owners": {folded word: id}, "outlines": [GeoJSON geometry of the office's
    area], "same": {column: value of all rows}, "facts": [the columns, also the same ones, that make a row's digest]}``.
    ``attributes`` leave as JSON texts.
    """
    gc.disable()  # many small things are made and none is left behind: this process ends soon
    asked, report = tables.asked(Path(folder)), Report()
    try:
        columns = _columns(ListFile(Path(file), Path(folder), asked["options"], asked["context"], report))
        if not report.refused:
            tables.write(Path(folder), columns)
    except BadFile as bad:
        report.error(bad.code, field=bad.field, **bad.details)
    return report.as_json()


def _columns(found: ListFile) -> dict[str, list]:
    columns = found.places(needed=True) | _texts(found) | _words(found)
    columns["owner_id"] = _owners(found, columns["owner_text"])
    columns["last_patrol_on"] = found.days("last_patrol_on")
    taken = (found.mapping.get(name) for name in (*TEXTS, "lon", "lat", "wkt"))
    columns["attributes"] = _json(found.others(taken))
    same = {name: [value] * len(found.rows) for name, value in found.context["same"].items()}
    facts = columns | same
    columns["digest"] = list(digest.of_rows([facts[name] for name in found.context["facts"]]))
    return found.kept(columns)


def _json(values: Sequence[dict]) -> list[str]:
    """Each value as JSON; one that rows share (see `ListFile.others`) is written once."""
    import orjson

    shared = {id(value): value for value in values}
    texts = {key: orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode() for key, value in shared.items()}
    return [texts[id(value)] for value in values]


def _texts(found) -> dict[str, list]:
    found.check_codes("code")
    columns = {name: found.column(name) for name in TEXTS}
    for name, longest in TEXTS.items():
        _check_texts(found, name, columns[name], longest)
    codes = columns["code"]
    found.break_([index for index, code in enumerate(codes) if not code], "empty", "code")
    if len(set(codes)) < len(codes):
        seen: set[str] = set()
        found.break_([i for i, code in enumerate(codes) if code in seen or seen.add(code)], "duplicate_code", "code")
    for name in ("component_code", "cover_class"):
        columns[name] = [text or None for text in columns[name]]
    columns["owner_text"] = columns.pop("owner")
    return columns | {"raw_id": found.columns[found.mapping["code"]]}


def _check_texts(found, name, texts, longest):
    if max(map(len, texts), default=0) > longest or not "".join(texts).isprintable():
        found.break_where(
            texts, lambda text: len(text) > longest or not text.isprintable(), "unusable_text", name, limit=longest
        )


def _words(found) -> dict[str, list]:
    """The enumerated columns. The kind is told by its word, else by the component code, never taken apart."""
    kinds, components = found.context["kinds"], found.context["components"]
    words, codes = found.column("kind"), found.column("component_code")
    named = {word: kinds.get(word.casefold()) for word in set(words)}
    kind = [named[word] or components.get(code) for word, code in zip(words, codes, strict=True)]
    unknown = [index for index, value in enumerate(kind) if value is None]
    found.break_(unknown, "unknown_kinds", "kind", value=counted(words[i] or codes[i] for i in unknown))
    refused = set(found.context["refused"])
    found.break_where(kind, refused.__contains__, "kind_refused", "kind", kind="、".join(sorted(refused)))
    return {"kind": kind, "status": _word(found, "status", STATUS), "net": _word(found, "net", NET)}


def _word(found, name, known: Mapping):
    """One enumerated column. A word that nobody knows stays among the attributes, and is told."""
    words = found.column(name)
    meaning = {word: known.get(word.casefold()) for word in set(words)}
    if any(word and meaning[word] is None for word in meaning):
        strange = [word for word in words if word and meaning[word] is None]
        found.report.warn("unknown_words", field=name, value=counted(strange), rows=len(strange))
    return [meaning[word] for word in words]


def _owners(found, words) -> list[str | None]:
    """The agency of each owner's words; words that name nobody are told, and kept beside it."""
    known = {word: found.context["owners"].get(word.strip().casefold()) for word in set(words) if word}
    unmatched = {word for word, id_ in known.items() if id_ is None}
    if unmatched:
        strange = [word for word in words if word in unmatched]
        found.report.warn("unmatched_owners", field="owner", value=counted(strange), rows=len(strange))
    return [known.get(word) for word in words]
