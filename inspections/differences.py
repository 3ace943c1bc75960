"""What two responsibility maps answer differently about hazards: before and after a change of rules, agencies or areas.

Every hazard is asked about on one day, the same for both maps, so that a difference comes from the change alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from geo import coordinates
from geo.answers import Answer, Candidate, Role
from geo.bulk import Questions
from geo.responsibility import ResponsibilityMap

from . import visibility
from .models import Hazard
from .models.hazards import ENDED

ASKED = ("id", "number", "lon", "lat", "accuracy_m", "received_datum", "type", "asset_kind", "place_kind")


@dataclass(frozen=True, slots=True)
class Shift:
    """Who is named in one role, before and after."""

    role: Role
    before: tuple[Candidate, ...]
    after: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One hazard whose candidates change, with the roles in which they do."""

    hazard_id: UUID
    number: str
    shifts: tuple[Shift, ...]


def open_hazards(session, actor) -> Sequence:
    """The columns ASKED of every open hazard with a place that the actor sees, by number."""
    query = visibility.hazards(session, actor).where(Hazard.status.not_in(ENDED), Hazard.lon.is_not(None))
    columns = [getattr(Hazard, name) for name in ASKED]
    return session.execute(query.with_only_columns(*columns).order_by(Hazard.number)).all()


def between(before: ResponsibilityMap, after: ResponsibilityMap, hazards: Sequence, on: date) -> list[Difference]:
    """The hazards for which *after* names other agencies than *before* does, in their order.

    *hazards* are rows of ASKED. Another reason, rule or confidence for the same agencies is no difference.
    """
    if not hazards:
        return []
    columns = dict(zip(ASKED, zip(*hazards, strict=True), strict=True))
    questions = Questions(
        lons=columns["lon"],
        lats=columns["lat"],
        accuracies_m=columns["accuracy_m"],
        datum_errors_m=[coordinates.datum_error_m(datum) for datum in columns["received_datum"]],
        hazard_types=columns["type"],
        asset_kinds=columns["asset_kind"],
        place_kinds=columns["place_kind"],
        ons=[on] * len(hazards),
    )
    (were, old), (will, new) = before.answer_many(questions), after.answer_many(questions)
    pairs = list(zip(were.tolist(), will.tolist(), strict=True))
    shifts = {pair: _shifts(old[pair[0]], new[pair[1]]) for pair in set(pairs)}
    return [
        Difference(row.id, row.number, shifts[pair]) for row, pair in zip(hazards, pairs, strict=True) if shifts[pair]
    ]


def _shifts(before: Answer, after: Answer) -> tuple[Shift, ...]:
    found = []
    for role in Role:
        shift = Shift(role, *(tuple(row for row in it.candidates if row.role is role) for it in (before, after)))
        if names(shift.before) != names(shift.after):
            found.append(shift)
    return tuple(found)


def names(candidates: Sequence[Candidate]) -> tuple[tuple[UUID, str], ...]:
    """The agencies that are named, by name; the unknown owner is nobody."""
    known = {(row.agency.id, row.agency.name) for row in candidates if row.agency}
    return tuple(sorted(known, key=lambda agency: (agency[1], agency[0])))
