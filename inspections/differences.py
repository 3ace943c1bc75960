"""What two responsibility maps answer differently about hazards: before and after a change of rules, agencies or areas.

Every hazard is asked about on one day, the same for both maps, so that a difference comes from the change alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from geo.answers import Answer, Candidate, Role
from geo.responsibility import ResponsibilityMap

from . import hazard_questions, visibility
from .hazard_questions import Hazards
from .models import Hazard
from .models.hazards import ENDED


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


def open_hazards(session, actor, on: date) -> Hazards:
    """Every open hazard with a place that the actor sees, asked about on the day *on*."""
    query = visibility.hazards(session, actor).where(Hazard.status.not_in(ENDED), Hazard.lon.is_not(None))
    return hazard_questions.read(session, query, on=on)


def between(session, before: ResponsibilityMap, after: ResponsibilityMap, hazards: Hazards) -> list[Difference]:
    """The hazards for which *after* names other agencies than *before* does, by number.

    Another reason, rule or confidence for the same agencies is no difference.
    """
    if not len(hazards):
        return []
    (were, old), (will, new) = (map_.answer_many(hazards.questions) for map_ in (before, after))
    pairs = list(zip(were.tolist(), will.tolist(), strict=True))
    shifts = {pair: _shifts(old[pair[0]], new[pair[1]]) for pair in set(pairs)}
    rows = [row for row, pair in enumerate(pairs) if shifts[pair]]
    ids = hazards.ids(rows)
    numbers = hazard_questions.numbers(session, ids)
    found = (Difference(id_, numbers[id_], shifts[pairs[row]]) for row, id_ in zip(rows, ids, strict=True))
    return sorted(found, key=lambda difference: difference.number)


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
