"""Hazards: record, find, amend. Moves along the lifecycle are in ``moves``, lists in ``search``."""

from datetime import timedelta
from functools import lru_cache

from sqlalchemy import bindparam, select
from sqlalchemy.orm import lazyload

from geo import coordinates, quadkeys
from geo.coordinates import Datum

from . import (
    assets,
    conflicts,
    db,
    declared,
    followers,
    ledger,
    numbers,
    observations,
    people,
    permissions,
    repeats,
    responsibility,
    severities,
    tallies,
    visibility,
)
from .drafts import LocationSource, NoFix, Position
from .errors import Conflict, FieldError, Invalid, NotFound, Stale
from .inspection_moves import TAKING_DOWN
from .models import AssetKind, Hazard, HazardType, Inspection, Office, PlaceKind, Status
from .models.hazards import ENDED

FURTHEST_AHEAD = timedelta(hours=24)
PLACED = (
    *("lon", "lat", "qk", "accuracy_m", "received_lon", "received_lat", "received_datum"),
    *("location_source", "no_fix_reason"),
)
# The datum that a source speaks in (domain §5.1): another one declared is a likely mix-up, for a person to look at.
SPOKEN = {
    LocationSource.GNSS: Datum.WGS84,
    LocationSource.EXIF: Datum.WGS84,
    LocationSource.WX_WGS84: Datum.WGS84,
    LocationSource.WX_GCJ02: Datum.GCJ02,
    LocationSource.SDK_AMAP: Datum.GCJ02,
    LocationSource.MAP_PICK_AMAP: Datum.GCJ02,
    LocationSource.MAP_PICK_TIANDITU: Datum.CGCS2000,
    LocationSource.MAP_PICK_BAIDU: Datum.BD09,
}
ALIKE = {Datum.CGCS2000: Datum.WGS84}  # to under a metre
DIFFERING = "disagreement"
NOT_OF_THE_PLACE = {"ownership_disputed", DIFFERING}
KINDS = {"type": HazardType, "asset_kind": AssetKind, "place_kind": PlaceKind}


def get(session, actor, hazard_id, *, lock=False) -> Hazard:
    """The hazard, or NotFound when there is none or it is not the actor's to see. *lock* holds its row for a write."""
    hazard = session.scalar(_one(visibility.hazards(session, actor), lock), {"hazard_id": hazard_id})
    if hazard is None:
        raise NotFound
    return hazard


@lru_cache(1000)
def _one(visible, lock):
    """Made once: to say it again for every record takes longer than to ask it."""
    query = visible.where(Hazard.id == bindparam("hazard_id"))
    return query.options(lazyload(Hazard.origin)).with_for_update() if lock else query


def numbered(session, actor, number: str) -> Hazard:
    """The hazard with that number, or NotFound."""
    hazard = session.scalar(visibility.hazards(session, actor).where(Hazard.number == number))
    if hazard is None:
        raise NotFound
    return hazard


def check_version(hazard, version):
    """Raise Stale when the writer looked at another version than the present one."""
    if version is not None and version != hazard.version:
        raise Stale(hazard)


def record(session, actor, draft, maps) -> tuple[Hazard, bool]:
    """Record what was seen: ``(hazard, True)``, or ``(the same hazard, False)`` when it is sent again.

    The device chooses the id, so a repeat is harmless; the same id with other content is a Conflict.
    """
    known = draft.id and session.scalar(select(Hazard.draft_digest).where(Hazard.id == draft.id))
    if known:
        return repeats.same(session, actor, draft, known, get), False
    office, now = people.home_office(session, actor), db.now(session)
    check(session, actor, draft, now)
    hazard = Hazard(
        id=draft.id or db.new_id(),
        number=numbers.next_number(session, office, "H"),
        status=Status.RECORDED,
        type=draft.type,
        asset_kind=draft.asset_kind,
        place_kind=draft.place_kind,
        asset_code=draft.asset_code,
        severity=draft.severity,
        description=draft.description,
        address=draft.address,
        seen_at=draft.seen_at,
        received_at=now,
        changed_at=now,
        recorded_by_id=actor.person_id,
        found_by_office_id=office.id,
        office_id=office.id,
        inspection_id=draft.inspection_id,
        flags=[],
        map_versions={},
        draft_digest=draft.digest,
        declared_photos=draft.declared_photos,
        origin=None,
    )
    places = locate(session, hazard, draft.location, maps)
    if draft.severity is None:
        hazard.severity = severities.usual(session, draft.type, places)
    save(session, hazard)
    followers.add(session, hazard.id, actor.person_id)
    subjects = [("hazard", hazard.id)]
    if hazard.inspection_id:
        subjects.append(("inspection", hazard.inspection_id))
    ledger.append(session, actor, "hazard.recorded", subjects, _recorded(hazard), office_id=office.id, version=1)
    return hazard, True


