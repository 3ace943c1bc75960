"""What does not fit between a photo and its hazard: observations with numbers for the case team, no verdicts.

Times and places are compared as they are said: by the device at the shutter (``captured``) and by the file
(``claimed``). Nothing is corrected and nothing refused; what a person makes of it is in ``judgements``.
"""

from datetime import datetime, timedelta, timezone

from sqlalchemy import func, select

from geo import coordinates
from geo.coordinates import Datum
from uploads.metadata import EAST, WEST

from . import db, likeness
from .models import Finding, Hazard, Photo, PhotoKind, Verdict
from .models.hazards import ENDED

NEAR_ENOUGH_M = 50
WRITING_UP = timedelta(hours=1)  # pictures first, the record after: no reason to wonder
STANDING = (Verdict.NOT_FIXED, Verdict.PARTLY_FIXED, Verdict.REBOUNDED)
NAMED = 10  # of the photos that are the same or alike; the others are counted
#   found in the software that a file names       what it is
APPS = {
    "水印": "watermark camera",
    "元道": "watermark camera",
    "watermark": "watermark camera",
    "timemark": "watermark camera",
    "wechat": "messenger",
    "微信": "messenger",
    "micromessenger": "messenger",
    "dingtalk": "messenger",
    "钉钉": "messenger",
    "qq": "messenger",
    "photoshop": "editor",
    "lightroom": "editor",
    "gimp": "editor",
    "snapseed": "editor",
    "picsart": "editor",
    "pixelmator": "editor",
    "meitu": "editor",
    "美图": "editor",
    "醒图": "editor",
}


def compare(session, hazard, photo):
    """Note *photo*, and those that came later and look like it, or are it: the later one of two is the reuse."""
    others, mine = likeness.others(session, hazard, photo), (photo.received_at, photo.id)
    _note(session, hazard, photo, others)
    later = [one.photo_id for one in others if (one.received_at, one.photo_id) > mine]
    pairs = select(Photo, Hazard).join(Hazard, Hazard.id == Photo.hazard_id).where(Photo.id.in_(later))
    for other, its_hazard in session.execute(pairs) if later else ():
        note(session, its_hazard, other)


def note(session, hazard, photo):
    """Set the photo's flags and their numbers."""
    _note(session, hazard, photo, likeness.others(session, hazard, photo))


def _note(session, hazard, photo, others):
    found = {
        **_places(hazard, photo),
        **_times(session, hazard, photo),
        **_reuse(photo, others),
        **_software(photo),
    }
    if hazard.status in ENDED if photo.flags is None else "added_after_end" in photo.flags:  # when it came
        found["added_after_end"] = None
    photo.flags, photo.flag_details = list(found), {flag: numbers for flag, numbers in found.items() if numbers}


def _places(hazard, photo):
    """How far from the hazard the device and the file say it was taken.

    Farther than max(50 m, 3 × both accuracies) is ``too_far``, or ``datum_mismatch_suspected`` when another datum
    explains the distance (domain §5.4).
    """
    places = {"captured": photo.captured and photo.captured["location"], "claimed": photo.claimed["location"]}
    found = {} if any(places.values()) else {"no_location": None}
    for source, place in places.items():
        if place and hazard.lon is not None:
            flag, numbers = _compare(hazard, place)
            if flag:
                found.setdefault(flag, {})[source] = numbers
    return found


def _compare(hazard, place):
    lon, lat = coordinates.to_wgs84(place["lon"], place["lat"], Datum(place["datum"]))
    distance = coordinates.distance_m(hazard.lon, hazard.lat, lon, lat)
    allowed = max(NEAR_ENOUGH_M, 3 * ((hazard.accuracy_m or 0) + (place.get("accuracy_m") or 0)))
    if distance <= allowed:
        return None, None
    numbers = {"distance_m": round(distance, 1), "allowed_m": round(allowed, 1)}
    datum = coordinates.datum_mixup(hazard.lon, hazard.lat, lon, lat)
    if datum:
        return "datum_mismatch_suspected", numbers | {"explained_by": datum}
    return "too_far", numbers


def _times(session, hazard, photo):
    """Taken before somebody first saw the hazard, or last saw it standing; or after we received it.

    A time without an offset counts only if that is so wherever on earth the camera's clock was right.
    """
    flag, since = "capture_predates_report", hazard.seen_at
    if photo.kind is PhotoKind.AFTER:
        flag, since = "capture_predates_rectification", _last_seen_standing(session, hazard, photo)
    tolerated = db.CLOCK_TOLERANCE if photo.kind is PhotoKind.AFTER else WRITING_UP
    found = {}
    for source, said, earliest, latest in _taken(photo):
        if latest < since - tolerated:
            numbers = {"taken_at": said, "since": _here(since), "hours": _hours(since - latest)}
            found.setdefault(flag, {})[source] = numbers
        if earliest > photo.received_at + db.CLOCK_TOLERANCE:
            ahead = round((earliest - photo.received_at).total_seconds())
            numbers = {"taken_at": said, "received_at": _here(photo.received_at), "ahead_s": ahead}
            found.setdefault("clock_skew", {})[source] = numbers
    return found


def _taken(photo):
    """``(source, as said, earliest, latest)`` of the instants at which it may have been taken."""
    said = {"captured": photo.captured and photo.captured["at"], "claimed": photo.claimed["taken_at"]}
    for source, text in said.items():
        if text:
            at = datetime.fromisoformat(text)
            zones = (at.tzinfo, at.tzinfo) if at.tzinfo else (timezone(EAST), timezone(WEST))
            yield source, text, *(at.replace(tzinfo=zone) for zone in zones)


def _last_seen_standing(session, hazard, photo):
    """When somebody last saw the hazard not fixed, before the photo came."""
    bad = (Finding.hazard_id == hazard.id, Finding.verdict.in_(STANDING), Finding.superseded_at.is_(None))
    visit = session.scalar(select(func.max(Finding.recorded_at)).where(*bad, Finding.recorded_at < photo.received_at))
    return max(filter(None, (hazard.seen_at, visit)))


def _here(instant):
    return instant.astimezone(db.SHANGHAI).isoformat(timespec="seconds")


def _hours(span):
    return round(span.total_seconds() / 3600, 1)


def _reuse(photo, others):
    """The earlier ones of *others* with the same bytes, and those that look alike."""
    mine = (photo.received_at, photo.id)
    earlier = [one for one in others if (one.received_at, one.photo_id) < mine]
    same, alike = ([one for one in earlier if (one.bits is None) is exact] for exact in (True, False))
    found = {}
    if same:
        found["exact_reuse"] = {"count": len(same), "photos": [_named(one) for one in same[:NAMED]]}
    if alike:
        alike.sort(key=lambda one: one.bits)
        numbers = {"count": len(alike), "bits": alike[0].bits, "of_bits": 64}
        found["near_duplicate"] = numbers | {"photos": [_named(one) | {"bits": one.bits} for one in alike[:NAMED]]}
    return found


def _named(other):
    return {"photo_id": str(other.photo_id), "hazard_id": str(other.hazard_id)}


def _software(photo):
    software = photo.claimed["software"] or ""
    kind = next((kind for word, kind in APPS.items() if word in software.lower()), None)
    return {"processed_by_app": {"software": software, "kind": kind}} if kind else {}
