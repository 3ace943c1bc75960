"""Photos of an outing, put into groups by when and where they say they were taken: a proposal, never a decision."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from . import nearby


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo: *at* in seconds of a clock that all share, WGS 84 degrees; None where the photo does not say."""

    key: str
    at: float | None
    lon: float | None = None
    lat: float | None = None


def propose(shots: Iterable[Shot], gap_s: float, radius_m: float) -> tuple[list[list[Shot]], list[Shot]]:
    """Return the spots, each in the order of time, and the shots without a time, which belong to none.

    Shots with time and place are walked through in the order of time: more than *gap_s* after the one before, or
    farther than *radius_m* metres (geodesic) from the first of its spot, begins the next spot. A shot without a place
    joins the one that is nearest in time, of two the earlier, if that is not more than *gap_s* away; those that are
    left make spots of their own by time alone. Keys break ties, so the order of *shots* plays no part.
    """
    known = sorted(shots, key=lambda shot: shot.key)
    timed = sorted((shot for shot in known if shot.at is not None), key=lambda shot: shot.at)
    spots = _walk((shot for shot in timed if shot.lon is not None), gap_s, radius_m)
    placed = [(shot.at, spot) for spot in spots for shot in spot]
    times, alone = [at for at, _ in placed], []
    for shot in (shot for shot in timed if shot.lon is None):
        after = bisect_right(times, shot.at)
        around = placed[max(after - 1, 0) : after + 1]
        at, spot = min(around, key=lambda one: abs(one[0] - shot.at), default=(None, alone))
        (spot if at is not None and abs(at - shot.at) <= gap_s else alone).append(shot)
    spots = [sorted(spot, key=lambda shot: (shot.at, shot.key)) for spot in (*spots, *_walk(alone, gap_s, radius_m))]
    spots.sort(key=lambda spot: (spot[0].at, spot[0].key))
    return spots, [shot for shot in known if shot.at is None]


def _walk(shots, gap_s, radius_m):
    spots = []
    for shot in shots:
        if spots and shot.at - spots[-1][-1].at <= gap_s and _metres(spots[-1][0], shot) <= radius_m:
            spots[-1].append(shot)
        else:
            spots.append([shot])
    return spots


def _metres(one, other):
    if one.lon is None or other.lon is None:
        return 0.0
    return nearby.measure(one.lon, one.lat, [other.lon], [other.lat])[0][0]


def centre(shots: Iterable[Shot]) -> tuple[float, float] | None:
    """Return the mean of the positions in degrees, None when there is none; spots are small and not at a pole."""
    placed = [shot for shot in shots if shot.lon is not None]
    if not placed:
        return None
    first = placed[0].lon  # across the antimeridian the short way counts
    east = sum((shot.lon - first + 180) % 360 - 180 for shot in placed) / len(placed)
    lon = (first + east + 180) % 360 - 180
    return round(lon, 7), round(sum(shot.lat for shot in placed) / len(placed), 7)
