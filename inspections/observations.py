"""What does not fit between a photo and its hazard: observations with numbers for the case team, no verdicts."""

from datetime import datetime

from geo import coordinates
from geo.coordinates import Datum

from . import db
from .models.hazards import ENDED

NEAR_ENOUGH_M = 50


def note(hazard, photo):
    """Set the photo's flags and their numbers: how far from the hazard the device and the file say it was taken.

    Farther than max(50 m, 3 × both accuracies) is ``too_far``, or ``datum_mismatch_suspected`` when another datum
    explains the distance (domain §5.4). Neither is ever a reason to refuse.
    """
    places = {"captured": photo.captured and photo.captured["location"], "claimed": photo.claimed["location"]}
    flags, details = [], {}
    if not any(places.values()):
        flags.append("no_location")
    for source, place in places.items():
        if place and hazard.lon is not None:
            flag, numbers = _compare(hazard, place)
            if flag:
                flags.append(flag)
                details.setdefault(flag, {})[source] = numbers
    taken = photo.captured and photo.captured["at"]
    if taken and datetime.fromisoformat(taken) > photo.received_at + db.CLOCK_TOLERANCE:
        flags.append("clock_skew")
    if hazard.status in ENDED:
        flags.append("added_after_end")
    photo.flags, photo.flag_details = list(dict.fromkeys(flags)), details


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
