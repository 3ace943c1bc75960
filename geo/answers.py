"""The question put to a responsibility map, and its answer.

A candidate is 建议核实对象: somebody to check with, until a named prosecutor confirms. Nothing here says more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from .agencies import Agency
from .areas import Area
from .assets import NOTHING, Nearby

if TYPE_CHECKING:
    from .rules import Rule
    from .zones import Zone


class Role(StrEnum):
    """Three questions that are never collapsed into one "department"."""

    OWNER = "owner"  # who must fix it?
    REGULATOR = "regulator"  # who must make the owner fix it?
    TERRITORIAL = "territorial"  # who answers if nobody owns it?


ROLE_NAMES = {Role.OWNER: "权属/管护单位", Role.REGULATOR: "行业主管部门", Role.TERRITORIAL: "属地政府"}


class Source(StrEnum):
    """Where a candidate comes from."""

    ASSET = "asset"
    ZONE = "zone"
    RULE = "rule"
    AREA_DEFAULT = "area_default"
    OVERRIDE = "override"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    """How far a candidate may be relied on before anybody has checked."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Outcome(StrEnum):
    """What became of a zone or rule that was looked at."""

    MATCHED = "matched"
    LOST = "lost"
    NOT_MATCHED = "not_matched"


class Flag(StrEnum):
    """What to be careful about."""

    BOUNDARY_UNCERTAIN = "boundary_uncertain"  # the accuracy circle crosses an edge: both sides are listed
    OUTSIDE_JURISDICTION = "outside_jurisdiction"  # not in an area of the asking office


@dataclass(frozen=True, slots=True)
class Question:
    """What was found where, when. WGS84 degrees; accuracy and datum error in metres.

    ``hazard_type`` is a full code such as manhole.net_missing. ``office_areas`` are the county or city codes
    of the asking office; empty means that jurisdiction is not asked about.
    """

    lon: float
    lat: float
    accuracy_m: float | None
    datum_error_m: float
    hazard_type: str
    asset_kind: str | None
    place_kind: str | None
    on: date
    office_areas: frozenset[str] = frozenset()
    assets: Nearby = NOTHING  # what the registers hold about the spot

    @property
    def radius_m(self) -> float:
        """The radius in metres of the disc in which the spot may really lie."""
        return max(0.0, (self.accuracy_m or 0.0) + self.datum_error_m)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to check with in one role, and why. ``agency`` None is the unknown owner, a normal answer.

    ``rule`` is the code of the rule or zone. ``verified`` says that the office has checked that rule.
    """

    role: Role
    agency: Agency | None
    source: Source
    rule: str | None
    reason: str
    legal_basis: tuple[str, ...]
    confidence: Confidence
    verified: bool


@dataclass(frozen=True, slots=True)
class Considered:
    """A zone, rule, registered asset or default that was looked at, what became of it, and why (Chinese).

    ``rule`` is the code of the rule or zone, or of the area whose government is the default. ``row`` is the rule or
    zone itself, with its area, validity and legal basis.
    """

    source: Source
    rule: str
    role: Role
    outcome: Outcome
    why: str
    row: "Rule | Zone | None" = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Candidates per role (at least one row each), what they rest on, and the versions of map and rules.

    ``others`` are the further counties, also of other provinces, that the accuracy circle touches.
    """

    area: Area | None
    township: Area | None
    others: tuple[Area, ...]
    candidates: tuple[Candidate, ...]
    flags: tuple[Flag, ...]
    considered: tuple[Considered, ...]
    versions: Mapping[str, str]
