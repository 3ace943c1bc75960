"""Who is responsible for a place and a kind: the map built from the tables, and the answers kept with a hazard."""

import hashlib
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import orjson
from sqlalchemy import select, update

from geo import area_codes, coordinates, footprints
from geo.agencies import Agency as MapAgency
from geo.answers import Answer, Confidence, Flag, Question, Role, Source
from geo.areas import Area, AreaIndex
from geo.assets import NOTHING, Nearby
from geo.responsibility import ResponsibilityMap
from geo.rules import Rule as MapRule

from . import choices, db, layer_versions
from .models import Agency, AreaFeature, Hazard, Layer, Office, ReferenceVersion, Responsibility, Rule

CHOSEN = {Role.OWNER: "owner_id", Role.REGULATOR: "regulator_id", Role.TERRITORIAL: "territorial_id"}
ANSWER_FLAGS = frozenset(Flag)
ROLES = tuple(Role)
VERSION = db.Prepared(select(ReferenceVersion.version))
FOOTPRINTS = "footprints"  # the folder beside the indexes
CANDIDATE = ("role", "agency_id", "source", "rule", "reason", "legal_basis", "confidence", "verified")


class Maps:
    """The responsibility map of the current reference data, built once per version and shared between threads.

    *indexes* is a folder in which built indexes are kept and shared between processes; without it each builds its own.
    """

    def __init__(self, indexes: Path | None = None):
        self._indexes = indexes
        self._lock = threading.Lock()
        self._version = None
        self._map = None

    def current(self, session) -> ResponsibilityMap:
        version = VERSION(session).scalar()
        with self._lock:
            if version != self._version:
                self._map, self._version = build(session, self._indexes), version
            return self._map


def build(session, indexes: Path | None = None) -> ResponsibilityMap:
    """Read agencies, rules and areas into a map; *indexes* as for ``Maps``."""
    agencies = [
        MapAgency(
            row.id,
            row.name,
            row.kind,
            row.area_code,
            frozenset(row.functions),
            row.valid_from,
            row.valid_to,
            row.successor_id,
        )
        for row in session.scalars(select(Agency))
    ]
    rules = [map_rule(row) for row in session.scalars(select(Rule).order_by(Rule.code, Rule.version))]
    map_ = ResponsibilityMap(AreaIndex(areas(session), indexes), rules, agencies)
    if indexes:
        _remember(map_, indexes / FOOTPRINTS)
    return map_


def _remember(map_, folder):
    """Keep what the map rests on, so that a later one can tell which answers it may change."""
    with suppress(OSError):
        if not (folder / map_.version).exists():
            footprints.keep(folder, map_.version, map_.footprint)


def areas(session, *conditions):
    """The areas that meet *conditions*, of every version that was not withdrawn, each with its period, and geometry."""
    periods = layer_versions.periods(session)
    query = select(AreaFeature, Layer).join(Layer, Layer.id == AreaFeature.layer_id).where(*conditions)
    for feature, layer in session.execute(query):
        if layer in periods:
            attributes = (layer.key, layer.kind, feature.code, feature.name, feature.attributes)
            yield Area(*attributes, *periods[layer]), feature.geometry


def map_rule(row: Rule) -> MapRule:
    """A row as the map knows it."""
    return MapRule(
        row.code,
        row.role,
        row.hazard_type,
        row.asset_kind,
        row.place_kind,
        row.area_code,
        row.agency_id,
        row.agency_function,
        row.reason,
        tuple(row.legal_basis),
        row.verified,
        row.priority,
        row.valid_from,
        row.valid_to,
        row.version,
        row.source_document,
    )


def changed(session):
    """Say that agencies, rules or areas changed, in the transaction that changes them."""
    session.execute(update(ReferenceVersion).values(version=ReferenceVersion.version + 1))


