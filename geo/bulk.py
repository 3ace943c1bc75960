"""Many questions in columns, and which of them have the same answer."""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .answers import Question
from .areas import AreaIndex
from .assets import NOTHING, Nearby
from .places import rounded_up


class Epochs:
    """The spans of days in which the same rows are in force; a row has ``valid_from`` and ``valid_to``."""

    def __init__(self, rows: Iterable) -> None:
        rows = list(rows)
        begins = {row.valid_from for row in rows if row.valid_from}
        ends = {row.valid_to + timedelta(days=1) for row in rows if row.valid_to and row.valid_to < date.max}
        self._begins = sorted(begins | ends)

    def of(self, on: date) -> int:
        """Return the number of the epoch that the day lies in."""
        return bisect_right(self._begins, on)

    def span(self, on: date) -> tuple[date | None, date | None]:
        """Return the first and the last day of the epoch that the day lies in; None is open."""
        number = self.of(on)
        first = self._begins[number - 1] if number else None
        return first, self._begins[number] - timedelta(days=1) if number < len(self._begins) else None


@dataclass(frozen=True, slots=True)
class Kind:
    """What many questions have in common; the fields are those of `Question`."""

    datum_error_m: float
    hazard_type: str
    asset_kind: str | None
    place_kind: str | None
    on: date
    office_areas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Questions:
    """The columns of many `Question`s, equally long; numbers may be arrays. An accuracy that is None or NaN is unknown.

    ``kind_of`` is the position of each question's kind in ``kinds``; ``assets`` None says that nobody looked into the
    registers.
    """

    lons: Sequence[float]
    lats: Sequence[float]
    accuracies_m: Sequence[float | None]
    kind_of: Sequence[int]
    kinds: Sequence[Kind]
    assets: Sequence[Nearby] | None = None

    def at(self, row: int) -> Question:
        """Return one question."""
        accuracy, kind = self.accuracies_m[row], self.kinds[self.kind_of[row]]
        return Question(
            lon=float(self.lons[row]),
            lat=float(self.lats[row]),
            accuracy_m=None if accuracy is None or accuracy != accuracy else float(accuracy),
            datum_error_m=kind.datum_error_m,
            hazard_type=kind.hazard_type,
            asset_kind=kind.asset_kind,
            place_kind=kind.place_kind,
            on=kind.on,
            office_areas=kind.office_areas,
            assets=NOTHING if self.assets is None else self.assets[row],
        )

    def survey(self, areas: AreaIndex):
        """Return the set ids of the areas that cover each spot, and of those whose edge its circle touches."""
        return areas.sets_at(self.lons, self.lats), areas.sets_touched(self.lons, self.lats, self._radii())

    def grouped(self, here, touched, epochs: Epochs):
        """Return the group of each question, and the row of one question of each group.

        *here* and *touched* are from `survey`. The questions of a group have the same answer.
        """
        import numpy

        known = ~numpy.isnan(self._accuracies())
        # The radius is spoken of only where the circle touches an edge.
        reach = numpy.where(touched > 0, _classes(self._radii()), 0)
        groups = numpy.zeros(len(here), dtype=numpy.int64)
        for column in (here, touched, reach * 2 + known, self._kinds(epochs)):
            keys = groups * (int(column.max(initial=0)) + 1) + column
            _, examples, groups = numpy.unique(keys, return_index=True, return_inverse=True)
        return groups, examples

    def _accuracies(self):
        import numpy

        return numpy.array(self.accuracies_m, dtype=numpy.float64)

    def _radii(self):
        import numpy

        errors = self.of_kinds([kind.datum_error_m for kind in self.kinds])
        return numpy.maximum(numpy.nan_to_num(self._accuracies(), nan=0.0) + errors, 0.0)

    def of_kinds(self, values):
        """Return an array with the number in *values*, one for each kind, that belongs to each question."""
        import numpy

        return numpy.array(values)[numpy.asarray(self.kind_of, dtype=numpy.int64)]

    def _kinds(self, epochs: Epochs):
        """Return a number per question, equal for equal kinds, jurisdictions and epochs, and for the same assets."""
        import numpy

        same = [
            (kind.hazard_type, kind.asset_kind, kind.place_kind, kind.office_areas, epochs.of(kind.on))
            for kind in self.kinds
        ]
        found = self.of_kinds(_numbered(same))
        if self.assets is None:
            return found
        beside = numpy.array(_numbered(self.assets))
        return found * (int(beside.max(initial=0)) + 1) + beside


def _numbered(values: Iterable[Hashable]) -> list[int]:
    """Return a number per value, equal for equal values."""
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(value, len(numbers)) for value in values]


def _classes(radii):
    """Return a number per radius, equal for radii that are rounded up alike."""
    import numpy

    return numpy.searchsorted([rounded_up(step * 10**size) for size in range(9) for step in (1, 2, 5)], radii)
