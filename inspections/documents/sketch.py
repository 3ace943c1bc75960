"""A sketch of some spots as SVG: where they lie among each other, and where that is in the area around them.

Drawn from our own outlines, on a plane that is true to scale at the middle of what it shows; no map of anybody else.
"""

import math
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT, INSET = 1000, 560, 300  # px
NARROWEST_M = 120  # what the sketch shows at least, from side to side
METRES = 111_320  # a degree of latitude
BARS_M = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)
FONT = 'font-family="Noto Sans SC"'


@dataclass(frozen=True, slots=True)
class Plane:
    """Degrees to pixels of a frame at (left, top), *side* metres wide."""

    lon: float
    lat: float
    scale: float  # px per metre
    left: float
    top: float

    def at(self, lon, lat):
        east = (lon - self.lon) * METRES * math.cos(math.radians(self.lat))
        return self.left + east * self.scale, self.top - (lat - self.lat) * METRES * self.scale


def drawn(spots: list[tuple[str, float, float]], areas: list[tuple[str, dict]]) -> str:
    """*spots* are (label, lon, lat) in WGS 84 degrees, *areas* (name, GeoJSON geometry), the largest first."""
    wide = WIDTH - INSET if areas else WIDTH
    main = _plane([(lon, lat) for _, lon, lat in spots], 0, wide, NARROWEST_M)
    parts = [_frame(0, wide), *(_outline(geometry, main, 0, wide) for _, geometry in areas)]
    parts += [_spot(main, wide, place, *spot) for place, spot in enumerate(spots, 1)]
    parts += [_bar(main, wide), _north(wide)]
    if areas:
        parts += _around(spots, *areas[-1], wide)
    body = "".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {FONT}>{body}</svg>'


def _plane(points, left, wide, narrowest):
    lons, lats = zip(*points, strict=True)
    lon, lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    across = (max(lons) - min(lons)) * METRES * math.cos(math.radians(lat))
    up = (max(lats) - min(lats)) * METRES
    scale = 0.7 * min(wide / max(across, narrowest), HEIGHT / max(up, narrowest * HEIGHT / wide))
    return Plane(lon, lat, scale, left + wide / 2, HEIGHT / 2)


def _frame(left, wide):
    return f'<rect x="{left}" y="0" width="{wide}" height="{HEIGHT}" fill="#fff" stroke="#444" stroke-width="2"/>'


def _outline(geometry, plane, left, wide):
    """The part of an area's edge that lies in the frame."""
    import numpy
    import shapely
    from shapely.geometry import box, mapping, shape

    placed = shapely.transform(shape(geometry), lambda points: numpy.column_stack(plane.at(*points.T)))
    flat = placed.simplify(0.5)
    seen = flat.boundary.intersection(box(left + 2, 2, left + wide - 2, HEIGHT - 2))
    lines = [line for line in getattr(seen, "geoms", [seen]) if line.geom_type == "LineString" and not line.is_empty]
    paths = ("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in mapping(line)["coordinates"]) for line in lines)
    return "".join(f'<path d="{path}" fill="none" stroke="#777" stroke-width="2.5"/>' for path in paths)


def _spot(plane, wide, place, label, lon, lat):
    x, y = plane.at(lon, lat)
    aside, anchor = (22, "start") if x < wide * 0.6 else (-22, "end")
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="15" fill="#b00" stroke="#fff" stroke-width="2"/>'
        f'<text x="{x:.1f}" y="{y + 6:.1f}" font-size="18" fill="#fff" text-anchor="middle">{place}</text>'
        f'<text x="{x + aside:.1f}" y="{y + 7:.1f}" font-size="20" fill="#222" text-anchor="{anchor}">'
        f"{escape(label)}</text>"
    )


def _bar(plane, wide):
    metres = max((bar for bar in BARS_M if bar * plane.scale < wide / 3), default=BARS_M[0])
    long = metres * plane.scale
    said = f"{metres} 米" if metres < 1000 else f"{metres // 1000} 千米"
    y = HEIGHT - 26
    return (
        f'<path d="M24 {y - 8}V{y}H{24 + long:.1f}V{y - 8}" fill="none" stroke="#222" stroke-width="2.5"/>'
        f'<text x="{34 + long:.1f}" y="{y + 5}" font-size="20" fill="#222">{said}</text>'
    )


def _north(wide):
    x = wide - 40
    return (
        f'<path d="M{x} 22L{x - 11} 60L{x} 51L{x + 11} 60Z" fill="#222"/>'
        f'<text x="{x}" y="84" font-size="20" fill="#222" text-anchor="middle">北</text>'
    )


def _around(spots, name, geometry, left):
    """Where the spots lie in the smallest area that holds them."""
    from shapely.geometry import shape

    west, south, east, north = shape(geometry).bounds
    plane = _plane([(west, south), (east, north)], left, INSET, NARROWEST_M)
    yield _frame(left, INSET)
    yield _outline(geometry, plane, left, INSET)
    for _, lon, lat in spots:
        x, y = plane.at(lon, lat)
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="#b00"/>'
    yield f'<text x="{left + INSET / 2}" y="32" font-size="20" fill="#222" text-anchor="middle">{escape(name)}</text>'
