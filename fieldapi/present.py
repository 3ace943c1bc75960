"""Rows as dicts for the wire: only what is named here leaves. Names are read for a whole page at once."""

from geo import coordinates
from inspections import case_links, catalogue, declared, guards, lifecycle, overdue, visibility
from inspections import inspections as outings
from inspections.models import Agency, Hazard, Office, Person
from inspections.responsibility import CHOSEN

from . import present_observations

UNCLAIMED = {"direction_deg": None, "altitude_m": None, "notes": []}  # photos from before these were read
UNCAPTURED = {"heading_deg": None}


ROLES = list(CHOSEN)  # in the order in which they are asked about


class Names:
    """The names of the people, offices and agencies that some rows mention, one query for each kind."""

    def __init__(self, session, people=(), offices=(), agencies=()):
        self._people = catalogue.names(session, Person, people)
        self._offices = catalogue.names(session, Office, offices)
        self._agencies = catalogue.names(session, Agency, agencies)

    def person(self, id_):
        return _named(self._people, id_)

    def office(self, id_):
        return _named(self._offices, id_)

    def agency(self, id_):
        return _named(self._agencies, id_)


def _named(names, id_):
    return None if id_ is None else {"id": id_, "name": names[id_]}


def page(items, next_cursor=None):
    return {"items": items, "next_cursor": next_cursor}


def fields(row, *names):
    return {name: getattr(row, name) for name in names}


def hazards(session, actor, rows: list[Hazard]) -> list[dict]:
    """Hazards with responsibilities, photos and the moves that the actor may make."""
    names = Names(
        session,
        people=[row.recorded_by_id for row in rows] + [photo.uploaded_by_id for row in rows for photo in row.photos],
        offices=[id_ for row in rows for id_ in (row.office_id, row.found_by_office_id)],
        agencies=[id_ for row in rows for id_ in _agencies(row)],
    )
    seen = visibility.seen(session, actor, (id_ for row in rows for id_ in _others(row).values()))
    observed = present_observations.flags(session, actor, [photo for row in rows for photo in row.photos])
    cases, late = case_links.of(session, actor, [row.id for row in rows]), overdue.among(session, rows)
    watched = guards.of(session, rows)
    return [
        _hazard(session, actor, row, names, seen, observed)
        | {"overdue": row.id in late, "cases": _cases(cases[row.id]), "guarded": _guard(watched.get(row.id))}
        for row in rows
    ]


def _guard(row):
    return row and fields(row, "since", "by", "note", "photo_id")


def _cases(rows):
    return [dict(zip(("id", "number", "title", "state"), row, strict=True)) for row in rows]


def hazard(session, actor, row: Hazard) -> dict:
    return hazards(session, actor, [row])[0]


def _agencies(row):
    yield row.referred_to_id
    yield from (candidate.agency_id for candidate in row.responsibilities)
    yield from (getattr(row, column) for column in CHOSEN.values())


def _others(row):
    return fields(row, "previous_hazard_id", "duplicate_of_id", "split_from_id")


def _hazard(session, actor, row, names, seen, observed):
    return {
        **fields(row, "id", "number", "version", "status", "type", "asset_kind", "place_kind", "asset_code"),
        **fields(row, "asset_id", "severity", "description", "address", "seen_at", "received_at", "inspection_id"),
        **{name: id_ if id_ in seen else None for name, id_ in _others(row).items()},
        **fields(row, "last_verdict", "flags", "map_versions"),
        "origin": row.origin and fields(row.origin, "source", "external_number", "row", "import_id"),
        "recorded_by": names.person(row.recorded_by_id),
        "office": names.office(row.office_id),
        "found_by_office": names.office(row.found_by_office_id),
        "referred_to": names.agency(row.referred_to_id),
        "location": place(row),
        "area": row.area_code and {"code": row.area_code, "name": row.area_name},
        "responsibilities": [
            responsibility(candidate, names.agency(candidate.agency_id))
            for candidate in sorted(row.responsibilities, key=lambda one: ROLES.index(one.role))
        ],
        "chosen": {role.value: names.agency(getattr(row, column)) for role, column in CHOSEN.items()},
        "photos": [_photo(photo, names, observed) for photo in row.photos],
        **_completeness(row),
        "moves": lifecycle.moves_for(row, actor, session),
    }


