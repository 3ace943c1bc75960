"""Where a spot lies, and where else it may lie when its accuracy circle crosses an edge."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from . import area_codes
from .areas import Area
from .zones import Zone


@dataclass(frozen=True, slots=True)
class Place:
    """A county, a township of it and the zones there. ``phrase`` says so in Chinese, to open a reason with."""

    county: Area | None
    township: Area | None
    zones: tuple[Zone, ...]
    phrase: str

    @property
    def code(self) -> str:
        """The significant digits of the smallest administrative area; empty outside every area.

        Villages do not count: rules are inherited down to townships.
        """
        smallest = self.township or self.county
        return area_codes.significant(smallest.code) if smallest else ""


def locate(areas: Sequence[Area], zones: Sequence[Zone]) -> Place:
    """Return the place made of the areas that cover the spot; of several of a kind the first by code counts.

    A village and a grid cell are named in the phrase.
    """
    county = next((area for area in areas if area.kind == "county"), None)
    if county is None:
        return Place(None, None, tuple(zones), "所处位置不在已载入的任何县级区域范围内")
    township = _part("township", areas, county)
    village = _part("village", areas, township or county)
    cell = next((area for area in areas if area.kind == "grid"), None)
    named = [str(area) for area in (county, township, village) if area]
    if cell:
        named.append(f"单元网格{cell}")
    return Place(county, township, tuple(zones), f"位于{''.join(named)}范围内")


def other_sides(place: Place, edges: Sequence[Area], zones: Sequence[Zone], radius_m: float) -> Iterator[Place]:
    """Return the places the spot may lie in instead, one edge crossed at a time.

    *edges* are the counties and townships, *zones* the zones, whose edge comes within *radius_m* metres. The phrases
    say a round radius, so that one answer serves every spot with the same surroundings.
    """
    reach = f"定位误差范围（半径不超过 {rounded_up(radius_m)} 米）"
    for area in edges:
        phrase = f"{reach}触及{area}，若实际位于{area}范围内"
        if area.kind == "county" and area != place.county:
            yield Place(area, _part("township", edges, area), place.zones, phrase)
        elif area.kind == "township" and area != place.township and _is_part(area, place.county):
            yield replace(place, township=area, phrase=phrase)
    for zone in zones:
        inside = zone in place.zones
        rest = tuple(other for other in place.zones if other != zone)
        side = "外" if inside else "内"
        phrase = f"{reach}触及{zone.title}的边界，若实际位于其{side}"
        yield replace(place, zones=rest if inside else (*rest, zone), phrase=phrase)


def rounded_up(radius_m: float) -> int:
    """Return the next of 1, 2, 5, 10, 20, 50, … metres."""
    size = 1
    while True:
        for step in (1, 2, 5):
            if radius_m <= step * size:
                return step * size
        size *= 10


def _part(kind: str, areas: Sequence[Area], whole: Area | None) -> Area | None:
    return next((area for area in areas if area.kind == kind and _is_part(area, whole)), None)


def _is_part(area: Area, whole: Area | None) -> bool:
    return whole is not None and area_codes.covers(whole.code, area.code)
