"""The responsibility map flattened for a device without a network.

Each place has a list of rows per role, best first: the first row whose conditions hold says who answers. Zones come
before it, as on the map. What a device has to do is written in docs/responsibility.md.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from . import area_codes, evidence
from .agencies import in_force
from .answers import Candidate, Question, Role
from .areas import Area
from .evidence import Records
from .places import Place, locate
from .rules import Rule
from .zones import Zone, is_zone

PLACES = ("county", "township")


@dataclass(frozen=True, slots=True)
class Row:
    """Who answers where the conditions hold; None in a condition means any, a hazard type may be a family."""

    hazard_type: str | None
    asset_kind: str | None
    place_kind: str | None
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of each county and township by its code, and who a zone names, in one epoch.

    A candidate's reason is to be read after the phrase of its place. Confidence is left at possible.
    """

    phrases: Mapping[str, str]
    rows: Mapping[str, Mapping[Role, Sequence[Row]]]
    zones: Mapping[Area, Candidate]


def flatten(records: Records, areas: Sequence[Area], zones: Iterable[Zone], on: date) -> Table:
    """Return the table of the counties among *areas*, their townships, and *zones*, as of a day."""
    counties = [area for area in areas if area.kind == "county"]
    phrases, rows = {}, {}
    for area in areas:
        whole = next((county for county in counties if area_codes.covers(county.code, area.code)), None)
        if area.kind in PLACES and whole and area.code not in rows:
            place = locate((whole, area), ())
            phrases[area.code] = place.phrase
            rows[area.code] = {role: _rows(records, replace(place, phrase=""), on, role) for role in Role}
    return Table(phrases, rows, {zone.area: named for zone in zones for named in _named_by(records, zone, on)})


def features_of(
    features: Iterable[tuple[Area, Mapping[str, object]]], office_areas: Iterable[str], on: date
) -> list[tuple[Area, Mapping[str, object]]]:
    """Return the counties and townships below *office_areas* and the zones that meet them, in the order of the map."""
    import shapely

    codes = list(office_areas)
    now = [(area, geometry) for area, geometry in features if in_force(area.valid_from, area.valid_to, on)]
    places = [row for row in now if row[0].kind in PLACES and any(area_codes.covers(c, row[0].code) for c in codes)]
    zones = [row for row in now if is_zone(row[0])]
    tree = shapely.STRtree([shapely.geometry.shape(geometry) for _, geometry in places])
    kept = places + [row for row in zones if tree.query(shapely.geometry.shape(row[1]), predicate="intersects").size]
    return sorted(kept, key=lambda row: (row[0].kind, row[0].code, row[0].layer, row[0].name))


def _rows(records: Records, place: Place, on: date, role: Role) -> list[Row]:
    alike: dict[tuple, list[Rule]] = {}
    for rule in records.rules[role]:
        if area_codes.covers(rule.area_code, place.code):
            alike.setdefault(_conditions(rule), []).append(rule)
    found = []
    # Rules that differ in these conditions either never meet or one always beats the other: as `rules.rank` has it.
    for group in sorted(alike.values(), key=lambda group: _rank(group[0]), reverse=True):
        _, *conditions = _conditions(group[0])
        hits = evidence.by_rule(Records({role: group}, records.directory), place, _asked(on, *conditions), role)
        if hits.candidates:
            found.append(Row(*conditions, _distinct(hits.candidates)))
    asked = _asked(on)
    last = evidence.by_area_default(records, place, asked, role).candidates
    last = last or evidence.by_nobody(records, place, asked, role).candidates
    return [*found, Row(None, None, None, _distinct(last))]


def _conditions(rule: Rule) -> tuple[int, str | None, str | None, str | None]:
    return rule.depth, rule.hazard_type, rule.asset_kind, rule.place_kind


def _rank(rule: Rule) -> tuple[int, int, bool, bool]:
    exactness = 0 if rule.hazard_type is None else 2 if "." in rule.hazard_type else 1
    return rule.depth, exactness, rule.asset_kind is not None, rule.place_kind is not None


def _named_by(records: Records, zone: Zone, on: date) -> Iterator[Candidate]:
    kind = min(zone.asset_kinds, default=None) if zone.asset_kinds is not None else None
    place = Place(None, None, (zone,), "")
    yield from _distinct(evidence.by_zone(records, place, _asked(on, asset_kind=kind), zone.role).candidates)


def _asked(
    on: date, hazard_type: str | None = None, asset_kind: str | None = None, place_kind: str | None = None
) -> Question:
    return Question(0, 0, None, 0, hazard_type or "", asset_kind, place_kind, on)


def _distinct(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Each agency once, as on the map; the reason without the mark that joins it to the phrase."""
    found: dict[object, Candidate] = {}
    for candidate in candidates:
        found.setdefault(candidate.agency, replace(candidate, reason=candidate.reason.removeprefix("；")))
    return tuple(found.values())
