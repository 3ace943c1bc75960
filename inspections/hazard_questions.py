"""Many hazards as questions to a map: read as the driver gives them, with what the registers hold beside each."""

import functools
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import String, cast, func, select, type_coerce

from geo import assets as geo_assets
from geo.assets import NOTHING
from geo.bulk import Kind, Questions
from geo.coordinates import Datum, datum_error_m

from . import asset_states, assets, db
from .models import Hazard, Office

AT_ONCE = 500  # ids in one statement
# All that tells one kind of question from another, in one text: most of a million rows share theirs with others.
KIND = functools.reduce(
    lambda left, right: left + "|" + right,
    (
        Hazard.type,
        func.coalesce(Hazard.asset_kind, ""),
        func.coalesce(Hazard.place_kind, ""),
        type_coerce(Hazard.received_datum, String),
        func.substr(cast(Hazard.seen_at, String), 1, 13),  # the hour in UTC; Shanghai is whole hours ahead
        cast(Hazard.office_id, String),
    ),
)
COLUMNS = {
    "ids": Hazard.id,
    "numbers": Hazard.number,
    "versions": Hazard.version,
    "digests": Hazard.answer_digest,
    "lons": Hazard.lon,
    "lats": Hazard.lat,
    "accuracies_m": Hazard.accuracy_m,
    "codes": Hazard.asset_code,
    "asset_ids": Hazard.asset_id,
    "sensitive": cast(Hazard.flags, String).contains("near_sensitive_place"),
}


@dataclass(frozen=True, slots=True)
class Hazards:
    """Columns of many hazards as the driver gives them, and what is asked about them, row for row."""

    columns: dict[str, list]
    questions: Questions

    def __len__(self):
        return len(self.columns["ids"])

    def ids(self, rows) -> list[UUID]:
        """The ids of some rows."""
        return [_uuid(self.columns["ids"][row]) for row in rows]


def read(session, query, told=lambda rows: None, on: date | None = None) -> Hazards:
    """The hazards of *query*, each asked about on the day on which it was seen, or on the day *on*.

    *told* gets the number of rows read each time.
    """
    columns, numbers = {name: [] for name in COLUMNS}, _Numbers()
    for rows in db.raw_rows(session, query.with_only_columns(KIND, *COLUMNS.values())):
        kinds, *others = zip(*rows, strict=True)
        for name, values in zip(COLUMNS, others, strict=True):
            columns[name].extend(values)
        numbers.of.extend(map(numbers.__getitem__, kinds))
        told(len(rows))
    columns["asset_ids"] = [id_ and _uuid(id_) for id_ in columns["asset_ids"]]
    kinds, paths = _kinds(session, numbers, on)
    place = {name: columns[name] for name in ("lons", "lats", "accuracies_m")}
    plain = Questions(**place, kind_of=numbers.of, kinds=kinds)
    return Hazards(columns, replace(plain, assets=_registered(session, plain, columns["codes"], paths)))


def numbers(session, ids: list[UUID]) -> dict[UUID, str]:
    """The numbers of hazards by id."""
    found = {}
    for start in range(0, len(ids), AT_ONCE):
        some = select(Hazard.id, Hazard.number).where(Hazard.id.in_(ids[start : start + AT_ONCE]))
        found.update(session.execute(some).all())
    return found


class _Numbers(dict):
    """A number for every value, in the order in which they come; ``of`` has those that were asked for."""

    def __init__(self):
        self.of = []

    def __missing__(self, value):
        self[value] = len(self)
        return self[value]


def _kinds(session, texts, on):
    """What each text of KIND says, and the path of its office."""
    areas, paths = {}, {}
    for id_, code, path in session.execute(select(Office.id, Office.area_code, Office.path)):
        areas[id_.hex], paths[id_.hex] = frozenset([code]), path
    days, found, of = _Days(), [], []
    for text in texts:
        type_, thing, place, datum, hour, office = text.split("|")
        office = office.replace("-", "")
        error_m = datum_error_m(Datum(datum))
        found.append(Kind(error_m, type_, thing or None, place or None, on or days[hour], areas[office]))
        of.append(paths[office])
    return found, of


def _registered(session, questions, codes, paths):
    """What the registers hold about each hazard; None while they are empty. *paths* are of the kinds' offices."""
    places = assets.places(session)
    if not places:
        return None
    found = [NOTHING] * len(codes)
    for row in _beside(questions, codes, places):
        asked = questions.at(row)
        path = paths[questions.kind_of[row]]
        spot = (asked.lon, asked.lat, asked.radius_m, asked.asset_kind)
        found[row] = assets.at(session, *spot, codes[row], asked.on, path)
    return found


def _beside(questions, codes, places):
    """The rows of hazards that bear a number, or may lie beside an asset of their kind."""
    import numpy

    asked = numpy.array([code is not None for code in codes])
    lons, lats = numpy.array(questions.lons), numpy.array(questions.lats)
    for kind, others in places.items():
        mine = numpy.flatnonzero(questions.of_kinds([one.asset_kind == kind for one in questions.kinds]))
        asked[mine] |= geo_assets.beside(lons[mine], lats[mine], *others, asset_states.POLICY["largest_radius_m"])
    return numpy.flatnonzero(asked).tolist()


class _Days(dict):
    """The legal date of an hour in UTC, written as 2026-06-29 02."""

    def __missing__(self, hour):
        self[hour] = db.legal_date(datetime.fromisoformat(f"{hour}:00:00+00:00"))
        return self[hour]


def _uuid(raw):
    return raw if isinstance(raw, UUID) else UUID(raw)
