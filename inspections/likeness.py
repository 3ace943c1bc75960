"""Other photos with the same bytes, or that look alike, among the hazards of one office.

Hashes that differ in at most six of 64 bits are near. Of their four quarters at least one then differs in at most one
bit, so the index is asked for the 4 × 17 keys that such a quarter may have, and the few photos that come are counted
bit by bit (Norouzi et al., Fast search in Hamming space with multi-index hashing, 2012).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select

from .models import Hazard, Photo, PhotoBand, PhotoKind, PhotoStatus

BANDS, WIDTH = 4, 16
NEAR_BITS = 6  # at most 2 × BANDS − 1, else the index would miss some
MOST = 200  # near photos that are looked at, the nearest first
WHOLE = 2**64 - 1


@dataclass(frozen=True, slots=True)
class Other:
    """Another photo; ``bits`` is in how many of 64 bits it looks different, None when the bytes are the same."""

    photo_id: UUID
    hazard_id: UUID
    received_at: datetime
    bits: int | None


def keep(session, photo_ids, phash: int):
    """Enter what these photos look like into the index."""
    rows = [{"photo_id": id_, "phash": phash, "key": key} for id_ in photo_ids for key in keys(phash)]
    session.execute(insert(PhotoBand), rows)


def forget(session, photo):
    """Keep no longer what the photo looks like."""
    photo.phash = None
    session.execute(delete(PhotoBand).where(PhotoBand.photo_id == photo.id))


def keys(phash: int) -> list[int]:
    """Under which the hash is found: its quarters, each with its number before it."""
    return [band << WIDTH | (phash >> band * WIDTH) & 0xFFFF for band in range(BANDS)]


def near(session, phash: int) -> dict[UUID, int]:
    """The photos that look alike, each with the number of bits in which it differs."""
    wanted = [key ^ flip for key in keys(phash) for flip in (0, *(1 << place for place in range(WIDTH)))]
    rows = session.execute(select(PhotoBand.photo_id, PhotoBand.phash).where(PhotoBand.key.in_(wanted)))
    counted = {id_: ((phash ^ other) & WHOLE).bit_count() for id_, other in rows}
    return {id_: bits for id_, bits in counted.items() if bits <= NEAR_BITS}


def others(session, hazard, photo) -> list[Other]:
    """The photos that *photo* of *hazard* should be compared with, whether they came earlier or later.

    Before and after of one spot look alike and are no reuse; nor is what a split or a merge made two of. The very
    bytes of a before that come again as an after are.
    """
    bits = {} if photo.phash is None else near(session, photo.phash)
    closest = sorted(bits, key=bits.__getitem__)[:MOST]
    found = list(_rows(session, hazard, Photo.sha256 == photo.sha256))
    if closest:
        found += _rows(session, hazard, Photo.id.in_(closest))
    told = {}
    for row in found:
        same_bytes = row.sha256 == photo.sha256
        one_spot = _is_one_spot(hazard, row)
        as_another = (row.kind is PhotoKind.AFTER) != (photo.kind is PhotoKind.AFTER)
        if row.photo_id != photo.id and (not one_spot or (same_bytes and as_another)):
            apart = None if same_bytes else bits[row.photo_id]
            told[row.photo_id] = Other(row.photo_id, row.hazard_id, row.received_at, apart)
    return sorted(told.values(), key=lambda other: (other.received_at, other.photo_id))


def _rows(session, hazard, which):
    columns = (Photo.id.label("photo_id"), Photo.hazard_id, Photo.sha256, Photo.kind, Photo.received_at)
    kin = (Hazard.previous_hazard_id, Hazard.duplicate_of_id, Hazard.split_from_id)
    query = select(*columns, *kin).join(Hazard, Hazard.id == Photo.hazard_id)
    return session.execute(query.where(which, Hazard.office_id == hazard.office_id, Photo.status != PhotoStatus.PURGED))


def _is_one_spot(hazard, row):
    mine = {hazard.id, hazard.previous_hazard_id, hazard.duplicate_of_id, hazard.split_from_id}
    its = {row.previous_hazard_id, row.duplicate_of_id, row.split_from_id}
    return row.hazard_id in mine or hazard.id in its
