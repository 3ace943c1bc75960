"""Many questions in columns, and which of them have the same answer."""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .answers import Question
from .areas import AreaIndex
from .assets import NOTHING, Nearby
from .places import rounded_up

NOBODYS = frozenset()


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
class Questions:
    """The columns of many `Question`s, equally long; numbers may be arrays. An accuracy that is None or NaN is unknown.

    ``office_areas`` None asks about no jurisdiction; ``assets`` None says that nobody looked into the registers.
    """

    lons: Sequence[float]
    lats: Sequence[float]
    accuracies_m: Sequence[float | None]
    datum_errors_m: Sequence[float]
    hazard_types: Sequence[str]
    asset_kinds: Sequence[str | None]
    place_kinds: Sequence[str | None]
    ons: Sequence[date]
    office_areas: Sequence[frozenset[str]] | None = None
    assets: Sequence[Nearby] | None = None

    def at(self, row: int) -> Question:
        """Return one question."""
        accuracy = self.accuracies_m[row]
        return Question(
            lon=float(self.lons[row]),
            lat=float(self.lats[row]),
            accuracy_m=None if accuracy is None or accuracy != accuracy else float(accuracy),
            datum_error_m=float(self.datum_errors_m[row]),
            hazard_type=self.hazard_types[row],
            asset_kind=self.asset_kinds[row],
            place_kind=self.place_kinds[row],
            on=self.ons[row],
            office_areas=NOBODYS if self.office_areas is None else self.office_areas[row],
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

        radii = numpy.nan_to_num(self._accuracies(), nan=0.0) + numpy.asarray(self.datum_errors_m, numpy.float64)
        return numpy.maximum(radii, 0.0)

    def _kinds(self, epochs: Epochs):
        """Return a number per question, equal for equal kinds, jurisdictions and epochs."""
        import numpy

        offices = [NOBODYS] * len(self.ons) if self.office_areas is None else self.office_areas
        epoch = {on: epochs.of(on) for on in set(self.ons)}
        numbers: dict[tuple[Hashable, ...], int] = {}
        assets = [NOTHING] * len(self.ons) if self.assets is None else self.assets
        kinds = (self.hazard_types, self.asset_kinds, self.place_kinds)
        rows = zip(*kinds, offices, assets, map(epoch.get, self.ons), strict=True)
        return numpy.fromiter((numbers.setdefault(row, len(numbers)) for row in rows), numpy.int64, len(self.ons))


def _classes(radii):
    """Return a number per radius, equal for radii that are rounded up alike."""
    import numpy

    return numpy.searchsorted([rounded_up(step * 10**size) for size in range(9) for step in (1, 2, 5)], radii)
