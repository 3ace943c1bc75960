"""What a photograph claims of itself. Never trusted, only written down; only the header is read, nothing is decoded."""

import math
import re
from dataclasses import dataclass
from pathlib import Path

FORMATS = {"image/jpeg": ("JPEG", "MPO"), "image/png": ("PNG",), "image/webp": ("WEBP",)}
EXIF_IFD, GPS_IFD = 0x8769, 0x8825
ORIENTATION, MAKE, MODEL, SOFTWARE, DATETIME = 0x0112, 0x010F, 0x0110, 0x0131, 0x0132
TAKEN, TAKEN_OFFSET, OFFSET = 0x9003, 0x9011, 0x9010
GPS_DIRECTION, GPS_ERROR_M, GPS_ALTITUDE, GPS_ALTITUDE_REF = 17, 31, 6, 5
LONGEST_TEXT = 200
LARGEST_HEADER = 2 * 1024 * 1024  # beyond that an EXIF block is not read: cameras write kilobytes
TIME = re.compile(r"(\d{4}):(\d\d):(\d\d)[ T](\d\d):(\d\d):(\d\d)")
ZONE = re.compile(r"[+-]\d\d:\d\d")


@dataclass(frozen=True, slots=True)
class Claimed:
    """WGS 84 degrees, metres. ``taken_at`` is RFC 3339; ``taken_local`` has no offset, because the camera wrote none."""

    taken_at: str | None = None
    taken_local: str | None = None
    lon: float | None = None
    lat: float | None = None
    accuracy_m: float | None = None
    altitude_m: float | None = None
    direction_deg: float | None = None
    device: str | None = None
    software: str | None = None
    width_px: int | None = None
    height_px: int | None = None
    orientation: int | None = None
    notes: tuple[str, ...] = ()


def read(path: Path, media_type: str) -> Claimed:
    """Read the header of *path*. Bad metadata is noted, never an error; opaque kinds claim nothing."""
    if media_type not in FORMATS:
        return Claimed()
    from PIL import Image

    try:
        with Image.open(path, formats=FORMATS[media_type]) as image:
            size, exif = image.size, image.getexif()
    except Exception:  # hostile headers make Pillow raise all kinds; the bytes are kept and the note says so
        return Claimed(notes=("header_unreadable",))
    return _claims(exif, size)


def _claims(exif, size):
    notes, details, gps = [], {}, {}
    for tag, target in ((EXIF_IFD, details), (GPS_IFD, gps)):
        try:
            target.update(exif.get_ifd(tag))
        except Exception:
            notes.append("exif_unreadable" if tag == EXIF_IFD else "gps_unreadable")
    local, zone = _time(details.get(TAKEN) or exif.get(DATETIME)), _zone(details)
    lon, lat = _position(gps, notes)
    return Claimed(
        taken_at=f"{local}{zone}" if local and zone else None,
        taken_local=local,
        lon=lon,
        lat=lat,
        accuracy_m=_number(gps.get(GPS_ERROR_M), 0, 1e6),
        altitude_m=_altitude(gps),
        direction_deg=_number(gps.get(GPS_DIRECTION), 0, 360),
        device=_device(exif),
        software=_text(exif.get(SOFTWARE)),
        width_px=size[0],
        height_px=size[1],
        orientation=value if (value := exif.get(ORIENTATION)) in range(1, 9) else None,
        notes=tuple(notes),
    )


def _text(value):
    """Printable text without control characters, or None."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return None
    clean = "".join(char for char in value if char.isprintable()).strip()[:LONGEST_TEXT]
    return clean or None


def _device(exif):
    make, model = _text(exif.get(MAKE)), _text(exif.get(MODEL))
    if make and model and model.lower().startswith(make.lower()):
        return model
    return " ".join(part for part in (make, model) if part)[:LONGEST_TEXT] or None


def _time(value):
    found = TIME.match(_text(value) or "")
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part) for part in found.groups())
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60 and second < 61 and year >= 1970):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}"


def _zone(details):
    zone = _text(details.get(TAKEN_OFFSET) or details.get(OFFSET)) or ""
    return zone if ZONE.fullmatch(zone) else None


def _number(value, low, high):
    try:
        number = float(value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if math.isfinite(number) and low <= number <= high else None


def _altitude(gps):
    altitude = _number(gps.get(GPS_ALTITUDE), 0, 20_000)
    below = gps.get(GPS_ALTITUDE_REF) in (1, b"\x01")
    return -altitude if altitude and below else altitude


def _position(gps, notes):
    """Longitude and latitude in degrees (EXIF 2.32 §4.6.6), or two Nones and a note that says why."""
    if not gps.get(2) or not gps.get(4):
        return None, None
    lat, lon = _degrees(gps.get(2), gps.get(1), "S", 90), _degrees(gps.get(4), gps.get(3), "W", 180)
    if lat is None or lon is None:
        notes.append("gps_unreadable")
        return None, None
    if lat == 0 and lon == 0:
        notes.append("gps_null_island")
        return None, None
    return lon, lat


def _degrees(parts, reference, negative, limit):
    try:
        numbers = [_number(part, 0, 360) for part in parts]
    except TypeError:
        return None
    if len(numbers) != 3 or None in numbers:
        return None
    value = numbers[0] + numbers[1] / 60 + numbers[2] / 3600
    if value > limit:
        return None
    return round(-value if _text(reference) == negative else value, 8)
