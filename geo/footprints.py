"""What a responsibility map rests on, row by row, and so where two maps may answer differently.

A row is an area, a rule, an agency or the edition of the code: a digest of what it says, and what it can matter to.
Maps with the same rows answer the same. A footprint is kept as JSON lines, a row each, so that two compare as sets.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

import orjson

from . import area_codes, assets, digest
from .agencies import Agency
from .areas import Area, AreaIndex, Box
from .rules import Rule
from .zones import Zone

KEPT = 32  # footprints in a folder: what an older map answered is asked about anew


@dataclass(frozen=True, slots=True)
class Reach:
    """What a row can matter to: spots that ``box`` holds or comes near, of these kinds, on these days, both included.

    None is any. ``hazard_type`` is a full code or a family.
    """

    box: Box | None = None
    asset_kinds: tuple[str, ...] | None = None
    hazard_type: str | None = None
    place_kind: str | None = None
    first: date | None = None
    last: date | None = None

    def box_within(self, metres: float) -> Box | None:
        """Return a box that holds every spot within *metres* of the reach's."""
        if self.box is None:
            return None
        west, south, east, north = self.box
        furthest = max(abs(south), abs(north))
        left, right = assets.box(west, furthest, metres)[0], assets.box(east, furthest, metres)[2]
        return left, assets.box(west, south, metres)[1], right, assets.box(west, north, metres)[3]


EVERYWHERE = Reach()


@dataclass(frozen=True, slots=True)
class Footprint:
    """The rows of a map, and its versions of areas and rules."""

    versions: Mapping[str, str]
    rows: frozenset[bytes]

    def differing(self, other: "Footprint") -> set[Reach]:
        """Return where, about what and for which days the two maps may answer differently."""
        sides = defaultdict(lambda: ([], []))
        for number, rows in enumerate((self.rows - other.rows, other.rows - self.rows)):
            for content, reach in map(_read, rows):
                sides[content][number].append(reach)
        return {
            replace(reach, first=first, last=last)
            for old, new in sides.values()
            for first, last in _days_apart(old, new)
            for reach in (*old, *new)
        }


def of(
    versions: Mapping[str, str],
    areas: AreaIndex,
    zones: Mapping[Area, Zone],
    rules: Iterable[Rule],
    agencies: Sequence[Agency],
    edition: int,
) -> Footprint:
    """Return the footprint of a map of these; *edition* is that of the code which answers."""
    around, chains = _Around(areas), _chains({agency.id: agency for agency in agencies})
    rows = [*_area_rows(areas, zones, chains), *_rule_rows(rules, around, chains)]
    rows += _agency_rows(agencies, around, chains)
    return Footprint(versions, frozenset([*rows, _row({"edition": edition}, EVERYWHERE)]))


def keep(folder: Path, name: str, footprint: Footprint) -> None:
    """Keep a footprint in the folder under *name*, the map's version, and no more than the newest KEPT."""
    folder.mkdir(parents=True, exist_ok=True)
    body = b"\n".join(sorted(footprint.rows))
    about = {"versions": footprint.versions, "digest": hashlib.sha256(body).hexdigest()}
    with NamedTemporaryFile(dir=folder, prefix=".writing-", delete=False) as file:
        file.write(orjson.dumps(about) + b"\n" + body)
    Path(file.name).rename(folder / name)
    for path in _newest(folder)[KEPT:]:
        path.unlink(missing_ok=True)


def known(folder: Path) -> Iterator[Footprint]:
    """Yield the footprints in the folder; a damaged one is as good as none."""
    for path in _newest(folder):
        with suppress(OSError, ValueError, LookupError):
            head, _, body = path.read_bytes().partition(b"\n")
            about = orjson.loads(head)
            if about["digest"] == hashlib.sha256(body).hexdigest():
                yield Footprint(about["versions"], frozenset(body.split(b"\n")))


