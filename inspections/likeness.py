"""Other photos with the same bytes, or that look alike, among the hazards of one office.

Two photos look alike when their hashes, of the whole or of the middle, differ in at most six of 64 bits. Of the four
quarters at least one then differs in at most one bit, so the index is asked for the 4 × 17 keys that such a quarter may
have, and the few photos that come are counted bit by bit (Norouzi et al., Fast search in Hamming space with multi-index
hashing, 2012).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select

from . import db
from .models import Hazard, Photo, PhotoBand, PhotoKind, PhotoStatus

BANDS, WIDTH = 4, 16
NEAR_BITS = 6  # at most 2 × BANDS − 1, else the index would miss some
MOST = 200  # near photos that are looked at, the nearest first
MOST_READ = 10_000  # rows of the index that are read for one hash, so that no look-up is slow
WHOLE = 2**64 - 1


@dataclass(frozen=True, slots=True)
class Other:
    """Another photo; ``bits`` is in how many of 64 bits it looks different, None when the bytes are the same."""

    photo_id: UUID
    hazard_id: UUID
    received_at: datetime
    bits: int | None


def keep(session, photo, looks):
    """Keep what the photo looks like, also in the index; *looks* as in ``uploads.likeness``, nothing for no picture."""
    photo.phash, photo.phash_middle = looks or (None, None)
    rows = [
        {"photo_id": photo.id, "phash": phash, "key": key}
        for view, phash in _views(_looks(photo))
        for key in keys(view, phash)
    ]
    if rows:
        session.execute(insert(PhotoBand), rows)


def forget(session, photo):
    """Keep no longer what the photo looks like."""
    photo.phash = photo.phash_middle = None
    session.execute(delete(PhotoBand).where(PhotoBand.photo_id == photo.id))


def is_seen(photo) -> bool:
    """Whether it looks like anything: a blank picture does not."""
    return bool(_views(_looks(photo)))


def _looks(photo):
    return photo.phash, photo.phash_middle


def _views(looks):
    return [(view, phash) for view, phash in enumerate(looks) if phash is not None]


def keys(view: int, phash: int) -> list[int]:
    """Under which the hash is found: its quarters, each with the number of the hash and its own before it."""
    return [(view * BANDS + band) << WIDTH | (phash >> band * WIDTH) & 0xFFFF for band in range(BANDS)]


def near(session, looks) -> dict[UUID, int]:
    """The nearest photos that look like *looks*, each with the number of bits in which the nearer hash differs."""
    found = {}
    for view, phash in _views(looks):
        for id_, bits in _near(session, view, phash):
            found[id_] = min(bits, found.get(id_, bits))
    closest = sorted(found, key=found.__getitem__)[:MOST]
    return {id_ if isinstance(id_, UUID) else UUID(id_): found[id_] for id_ in closest}


def _near(session, view, phash):
    wanted = [key ^ flip for key in keys(view, phash) for flip in (0, *(1 << place for place in range(WIDTH)))]
    query = select(PhotoBand.photo_id, PhotoBand.phash).where(PhotoBand.key.in_(wanted)).limit(MOST_READ)
    for rows in db.raw_rows(session, query):
        for id_, other in rows:
            bits = ((phash ^ other) & WHOLE).bit_count()
            if bits <= NEAR_BITS:
                yield id_, bits


def others(session, hazard, photo) -> list[Other]:
    """The photos that *photo* of *hazard* should be compared with, whether they came earlier or later.

    Before and after of one spot look alike and are no reuse; nor is what a split or a merge made two of. The very
    bytes of a before that come again as an after are.
    """
    bits = near(session, _looks(photo))
    found = list(_rows(session, hazard, Photo.sha256 == photo.sha256))
    if bits:
        found += _rows(session, hazard, Photo.id.in_(bits))
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