def mark(session, hazard, flag, holds):
    """Let the hazard carry that flag or not; it is written only when that is new."""
    if holds != (flag in hazard.flags):
        hazard.flags = [one for one in hazard.flags if one != flag] + [flag] * holds
        save(session, hazard)


def save(session, hazard):
    """Write a hazard that is new or was changed, and count it where it now belongs. Every change passes here."""
    if hazard in session:
        db.touch(session, hazard)
    session.add(hazard)
    tallies.count(session, hazard)
    session.flush()


def _recorded(hazard):
    names = ("number", "status", "type", "severity", "description", "address", "declared_photos", *PLACED)
    return {name: getattr(hazard, name) for name in names} | {"seen_at": hazard.seen_at, "flags": hazard.flags}


def check(session, actor, draft, now):
    """Raise Invalid with every field that is not acceptable."""
    wrong = _unknown_kinds(session, {name: getattr(draft, name) for name in KINDS}) + _too_far_ahead(draft.seen_at, now)
    if draft.inspection_id and not _open_inspection(session, actor, draft.inspection_id):
        wrong.append(FieldError("inspection_id", "unknown_inspection"))
    if wrong:
        raise Invalid(*wrong)


def _too_far_ahead(seen_at, now):
    return [FieldError("seen_at", "too_far_ahead", {"hours": 24})] if seen_at > now + FURTHEST_AHEAD else []


def _clock_skew(seen_at, now):
    return ["clock_skew"] if seen_at > now + db.CLOCK_TOLERANCE else []


def check_kinds(session, asked):
    """Raise Invalid for a type, asset kind or place kind that is not in the reference data."""
    wrong = _unknown_kinds(session, {name: getattr(asked, name) for name in KINDS})
    if wrong:
        raise Invalid(*wrong)


def _unknown_kinds(session, values):
    return [
        FieldError(
            name, "unknown_code", {"value": value, "list": f"/api/v1/{'hazard-types' if name == 'type' else 'kinds'}"}
        )
        for name, value in values.items()
        if value is not None and session.get(KINDS[name], value) is None
    ]


def _open_inspection(session, actor, inspection_id):
    query = visibility.inspections(session, actor).where(Inspection.id == inspection_id)
    found = session.scalar(query.with_only_columns(Inspection.status))
    return found in TAKING_DOWN


def locate(session, hazard, location, maps):
    """Set the place of *hazard* as received and as WGS 84, and ask who answers there on the day it was seen.

    Returns the sensitive places about it, as areas.
    """
    for name in PLACED:
        setattr(hazard, name, None)
    flags = [flag for flag in hazard.flags if flag in NOT_OF_THE_PLACE]
    flags += _clock_skew(hazard.seen_at, hazard.received_at)
    if isinstance(location, NoFix):
        hazard.no_fix_reason = location.no_fix_reason
        hazard.area_code = hazard.area_name = hazard.asset_id = None
        hazard.flags, hazard.map_versions = [*flags, "provisional"], {}
        responsibility.assign(session, hazard, responsibility.without_position(location.no_fix_reason))
        return []
    hazard.lon, hazard.lat = coordinates.to_wgs84(location.lon, location.lat, location.datum)
    hazard.qk = quadkeys.key(hazard.lon, hazard.lat)
    hazard.accuracy_m, hazard.location_source = location.accuracy_m, location.source
    hazard.received_lon, hazard.received_lat, hazard.received_datum = location.lon, location.lat, location.datum
    office = session.get_one(Office, hazard.office_id)
    on, kinds = db.legal_date(hazard.seen_at), (hazard.asset_kind, hazard.place_kind)
    nearby = assets.around(session, location, hazard.asset_kind, hazard.asset_code, on, office)
    hazard.asset_id = nearby.one and nearby.one.id
    found = responsibility.answer(session, maps, location, hazard.type, *kinds, on, office, nearby)
    around = responsibility.surroundings(session, maps, location, on, found)
    hazard.area_code, hazard.area_name = (found.area.code, found.area.name) if found.area else (None, None)
    hazard.map_versions = dict(found.versions)
    hazard.flags = [*flags, *found.flags]
    if _is_mixed_up(location):
        hazard.flags.append("datum_mismatch_suspected")
    if around.sensitive:
        hazard.flags.append("near_sensitive_place")
    responsibility.assign(session, hazard, responsibility.candidates(found))
    return [area for area, _ in around.sensitive]


