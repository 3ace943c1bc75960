"""What a photograph claims of itself. Never trusted, only written down; nothing is decoded."""

import math
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from . import exif, movies

MAKE, MODEL, SOFTWARE, DATETIME = 0x010F, 0x0110, 0x0131, 0x0132
TAKEN, TAKEN_OFFSET, OFFSET = 0x9003, 0x9011, 0x9010
GPS_LATITUDE_REF, GPS_LATITUDE, GPS_LONGITUDE_REF, GPS_LONGITUDE = 1, 2, 3, 4
GPS_ALTITUDE_REF, GPS_ALTITUDE, GPS_TIME, GPS_DIRECTION, GPS_DATE, GPS_ERROR_M = 5, 6, 7, 17, 29, 31
LONGEST_TEXT = 200
QUARTER = timedelta(minutes=15)  # the zones of the world are multiples of it
WEST, EAST = timedelta(hours=-12), timedelta(hours=14)
FIX_AGE = timedelta(minutes=2)  # a camera writes the time of its last fix, which may be older than the picture
TIME = re.compile(r"(\d{4}):(\d\d):(\d\d)[ T](\d\d):(\d\d):(\d\d)", re.ASCII)
DAY = re.compile(r"(\d{4}):(\d\d):(\d\d)", re.ASCII)
ZONE = re.compile(r"[+-](0\d|1[0-4]):[0-5]\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Claimed:
    """WGS 84 degrees, metres. ``taken_at`` is RFC 3339; ``taken_local`` is without offset, as most cameras write.

    The offset of ``taken_at`` is the one that the file names, else the one in which its local time is its GPS time.
    """

    taken_at: str | None = None
    taken_local: str | None = None
    lon: float | None = None
    lat: float | None = None
    accuracy_m: float | None = None
    altitude_m: float | None = None
    direction_deg: float | None = None
    device: str | None = None
    software: str | None = None
    notes: tuple[str, ...] = ()


def read(path: Path, media_type: str) -> Claimed:
    """Read the EXIF block or the header of *path*. A bad one is noted, never an error; opaque kinds claim nothing."""
    if media_type in movies.KINDS:
        return _film(path)
    if media_type not in exif.CONTAINERS:
        return Claimed()
    try:
        with path.open("rb") as file:
            block = exif.read(file, media_type)
    except exif.Unreadable:
        return Claimed(notes=("exif_unreadable",))
    return _claims(block)


def _film(path):
    """A film says when it was begun, in UTC or, against the standard, by its clock: so as a time without an offset."""
    try:
        with path.open("rb") as file:
            header = movies.read(file)
    except movies.Unreadable:
        return Claimed(notes=("film_unreadable",))
    lon, lat = header.place or (None, None)
    lon, lat = (lon, lat) if (lon, lat) != (0, 0) else (None, None)
    device = " ".join(filter(None, (_text(header.make), _text(header.model))))[:LONGEST_TEXT] or None
    return Claimed(taken_local=header.begun and header.begun.isoformat(), lon=lon, lat=lat, device=device)


def claims(path: str, media_type: str) -> dict:
    """The same as JSON values, for a limited child (``sandbox``)."""
    return asdict(read(Path(path), media_type))


def _claims(block):
    image, details, gps = block.image, block.details, block.gps
    local = _time(details.get(TAKEN) or image.get(DATETIME))
    lon, lat, notes = _position(gps)
    return Claimed(
        taken_at=_instant(local, _zone(details), _gps_time(gps)),
        taken_local=local,
        lon=lon,
        lat=lat,
        accuracy_m=_number(gps.get(GPS_ERROR_M), 0, 1e6),
        altitude_m=_altitude(gps),
        direction_deg=_number(gps.get(GPS_DIRECTION), 0, 360),
        device=_device(image),
        software=_text(image.get(SOFTWARE)),
        notes=notes,
    )


def _text(value):
    """Printable text up to the first NUL, or None. EXIF says ASCII; makers also write UTF-8."""
    if not isinstance(value, bytes):
        return None
    text = value.partition(b"\0")[0].decode("utf-8", "replace")
    clean = "".join(char for char in text if char.isprintable()).strip()[:LONGEST_TEXT]
    return clean or None


def _device(image):
    make, model = _text(image.get(MAKE)), _text(image.get(MODEL))
    if make and model and model.lower().startswith(make.lower()):
        return model
    return " ".join(part for part in (make, model) if part)[:LONGEST_TEXT] or None


def _time(value):
    found = TIME.match(_text(value) or "")
    if not found:
        return None
    try:
        return datetime(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        return None


def _zone(details):
    zone = _text(details.get(TAKEN_OFFSET)) or _text(details.get(OFFSET)) or ""
    return zone if ZONE.fullmatch(zone) else None


def _gps_time(gps):
    """The UTC instant of the satellites (EXIF 2.32 §4.6.6), or None."""
    clock = gps.get(GPS_TIME)
    parts = [_number(part, 0, 60) for part in clock] if isinstance(clock, tuple) else []
    day = DAY.fullmatch(_text(gps.get(GPS_DATE)) or "")
    if not day or len(parts) != 3 or None in parts:
        return None
    hours, minutes, seconds = parts
    try:
        midnight = datetime(*(int(part) for part in day.groups()), tzinfo=UTC)
        return midnight + timedelta(hours=hours, minutes=minutes, seconds=int(seconds))
    except (ValueError, OverflowError):
        return None


def _instant(local, zone, gps_time):
    """The instant of the picture. Satellites and camera may disagree by a day; then nobody knows which is right."""
    if local and zone:
        return f"{local}{zone}"
    if gps_time is None:
        return None
    if local is None:
        return gps_time.isoformat()
    ahead = datetime.fromisoformat(f"{local}+00:00") - gps_time
    offset = round(ahead / QUARTER) * QUARTER
    if not WEST <= offset <= EAST or abs(ahead - offset) > FIX_AGE:
        return None
    return datetime.fromisoformat(local).replace(tzinfo=timezone(offset)).isoformat()


def _number(value, low, high):
    """The number if it is one, finite and in range; else None."""
    if not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value) if low <= value <= high else None


def _altitude(gps):
    altitude = _number(gps.get(GPS_ALTITUDE), 0, 20_000)
    return -altitude if altitude and gps.get(GPS_ALTITUDE_REF) == 1 else altitude


def _position(gps):
    """Longitude and latitude in degrees (EXIF 2.32 §4.6.6) without notes, or two Nones and a note that says why."""
    if GPS_LATITUDE not in gps and GPS_LONGITUDE not in gps:
        return None, None, ()
    lat = _degrees(gps.get(GPS_LATITUDE), gps.get(GPS_LATITUDE_REF), "NS", 90)
    lon = _degrees(gps.get(GPS_LONGITUDE), gps.get(GPS_LONGITUDE_REF), "EW", 180)
    if lat is None or lon is None:
        return None, None, ("gps_unreadable",)
    if lat == 0 and lon == 0:
        return None, None, ("gps_null_island",)
    return lon, lat, ()


def _degrees(parts, reference, signs, limit):
    """Degrees, minutes and seconds as degrees, negative for the second of *signs*; a missing reference is the first."""
    numbers = [_number(part, 0, 360) for part in parts] if isinstance(parts, tuple) else []
    sign = (_text(reference) or signs[0]).upper()
    if len(numbers) != 3 or None in numbers or sign not in tuple(signs):
        return None
    value = numbers[0] + numbers[1] / 60 + numbers[2] / 3600
    if value > limit:
        return None
    return round(-value if sign == signs[1] else value, 8)
