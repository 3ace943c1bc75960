"""Cards with their spots as dicts for the wire, and as text for the command line."""

from geo import spots
from geo.coordinates import Datum
from inspections import cards, photos
from inspections.models import Photo
from uploads import cards as folders
from uploads.metadata import Claimed

from . import shapes
from .present import UNCLAIMED, Names, fields
from .texts import say

COUNTED = ("office", "created_by", "file_count", "unsorted_count")
PLAIN = [name for name in shapes.CardItem.model_fields if name not in COUNTED]


def items(session, rows) -> list[dict]:
    names = Names(session, people=[row.created_by_id for row in rows], offices=[row.office_id for row in rows])
    counts = cards.counts(session, [row.id for row in rows])
    return [
        {
            **fields(row, *PLAIN),
            "office": names.office(row.office_id),
            "created_by": names.person(row.created_by_id),
            **dict(zip(("file_count", "unsorted_count"), counts.get(row.id, (0, 0)), strict=True)),
        }
        for row in rows
    ]


def card(session, actor, row, language) -> dict:
    placed = {}
    for file in row.files:
        placed.setdefault(file.spot_id, []).append(file)
    return {
        **items(session, [row])[0],
        "spots": [_spot(session, actor, spot, placed.get(spot.id, [])) for spot in row.spots],
        "unsorted": [file_of(file) for file in placed.get(None, [])],
        "skipped": [
            {"name": item["name"], "code": item["code"], "message": say(item["code"], language, item["details"])}
            for item in row.skipped
        ],
    }


def _spot(session, actor, row, files):
    shown = sorted(files, key=lambda file: (cards.shot(file).at or 0, file.name))
    at = spots.centre(map(cards.shot, files))
    decided = "decided" if row.hazard_id or row.record else "proposed"
    near = cards.neighbours(session, actor, at, (row.record or {}).get("type", "")) if at and not row.applied_at else []
    times = [time for file in shown if (time := _claimed(file)["taken_at"])]
    return {
        **fields(row, "id", "kind", "hazard_id", "record"),
        "state": "applied" if row.applied_at else decided,
        "centre": at and {"lon": at[0], "lat": at[1], "datum": Datum.WGS84},
        "first_at": times[0] if times else None,
        "last_at": times[-1] if times else None,
        "nearby": [
            {**fields(one.hazard, "number", "type"), "hazard_id": one.hazard.id, "distance_m": round(one.distance_m, 1)}
            for one in near
        ],
        "files": [file_of(file) for file in shown],
    }


def file_of(row) -> dict:
    source, claims = cards.source(row), _claimed(row)
    return {
        **fields(row, "id", "name", "joined", "upload_id", "photo_id"),
        **fields(source, "sha256", "size_bytes", "media_type", "hazard_id"),
        "claimed": claims,
        "method": folders.method(claims["device"]),
    }


def _claimed(row):
    """What the file claims, in the words of a photo."""
    source = cards.source(row)
    if isinstance(source, Photo):
        return UNCLAIMED | source.claimed
    return photos.claims(Claimed(**source.claimed | {"notes": tuple(source.claimed["notes"])}))


def unsorted(rows) -> list[dict]:
    return [file_of(row) | fields(row, "card_id", "spot_id") for row in rows]


def lines(told: dict):
    """A card with its proposal, as lines of text."""
    yield f"“{told['name']}”：{told['file_count']} 个文件，建议 {len(told['spots'])} 个点位（须由人确认）。"
    for number, spot in enumerate(told["spots"], 1):
        place = "{lon:.6f}, {lat:.6f}".format(**spot["centre"]) if spot["centre"] else "无位置"
        yield f"  点位 {number}：{len(spot['files'])} 个文件，{spot['first_at']} 至 {spot['last_at']}，{place}"
        for near in spot["nearby"]:
            yield f"    附近已有隐患 {near['number']}（{near['type']}），相距 {near['distance_m']} 米"
        for file in spot["files"]:
            yield f"    {file['name']}" + ("（无位置，按时间并入）" if file["joined"] == "time" else "")
    for file in told["unsorted"]:
        yield f"  未归类：{file['name']}（没有声称拍摄时间）"
