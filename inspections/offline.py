"""What a device takes along to say who is responsible without a network: areas, and the table for them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select

from geo import area_codes, digest, offline, zones

from . import db, responsibility
from .models import AreaFeature, Layer, Office


@dataclass(frozen=True, slots=True)
class Edition:
    """Which table a person gets today, known before it is made: equal versions have equal tables."""

    version: str
    versions: dict[str, str]  # of areas and rules
    codes: tuple[str, ...]  # the areas of the person's offices
    on: date
    valid_from: date | None
    valid_to: date | None


def edition(session, actor, maps) -> Edition:
    """The table for the offices where *actor* holds a role, as of today."""
    held = select(Office.area_code).where(Office.id.in_([role.office_id for role in actor.held if role.office_id]))
    codes = tuple(sorted(set(session.scalars(held))))
    on, current = db.today(session), maps.current(session)
    span = current.span(on)
    version = digest.of([digest.canonical([current.version, codes, span])])
    return Edition(version, current.versions, codes, on, *span)


def table(session, maps, edition: Edition):
    """The areas with their geometries, and the table for them."""
    below = [AreaFeature.code.startswith(area_codes.significant(code)) for code in edition.codes]
    places = and_(Layer.kind.in_(offline.PLACES), or_(False, *below))
    read = responsibility.areas(session, or_(Layer.kind.in_(zones.NAMES), places))
    features = offline.features_of(read, edition.codes, edition.on)
    return features, maps.current(session).table([area for area, _ in features], edition.on)
