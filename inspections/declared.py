"""Photographs that a record says it has: until all of them are here it is incomplete, whatever its state.

They are declared by digest, so a photo counts only if its bytes are those that the device took; a digest that is named
twice needs two photos.
"""

from sqlalchemy import select

from .models import DeclaredPhoto, Hazard


def match(hazard):
    """Find the declared photos of *hazard* among those that are here."""
    for photo in hazard.photos:
        arrived(hazard, photo)


def arrived(hazard, photo):
    """Note that *photo* is here, if it is one that was missing."""
    row = next((row for row in hazard.declared if row.photo is None and row.sha256 == photo.sha256), None)
    if row:
        row.photo = photo


def missing(hazard) -> list[str]:
    """The digests of the photos that are still to come."""
    return [row.sha256 for row in hazard.declared if row.photo_id is None]


def incomplete():
    """The condition that photos of a hazard are still to come."""
    return Hazard.id.in_(select(DeclaredPhoto.hazard_id).where(DeclaredPhoto.photo_id.is_(None)))
