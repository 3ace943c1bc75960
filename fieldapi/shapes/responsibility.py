"""A place, and who answers for it."""

from geo.answers import Confidence, Outcome, Source
from geo.answers import Role as ResponsibilityRole
from geo.coordinates import Datum

from .base import Named, Shape


class Received(Shape):
    lon: float
    lat: float
    datum: Datum
    source: str


class Location(Shape):
    lon: float
    lat: float
    datum: Datum
    accuracy_m: float | None
    received: Received


class NoFix(Shape):
    no_fix_reason: str


class Area(Shape):
    code: str
    name: str


class Responsibility(Shape):
    role: ResponsibilityRole
    agency: Named | None
    source: Source
    rule: str | None
    reason: str
    legal_basis: list[str]
    confidence: Confidence
    verified: bool


class Considered(Shape):
    source: Source
    rule: str
    role: ResponsibilityRole
    outcome: Outcome
    why: str


class Neighbour(Shape):
    """A county that the accuracy circle touches too, and our office there or above it."""

    area: Area
    office: Named | None


class SensitivePlace(Shape):
    name: str
    kind: str | None  # school, hospital, market …
    distance_m: float


class ResponsibilityAnswer(Shape):
    location: Location
    area: Area | None
    responsibilities: list[Responsibility]
    flags: list[str]
    considered: list[Considered]
    neighbours: list[Neighbour]
    sensitive_places: list[SensitivePlace]
    versions: dict[str, str]
