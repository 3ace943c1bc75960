"""Interned sets of small numbers: equal sets have one id, so that a raster and a table can hold ids."""

import threading
from collections.abc import Iterable


class Sets:
    """Sets of numbers by id; 0 is the empty set. Ids are this object's own. Safe to share between threads."""

    def __init__(self, members: Iterable[Iterable[int]] = ()) -> None:
        self._lock = threading.Lock()
        self._members: list[tuple[int, ...]] = []
        self._ids: dict[tuple[int, ...], int] = {}
        self._toggled: dict[tuple[int, int], int] = {}
        for numbers in [(), *members]:
            self.id_of(numbers)

    def __len__(self) -> int:
        return len(self._members)

    def __getitem__(self, set_id: int) -> tuple[int, ...]:
        """Return the numbers of a set in ascending order."""
        return self._members[set_id]

    def id_of(self, numbers: Iterable[int]) -> int:
        key = tuple(sorted(numbers))
        with self._lock:
            if key not in self._ids:
                self._members.append(key)
                self._ids[key] = len(self._members) - 1
            return self._ids[key]

    def toggled(self, set_id: int, number: int) -> int:
        """Return the set with *number* put in, or taken out if it was there."""
        key = (set_id, number)
        found = self._toggled.get(key)
        if found is None:
            found = self._toggled[key] = self.id_of({number}.symmetric_difference(self._members[set_id]))
        return found

    def toggled_each(self, set_ids, owners, numbers):
        """Toggle ``numbers[i]`` in the set at the position ``owners[i]``, *owners* ascending; returns new ids.

        All three are integer arrays. Works in rounds, one number of every owner at a time.
        """
        import numpy

        found = numpy.array(set_ids, dtype=numpy.int64)
        begins = numpy.flatnonzero(numpy.diff(owners, prepend=-1))
        turns = numpy.arange(len(owners)) - numpy.repeat(begins, numpy.diff(begins, append=len(owners)))
        base = int(numbers.max(initial=0)) + 1
        for turn in range(int(turns.max(initial=-1)) + 1):
            now = turns == turn
            keys, which = numpy.unique(found[owners[now]] * base + numbers[now], return_inverse=True)
            results = [self.toggled(*divmod(key, base)) for key in keys.tolist()]
            found[owners[now]] = numpy.array(results, dtype=numpy.int64)[which]
        return found