def _newest(folder):
    paths = [path for path in folder.glob("*") if not path.name.startswith(".")]
    return sorted(paths, key=lambda path: path.stat().st_mtime, reverse=True)


def _chains(agencies):
    """By id: what an agency and those that succeed it say, for whoever names the first may mean the last."""
    found = {}
    for id_ in agencies:
        chain, current = {}, agencies[id_]
        while current is not None and current.id not in chain:
            chain[current.id] = _said(current)
            current = agencies.get(current.successor_id)
        found[id_] = [*chain.values()]
    return found


def _area_rows(areas, zones, chains):
    for area, extent in zip(areas.areas, areas.extents, strict=True):
        zone = zones.get(area)
        content = [extent.content, chains.get(zone.agency_id)] if zone else extent.content
        kinds = None if zone is None or zone.asset_kinds is None else tuple(sorted(zone.asset_kinds))
        yield _row(content, Reach(extent.box, kinds, first=area.valid_from, last=area.valid_to))


def _rule_rows(rules, around, chains):
    for rule in rules:
        kinds = (rule.asset_kind,) if rule.asset_kind else None
        said = _said(rule) | {"valid_from": None, "valid_to": None, "agency": chains.get(rule.agency_id)}
        for box in around.boxes(rule.area_code):
            yield _row(said, Reach(box, kinds, rule.hazard_type, rule.place_kind, rule.valid_from, rule.valid_to))


def _agency_rows(agencies, around, chains):
    """By its functions or as a government an agency is found in its area; elsewhere who names it tells of it."""
    for agency in agencies:
        for box in around.boxes(agency.area_code):
            yield _row(chains[agency.id], Reach(box))


class _Around:
    """Boxes around the counties and townships of an area code."""

    def __init__(self, areas):
        self._places = [
            (area.code, extent.box)
            for area, extent in zip(areas.areas, areas.extents, strict=True)
            if area.kind in ("county", "township")
        ]
        self._known = {}

    def boxes(self, code) -> list[Box | None]:
        """One box; that of the country is None; and none when nothing of the area is on the map."""
        if not area_codes.significant(code):
            return [None]
        if code not in self._known:
            boxes = [box for place, box in self._places if area_codes.covers(code, place)]
            west, south, east, north = zip(*boxes, strict=True) if boxes else ((),) * 4
            self._known[code] = [(min(west), min(south), max(east), max(north))] if boxes else []
        return self._known[code]


def _said(row):
    return {field.name: getattr(row, field.name) for field in fields(row)}


def _row(content, reach):
    said = content if isinstance(content, str) else hashlib.sha256(digest.canonical(content)).hexdigest()
    days = [day and day.isoformat() for day in (reach.first, reach.last)]
    return orjson.dumps([said, reach.box, reach.asset_kinds, reach.hazard_type, reach.place_kind, *days])


def _read(row):
    content, box, kinds, hazard_type, place_kind, *days = orjson.loads(row)
    first, last = (day and date.fromisoformat(day) for day in days)
    kinds = None if kinds is None else tuple(kinds)
    return content, Reach(box and tuple(box), kinds, hazard_type, place_kind, first, last)


def _days_apart(old, new):
    """Yield the spans of days on which more of *old* than of *new* is in force, or the other way round."""
    steps = Counter()
    for sign, reaches in ((1, old), (-1, new)):
        for reach in reaches:
            begin = (reach.first or date.min).toordinal()
            end = (reach.last or date.max).toordinal() + 1
            if begin < end:
                steps[begin] += sign
                steps[end] -= sign
    more, since = 0, None
    for day in sorted(steps):
        if more:
            yield _day(since), _day(day - 1)
        more, since = more + steps[day], day


def _day(ordinal):
    """The day of that number; the first and the last there is are open ends."""
    return None if ordinal in (date.min.toordinal(), date.max.toordinal()) else date.fromordinal(ordinal)
