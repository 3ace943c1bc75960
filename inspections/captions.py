"""What is written below a stamped copy or a picture of a pair. Times are those of Asia/Shanghai."""

from datetime import datetime

from . import db

MINUTE = "%Y-%m-%d %H:%M"


def stamp(hazard, office, photo) -> tuple[str, ...]:
    """Number and office, when, where, and by its digest the original that this is a copy of."""
    return (
        f"编号 {hazard.number}　{office.name}",
        taken(photo),
        f"地点 {_place(hazard)}",
        f"原件 SHA-256 {photo.sha256[:16]}…",
    )


def side(hazard, photo, *, after: bool) -> tuple[str, ...]:
    """Which side of a pair this is, and when it was taken."""
    return (f"整改{'后' if after else '前'}　{hazard.number}", taken(photo))


def taken(photo) -> str:
    """When the photo was taken, and by whose word: the device's, the file's, or else when it came."""
    if photo.captured and photo.captured["at"]:
        return f"拍摄 {_civil(photo.captured['at'])}（设备时间）"
    if photo.claimed.get("taken_at"):
        return f"拍摄 {_civil(photo.claimed['taken_at'])}（文件所载）"
    return f"接收 {photo.received_at.astimezone(db.SHANGHAI):{MINUTE}}"


def _civil(said):
    """A file may tell its time without an offset: then it is written as it stands."""
    at = datetime.fromisoformat(said)
    return f"{at.astimezone(db.SHANGHAI) if at.tzinfo else at:{MINUTE}}"


def _place(hazard):
    where = "" if hazard.lon is None else f"{hazard.lon:.6f}, {hazard.lat:.6f}（WGS84）"
    return "　".join(part for part in (hazard.address, where) if part) or "未知"