def answer(
    session,
    maps: Maps,
    position,
    hazard_type,
    asset_kind,
    place_kind,
    on: date,
    office: Office | None = None,
    assets: Nearby = NOTHING,
) -> Answer:
    """Ask the map about a received *position* (any datum) on a legal date; *office* says whose jurisdiction."""
    lon, lat = coordinates.to_wgs84(position.lon, position.lat, position.datum)
    areas = frozenset([office.area_code]) if office else frozenset()
    question = Question(
        lon,
        lat,
        position.accuracy_m,
        coordinates.datum_error_m(position.datum),
        hazard_type,
        asset_kind,
        place_kind,
        on,
        areas,
        assets,
    )
    return maps.current(session).answer(question)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an inspector should know of a place beside who answers for it.

    *neighbours* are the counties that the accuracy circle also touches, each with our office there or None;
    *sensitive* the schools, hospitals, markets within 200 m (domain §3.5) with their distance in metres.
    """

    neighbours: list[tuple[Area, Office | None]]
    sensitive: list[tuple[Area, float]]


def surroundings(session, maps: Maps, position, on: date, found: Answer) -> Surroundings:
    """What lies around a received *position* on a legal date, and whom *found* names across a boundary."""
    lon, lat = coordinates.to_wgs84(position.lon, position.lat, position.datum)
    return Surroundings(
        [(area, _office_of(session, area.code)) for area in found.others],
        maps.current(session).sensitive_within(lon, lat, on),
    )


def _office_of(session, area_code):
    """The office of that county, or the nearest one above it."""
    offices = session.scalars(select(Office)).all()
    above = [office for office in offices if area_codes.covers(office.area_code, area_code)]
    return max(above, key=lambda office: len(area_codes.significant(office.area_code)), default=None)


def without_position(reason: str) -> list[Responsibility]:
    """One row per role for a hazard whose place is not known yet: nobody is named until it is."""
    return [
        _row(
            role,
            None,
            Source.UNKNOWN,
            f"没有定位（{reason}），补充位置后再判定{name}。",
            confidence=Confidence.POSSIBLE,
        )
        for role, name in ((Role.OWNER, "权属单位"), (Role.REGULATOR, "行业主管部门"), (Role.TERRITORIAL, "属地政府"))
    ]


def rows(found: Answer) -> list[Responsibility]:
    """The candidates of an answer as rows to keep."""
    return [
        _row(
            candidate.role,
            candidate.agency and candidate.agency.id,
            candidate.source,
            candidate.reason,
            rule=candidate.rule,
            legal_basis=list(candidate.legal_basis),
            confidence=candidate.confidence,
            verified=candidate.verified,
        )
        for candidate in found.candidates
    ]


def _row(role, agency_id, source, reason, *, rule=None, legal_basis=(), confidence, verified=False):
    return Responsibility(
        role=role,
        agency_id=agency_id,
        source=source,
        rule=rule,
        reason=reason,
        legal_basis=list(legal_basis),
        confidence=confidence,
        verified=verified,
    )


def assign(session, hazard, candidates: list[Responsibility]):
    """Keep *candidates* with the hazard, after the ones it had; choose an agency where exactly one is certain.

    What a person chose stays chosen, and what was listed before stays readable as superseded. Area and flags of the
    answer are on the hazard already. ``reassigning`` does the same for many at once.
    """
    now, current = db.now(session), [row for row in hazard.responsibilities if row.superseded_at is None]
    overridden = {row.role for row in current if row.source is Source.OVERRIDE}
    for row in current:
        if row.source is not Source.OVERRIDE:
            row.superseded_at = now
    for position, row in enumerate(candidates, len(hazard.responsibilities)):
        row.position = position
        hazard.responsibilities.append(row)
    answer = kept(hazard.area_code, hazard.area_name, hazard.flags, candidates)
    for role, agency_id in certain(answer).items():
        if role not in overridden:
            setattr(hazard, CHOSEN[role], agency_id)
    hazard.answer_digest = digest(answer)


def certain(answer: dict) -> dict[Role, UUID | str | None]:
    """The agency to choose for each role of a kept answer: that of the one candidate who is certain, or None."""
    sure = {role: [] for role in CHOSEN}
    for row in answer["candidates"]:
        if row["confidence"] == Confidence.CERTAIN:
            sure[Role(row["role"])].append(row["agency_id"])
    return {role: found[0] if len(found) == 1 else None for role, found in sure.items()}


def kept(area_code, area_name, flags, candidates) -> dict:
    """What an answer leaves with a hazard: area, flags of the answer, candidates with their reasons."""
    return {
        "area": area_code and {"code": area_code, "name": area_name},
        "flags": sorted(ANSWER_FLAGS.intersection(flags)),
        "candidates": [{name: getattr(row, name) for name in CANDIDATE} for row in candidates],
    }


def stored(rows) -> dict:
    """What an answer left with a hazard, from joined *rows* of it: its area and flags beside each current candidate.

    A role that was re-assigned stands behind the others there, and in its place here.
    """
    candidates = sorted(rows, key=lambda row: ROLES.index(row.role))
    one = candidates[0]
    return kept(one.area_code, one.area_name, one.flags, candidates)


def stored_rows(*columns):
    """The query for ``stored``: *columns* of Hazard and what it takes, by hazard and position."""
    current = (Responsibility.superseded_at.is_(None), Responsibility.source != Source.OVERRIDE)
    return (
        select(*columns, Hazard.area_code, Hazard.area_name, Hazard.flags)
        .add_columns(*(getattr(Responsibility, name) for name in CANDIDATE))
        .join(Responsibility, Responsibility.hazard_id == Hazard.id)
        .where(*current)
        .order_by(Hazard.id, Responsibility.position)
    )


def digest(answer: dict) -> int:
    """A number of 63 bits that tells one kept answer from another, so that many can be compared at once."""
    said = orjson.dumps(answer, option=orjson.OPT_SORT_KEYS)
    return int.from_bytes(hashlib.sha256(said).digest()[:8]) >> 1


def choose(session, areas: ResponsibilityMap, hazard, role: Role, agency_id: UUID | None, reason: str):
    """A person's choice for one role. An earlier choice is superseded; the candidates stay beside it.

    *areas* is the present map. Raises Invalid for an agency that cannot have the role there today.
    """
    if agency_id is not None:
        choices.check(session, areas, hazard, role, agency_id)
    for row in hazard.responsibilities:
        if row.role is role and row.source is Source.OVERRIDE and row.superseded_at is None:
            row.superseded_at = db.now(session)
    row = _row(role, agency_id, Source.OVERRIDE, reason, confidence=Confidence.CERTAIN, verified=True)
    row.position = len(hazard.responsibilities)
    hazard.responsibilities.append(row)
    setattr(hazard, CHOSEN[role], agency_id)
