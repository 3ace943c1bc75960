"""A sensible order in which to visit spots: an open path, as the crow flies, from a given place or from anywhere."""

import itertools
from dataclasses import dataclass

EARTH_M = 6_371_008.8  # mean radius (IUGG)
EXACT = 12  # up to so many spots the best order is found, which takes some 50 ms
CARRIED = (1, 2, 3)  # how many neighbouring spots Or-opt moves at a time
BETTER_M = 1e-6  # a smaller gain is rounding
FREE_STARTS = 12

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Round:
    """Positions of the places in the order of the visit, and the metres to each from the one before."""

    order: list[int]
    legs_m: list[float]


def plan(places: list[Place], start: Place | None = None, exact: int = EXACT) -> Round:
    """Order *places* (WGS84 degrees, longitude first) so that the way is short; *start* is where one sets out.

    Up to *exact* places the order is the shortest; beyond, nearest neighbours improved by 2-opt and Or-opt until
    neither gains. The first leg is 0 without a *start*. The same places give the same order.
    """
    if not places:
        return Round([], [])
    ways = _ways(places, start)
    path = _shortest(ways) if len(places) <= exact else _short(ways)
    legs = [float(ways[a, b]) for a, b in itertools.pairwise([len(places), *path])]
    return Round(path, legs)


def _ways(places, start):
    """Metres between all places; behind them two that cost nothing unless said: where one sets out, and the end."""
    import numpy

    count = len(places)
    ways = numpy.zeros((count + 2, count + 2))
    known = numpy.radians(numpy.array([*places, *([start] if start else [])]))
    lon, lat = known[:, 0], known[:, 1]
    wide, high = lon[:, None] - lon, lat[:, None] - lat
    square = numpy.sin(high / 2) ** 2 + numpy.cos(lat)[:, None] * numpy.cos(lat) * numpy.sin(wide / 2) ** 2
    ways[: len(known), : len(known)] = 2 * EARTH_M * numpy.arcsin(numpy.sqrt(numpy.clip(square, 0, 1)))
    return ways


def _shortest(ways):
    """The best order, by the shortest way to have visited each set and stand at each of its spots (Held and Karp)."""
    import numpy

    count = len(ways) - 2
    between, alone = ways[:count, :count], numpy.arange(count)
    best = numpy.full((1 << count, count), numpy.inf)
    best[1 << alone, alone] = ways[count, :count]
    before = numpy.zeros((1 << count, count), dtype=int)
    for visited in range(1, 1 << count):
        onward = best[visited][:, None] + between
        for spot in (spot for spot in range(count) if not visited >> spot & 1):
            with_it, last = visited | 1 << spot, int(onward[:, spot].argmin())
            if onward[last, spot] < best[with_it, spot]:
                best[with_it, spot], before[with_it, spot] = onward[last, spot], last
    visited = (1 << count) - 1
    path = [int(best[visited].argmin())]
    while visited & (visited - 1):
        visited, last = visited & ~(1 << path[-1]), int(before[visited, path[-1]])
        path.append(last)
    return path[::-1]


def _short(ways):
    import numpy

    count = len(ways) - 2
    free = not ways[count].any()
    firsts = (
        numpy.linspace(0, count - 1, FREE_STARTS, dtype=int).tolist() if free else [int(ways[count, :count].argmin())]
    )
    paths = [_improved(ways, _nearest(ways, first)) for first in firsts]
    return min(paths, key=lambda path: _length(ways, path))[1:-1]


def _nearest(ways, first):
    """From the *first* spot always on to the nearest that is left, between the two places at the ends."""
    count = len(ways) - 2
    path, left = [first], [spot for spot in range(count) if spot != first]
    while left:
        path.append(min(left, key=lambda spot: ways[path[-1], spot]))
        left.remove(path[-1])
    return [count, *path, count + 1]


def _length(ways, path):
    return sum(ways[a, b] for a, b in itertools.pairwise(path))


def _improved(ways, path):
    """Take the best turn or move until none gains."""
    while True:
        gain, better = max((_turn(ways, path), *(_carry(ways, path, many) for many in CARRIED)), key=lambda one: one[0])
        if gain < BETTER_M:
            return path
        path = better()


def _turn(ways, path):
    """2-opt: the most that turning one stretch around gains, and how to get it."""
    import numpy

    spots = numpy.array(path)
    before, first, last, after = spots[:-2], spots[1:-1], spots[1:-1], spots[2:]
    gains = ways[before, first][:, None] + ways[last, after]
    gains = gains - ways[before[:, None], last] - ways[first[:, None], after]
    gains = numpy.triu(gains, 1)  # the first spot of the stretch comes before its last
    i, j = (int(at) + 1 for at in numpy.unravel_index(gains.argmax(), gains.shape))
    return gains.max(), lambda: path[:i] + path[i : j + 1][::-1] + path[j + 1 :]


def _carry(ways, path, many):
    """Or-opt: the most that carrying *many* neighbouring spots elsewhere gains, turned around or not."""
    import numpy

    spots = numpy.array(path)
    begin = numpy.arange(1, len(path) - many)
    first, last = spots[begin], spots[begin + many - 1]
    before, after = spots[begin - 1], spots[begin + many]
    freed = ways[before, first] + ways[last, after] - ways[before, after]
    left, right = spots[:-1], spots[1:]
    same = ways[first[:, None], left] + ways[last[:, None], right]
    turned = ways[last[:, None], left] + ways[first[:, None], right]
    gains = freed[:, None] - numpy.minimum(same, turned) + ways[left, right]
    gap = numpy.arange(len(left))
    inside = (gap >= begin[:, None] - 1) & (gap < begin[:, None] + many)
    gains[inside] = 0
    row, at = (int(index) for index in numpy.unravel_index(gains.argmax(), gains.shape))
    i = int(begin[row])

    def moved():
        carried = path[i : i + many] if same[row, at] <= turned[row, at] else path[i : i + many][::-1]
        rest, to = path[:i] + path[i + many :], at + 1 if at < i else at + 1 - many
        return rest[:to] + carried + rest[to:]

    return gains.max(), moved