def _completeness(row):
    missing = declared.missing(row)
    return {**fields(row, "declared_photos"), "missing_photos": missing, "incomplete": bool(missing)}


def place(row):
    """The place of a hazard: normalised, and as received; or why there is none."""
    if row.lon is None:
        return {"no_fix_reason": row.no_fix_reason}
    return {
        **fields(row, "lon", "lat", "accuracy_m"),
        "datum": coordinates.Datum.WGS84,
        "received": {
            "lon": row.received_lon,
            "lat": row.received_lat,
            "datum": row.received_datum,
            "source": row.location_source,
        },
    }


def responsibility(row, agency):
    return {
        **fields(row, "role", "source", "rule", "reason", "legal_basis", "confidence", "verified"),
        "agency": agency,
    }


def photos(session, actor, rows) -> list[dict]:
    names = Names(session, people=[row.uploaded_by_id for row in rows])
    observed = present_observations.flags(session, actor, rows)
    return [_photo(row, names, observed) for row in rows]


def photo(session, actor, row) -> dict:
    return photos(session, actor, [row])[0]


def _photo(row, names, observed):
    return {
        **fields(row, "id", "hazard_id", "sha256", "sm3", "size_bytes", "media_type", "kind"),
        "captured": row.captured and UNCAPTURED | row.captured,
        "claimed": UNCLAIMED | row.claimed,
        **fields(row, "received_at", "provenance", "status", "cleared", "preview", "preview_reason"),
        **observed[row.id],
        "uploaded_by": names.person(row.uploaded_by_id),
    }


def inspections(session, rows) -> list[dict]:
    names = Names(
        session,
        people=[row.opened_by_id for row in rows] + [item.recorded_by_id for row in rows for item in row.findings],
        offices=[row.office_id for row in rows],
    )
    recorded = outings.recorded_in(session, [row.id for row in rows])
    return [_inspection(row, names, recorded.get(row.id, [])) for row in rows]


def inspection(session, row) -> dict:
    return inspections(session, [row])[0]


def _inspection(row, names, recorded):
    return {
        **fields(row, "id", "number", "version", "kind", "status", "title", "note", "planned_on"),
        **fields(row, "opened_at", "finalised_at", "clue_only"),
        "office": names.office(row.office_id),
        "opened_by": names.person(row.opened_by_id),
        "participants": [
            fields(item, "id", "person_id", "invitation_id", "office_id", "name", "body", "duty", "role", "card_number")
            | {"host": item.office_id == row.office_id}
            for item in row.participants
        ],
        "hazard_ids": [item.hazard_id for item in row.agenda],
        "recorded_hazard_ids": recorded,
        "findings": [_finding(item, names) for item in row.findings],
    }


def finding(session, row) -> dict:
    return _finding(row, Names(session, people=[row.recorded_by_id]))


def _finding(row, names):
    return {
        **fields(row, "id", "inspection_id", "hazard_id", "verdict", "note", "measurements", "photo_ids"),
        **fields(row, "photo_before_id", "photo_after_id", "recorded_at", "effect"),
        "recorded_by": names.person(row.recorded_by_id),
        "superseded": row.superseded_at is not None,
    }


def whole(row, shape) -> dict:
    """A row of reference data whose columns are just the fields of *shape*."""
    return fields(row, *shape.model_fields)


def roles(session, held) -> list[dict]:
    names = Names(session, offices=[row.office_id for row in held], agencies=[row.agency_id for row in held])
    return [
        {"role": row.role, "office": names.office(row.office_id), "agency": names.agency(row.agency_id)} for row in held
    ]
