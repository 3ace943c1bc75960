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
        """The significant digits of the smallest administrative area; empty outside every area."""
        smallest = self.township or self.county
        return area_codes.significant(smallest.code) if smallest else ""


def locate(areas: Sequence[Area], zones: Sequence[Zone]) -> Place:
    """Return the place made of the areas that cover the spot; of several of a kind the first by code counts."""
    county = next((area for area in areas if area.kind == "county"), None)
    township = _township(areas, county)
    if county is None:
        return Place(None, None, tuple(zones), "所处位置不在已载入的任何县级区域范围内")
    inner = f"{township}" if township else ""
    return Place(county, township, tuple(zones), f"位于{county}{inner}范围内")


def other_sides(place: Place, edges: Sequence[Area], zones: Sequence[Zone], radius_m: float) -> Iterator[Place]:
    """Return the places the spot may lie in instead, one edge crossed at a time.

    *edges* are the counties and townships, *zones* the zones, whose edge comes within *radius_m* metres.
    """
    for area in edges:
        phrase = f"定位误差范围（半径 {radius_m:.0f} 米）触及{area}，若实际位于{area}范围内"
        if area.kind == "county" and area != place.county:
            yield Place(area, _township(edges, area), place.zones, phrase)
        elif area.kind == "township" and area != place.township and _is_part(area, place.county):
            yield replace(place, township=area, phrase=phrase)
    for zone in zones:
        inside = zone in place.zones
        rest = tuple(other for other in place.zones if other != zone)
        side = "外" if inside else "内"
        phrase = f"定位误差范围（半径 {radius_m:.0f} 米）触及责任区{zone.area}的边界，若实际位于该责任区{side}"
        yield replace(place, zones=rest if inside else (*rest, zone), phrase=phrase)


def _township(areas: Sequence[Area], county: Area | None) -> Area | None:
    return next((area for area in areas if area.kind == "township" and _is_part(area, county)), None)


def _is_part(township: Area, county: Area | None) -> bool:
    return county is not None and township.code.startswith(county.code)
