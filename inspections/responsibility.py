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
from sqlalchemy.dialects import postgresql, sqlite

from geo import area_codes, coordinates, footprints
from geo.agencies import Agency as MapAgency
from geo.answers import Answer, Confidence, Flag, Question, Role, Source
from geo.areas import Area, AreaIndex
from geo.assets import NOTHING, Nearby
from geo.responsibility import ResponsibilityMap
from geo.rules import Rule as MapRule

from . import choices, db, layer_versions
from .models import (
    Agency,
    AreaFeature,
    Candidate,
    Choice,
    KeptAnswer,
    Layer,
    Office,
    PastAnswer,
    ReferenceVersion,
    Rule,
)

CHOSEN = {Role.OWNER: "owner_id", Role.REGULATOR: "regulator_id", Role.TERRITORIAL: "territorial_id"}
ANSWER_FLAGS = frozenset(Flag)
INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
VERSION = db.Prepared(select(ReferenceVersion.version))
FOOTPRINTS = "footprints"  # the folder beside the indexes
CANDIDATE = tuple(Candidate.__slots__)


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
        [(area, office_of(session, area.code)) for area in found.others],
        maps.current(session).sensitive_within(lon, lat, on),
    )


def office_of(session, area_code):
    """The office of that county, or the nearest one above it."""
    offices = session.scalars(select(Office)).all()
    above = [office for office in offices if area_codes.covers(office.area_code, area_code)]
    return max(above, key=lambda office: len(area_codes.significant(office.area_code)), default=None)


def without_position(reason: str) -> list[Candidate]:
    """One per role for a hazard whose place is not known yet: nobody is named until it is."""
    named = (Role.OWNER, "权属单位"), (Role.REGULATOR, "行业主管部门"), (Role.TERRITORIAL, "属地政府")
    said = {role: f"没有定位（{reason}），补充位置后再判定{name}。" for role, name in named}
    return [
        Candidate(role, None, Source.UNKNOWN, None, text, [], Confidence.POSSIBLE, verified=False)
        for role, text in said.items()
    ]


def candidates(found: Answer) -> list[Candidate]:
    """The candidates of an answer as hazards keep them."""
    return [
        Candidate(
            one.role,
            one.agency and one.agency.id,
            one.source,
            one.rule,
            one.reason,
            list(one.legal_basis),
            one.confidence,
            one.verified,
        )
        for one in found.candidates
    ]


def assign(session, hazard, found: list[Candidate]):
    """Keep *found* with the hazard instead of what it had; choose an agency where exactly one is certain.

    What a person chose stays chosen, and the answer that the hazard had stays readable as a past one. Area and flags
    of the new answer are on the hazard already. ``reassigning`` does the same for many at once.
    """
    said = kept(hazard.area_code, hazard.area_name, hazard.flags, found)
    before, hazard.answer = hazard.answer, _interned(session, said)
    if before not in (None, hazard.answer):
        session.add(PastAnswer(hazard_id=hazard.id, answer_digest=before.digest, superseded_at=db.now(session)))
    overridden = {row.role for row in hazard.choices if row.superseded_at is None}
    for role, agency_id in certain(said).items():
        if role not in overridden:
            setattr(hazard, CHOSEN[role], agency_id)


def _interned(session, said):
    number = digest(said)
    found = session.get(KeptAnswer, number)
    if found is None:
        keep(session, {number: said})
        found = session.get_one(KeptAnswer, number)
    return found


def keep(session, answers: dict[int, dict]):
    """Keep what answers say under their digests; what is known stays."""
    rows = [{"digest": number, "said": said} for number, said in sorted(answers.items())]
    if rows:
        insert = INSERT[session.get_bind().dialect.name](KeptAnswer)
        session.execute(insert.on_conflict_do_nothing(), rows)


def certain(answer: dict) -> dict[Role, UUID | None]:
    """The agency to choose for each role of a kept answer: that of the one candidate who is certain, or None."""
    sure = {role: [] for role in CHOSEN}
    for row in answer["candidates"]:
        if row["confidence"] == Confidence.CERTAIN:
            sure[Role(row["role"])].append(row["agency_id"] and UUID(row["agency_id"]))
    return {role: found[0] if len(found) == 1 else None for role, found in sure.items()}


def kept(area_code, area_name, flags, found: list[Candidate]) -> dict:
    """What an answer leaves with a hazard, as JSON: area, flags of the answer, candidates with their reasons."""
    return {
        "area": area_code and {"code": area_code, "name": area_name},
        "flags": sorted(ANSWER_FLAGS.intersection(flags)),
        "candidates": [
            {name: getattr(one, name) for name in CANDIDATE} | {"agency_id": one.agency_id and str(one.agency_id)}
            for one in found
        ],
    }


def digest(answer: dict) -> int:
    """A number of 63 bits that tells one kept answer from another: the key under which hazards share it."""
    said = orjson.dumps(answer, option=orjson.OPT_SORT_KEYS)
    return int.from_bytes(hashlib.sha256(said).digest()[:8]) >> 1


def choose(session, areas: ResponsibilityMap, hazard, role: Role, agency_id: UUID | None, reason: str):
    """A person's choice for one role. An earlier choice is superseded; the candidates stay beside it.

    *areas* is the present map. Raises Invalid for an agency that cannot have the role there today.
    """
    if agency_id is not None:
        choices.check(session, areas, hazard, role, agency_id)
    for row in hazard.choices:
        if row.role is role and row.superseded_at is None:
            row.superseded_at = db.now(session)
    hazard.choices.append(Choice(role=role, agency_id=agency_id, reason=reason))
    setattr(hazard, CHOSEN[role], agency_id)
