"""Kinds of documents: what each is called, rests on, is made of, and who approves it. Data, never code.

Rows stand in reference/document_kinds.json. A part names how it is filled (its form), and either the phrases in which
it is drafted, with fields of the record in braces, or the field that it takes as it is.
"""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from . import regimes
from .models import Role

FILE = Path(__file__).parent / "reference" / "document_kinds.json"
FIELD = re.compile(r"\{([a-z_.]+)\}")


class Form(StrEnum):
    """How a part is filled: with one text, several ones, rows, or pictures."""

    ADDRESSEE = "addressee"
    LINE = "line"
    TEXT = "text"
    LIST = "list"
    TABLE = "table"
    SIGNATURES = "signatures"
    PHOTOS = "photos"
    PAIRS = "pairs"
    SKETCH = "sketch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """``blank``: left empty on paper for a pen, ``tall`` with room for a seal. ``source`` is a field, or None."""

    name: str
    title: str | None
    form: Form
    required: bool
    drafts: tuple[str, ...] = ()
    source: str | None = None
    head: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    blank: bool = False
    tall: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """``pictures``: ``cleared`` for a paper that leaves the office, ``team`` for the file, None where it has none.

    ``named_as`` is what a legal regime calls such a document; ``seal``: the office's name and the day stand at its end.
    """

    kind: str
    title: str
    title_en: str
    legal_basis: str
    regime: str
    template: str
    subjects: frozenset[str]
    approvers: frozenset[Role]
    number: str | None
    red_head: bool
    pictures: str | None
    seal: bool
    parts: tuple[Part, ...]
    named_as: str | None = None
    officers: int = 0  # that the outing needs, lest it be a clue and no evidence (R2021 art. 36)

    def titled(self, regime: str) -> str:
        """What it is called under that regime."""
        try:
            return regimes.document_name(regime, self.named_as)["zh"]
        except KeyError:
            return self.title


@cache
def every() -> dict[str, Kind]:
    return {row["kind"]: _read(row) for row in json.loads(FILE.read_text("utf-8"))["kinds"]}


def _read(row):
    sets = {"subjects": frozenset(row["subjects"]), "approvers": frozenset(map(Role, row["approvers"]))}
    return Kind(**row | sets | {"parts": tuple(map(_part, row["parts"]))})


def _part(row):
    row = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Part(**row | {"form": Form(row["form"]), "source": row.pop("from", None)})


def phrased(phrases, record) -> tuple[list[str], list[str]]:
    """Texts after *phrases*, filled from *record* ({field: (value, path)}), and the paths of what was filled in.

    A phrase that needs a field which the record lacks is left out.
    """
    said, paths = [], []
    for phrase in phrases:
        fields = FIELD.findall(phrase)
        if all(record.get(field, (None,))[0] for field in fields):
            said.append(FIELD.sub(lambda match: record[match[1]][0], phrase))
            paths += [record[field][1] for field in fields]
    return said, list(dict.fromkeys(paths))
