"""Uploads as dicts for the wire."""

from uploads import parts
from uploads.errors import Gone

from .present import fields


def one(row, offset: int) -> dict:
    state = "kept" if row.photo_id else "waiting" if row.received_at else "receiving"
    return {
        **fields(row, "id", "size_bytes", "hazard_id", "photo_id", "sha256", "created_at", "received_at"),
        "state": state,
        "offset": offset,
        "expires_at": None if row.received_at else row.expires_at,
    }


def many(store, rows) -> list[dict]:
    return [one(row, row.size_bytes if row.received_at else _offset(store, row.id)) for row in rows]


def _offset(store, id_):
    try:
        return parts.offset(store, id_)
    except Gone:  # nothing will come any more
        return 0