def _is_mixed_up(location):
    spoken = SPOKEN.get(location.source)
    return spoken is not None and ALIKE.get(location.datum, location.datum) is not ALIKE.get(spoken, spoken)


def amend(session, actor, hazard_id, draft, maps) -> Hazard:
    """Change what is named in *draft*; place and kinds are answered anew. An ended record is never edited."""
    hazard = get(session, actor, hazard_id, lock=True)
    permissions.in_office(actor, "amend_hazard", hazard.office_id)
    check_version(hazard, draft.version)
    if hazard.status in ENDED:
        raise Conflict("record_ended", status=hazard.status)
    changes = draft.changes
    wrong = _unknown_kinds(session, {name: changes[name] for name in KINDS if name in changes})
    wrong += _too_far_ahead(changes.get("seen_at", hazard.seen_at), hazard.received_at)
    if wrong:
        raise Invalid(*wrong)
    location = changes.pop("location", None) or location_of(hazard)
    before = {name: getattr(hazard, name) for name in (*changes, *PLACED)}
    for name, value in changes.items():
        setattr(hazard, name, value)
    if draft.changes.keys() & {"location", "seen_at", "asset_code", *KINDS}:
        locate(session, hazard, location, maps)
        for photo in hazard.photos:  # far from one place may be beside another
            observations.note(session, hazard, photo)
    if "declared_photos" in changes:
        declared.match(hazard)
    save(session, hazard)
    after = {name: getattr(hazard, name) for name in before}
    changed = {name: {"from": before[name], "to": after[name]} for name in before if before[name] != after[name]}
    told, said = (
        {"changed": changed, "reason": draft.reason},
        {"office_id": hazard.office_id, "version": hazard.version},
    )
    ledger.append(session, actor, "hazard.amended", [("hazard", hazard.id)], told, **said)
    return hazard


def location_of(hazard):
    """The hazard's place as it was received."""
    if hazard.lon is None:
        return NoFix.model_construct(no_fix_reason=hazard.no_fix_reason)
    return Position.model_construct(
        lon=hazard.received_lon,
        lat=hazard.received_lat,
        datum=hazard.received_datum,
        accuracy_m=hazard.accuracy_m,
        source=hazard.location_source,
    )


def override(session, actor, hazard_id, draft, maps) -> Hazard:
    """A prosecutor's choice of who answers in one role, with the reason."""
    hazard = get(session, actor, hazard_id, lock=True)
    permissions.in_office(actor, "override_responsibility", hazard.office_id)
    check_version(hazard, draft.version)
    if hazard.status in ENDED:
        raise Conflict("record_ended", status=hazard.status)
    responsibility.choose(session, maps.current(session), hazard, draft.role, draft.agency_id, draft.reason)
    save(session, hazard)
    conflicts.review(session, actor, [hazard.id])
    ledger.append(
        session,
        actor,
        "hazard.responsibility_overridden",
        [("hazard", hazard.id)],
        {"role": draft.role, "agency_id": draft.agency_id, "reason": draft.reason},
        office_id=hazard.office_id,
        version=hazard.version,
    )
    return hazard
