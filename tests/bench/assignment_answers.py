"""The map and the questions of the assignment benchmark."""

from datetime import date
from uuid import UUID

import numpy

from geo.bulk import Kind, Questions
from geo.responsibility import Agency, ResponsibilityMap, Role, Rule

AGENCIES = (
    ("人民政府", "government", ()),
    ("综合行政执法局", "agency", ("urban",)),
    ("住房和城乡建设局", "agency", ("housing",)),
)
RULES = ((None, "urban"), ("sewage", "housing"))
TYPES = ("manhole.net_missing", "manhole.broken", "fire_lane.blocked")
KINDS = [Kind(0.0, type_, asset, "sidewalk", date(2026, 6, 29)) for type_ in TYPES for asset in ("sewage", "telecom")]
SEED = 20260629


def example(index, lons, lats):
    """Return a map and questions: three agencies in every county, two rules, three types, two kinds of asset."""
    return ResponsibilityMap(index, _rules(), _agencies(index)), _questions(lons, lats)


def _agencies(index):
    return [
        Agency(UUID(int=1000 * i + j), f"{area.name}{name}", kind, area.code, frozenset(functions), None, None, None)
        for i, area in enumerate(index.areas)
        for j, (name, kind, functions) in enumerate(AGENCIES)
    ]


def _rules():
    common = {"hazard_type": "manhole", "place_kind": None, "area_code": "000000", "agency_id": None, "reason": ""}
    since = {"legal_basis": (), "verified": True, "priority": 0, "valid_from": None, "valid_to": None}
    return [
        Rule(code=f"R-{i}", role=Role.REGULATOR, asset_kind=kind, function=function, **common, **since)
        for i, (kind, function) in enumerate(RULES)
    ]


def _questions(lons, lats):
    chance, count = numpy.random.default_rng(SEED), len(lons)
    return Questions(
        lons=lons,
        lats=lats,
        accuracies_m=chance.choice([5.0, 10.0, 30.0], count),
        kind_of=chance.integers(0, len(KINDS), count),
        kinds=KINDS,
    )
