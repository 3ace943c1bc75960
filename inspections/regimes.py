"""Legal regimes: which periods run, by which article, and what documents are called. Data, never code.

Rows stand in reference/legal_regimes.json; a regime that is not enabled answers nothing. A clock keeps the row by which
it started, so that a later edition changes nothing that runs.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path

from geo import area_codes

from .periods import Length, Unit

FILE = Path(__file__).parent / "reference" / "legal_regimes.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """One row: a period, what starts it, and what the law lets happen to it.

    ``extensions`` are the steps in which it can be extended: {"count", "unit", "level"}, a count of null for one that
    the approval states. ``exclusions`` are the grounds on which days do not count. ``by_posting``: in time is what was
    posted in time. ``urgent``: needs a reason and somebody who decided.
    """

    kind: str
    mark: str | None  # T1 … T12 of the domain reference
    name_zh: str
    name_en: str
    count: int
    unit: Unit
    started_by: tuple[str, ...]
    article: str
    verified: bool
    rolls: bool = True
    by_posting: bool = False
    urgent: bool = False
    extensions: tuple[dict, ...] = ()
    exclusions: tuple[dict, ...] = ()
    hazard_types: tuple[str, ...] = ()  # of a hazard's clock: to which it applies
    ended_by_hand: bool = False

    @property
    def length(self):
        return Length(self.count, self.unit)

    def as_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, said) -> "ClockRule":
        return cls(
            **{name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
            | {"unit": Unit(said["unit"])}
        )


@dataclass(frozen=True, slots=True)
class Regime:
    code: str
    version: int
    name: str
    enabled: bool
    effective_from: date | None
    effective_to: date | None
    area_code: str
    document_names: dict[str, dict]
    transition: str | None
    clocks: dict[str, ClockRule]

    @property
    def edition(self):
        """The code with its version, as clocks keep it."""
        return f"{self.code}.{self.version}"

    def is_in_force(self, on: date) -> bool:
        begun = self.effective_from is None or self.effective_from <= on
        return self.enabled and begun and (self.effective_to is None or on <= self.effective_to)


@cache
def every() -> tuple[Regime, ...]:
    return tuple(_read(row) for row in json.loads(FILE.read_text("utf-8"))["regimes"])


def _read(row):
    days = {name: row[name] and date.fromisoformat(row[name]) for name in ("effective_from", "effective_to")}
    return Regime(**row | days | {"clocks": {one["kind"]: ClockRule.from_json(one) for one in row["clocks"]}})


def kinds() -> tuple[str, ...]:
    """Every kind of clock that a regime knows, also one that is not enabled."""
    return tuple(dict.fromkeys(kind for regime in every() for kind in regime.clocks))


def document_name(code: str, document: str) -> dict:
    """What a document is called under the regime *code*: {"kind", "zh", "en"}; KeyError where it knows none such."""
    return next(regime for regime in every() if regime.code == code).document_names[document]


def rule(kind: str, on: date, area_code: str, *, code: str | None = None) -> tuple[Regime, ClockRule] | None:
    """The rule of *kind* in force on that day for that area, the smallest area first; None where no law has one.

    With *code* that of this regime only: a document keeps the regime under which it was issued.
    """
    found = [
        regime
        for regime in every()
        if kind in regime.clocks
        and regime.is_in_force(on)
        and area_codes.covers(regime.area_code, area_code)
        and code in (None, regime.code)
    ]
    best = max(found, key=lambda regime: len(area_codes.significant(regime.area_code)), default=None)
    return best and (best, best.clocks[kind])
